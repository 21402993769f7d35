"""What the screens of règlements show, permit and send, decided without a window."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from caisse_clients.application.commandes.reglements import ModifierReglement, Rembourser
from caisse_clients.domain.droits import Droit, Role, droits_du_role
from caisse_clients.domain.fichiers import FichierJoint
from caisse_clients.domain.reglements import EtatReglement, MotifImputation, RaisonVerrou
from caisse_clients.domain.vues_ventes import CritereReglements, TotauxReglements
from caisse_clients.gui.modeles.colonnes import Format, ecrire_valeur
from caisse_clients.gui.presentateurs import nouveau_reglement as nouveau
from caisse_clients.gui.presentateurs import pieces_jointes, reglement, reglements
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from tests.gui.vues_de_reglements import JOUR, imputation, ligne, version, vue

TOUS = frozenset(Droit)
ETROITE = "\u202f"


def _textes(rangee: object) -> dict[str, str]:
    return {
        colonne.titre: ecrire_valeur(colonne.valeur(rangee), colonne.format).replace(ETROITE, " ")
        for colonne in reglements.COLONNES
        if colonne.titre
    }


# --- The list


def test_un_remboursement_se_dit_par_un_mot_jamais_par_un_signe() -> None:
    assert _textes(ligne(sens=-1))["Montant"] == "rendu 360,00"
    assert _textes(ligne())["Montant"] == "360,00"
    assert ecrire_valeur(0, Format.MOUVEMENT) == "0,00"


def test_chaque_verrou_se_lit_dans_sa_colonne_avant_tout_clic() -> None:
    for raison in RaisonVerrou:
        assert _textes(ligne(verrou=raison.value))["Verrou"]
    assert _textes(ligne(verrou="reglement_exporte"))["Verrou"] == "Exporté en comptabilité"
    assert _textes(ligne())["Verrou"] == ""


def test_un_disponible_nul_ne_charge_pas_la_colonne() -> None:
    assert _textes(ligne())["Disponible"] == ""
    assert _textes(ligne(disponible=50_00))["Disponible"] == "50,00"


@pytest.mark.parametrize("etat", list(EtatReglement))
def test_chaque_statut_est_un_mot(etat: EtatReglement) -> None:
    assert _textes(ligne(etat=etat))["Statut"] == etat.libelle


def test_le_filtre_devient_une_question_et_se_dit_en_mots() -> None:
    filtre = reglements.Filtre(
        texte=" RC-S1 ", client=1011, client_nom="1 011 · ALBERT Pierre", mode="cheque", mode_libelle="Chèque",
        etat=EtatReglement.RECU, du="010714", au="15/07/2014", disponibles=True,
    )  # fmt: skip
    assert filtre.criteres() == CritereReglements(
        1011, "cheque", EtatReglement.RECU, dt.date(2014, 7, 1), JOUR, True, "RC-S1"
    )
    assert filtre.en_mots() == (
        "« RC-S1 », 1 011 · ALBERT Pierre, type : Chèque, statut : reçu, du 01/07/2014, au 15/07/2014, "
        "avec du disponible"
    )
    assert reglements.Filtre().en_mots() == "Tous les règlements"
    assert reglements.texte_vide(reglements.Filtre()) != reglements.texte_vide(filtre)


def test_une_date_illisible_nomme_son_champ() -> None:
    erreur = reglements.illisible(reglements.Filtre(au="31/02/2014"))
    assert erreur is not None
    assert (erreur.code, erreur.champ) == ("date_invalide", "au")


@pytest.mark.parametrize(
    ("geste", "changements", "debut"),
    [
        ("supprimer", {"verrou": "reglement_numerique"}, "RC-S1-2014-00001 est un paiement numérique"),
        ("supprimer", {"verrou": "reglement_exporte"}, "RC-S1-2014-00001 est exporté"),
        ("supprimer", {"verrou": "reglement_annule"}, "RC-S1-2014-00001 est déjà annulé"),
        ("supprimer", {"verrou": "reglement_remis"}, "RC-S1-2014-00001 est remis en banque"),
        ("supprimer", {"verrou": "reglement_remboursement", "sens": -1}, ""),
        ("supprimer", {}, ""),
        ("rembourser", {}, "Rien n'est disponible"),
        ("rembourser", {"disponible": 1}, ""),
        ("rembourser", {"disponible": 1, "verrou": "reglement_exporte"}, ""),
        ("rembourser", {"sens": -1}, "RC-S1-2014-00001 est déjà un remboursement"),
        ("voir_pieces", {"etat": EtatReglement.ANNULE}, "RC-S1-2014-00001 est annulé"),
        ("modifier", {"verrou": "reglement_exporte"}, ""),
        ("recu", {}, ""),
    ],
)
def test_ce_qui_est_impossible_dit_pourquoi(geste: str, changements: dict[str, object], debut: str) -> None:
    raison = reglements.empechement(f"reglements.{geste}", ligne(**changements), 1)
    assert raison.startswith(debut)
    assert bool(raison) == bool(debut)


def test_sans_ligne_choisie_on_dit_de_choisir() -> None:
    for geste in reglements.GESTES:
        assert reglements.empechement(geste, None, 3) == reglements.CHOISIR
    assert reglements.empechement("reglements.nouveau", None, 0) == ""
    assert reglements.empechement("reglements.exporter", None, 0) == "La liste est vide."


def test_le_pied_dit_ce_qui_est_recu_rendu_et_disponible() -> None:
    pied = reglements.pied(TotauxReglements(1_810_00, 20_00, 30_00))
    assert [texte.replace(ETROITE, " ") for texte in pied] == ["Reçu 1 810,00 €", "Rendu 20,00 €", "Disponible 30,00 €"]
    assert reglements.pied(TotauxReglements(0, 0, 0))[1] == ""


# --- One règlement


@pytest.mark.parametrize(
    ("verrou", "permis"),
    [
        ("", reglement.CHAMPS),
        ("reglement_numerique", {"reference"}),
        ("reglement_exporte", set()),
        ("reglement_annule", set()),
        ("reglement_remis", set()),
        ("reglement_remboursement", set()),
    ],
)
def test_les_champs_ouverts_suivent_le_verrou(verrou: str, permis: set[str]) -> None:
    assert reglement.champs_permis(vue(verrou=verrou), TOUS) == permis
    assert bool(reglement.explication(vue(verrou=verrou), TOUS)) == bool(verrou)


def test_d_un_remboursement_tout_se_modifie_sauf_le_montant() -> None:
    assert reglement.champs_permis(vue(sens=-1), TOUS) == reglement.CHAMPS - {"montant"}
    assert "son montant ne se modifie pas" in reglement.explication(vue(sens=-1), TOUS)


def test_sans_le_droit_rien_ne_se_modifie_et_la_raison_se_lit() -> None:
    lecteur = frozenset({Droit.CONSULTER})
    assert reglement.champs_permis(vue(), lecteur) == frozenset()
    assert "modifier ou annuler un règlement" in reglement.explication(vue(), lecteur)
    assert reglement.champs_permis(vue(), droits_du_role(Role.CAISSIER)) == reglement.CHAMPS


def test_seul_ce_qui_change_part_avec_la_version_lue() -> None:
    depart = reglement.saisie_de(vue(version=3))
    assert reglement.commande(vue(), depart) is None
    assert reglement.commande(vue(), replace(depart, reference=" ch. 12 ")) is None
    assert reglement.commande(vue(version=3), replace(depart, montant="350", mode="virement", banque="CA")) == (
        ModifierReglement("RC-S1-2014-00001", mode="virement", montant=Centimes(350_00), banque="CA", version=3)
    )
    assert reglement.commande(vue(), replace(depart, date="140714", reference="")) == (
        ModifierReglement("RC-S1-2014-00001", date=dt.date(2014, 7, 14), reference="", version=1)
    )


@pytest.mark.parametrize(
    ("montant", "suite"),
    [("350", "la version d'avant reste visible."), ("365", "5,00 € restent disponibles : « Imputer » les met sur ")],
)
def test_un_montant_augmente_dit_ou_mettre_la_difference(montant: str, suite: str) -> None:
    texte = reglement.compte_rendu(vue(), replace(reglement.saisie_de(vue()), montant=montant))
    assert texte.startswith(f"RC-S1-2014-00001 est modifié ; {suite}")


@pytest.mark.parametrize(("champ", "texte"), [("montant", "-5"), ("date", "hier")])
def test_un_champ_illisible_est_nomme(champ: str, texte: str) -> None:
    with pytest.raises(ErreurMetier) as refus:
        reglement.commande(vue(), replace(reglement.saisie_de(vue()), **{champ: texte}))
    assert refus.value.champ == champ


def test_les_versions_disent_qui_quand_et_ce_qui_etait_avant() -> None:
    vues = reglement.versions(
        vue(
            versions=(
                version(),
                version(2, 9, mode_libelle="Virement", montant=350_00, reference=""),
                version(3, 10, mode_libelle="Virement", montant=350_00, reference="", etat="annule", raison="double"),
            )
        )
    )
    assert [texte.replace(ETROITE, " ") for texte in vues] == [
        "Annulé le 15/07/2014 12:30 par ADMIN — double.",
        "Modifié le 15/07/2014 11:30 par ADMIN, avant : mode Chèque, montant 360,00 €, référence ch. 12.",
        "Enregistré le 15/07/2014 10:30 par ADMIN : Chèque, 360,00 €.",
    ]


def test_annuler_dit_ce_qui_sera_de_nouveau_du() -> None:
    assert reglement.consequences(vue()).splitlines()[1:] == [
        "• CO-S1-2014-00001/1 : 240,00 €",
        "• FA-S1-2014-00002/1 : 120,00 €",
    ]
    assert "ne paie aucune pièce" in reglement.consequences(vue(imputations=()))
    assert "redeviennent disponibles" in reglement.consequences(vue(sens=-1))


def test_un_reglement_mene_a_ses_pieces_pas_a_ses_comptes() -> None:
    rendu = imputation("RC-S1-2014-00009", 5_00, MotifImputation.REMBOURSEMENT)
    lues = (*vue().imputations, imputation("FA-S1-2014-00002/2", 1_00), imputation("Compte 266", 1_00), rendu)
    assert reglement.pieces_de(vue(imputations=lues)) == ["CO-S1-2014-00001", "FA-S1-2014-00002"]


def test_un_refus_sur_des_pieces_les_nomme_toutes() -> None:
    erreur = ErreurMetier("montant_invalide", valeur="1", liste="FA-9, CO-1")
    assert reglement.refus(erreur).splitlines()[1] == "FA-9, CO-1"


@pytest.mark.parametrize(
    ("montant", "code"), [("350,01", "rembourse_trop"), ("0", "montant_invalide"), ("x", "montant_invalide")]
)
def test_on_ne_rend_pas_plus_que_le_disponible(montant: str, code: str) -> None:
    avec = vue(disponible=350_00, disponible_devise=350_00)
    with pytest.raises(ErreurMetier) as refus:
        reglement.commande_de_remboursement(avec, "especes", "", montant, "")
    assert (refus.value.code, refus.value.champ) == (code, "montant")


def test_rendre_tout_ou_partie_dit_ce_qui_reste() -> None:
    avec = vue(disponible=350_00, disponible_devise=350_00)
    assert reglement.reste_apres(avec, "350") == "Il ne restera rien de disponible."
    assert reglement.reste_apres(avec, "300").replace(ETROITE, " ") == "Il restera 50,00 € disponibles."
    assert "plus que" in reglement.reste_apres(avec, "351")
    assert reglement.reste_apres(avec, "abc") == ""
    assert reglement.commande_de_remboursement(avec, "cheque", "", "300", "trop-perçu") == (
        Rembourser("RC-S1-2014-00001", "cheque", "trop-perçu", Centimes(300_00))
    )
    texte = reglement.compte_rendu_de_remboursement(avec, {"rembourse": "300.00", "reste_source": "50.00"})
    assert texte == "300,00 € rendus à ALBERT Pierre sur RC-S1-2014-00001 : il reste 50,00 €."


@pytest.mark.parametrize(
    ("octets", "texte"), [(1, "1 Ko"), (1025, "2 Ko"), (1024 * 1024, "1,0 Mo"), (10 * 1024 * 1024, "10,0 Mo")]
)
def test_une_taille_se_lit(octets: int, texte: str) -> None:
    assert pieces_jointes.taille_en_mots(octets) == texte


def test_un_fichier_se_dit_sur_une_ligne() -> None:
    assert nouveau.dire_le_fichier(FichierJoint.de("reçu.pdf", b"%PDF-1.4")) == "reçu.pdf — PDF, 1 Ko"


def test_les_colonnes_d_un_remboursement_montrent_d_ou_il_vient() -> None:
    rendu = imputation("RC-S1-2014-00009", 5_00, MotifImputation.REMBOURSEMENT)
    bouts = [reglement.colonnes_imputations(sens)[1].valeur(rendu) for sens in (1, -1)]
    assert bouts == ["RC-S1-2014-00009", "RC-S1-2014-00001"]
