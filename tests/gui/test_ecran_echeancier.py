"""Éditions > État échéanciers client: the manual's filters, colours, totals and gestures, by the keys alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from caisse_clients.application.commandes.parametrage import CreerUtilisateur
from caisse_clients.domain.droits import Role
from caisse_clients.gui.ecrans.echeancier import EcranEcheancier
from tests.documents.lecture_pdf import pages_du_pdf
from tests.gui.echeances_de_test import (
    ALARME,
    CTRL,
    DRISS,
    EN_RETARD,
    LITIGE,
    MAJ,
    ORDRE,
    PAYEE,
    TROIS_FOIS,
    K,
    aller,
    cles,
    creer_les_echeances,
    dialogue,
    ecran,
    montre,
    textes,
    totaux,
)
from tests.gui.fenetre_reelle import Scene, scene
from tests.gui.manuel import PIERRE

__all__ = ["ecran", "scene"]


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
    scene.jusqu_a(lambda: cles(ecran)[0] == f"{PAYEE}/1")


def test_un_clic_sur_chaque_titre_trie(scene: Scene, ecran: EcranEcheancier) -> None:
    entetes = ecran._grille.horizontalHeader()
    for rang in ecran._grille.colonnes_affichees():
        x = entetes.sectionViewportPosition(rang) + 12
        QTest.mouseClick(entetes.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
        scene.attendre()
        assert ecran._tri == ecran._modele.colonnes[rang].tri
        scene.jusqu_a(lambda: sorted(cles(ecran)) == sorted(ORDRE))


def test_une_colonne_facultative_se_montre_et_se_retient(scene: Scene, ecran: EcranEcheancier) -> None:
    assert "Banque" not in textes(ecran._grille)[0]
    scene.touche(K.Key_T, CTRL)
    menu = next(m for m in ecran._grille.findChildren(QMenu) if m.isVisible())
    next(a for a in menu.actions() if a.text() == "Montrer Banque").trigger()
    menu.close()
    assert "Banque" in textes(ecran._grille)[0]
    assert ecran._banque.isVisible()


def test_un_petit_ecran_sacrifie_ce_qui_est_facultatif(scene: Scene, ecran: EcranEcheancier) -> None:
    scene.fenetre().resize(1130, 768)
    scene.jusqu_a(lambda: "Relance" not in textes(ecran._grille)[0])
    assert {"Code", "Versé", "Reste dû", "Note"} <= textes(ecran._grille)[0].keys()
    ecran._grille._choisir_la_colonne("Relance", visible=True)
    scene.fenetre().resize(1120, 768)
    scene.attendre()
    assert "Relance" in textes(ecran._grille)[0]  # the user's choice stays
    assert not ecran._banque.isVisible()


def test_un_caissier_lit_et_encaisse_sans_toucher_aux_echeances(scene: Scene) -> None:
    scene.atelier.faire(CreerUtilisateur("CAISSE", "Caissière", Role.CAISSIER))
    creer_les_echeances(scene.atelier)
    scene.fenetre("CAISSE")
    ecran = scene.ouvrir("echeancier", EcranEcheancier)
    montre(scene, ecran, ORDRE)
    aller(scene, ecran, f"{EN_RETARD}/1")
    etats = {action.objectName(): action for action in ecran.actions()}
    assert etats["echeancier.regler"].isEnabled()
    for nom in ("modifier", "diviser"):
        assert not etats[f"echeancier.{nom}"].isEnabled()
        assert "affecter les échéances" in etats[f"echeancier.{nom}"].statusTip()


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
