"""Éditions > État échéanciers client: the manual's filters, colours, totals and gestures, by the keys alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.ecrans.echeancier import EcranEcheancier
from tests.documents.lecture_pdf import pages_du_pdf
from tests.gui.echeances_de_test import (
    ALARME,
    CTRL,
    DRISS,
    EN_RETARD,
    LITIGE,
    MAJ,
    PAYEE,
    TROIS_FOIS,
    K,
    creer_les_echeances,
    dialogue,
    lire_echeance,
    textes,
)
from tests.gui.fenetre_reelle import Scene, scene
from tests.gui.manuel import PIERRE

__all__ = ["ecran", "scene"]

ORDRE = [f"{EN_RETARD}/1", f"{PAYEE}/1", f"{LITIGE}/1", *(f"{TROIS_FOIS}/{n}" for n in (1, 2, 3))]


@pytest.fixture
def ecran(scene: Scene) -> EcranEcheancier:
    """The six échéances, on screen."""
    creer_les_echeances(scene.atelier)
    ecran = scene.ouvrir("echeancier", EcranEcheancier)
    montre(scene, ecran, ORDRE)
    return ecran


def cles(ecran: EcranEcheancier) -> list[str]:
    return [ligne["Code"].split(" ")[0] for ligne in textes(ecran._grille)]


def montre(scene: Scene, ecran: EcranEcheancier, attendues: list[str]) -> None:
    scene.jusqu_a(lambda: cles(ecran) == attendues)
    scene.attendre()


def totaux(ecran: EcranEcheancier) -> list[str]:
    ui = ecran._ui
    return [label.text().replace("\u202f", " ") for label in (ui.aEncaisserLabel, ui.verseLabel, ui.soldeNetLabel)]


def aller(scene: Scene, ecran: EcranEcheancier, cle: str) -> None:
    """Choose a row as a person does: from the filters, by the arrows."""
    scene.touche(K.Key_F7)
    scene.touche(K.Key_Return)
    ecran._grille.choisir_rang(cles(ecran).index(cle))
    scene.attendre()


def filtrer(scene: Scene, ecran: EcranEcheancier, attendues: list[str]) -> None:
    """Wait until the rest after typing is over and the answer there."""
    scene.jusqu_a(lambda: not ecran._grille._delai.isActive())
    montre(scene, ecran, attendues)


def test_tout_est_montre_a_l_ouverture_avec_ses_totaux(scene: Scene, ecran: EcranEcheancier) -> None:
    ui = ecran._ui
    assert (ui.debutEdit.text(), ui.finEdit.text(), ui.tiersCombo.client()) == ("", "", None)
    assert [ligne["Versé"] for ligne in textes(ecran._grille)] == [
        "Non, en retard",
        "Oui",
        "Non, en retard",
        "Oui",
        "Partiel, en retard",
        "Non",
    ]
    payee = textes(ecran._grille)[1]
    assert payee["Code"] == f"{PAYEE}/1 RC-S1-2014-00002"
    assert (payee["Règlement"], payee["Échéance"], payee["Reste dû"]) == ("15/07/2014", "02/05/2014", "0,00")
    assert totaux(ecran) == [
        "À encaisser (échéances affichées, payées ou non) 2 730,00 €",
        "Versé 1 100,00 €",
        "Solde net dû 1 630,00 €",
    ]
    assert ui.nombreLabel.text() == "6 échéances"


def test_la_periode_s_applique_par_f2_et_s_inverse_mal(scene: Scene, ecran: EcranEcheancier) -> None:
    assert ecran._ui.debutEdit.hasFocus()
    scene.taper("010614")
    scene.touche(K.Key_Tab)
    scene.taper("010714")
    assert len(cles(ecran)) == 6  # not applied yet
    scene.touche(K.Key_F2)
    montre(scene, ecran, [f"{TROIS_FOIS}/1", f"{TROIS_FOIS}/2"])
    assert totaux(ecran)[2] == "Solde net dû 300,00 €"
    ecran._ui.debutEdit.setFocus()
    ecran._ui.debutEdit.selectAll()
    scene.taper("020714")
    scene.touche(K.Key_F2)
    assert ecran._ui.debutEdit.property("erreur")
    assert ecran._ui.debutEdit.hasFocus()
    assert "finit avant de commencer" in ecran._ui.messageBandeau.texte()
    assert len(cles(ecran)) == 2  # what was shown stays
    scene.touche(K.Key_F4)
    montre(scene, ecran, ORDRE)
    assert ecran._ui.messageBandeau.isHidden()
    assert not ecran._ui.debutEdit.property("erreur")


def test_le_tiers_le_type_et_la_banque_se_choisissent(scene: Scene, ecran: EcranEcheancier) -> None:
    ui = ecran._ui
    ui.tiersCombo.setFocus()
    scene.taper(str(PIERRE))
    scene.touche(K.Key_Return)
    scene.jusqu_a(lambda: ui.tiersCombo.client() == PIERRE)
    ui.typeCombo.setFocus()
    scene.touche(K.Key_C)  # Chèque: the first mode in C
    while ui.typeCombo.currentText() != "Chèque":
        scene.touche(K.Key_Down)
    scene.touche(K.Key_F2)
    montre(scene, ecran, [f"{TROIS_FOIS}/2"])
    assert ecran._mode.currentText() == "Chèque"  # the header shows what is in force
    scene.touche(K.Key_F4)
    montre(scene, ecran, ORDRE)
    assert (ui.tiersCombo.client(), ecran._mode.currentText()) == (None, "Tous")


def test_un_tiers_mal_tape_n_est_pas_applique(scene: Scene, ecran: EcranEcheancier) -> None:
    ecran._ui.tiersCombo.setFocus()
    scene.taper("zzz")
    scene.touche(K.Key_F2)
    assert ecran._ui.tiersCombo.property("erreur")
    assert len(cles(ecran)) == 6


def test_les_en_tetes_filtrent_aussitot_par_les_touches(scene: Scene, ecran: EcranEcheancier) -> None:
    scene.touche(K.Key_F7)
    assert ecran._textes["tiers"].hasFocus()
    scene.taper("albert")
    filtrer(scene, ecran, ORDRE[3:])
    scene.touche(K.Key_Tab)
    assert ecran._verse.hasFocus()
    scene.touche(K.Key_P)  # Partiel
    montre(scene, ecran, [f"{TROIS_FOIS}/2"])
    scene.touche(K.Key_Backtab)
    scene.touche(K.Key_Return)
    assert ecran._grille.hasFocus()
    assert ecran._grille.cle_courante() is not None
    scene.touche(K.Key_F4)
    montre(scene, ecran, ORDRE)
    for nom, lettres, attendues in (
        ("titre", PAYEE[-5:], [f"{PAYEE}/1"]),
        ("note", "VENDREDI", [f"{EN_RETARD}/1"]),
    ):
        ecran._textes[nom].setText(lettres)
        filtrer(scene, ecran, attendues)
        ecran._textes[nom].clear()
        filtrer(scene, ecran, ORDRE)


def test_l_en_tete_verse_isole_les_retards(scene: Scene, ecran: EcranEcheancier) -> None:
    ecran._verse.setFocus()
    scene.touche(K.Key_E)
    montre(scene, ecran, [f"{EN_RETARD}/1", f"{LITIGE}/1", f"{TROIS_FOIS}/2"])
    assert totaux(ecran)[2] == "Solde net dû 1 230,00 €"


def test_un_filtre_d_en_tete_n_applique_pas_la_periode_tapee(scene: Scene, ecran: EcranEcheancier) -> None:
    ecran._ui.debutEdit.setText("01/06/2014")
    ecran._textes["tiers"].setText("al")
    filtrer(scene, ecran, [cle for cle in ORDRE if cle != f"{PAYEE}/1"])
    scene.touche(K.Key_F2)
    montre(scene, ecran, ORDRE[3:])


def test_le_type_de_l_en_tete_et_celui_du_haut_ne_font_qu_un(scene: Scene, ecran: EcranEcheancier) -> None:
    ecran._mode.setCurrentIndex(ecran._mode.findData("cheque"))
    ecran._mode.activated.emit(ecran._mode.currentIndex())
    montre(scene, ecran, [f"{TROIS_FOIS}/2"])
    assert ecran._ui.typeCombo.currentData() == "cheque"


def test_ctrl_t_trie_et_renverse_sans_la_souris(scene: Scene, ecran: EcranEcheancier) -> None:
    def trier(titre: str) -> None:
        scene.touche(K.Key_T, CTRL)
        menu = next(m for m in ecran._grille.findChildren(QMenu) if m.isVisible())
        choix = next(a for a in menu.actions() if a.text() == f"Trier par {titre}")
        menu.setActiveAction(choix)
        QTest.keyClick(menu, K.Key_Return)
        scene.attendre()

    trier("Montant")
    montants = [f"{EN_RETARD}/1", *ORDRE[3:], f"{PAYEE}/1", f"{LITIGE}/1"]
    montre(scene, ecran, montants)
    trier("Montant")
    montre(scene, ecran, montants[::-1])
    trier("Tiers")
    assert cles(ecran)[0] == f"{PAYEE}/1"


def test_un_clic_sur_chaque_titre_trie(scene: Scene, ecran: EcranEcheancier) -> None:
    entetes = ecran._grille.horizontalHeader()
    for rang in ecran._grille.colonnes_affichees():
        x = entetes.sectionViewportPosition(rang) + 12
        QTest.mouseClick(entetes.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
        scene.attendre()
        assert ecran._tri == ecran._modele.colonnes[rang].tri
        assert sorted(cles(ecran)) == sorted(ORDRE)


def test_une_colonne_facultative_se_montre_et_se_retient(scene: Scene, ecran: EcranEcheancier) -> None:
    assert "Banque" not in textes(ecran._grille)[0]
    scene.touche(K.Key_T, CTRL)
    menu = next(m for m in ecran._grille.findChildren(QMenu) if m.isVisible())
    next(a for a in menu.actions() if a.text() == "Montrer Banque").trigger()
    menu.close()
    assert "Banque" in textes(ecran._grille)[0]
    assert ecran._banque.isVisible()


def test_entree_ouvre_la_facture_et_maj_f10_offre_tout(scene: Scene, ecran: EcranEcheancier) -> None:
    aller(scene, ecran, f"{PAYEE}/1")
    scene.touche(K.Key_F10, MAJ)
    menu = next(m for m in ecran._grille.findChildren(QMenu) if m.isVisible())
    assert {a.text(): a.isEnabled() for a in menu.actions() if a.text()} == {
        "Voir la pièce": True,
        "Modifier": True,
        "Régler": False,
        "Diviser": False,
        "Fiche du client": True,
        "Relances": True,
        "Copier la ligne": True,
    }
    menu.close()
    scene.touche(K.Key_Return)
    piece: Any = scene.fenetre()._navigation.courant()
    assert piece.nom == "piece"
    scene.attendre()


def test_f6_change_ce_qui_entoure_l_echeance(scene: Scene, ecran: EcranEcheancier) -> None:
    cle = f"{TROIS_FOIS}/3"
    aller(scene, ecran, cle)
    scene.touche(K.Key_F6)
    ouvert: Any = dialogue(scene, "dialogueEcheance")
    ui = ouvert._ui
    assert ui.dateReglementEdit.hasFocus()
    scene.taper("050814")
    scene.touche(K.Key_Return)
    scene.taper("Visite")
    scene.touche(K.Key_Return)
    scene.touche(K.Key_Space)
    scene.touche(K.Key_Tab)
    scene.taper("Passer à la boutique")
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: "enregistrée" in ecran._ui.messageBandeau.texte())
    lue = lire_echeance(scene.atelier, cle)
    assert (lue.date_reglement, lue.relance, lue.litige, lue.note) == (
        dt.date(2014, 8, 5),
        "Visite",
        True,
        "Passer à la boutique",
    )
    scene.jusqu_a(lambda: textes(ecran._grille)[-1]["Note"] == "Litige · Passer à la boutique")
    choisie = ecran._ligne()
    assert choisie is not None
    assert choisie.cle == cle


def test_une_date_fausse_se_dit_sous_son_champ_et_rien_ne_part(scene: Scene, ecran: EcranEcheancier) -> None:
    aller(scene, ecran, f"{TROIS_FOIS}/3")
    scene.touche(K.Key_F6)
    ouvert: Any = dialogue(scene, "dialogueEcheance")
    scene.taper("99/99/2014")
    scene.touche(K.Key_F2)
    assert ouvert._ui.dateReglementEdit.property("erreur")
    assert "99/99/2014" in ouvert._ui.erreurLabel.text()
    scene.repondre(Reponse.OUI)
    scene.touche(K.Key_Escape)


def test_une_echeance_payee_garde_ses_dates(scene: Scene, ecran: EcranEcheancier) -> None:
    aller(scene, ecran, f"{PAYEE}/1")
    scene.touche(K.Key_F6)
    ouvert: Any = dialogue(scene, "dialogueEcheance")
    assert not ouvert._ui.dateEdit.isEnabled()
    assert not ouvert._ui.dateReglementEdit.isEnabled()
    assert ouvert._ui.relanceCombo.hasFocus()
    scene.touche(K.Key_F2)  # nothing changed: nothing sent
    scene.touche(K.Key_F7)
    assert ecran._ui.messageBandeau.isHidden()


def test_diviser_par_les_touches(scene: Scene, ecran: EcranEcheancier) -> None:
    aller(scene, ecran, f"{LITIGE}/1")
    scene.touche(K.Key_D, CTRL)
    ouvert: Any = dialogue(scene, "dialogueDivision")
    scene.taper("3")
    assert ouvert._ui.ecartLabel.text() == "3 parts : le compte y est."
    scene.touche(K.Key_Tab)
    scene.touche(K.Key_Return)  # to the blank row: the grid opens there
    ouvert._ui.partsTable.aller(1, "montant")
    scene.taper("300")
    assert "20,00 € de trop" in ouvert._ui.ecartLabel.text()
    scene.touche(K.Key_J, CTRL)
    assert ouvert._ui.ecartLabel.text() == "3 parts : le compte y est."
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: "divisée en 3 parts" in ecran._ui.messageBandeau.texte())
    scene.jusqu_a(lambda: len(cles(ecran)) == 8)
    assert [lire_echeance(scene.atelier, f"{LITIGE}/{n}").montant for n in (1, 2, 3)] == [280_00, 300_00, 260_00]
    assert totaux(ecran)[0].endswith("2 730,00 €")


def test_des_parts_fausses_restent_dans_la_grille(scene: Scene, ecran: EcranEcheancier) -> None:
    aller(scene, ecran, f"{LITIGE}/1")
    scene.touche(K.Key_D, CTRL)
    ouvert: Any = dialogue(scene, "dialogueDivision")
    ouvert._ui.partsTable.aller(1, "montant")
    scene.taper("1")
    scene.touche(K.Key_F2)
    assert "Les parts font 421,00 €" in ouvert._ui.erreurLabel.text()
    scene.repondre(Reponse.OUI)
    scene.touche(K.Key_Escape)


def test_f8_regle_la_facture_de_l_echeance(scene: Scene, ecran: EcranEcheancier) -> None:
    aller(scene, ecran, f"{EN_RETARD}/1")
    scene.touche(K.Key_F8)
    ouvert: Any = dialogue(scene, "dialogueAcompte")
    ouvert._ui.modeCombo.setFocus()
    while ouvert._ui.modeCombo.currentText() != "Chèque":
        scene.touche(K.Key_Down)
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: textes(ecran._grille)[0]["Versé"] == "Oui")
    scene.jusqu_a(lambda: totaux(ecran)[2] == "Solde net dû 1 540,00 €")


def test_ce_qui_est_affiche_est_ce_qui_s_imprime_et_s_exporte(
    scene: Scene, ecran: EcranEcheancier, tmp_path: Path
) -> None:
    ecran._textes["tiers"].setText("albert")
    filtrer(scene, ecran, ORDRE[3:])
    ecran._grille.trier(5)
    ecran._grille.trier(4)
    ecran._grille.trier(4)
    montre(scene, ecran, ORDRE[:2:-1])
    ecran._ui.debutEdit.setText("01/08/2014")  # typed, not applied: neither shown nor printed
    sortie = tmp_path / "échéances.csv"
    scene.boites.fichiers.append(sortie)
    scene.touche(K.Key_E, CTRL)
    lignes = sortie.read_text(encoding="utf-8-sig").splitlines()
    assert lignes[0].startswith("Code;Règlement;Titre / document;Tiers;Échéance;Montant;Versé;Reste dû")
    assert [ligne.split(";")[0].split(" ")[0] for ligne in lignes[1:]] == cles(ecran)
    scene.touche(K.Key_P, CTRL)
    papier: Any = dialogue(scene, "dialogueApercu")
    texte = " ".join(pages_du_pdf(papier.apercu._pdf))
    places = [texte.index(cle) for cle in cles(ecran)]
    assert places == sorted(places)
    assert PAYEE not in texte
    assert "700,00" in texte
    scene.touche(K.Key_Escape)


def test_les_autres_ecrans_ouvrent_un_client_ou_les_retards(scene: Scene, ecran: EcranEcheancier) -> None:
    scene.fenetre().ouvrir("echeancier", client=DRISS)
    montre(scene, ecran, [f"{PAYEE}/1"])
    scene.fenetre().ouvrir("echeancier", en_retard=True)
    montre(scene, ecran, [f"{EN_RETARD}/1", f"{LITIGE}/1", f"{TROIS_FOIS}/2"])
    scene.fenetre().ouvrir("echeancier", client=ALARME, en_retard=True)
    montre(scene, ecran, [f"{LITIGE}/1"])


def test_f9_ouvre_les_relances_et_les_lettres_filtrent(scene: Scene, ecran: EcranEcheancier) -> None:
    aller(scene, ecran, f"{PAYEE}/1")
    scene.touche(K.Key_A)
    assert ecran._textes["tiers"].text() == "a"
    scene.touche(K.Key_F9)
    relances: Any = scene.fenetre()._navigation.courant()
    assert relances.nom == "relances"
    scene.attendre()


def test_les_colonnes_se_retrouvent_a_l_ouverture_suivante(scene: Scene, ecran: EcranEcheancier) -> None:
    ecran._grille.horizontalHeader().resizeSection(1, 133)
    scene.fenetre()._navigation.fermer(ecran)
    neuf = scene.ouvrir("echeancier", EcranEcheancier)
    assert neuf._grille.horizontalHeader().sectionSize(1) == 133
    assert neuf._grille.horizontalHeader().sortIndicatorSection() == 4


def test_une_base_vide_dit_quoi_faire(scene: Scene) -> None:
    ecran = scene.ouvrir("echeancier", EcranEcheancier)
    scene.jusqu_a(lambda: "factures validées" in ecran._grille.accessibleDescription())
    assert ecran._ui.nombreLabel.text() == "Aucune échéance"
    assert totaux(ecran)[2] == "Solde net dû 0,00 €"
