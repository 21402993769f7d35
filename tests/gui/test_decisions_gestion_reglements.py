"""What *Gestion des règlements* decides, without a window: the selection, what is given, its undo, the reasons."""

from __future__ import annotations

import datetime as dt
from array import array
from dataclasses import replace

import pytest

from caisse_clients.domain.droits import Droit
from caisse_clients.domain.echeancier import Choix, LigneAffectation
from caisse_clients.gui.modeles.colonnes import ecrire_valeur
from caisse_clients.gui.presentateurs import gestion_reglements as decisions
from caisse_clients.gui.presentateurs.affectations import Enregistrement, Saisies, compte_rendu
from caisse_clients.gui.presentateurs.gestion_reglements import Etat, Selection
from caisse_clients.kernel.erreurs import ErreurMetier, ErreurTechnique
from tests.gui.editions_de_test import clair

JOUR = dt.date(2014, 7, 5)
LIGNE = LigneAffectation(
    7, "FA-1/1", JOUR, "411001011", 1011, "ALBERT Pierre", "FA-1", "EUR", 120_00, None, "cheque", ""
)
MODES, BANQUES = {"cheque": "Chèque", "carte": "Carte bancaire", "virement": "Virement"}, {"BNP": "BNP Paribas"}


def _ids(*ids: int) -> array[int]:
    return array("q", ids)


@pytest.mark.parametrize(
    ("jour", "fin"),
    [
        (dt.date(2014, 7, 15), "31/07/2014"),
        (dt.date(2016, 2, 1), "29/02/2016"),
        (dt.date(2014, 12, 31), "31/12/2014"),
    ],
)
def test_la_selection_s_ouvre_sur_le_mois_en_cours_et_prend_tout(jour: dt.date, fin: str) -> None:
    selection = decisions.selection_initiale(jour)
    assert selection.fin == fin
    criteres = selection.criteres()
    assert criteres.du == jour.replace(day=1)
    assert (criteres.client_de, criteres.client_a) == (None, None)
    assert (criteres.choix_mode, criteres.choix_banque) == (Choix.TOUT, Choix.TOUT)


@pytest.mark.parametrize(
    ("changement", "code", "champ"),
    [
        ({"debut": "32/07/2014"}, "date_invalide", "debut"),
        ({"fin": ""}, "date_invalide", "fin"),
        ({"debut": "01/08/2014"}, "periode_inversee", "debut"),
        ({"client_de": 12, "client_a": 11}, "plage_inversee", "client_a"),
        ({"choix_mode": Choix.UN}, "mode_a_choisir", "mode"),
        ({"choix_banque": Choix.UN}, "banque_a_choisir", "banque"),
    ],
)
def test_ce_qui_ne_va_pas_nomme_son_champ(changement: dict[str, object], code: str, champ: str) -> None:
    selection = replace(decisions.selection_initiale(JOUR), **changement)  # type: ignore[arg-type]
    with pytest.raises(ErreurMetier) as refus:
        selection.criteres()
    assert (refus.value.code, refus.value.champ) == (code, champ)


def test_la_selection_se_dit_en_une_ligne() -> None:
    selection = Selection("01/07/2014", "31/07/2014", 1811, None, Choix.SANS, "", Choix.UN, "BNP")
    attendu = (
        "Échéances du 01/07/2014 au 31/07/2014 · clients de 1 811 au dernier · sans mode de règlement · BNP Paribas"
    )
    assert clair(selection.en_mots(MODES, BANQUES)) == attendu
    un = replace(selection, client_a=2578, choix_mode=Choix.UN, mode="cheque", choix_banque=Choix.TOUT)
    assert clair(un.en_mots(MODES, BANQUES)).endswith("clients de 1 811 à 2 578 · Chèque")


def test_une_borne_est_un_client_choisi_ou_un_code_tape() -> None:
    assert decisions.borne(1811, "1 811 · ALAN", "client_de") == 1811
    assert decisions.borne(None, " 2 578 ", "client_de") == 2578
    assert decisions.borne(None, "  ", "client_de") is None
    with pytest.raises(ErreurMetier) as refus:
        decisions.borne(None, "alb", "client_a")
    assert (refus.value.code, refus.value.champ) == ("client_a_choisir", "client_a")


def test_ce_qui_est_donne_se_defait_geste_par_geste() -> None:
    saisies = Saisies()
    assert saisies.donner(_ids(7, 8), mode="virement") == 2
    assert saisies.donner(_ids(7), mode="", banque="BNP") == 1
    assert (saisies.mode(LIGNE), saisies.banque(LIGNE), saisies.change(LIGNE)) == ("", "BNP", True)
    assert saisies.a_enregistrer() == {7: ("", "BNP"), 8: ("virement", None)}
    assert len(saisies) == 2
    for attendu in ("", "virement"):
        assert saisies.mode(LIGNE) == attendu
        assert saisies.annuler()
    assert (saisies.mode(LIGNE), saisies.banque(LIGNE), saisies.change(LIGNE)) == ("cheque", "", False)
    assert not saisies.annulable
    assert (saisies.annuler(), len(saisies)) == (0, 0)


def test_remettre_ce_qui_etait_n_est_pas_un_changement() -> None:
    saisies = Saisies()
    saisies.donner(_ids(7), mode="carte")
    assert decisions.couleur_de_ligne(saisies)(LIGNE) == "alerte_doux"
    saisies.donner(_ids(7), mode="cheque")
    assert decisions.couleur_de_ligne(saisies)(LIGNE) is None


def test_ce_qui_est_enregistre_s_oublie_et_le_reste_attend() -> None:
    saisies = Saisies()
    saisies.donner(_ids(7, 8, 9), mode="carte")
    saisies.oublier((7, 8))
    assert saisies.a_enregistrer() == {9: ("carte", None)}
    assert not saisies.annulable
    saisies.oublier()
    assert len(saisies) == 0


def test_cent_mille_lignes_d_un_geste() -> None:
    saisies = Saisies()
    tout = array("q", range(100_000))
    assert saisies.donner(tout, mode="virement") == 100_000
    assert saisies.donner(tout[500:], mode="carte", banque="BNP") == 99_500
    assert (saisies.annuler(), saisies.annuler(), saisies.annuler()) == (99_500, 100_000, 0)
    assert len(saisies) == 0


def test_les_colonnes_disent_ce_qui_serait_enregistre() -> None:
    saisies = Saisies()
    colonnes = decisions.colonnes(saisies, MODES, BANQUES)

    def rangee(ligne: LigneAffectation) -> list[str]:
        return [clair(ecrire_valeur(colonne.valeur(ligne), colonne.format)) for colonne in colonnes]

    en_francs = LIGNE._replace(devise="CHF", montant=150_00, montant_eur=125_00)
    en_yens = LIGNE._replace(devise="JPY", montant=15_000, montant_eur=96_00)
    assert rangee(LIGNE)[3:] == ["FA-1", "EUR", "120,00", "", "Chèque", "", ""]
    assert rangee(en_francs)[4:7] == ["CHF", "150,00", "125,00"]
    assert rangee(en_yens)[4:7] == ["JPY", "15 000", "96,00"]
    en_dinars = LIGNE._replace(devise="TND", montant=15_250)
    assert rangee(en_dinars)[5] == "15,250"
    en_fichier = colonnes[5].centimes
    assert en_fichier is not None
    assert [en_fichier(x) for x in (LIGNE, en_francs, en_yens, en_dinars)] == [120_00, 150_00, 15_000_00, None]
    saisies.donner(_ids(7), mode="virement", banque="BNP")
    assert rangee(LIGNE)[7:] == ["Virement", "BNP Paribas", "modifié"]
    assert [colonnes[rang].titre for rang in (decisions.RANG_MODE, decisions.RANG_BANQUE)] == ["Règt", "Banque"]


def test_chaque_offre_a_sa_lettre_et_sans_vient_en_dernier() -> None:
    offres = decisions.offres({**MODES, "x": "C&C"}, [*MODES, "x"], decisions.SANS_MODE, "carte")
    assert [offre.texte for offre in offres] == [
        "&Chèque",
        "C&arte bancaire",
        "&Virement",
        "C&&C",  # no letter left: the arrows choose it
        "&Sans mode de règlement",
    ]
    assert [offre.code for offre in offres if offre.en_vigueur] == ["carte"]
    assert offres[-1].code == ""


def test_chaque_refus_dit_quoi_faire() -> None:
    droits = frozenset(Droit)
    selection = Etat(sur_la_grille=False, droits=droits)
    assert decisions.empechement("valider", selection) == ""
    assert decisions.empechement("reglement", selection) == decisions.SELECTION_D_ABORD
    assert decisions.empechement("retour", selection) == decisions.DEJA_A_LA_SELECTION
    grille = Etat(sur_la_grille=True, droits=droits, nombre=3)
    assert decisions.empechement("valider", grille) == decisions.RIEN_A_ENREGISTRER
    assert decisions.empechement("annuler", grille) == decisions.RIEN_A_ANNULER
    assert decisions.empechement("banque", grille) == decisions.AUCUNE_LIGNE
    assert decisions.empechement("voir", grille) == decisions.CHOISIR_UNE_LIGNE
    assert decisions.empechement("imprimer", replace(grille, nombre=0)) == decisions.LISTE_VIDE
    prete = replace(grille, ligne=LIGNE, choisies=1, changees=1, annulable=True)
    assert {geste: decisions.empechement(geste, prete) for geste in ("valider", "annuler", "banque", "voir")} == {
        "valider": "",
        "annuler": "",
        "banque": "",
        "voir": "",
    }
    assert decisions.empechement("modifier", prete).startswith("FA-1 est validée")
    assert decisions.empechement("voir", replace(prete, en_cours=True)) == decisions.EN_COURS
    sans = replace(prete, droits=droits - {Droit.AFFECTER})
    for geste in ("valider", "annuler", "reglement", "banque"):
        assert "affecter les échéances" in decisions.empechement(geste, sans)
    assert "affecter les échéances" in decisions.lecture_seule(sans.droits)
    assert decisions.lecture_seule(droits) == ""


def test_le_compte_rendu_dit_ce_qui_reste() -> None:
    assert compte_rendu(Enregistrement(1, (7,))) == "1 échéance affectée."
    assert clair(compte_rendu(Enregistrement(1200, (7,), 300))) == (
        "1 200 échéances affectées. Arrêté : il en reste 300 à enregistrer (F2)."
    )
    assert compte_rendu(Enregistrement(0, (7,))).startswith("Rien n'a changé")
    echec = compte_rendu(Enregistrement(500, (7,), 20, ErreurTechnique("base_verrouillee")))
    assert echec.endswith("Il en reste 20 à enregistrer (F2).")


def test_le_nombre_dit_ce_qui_est_choisi_et_change() -> None:
    assert decisions.nombre_en_mots(0, 0, 0) == ""
    assert decisions.nombre_en_mots(1, 1, 0) == "1 échéance"
    assert clair(decisions.nombre_en_mots(5000, 12, 3)) == "5 000 échéances · 12 choisies · 3 à enregistrer"
