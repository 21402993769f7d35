"""Facturer, livrer, avoir, annuler, valider, historique: decided without Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from caisse_clients.application.commandes.pieces import AnnulerCommande, SupprimerFacture
from caisse_clients.application.commandes.saisies import QuantiteDeLigne, Remboursement
from caisse_clients.application.commandes.transformations import AnnulerLivraison, FacturerCommande, LivrerCommande
from caisse_clients.application.messages import message_de
from caisse_clients.domain.pieces import EtatPiece, TypePiece
from caisse_clients.domain.vues_ventes import LigneHistoriquePiece, VuePiece
from caisse_clients.gui.presentateurs import avoir, fin_de_piece, historique_piece, quantites
from caisse_clients.gui.presentateurs.avoir import Etendue
from caisse_clients.gui.presentateurs.quantites import SAISIE, FeuilleQuantites
from caisse_clients.kernel.argent import Quantite
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.gui.vues_de_pieces import COMMANDE, FACTURE, MODES, imputation, vue

FINE = "\u202f"
BR = vue(TypePiece.FACTURE, EtatPiece.BROUILLON, numero="BR-1", origine=COMMANDE)
FA = vue(TypePiece.FACTURE, EtatPiece.VALIDEE, numero=FACTURE)
BL = vue(TypePiece.BON_LIVRAISON, EtatPiece.EN_COURS, numero="BL-S1-2014-00001", origine=COMMANDE)


def deux_lignes(**autres: object) -> VuePiece:
    (seule,) = vue().lignes
    salon = replace(seule, quantite=1000, prix=90000, facturee=1000, livree=0)
    parasols = replace(seule, rang=2, libelle="Parasol", quantite=2500, prix=10000, facturee=500, livree=500)
    return vue(lignes=(salon, parasols), total=115000, **autres)  # type: ignore[arg-type]  # fields of a VuePiece


def ouverture(*, livrer: bool = False, piece: VuePiece | None = None) -> quantites.Ouverture:
    return quantites.Ouverture(piece or deux_lignes(), livrer, "15/07/2014")


def test_tout_ce_qui_reste_a_faire_est_propose() -> None:
    a_facturer = ouverture().feuille()
    assert [ligne.ligne.rang for ligne in a_facturer.lignes] == [2]
    assert [a_facturer.texte(0, champ) for champ in ("libelle", "prix", "commandee", "deja", "reste", SAISIE)] == [
        "Parasol",
        "100,00",
        "2,5",
        "0,5",
        "2",
        "2",
    ]
    assert ouverture().texte_du_total(a_facturer.lignes) == "Total TTC 200,00 €"
    a_livrer = ouverture(livrer=True).feuille()
    assert [a_livrer.texte(rang, SAISIE) for rang in range(a_livrer.nombre())] == ["1", "2"]


def test_une_partie_seulement_se_tape() -> None:
    feuille = ouverture().feuille()
    feuille.taper(0, SAISIE, "0,25")
    envoyee = quantites.commande(ouverture(), feuille.lignes, "15/07/14", valider=True)
    assert envoyee == FacturerCommande(
        COMMANDE,
        lignes=(QuantiteDeLigne(2, Quantite(250)),),
        date=dt.date(2014, 7, 15),
        valider=True,
    )
    feuille.quitter(0, SAISIE)
    assert feuille.texte(0, SAISIE) == "0,25"
    for rien in ("", " ", "0", "0,00"):
        feuille.taper(0, SAISIE, rien)
        assert feuille.lignes[0].quantite() == 0
        assert feuille.faute(0, SAISIE) == ""


def test_livrer_et_facturer_un_bon_nomment_leur_piece() -> None:
    lignes = ouverture(livrer=True).lignes()
    livree = quantites.commande(ouverture(livrer=True), lignes, "15/07/14", valider=False)
    assert isinstance(livree, LivrerCommande)
    assert [(q.rang, q.quantite) for q in livree.lignes] == [(1, 1000), (2, 2000)]
    bon = ouverture(piece=BL)
    facturee = quantites.commande(bon, bon.lignes(), "15/07/14", valider=False)
    assert isinstance(facturee, FacturerCommande)
    assert (facturee.piece, facturee.lignes) == (BL.numero, ()), "a bon is invoiced whole"
    assert not bon.feuille().modifiable(SAISIE)


@pytest.mark.parametrize(
    ("tape", "code"), [("3", "quantite_trop_grande"), ("x", "quantite_invalide"), ("", "quantites_vides")]
)
def test_une_quantite_refusee_est_dite_sur_les_lignes(tape: str, code: str) -> None:
    feuille = ouverture().feuille()
    feuille.taper(0, SAISIE, tape)
    with pytest.raises(ErreurMetier) as refus:
        quantites.commande(ouverture(), feuille.lignes, "15/07/14", valider=False)
    assert (refus.value.code, refus.value.champ) == (code, "lignes")
    assert bool(feuille.faute(0, SAISIE)) == (code != "quantites_vides")
    assert "interne" not in message_de(refus.value)
    if code != "quantites_vides":
        assert ouverture().texte_du_total(feuille.lignes) == ""


def test_une_colonne_de_tableur_se_colle_sans_deborder() -> None:
    feuille = ouverture(livrer=True).feuille()
    feuille.coller(1, SAISIE, [["1,5"], ["9"]])
    assert [ligne.tape for ligne in feuille.lignes] == ["1", "1,5"]
    feuille.retirer(1)
    assert feuille.vide(1)
    assert not feuille.modifiable("prix")


def test_ce_qui_est_deja_fait_ou_annule_ne_s_ouvre_pas() -> None:
    assert quantites.impossible(ouverture()) == ""
    fini = deux_lignes()
    fini = replace(fini, lignes=tuple(replace(ligne, facturee=ligne.quantite) for ligne in fini.lignes))
    assert "tout est déjà facturé" in quantites.impossible(ouverture(piece=fini))
    assert "annulée" in quantites.impossible(ouverture(piece=vue(etat=EtatPiece.ANNULEE)))


# --- Avoir


def un_avoir(**changements: object) -> avoir.Saisie:
    return replace(avoir.Saisie(raison="retour"), **changements)  # type: ignore[arg-type]  # fields of a Saisie


def test_l_avoir_entier_est_garde_par_defaut() -> None:
    ouvert = avoir.Ouverture(FA, MODES)
    envoyee = avoir.commande(ouvert, un_avoir(), ())
    assert (envoyee.piece, envoyee.raison, envoyee.garder, envoyee.remboursement) == (FACTURE, "retour", True, None)
    assert (envoyee.lignes, envoyee.montant) == ((), None)


def test_l_avoir_par_lignes_ou_par_montant() -> None:
    ouvert = avoir.Ouverture(FA, MODES)
    feuille = ouvert.feuille()
    assert [c.titre for c in feuille.colonnes] == ["Désignation", "Prix", "Quantité", "Rendue"]
    feuille.taper(0, SAISIE, "0,5")
    envoyee = avoir.commande(ouvert, un_avoir(etendue=Etendue.LIGNES), feuille.lignes)
    assert envoyee.lignes == (QuantiteDeLigne(1, Quantite(500)),)
    montant = avoir.commande(
        ouvert, un_avoir(etendue=Etendue.MONTANT, montant="100", rabais=True, rembourser=True, mode="cheque"), ()
    )
    assert (montant.montant, montant.rabais, montant.remboursement) == (10000, True, Remboursement("cheque"))
    assert not montant.garder


def test_la_suite_d_un_avoir_dit_le_reste_du_puis_le_client() -> None:
    ouvert = avoir.Ouverture(replace(FA, regle=36000, reste_du=84000), MODES)
    assert avoir.suite(ouvert, un_avoir(), ()) == (
        f"Avoir de 1{FINE}200,00 € TTC : 840,00 € règlent ce qui reste dû, 360,00 € reviennent au client."
    )
    assert "rien à rendre" in avoir.suite(ouvert, un_avoir(etendue=Etendue.MONTANT, montant="100"), ())
    assert avoir.suite(ouvert, un_avoir(etendue=Etendue.MONTANT), ()).startswith("L'avoir règle d'abord")
    deja = avoir.Ouverture(replace(FA, suites=("AV-S1-2014-00001",)), MODES)
    assert "AV-S1-2014-00001" in deja.recapitulatif
    assert avoir.montant_prevu(deja, un_avoir(), ()) is None


@pytest.mark.parametrize(
    ("changements", "champ"),
    [
        ({"raison": ""}, "raison"),
        ({"rembourser": True}, "mode"),
        ({"etendue": Etendue.MONTANT, "montant": "0"}, "montant"),
        ({"etendue": Etendue.LIGNES}, "lignes"),
    ],
)
def test_l_avoir_demande_ce_qui_manque(changements: dict[str, object], champ: str) -> None:
    ouvert = avoir.Ouverture(FA, MODES)
    with pytest.raises(ErreurMetier) as refus:
        avoir.commande(ouvert, un_avoir(**changements), ouvert.feuille().lignes)
    assert refus.value.champ == champ


def test_l_avoir_dit_ou_est_alle_l_argent() -> None:
    ouvert = avoir.Ouverture(FA, MODES)
    assert "rendus au client" in avoir.compte_rendu(ouvert, {"piece": "AV-1", "rembourse": "12.00"})
    assert "compte avoir n° 267" in avoir.compte_rendu(ouvert, {"piece": "AV-1", "compte": 267, "rembourse": "0.00"})
    assert avoir.compte_rendu(ouvert, {"piece": "AV-1", "compte": None}) == f"Avoir AV-1 émis sur {FACTURE}."
    assert avoir.impossible(ouvert) == ""
    assert "F5" in avoir.impossible(avoir.Ouverture(BR, MODES))


# --- Ending a pièce


def test_chaque_piece_a_sa_fin() -> None:
    assert fin_de_piece.commande(vue(), " trop cher ") == AnnulerCommande(COMMANDE, "trop cher")
    assert fin_de_piece.commande(BL, "cassé") == AnnulerLivraison(BL.numero, "cassé")
    assert fin_de_piece.commande(BR, "") == SupprimerFacture("BR-1", "")
    with pytest.raises(ErreurMetier) as refus:
        fin_de_piece.commande(vue(), " ")
    assert (refus.value.code, refus.value.champ) == ("raison_manquante", "raison")


def test_on_sait_ce_que_devient_l_argent() -> None:
    avec = {"regle": 36000, "imputations": (imputation(),)}
    assert "(360,00 €) redeviennent disponibles" in fin_de_piece.explication(vue(**avec))  # type: ignore[arg-type]
    assert f"remontent sur {COMMANDE}" in fin_de_piece.explication(replace(BR, regle=36000))
    assert "acomptes" not in fin_de_piece.explication(vue())
    assert "Émettez un avoir" in fin_de_piece.impossible(FA)
    assert fin_de_piece.impossible(BR) == fin_de_piece.impossible(vue()) == ""
    assert fin_de_piece.compte_rendu(BL).endswith("annulé.")


def test_valider_dit_que_c_est_definitif_et_porte_la_version_vue() -> None:
    validation = fin_de_piece.Validation(replace(BR, regle=36000, reste_du=84000))
    assert "ne se modifie plus" in validation.question
    assert "360,00 €, sont repris" in validation.question
    assert (validation.commande().piece, validation.commande().version) == ("BR-1", 3)
    assert validation.compte_rendu(FACTURE) == f"Facture {FACTURE} validée ; reste dû 840,00 €."
    assert "F5" in fin_de_piece.Validation(FA).impossible
    assert validation.impossible == ""


# --- Historique


def test_une_ligne_d_historique_mene_a_son_reglement_ou_a_l_autre_piece() -> None:
    quand = dt.datetime(2014, 7, 15, 8, 30, tzinfo=dt.UTC)
    actes = [
        LigneHistoriquePiece(quand, "ADMIN", "Acompte", "RC-S1-2014-00001", "15/07/2014 — Chèque — 360,00 €"),
        LigneHistoriquePiece(quand, "ADMIN", "Facturée", piece="BR-1"),
        LigneHistoriquePiece(quand, "ADMIN", "Créée"),
    ]
    lignes = historique_piece.historique(vue(), actes).lignes
    assert [historique_piece.destination(ligne) for ligne in lignes] == [
        ("reglements", {"reglement": "RC-S1-2014-00001"}),
        ("piece", {"piece": "BR-1"}),
        None,
    ]
    assert [bool(historique_piece.empechement(ligne)) for ligne in (*lignes, None)] == [False, False, True, True]
    assert isinstance(ouverture().feuille(), FeuilleQuantites)
