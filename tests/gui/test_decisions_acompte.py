"""The path of the acompte decided without Qt: what is explained, proposed, sent, said; its cancellation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caisse_clients.application.messages import message_de
from caisse_clients.domain.pieces import EtatPiece, TypePiece
from caisse_clients.domain.reglements import SorteSource
from caisse_clients.gui.modeles.colonnes import Gravite
from caisse_clients.gui.presentateurs import acompte, annulation_acompte
from caisse_clients.gui.presentateurs.acompte import Ouverture, Saisie
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.gui.vues_de_pieces import CHEQUE, COMMANDE, ESPECES, FACTURE, JOUR, MODES, imputation, vue

OUVERTURE = Ouverture(vue(regle=36000), MODES, JOUR)
FINE = "\u202f"


def saisie(**changements: str) -> Saisie:
    return replace(acompte.saisie_initiale(OUVERTURE), mode="cheque", **changements)


def test_le_formulaire_s_ouvre_sur_tout_ce_qui_reste_du_aujourd_hui_sans_mode() -> None:
    initiale = acompte.saisie_initiale(OUVERTURE)
    assert (initiale.montant, initiale.date, initiale.mode) == ("840,00", "15/07/2014", "")


def test_l_explication_dit_la_piece_le_client_et_l_argent() -> None:
    texte = acompte.explication(OUVERTURE)
    assert COMMANDE in texte
    assert "ALBERT Pierre" in texte
    assert f"Total 1{FINE}200,00 € — déjà réglé 360,00 € — reste dû 840,00 €." in texte
    assert texte.endswith("Ajouter un acompte ?")


@pytest.mark.parametrize(
    ("piece", "est_un_acompte", "titre"),
    [
        (vue(), True, f"Acompte — {COMMANDE}"),
        (vue(TypePiece.FACTURE, EtatPiece.BROUILLON, numero="BR-1"), True, "Acompte — BR-1"),
        (vue(TypePiece.FACTURE, EtatPiece.VALIDEE, numero=FACTURE), False, f"Régler — {FACTURE}"),
    ],
)
def test_une_facture_validee_se_regle_le_reste_prend_un_acompte(
    piece: object, est_un_acompte: bool, titre: str
) -> None:
    ouverture = replace(OUVERTURE, piece=piece)  # type: ignore[arg-type]  # a VuePiece of the table above
    assert (ouverture.acompte, ouverture.titre) == (est_un_acompte, titre)


@pytest.mark.parametrize(
    ("montant", "texte", "gravite"),
    [
        ("360", "Restera dû : 480,00 €", Gravite.ALERTE),
        ("840,00", "Sera soldée : rien ne restera dû", Gravite.SUCCES),
        ("1000", "Soldée ; trop-perçu de 160,00 € gardé en disponible", Gravite.INFO),
        ("", "", Gravite.NEUTRE),
        ("0", "", Gravite.NEUTRE),
        ("3x", "", Gravite.NEUTRE),
    ],
)
def test_la_suite_se_lit_en_tapant(montant: str, texte: str, gravite: Gravite) -> None:
    lue = acompte.suite(OUVERTURE, saisie(montant=montant))
    assert (lue.texte, lue.gravite) == (texte, gravite)


def test_la_commande_impute_le_montant_sur_la_piece() -> None:
    envoyee = acompte.commande(OUVERTURE, saisie(montant="360", reference=" chèque 123 "))
    assert (envoyee.client, envoyee.mode, envoyee.montant, envoyee.date) == (1011, "cheque", 36000, JOUR)
    assert envoyee.reference == "chèque 123"
    (cible,) = envoyee.imputations
    assert (cible.piece, cible.montant) == (COMMANDE, 36000)


def test_le_trop_percu_n_est_pas_impute() -> None:
    envoyee = acompte.commande(OUVERTURE, saisie(montant="1000"))
    assert envoyee.montant == 100000
    assert envoyee.imputations[0].montant == 84000
    dit = acompte.compte_rendu(OUVERTURE, envoyee, "RC-S1-2014-00001")
    assert dit == (
        f"RC-S1-2014-00001 : 1{FINE}000,00 € (chèque) sur {COMMANDE}, soldée. "
        "Trop-perçu de 160,00 € gardé en disponible."
    )


def test_le_compte_rendu_dit_le_numero_et_ce_qui_reste() -> None:
    envoyee = acompte.commande(OUVERTURE, saisie(montant="360"))
    dit = acompte.compte_rendu(OUVERTURE, envoyee, "RC-S1-2014-00001")
    assert dit == f"RC-S1-2014-00001 : 360,00 € (chèque) sur {COMMANDE} ; reste dû 480,00 €."


@pytest.mark.parametrize(
    ("changements", "champ"),
    [({"mode": ""}, "mode"), ({"montant": "0"}, "montant"), ({"montant": "x"}, "montant"), ({"date": "32/01"}, "date")],
)
def test_ce_qui_manque_est_dit_sur_son_champ(changements: dict[str, str], champ: str) -> None:
    with pytest.raises(ErreurMetier) as refus:
        acompte.commande(OUVERTURE, replace(saisie(), **changements))
    assert refus.value.champ == champ
    assert "interne" not in message_de(refus.value)


def test_une_piece_changee_depuis_n_ouvre_pas_le_formulaire() -> None:
    assert acompte.impossible(OUVERTURE) == ""
    assert "F5" in acompte.impossible(replace(OUVERTURE, piece=vue(regle=120000)))
    assert "F5" in acompte.impossible(replace(OUVERTURE, piece=vue(etat=EtatPiece.ANNULEE)))


def test_une_piece_en_devise_se_paie_dans_sa_devise_au_cours_tape() -> None:
    ouverture = Ouverture(vue(total=150000, devise="JPY", cours=140_000_000), MODES, JOUR)
    initiale = acompte.saisie_initiale(ouverture)
    assert (initiale.montant, initiale.cours) == (f"150{FINE}000", "140")
    envoyee = acompte.commande(ouverture, replace(initiale, mode="cheque", montant="50000", cours="141,5"))
    assert (envoyee.devise, envoyee.montant, envoyee.cours) == ("JPY", 50_000_00, 141_500_000)
    assert acompte.suite(ouverture, replace(initiale, montant="50000")).texte == f"Restera dû : 100{FINE}000 JPY"


def test_trop_d_especes_peut_venir_d_un_non_resident_jamais_d_un_professionnel() -> None:
    refus = ErreurMetier("especes_interdites", champ="mode", raison="vente", cumul=120000, limite=100000)
    assert acompte.peut_etre_non_resident(OUVERTURE, refus)
    professionnel = replace(OUVERTURE, piece=vue(professionnel=True))
    assert not acompte.peut_etre_non_resident(professionnel, refus)
    assert not acompte.peut_etre_non_resident(OUVERTURE, ErreurMetier("mode_inconnu"))
    assert acompte.en_especes(OUVERTURE, ESPECES.code)
    assert not acompte.en_especes(OUVERTURE, CHEQUE.code)
    envoyee = acompte.commande(OUVERTURE, saisie(non_resident=" John Doe, passeport 1 "))
    assert envoyee.non_resident == "John Doe, passeport 1"


def annulation(*imputations: object) -> annulation_acompte.Ouverture:
    piece = vue(regle=36000, imputations=imputations)
    return annulation_acompte.Ouverture(piece, piece, annulation_acompte.acomptes_de(piece), MODES)


def test_un_reglement_reparti_sur_plusieurs_echeances_est_un_seul_acompte() -> None:
    ouverture = annulation(imputation(montant=10000), imputation(montant=26000), imputation("RC-S1-2014-00002", 500))
    assert [(a.source, a.montant) for a in ouverture.acomptes] == [
        ("RC-S1-2014-00001", 36000),
        ("RC-S1-2014-00002", 500),
    ]


def test_un_compte_client_impute_se_retire_par_son_numero() -> None:
    ouverture = annulation(replace(imputation("Compte 266"), sorte_source=SorteSource.COMPTE, mode="", mode_libelle=""))
    (seul,) = ouverture.acomptes
    assert (seul.source, seul.nom, seul.mode) == ("266", "Compte 266", "Compte client")
    envoyee = annulation_acompte.commande(ouverture, annulation_acompte.Saisie(seul.source, "erreur"))
    assert envoyee.source == "266"


def test_ce_qui_ne_se_retire_pas_est_dit_avant_le_formulaire() -> None:
    assert annulation_acompte.impossible(annulation(imputation())) == ""
    assert "Aucun acompte" in annulation_acompte.impossible(annulation())
    assert "ne se retirent pas" in annulation_acompte.impossible(annulation(imputation(retirable=False)))


def test_un_bon_de_livraison_montre_les_acomptes_de_sa_commande() -> None:
    bon = vue(TypePiece.BON_LIVRAISON, EtatPiece.VALIDEE, numero="BL-S1-2014-00001", origine=COMMANDE)
    assert annulation_acompte.porteuse_de(bon) == COMMANDE
    assert annulation_acompte.porteuse_de(vue()) == COMMANDE
    ouverture = replace(annulation(imputation()), piece=bon)
    assert ouverture.designation == (f"Bon de livraison BL-S1-2014-00001, de la commande {COMMANDE} — ALBERT Pierre")


def test_l_annulation_garde_ou_rend_l_argent() -> None:
    ouverture = annulation(imputation())
    gardee = annulation_acompte.Saisie("RC-S1-2014-00001", " erreur ", rendre=False, mode="cheque")
    envoyee = annulation_acompte.commande(ouverture, gardee)
    assert (envoyee.piece, envoyee.raison, envoyee.source, envoyee.mode) == (COMMANDE, "erreur", gardee.source, "")
    assert "restent disponibles" in annulation_acompte.compte_rendu(ouverture, gardee)
    rendue = replace(gardee, rendre=True)
    assert annulation_acompte.commande(ouverture, rendue).mode == "cheque"
    assert "rendus au client" in annulation_acompte.compte_rendu(ouverture, rendue)


@pytest.mark.parametrize(
    ("changements", "champ"),
    [({"source": ""}, "source"), ({"raison": " "}, "raison"), ({"rendre": True, "mode": ""}, "mode")],
)
def test_l_annulation_demande_ce_qui_manque(changements: dict[str, object], champ: str) -> None:
    complete = annulation_acompte.Saisie("RC-S1-2014-00001", "erreur", rendre=False, mode="cheque")
    with pytest.raises(ErreurMetier) as refus:
        annulation_acompte.commande(annulation(imputation()), replace(complete, **changements))  # type: ignore[arg-type]
    assert refus.value.champ == champ
    assert "interne" not in message_de(refus.value)
