"""Trésorerie > Gestion des règlements by the keys alone, on a real base: select, fill in, undo, save, come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from caisse_clients.application.commandes.parametrage import CreerUtilisateur
from caisse_clients.application.commandes.reglages_ventes import ModifierBanque
from caisse_clients.application.commandes.reglements import EnregistrerReglement
from caisse_clients.application.commandes.saisies import Affectee
from caisse_clients.domain.droits import Role
from caisse_clients.gui.apercu import DialogueApercu
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.ecrans.gestion_reglements import EcranGestionReglements
from caisse_clients.gui.ecrans.piece import EcranPiece
from caisse_clients.gui.presentateurs import gestion_reglements as decisions
from caisse_clients.kernel.argent import Centimes
from tests.gui.affectation_de_test import enregistrees, garnir, menu_ouvert
from tests.gui.editions_de_test import ALAN, clair, rangees
from tests.gui.fenetre_reelle import Scene, scene
from tests.gui.reglements_de_test import dialogue_ouvert

__all__ = ["scene"]

K = Qt.Key
CTRL, MAJ = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def ecran(scene: Scene) -> EcranGestionReglements:
    """Three échéances in July, one of them in dollars; one in April. The selection is on screen."""
    garnir(scene.atelier)
    return scene.ouvrir("gestion_reglements", EcranGestionReglements)


@pytest.fixture
def grille(scene: Scene, ecran: EcranGestionReglements) -> EcranGestionReglements:
    """The three échéances of July are on screen."""
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: len(rangees(ecran._modele)) == 3 and bool(rangees(ecran._modele)[0]["Compte"]))
    return ecran


def choisir(scene: Scene, touche: Qt.Key) -> None:
    """Choose in the list opened at the cell, by its letter or an arrow's place."""
    QTest.keyClick(menu_ouvert(), touche)
    scene.attendre()


def colonne(ecran: EcranGestionReglements, titre: str) -> list[str]:
    return [rangee[titre] for rangee in rangees(ecran._modele)]


def test_la_selection_s_ouvre_sur_le_mois_et_f2_montre_les_echeances(grille: EcranGestionReglements) -> None:
    ui = grille._ui
    assert (ui.debutEdit.text(), ui.finEdit.text()) == ("01/07/2014", "31/07/2014")
    assert ui.modeToutRadio.isChecked()
    assert ui.banqueToutRadio.isChecked()
    assert ui.selectionLabel.text() == "Échéances du 01/07/2014 au 31/07/2014"
    assert ui.nombreLabel.text() == "3 échéances"
    assert ui.affectationTable.hasFocus()
    dollars = rangees(grille._modele)[2]
    assert (dollars["Compte"], dollars["Client"], dollars["Monnaie"]) == ("411001811", "ALAN", "USD")
    assert (dollars["Montant saisi"], dollars["Montant en EUR"]) == ("120,00", "96,00")
    assert rangees(grille._modele)[0]["Montant en EUR"] == ""


def test_du_clavier_seul_remplir_defaire_enregistrer(scene: Scene, grille: EcranGestionReglements) -> None:
    scene.touche(K.Key_Return)
    choisir(scene, K.Key_V)
    assert colonne(grille, "Règt") == ["Virement", "", ""]
    assert colonne(grille, "État") == ["modifié", "", ""]
    scene.touche(K.Key_Down, MAJ)
    scene.touche(K.Key_Right)
    assert grille._ui.affectationTable.nombre_choisi() == 2  # to change column loses no row
    scene.touche(K.Key_Return)
    choisir(scene, K.Key_C)
    assert colonne(grille, "Banque") == ["Crédit agricole", "Crédit agricole", ""]
    assert grille._ui.nombreLabel.text() == "3 échéances · 2 choisies · 2 à enregistrer"
    scene.touche(K.Key_Z, CTRL)
    assert colonne(grille, "Banque") == ["", "", ""]
    scene.touche(K.Key_A, CTRL)
    scene.touche(K.Key_F7)
    choisir(scene, K.Key_B)
    assert enregistrees(scene, grille) == [("", "")] * 3  # nothing before F2
    scene.touche(K.Key_F2)
    assert grille._ui.messageBandeau.texte() == "3 échéances affectées."
    assert enregistrees(scene, grille) == [("virement", "BNP"), ("", "BNP"), ("", "BNP")]
    assert colonne(grille, "État") == ["", "", ""]
    assert grille.empechement("gestion_reglements.valider") == decisions.RIEN_A_ENREGISTRER
    scene.touche(K.Key_Escape)
    assert grille._ui.debutEdit.hasFocus()  # nothing to lose, nothing asked


def test_sans_banque_la_retire(scene: Scene, grille: EcranGestionReglements) -> None:
    for lettre in (K.Key_B, K.Key_S):
        scene.touche(K.Key_A, CTRL)
        scene.touche(K.Key_F7)
        choisir(scene, lettre)
        scene.touche(K.Key_F2)
    assert enregistrees(scene, grille) == [("", "")] * 3
    assert grille._ui.messageBandeau.texte() == "3 échéances affectées."


def test_echap_abandonne_apres_une_question(scene: Scene, grille: EcranGestionReglements) -> None:
    scene.touche(K.Key_F6)
    choisir(scene, K.Key_V)
    scene.repondre(Reponse.NON)
    scene.touche(K.Key_Escape)
    assert scene.boites.questions == [f"{decisions.ABANDON}\n\n1 échéance à enregistrer."]
    assert colonne(grille, "Règt") == ["Virement", "", ""]
    scene.repondre(Reponse.NON)
    assert not scene.fenetre().close()
    assert scene.boites.questions[-1].startswith("Fermer sans enregistrer ?")
    scene.repondre(Reponse.OUI)
    scene.touche(K.Key_F3)
    assert grille._ui.debutEdit.hasFocus()
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: colonne(grille, "Règt") == ["", "", ""])


def test_echap_ferme_la_liste_de_la_case_et_rien_d_autre(scene: Scene, grille: EcranGestionReglements) -> None:
    scene.touche(K.Key_Return)
    QTest.keyClick(menu_ouvert(), K.Key_Escape)
    scene.attendre()
    assert grille._ui.affectationTable.isVisible()
    assert colonne(grille, "Règt") == ["", "", ""]
    scene.touche(K.Key_F6)
    choisir(scene, K.Key_V)
    scene.touche(K.Key_Return)
    coches = [action.text() for action in menu_ouvert().actions() if action.isChecked()]
    assert coches == ["&Virement"]
    choisir(scene, K.Key_Return)  # the same again: no second step to undo
    scene.touche(K.Key_Z, CTRL)
    assert not grille._saisies.annulable


def test_une_selection_qui_ne_va_pas_se_lit_a_cote_du_champ(scene: Scene, ecran: EcranGestionReglements) -> None:
    ui, phrase = ecran._ui, ecran._selection._erreurs.phrase
    ui.clientDeCombo.setText("personne")
    ui.debutEdit.selectAll()
    scene.taper("010814")
    scene.touche(K.Key_F2)
    assert "échangez les deux dates" in phrase("debut")
    assert ui.debutEdit.hasFocus()
    ui.debutEdit.selectAll()
    scene.taper("010714")
    assert phrase("debut") == ""
    scene.touche(K.Key_F2)
    assert phrase("client_de").startswith("Choisissez le client")
    ui.clientDeCombo.clear()
    ui.clientDeCombo.setFocus()
    scene.taper("2578")
    ui.clientACombo.setFocus()
    scene.taper("1811")
    scene.touche(K.Key_F2)
    assert (
        clair(phrase("client_a"))
        == "La plage finit avant de commencer (client 2578 – client 1811) : échangez les deux clients."
    )
    ui.clientACombo.clear()
    for radio, nom in ((ui.modeUnRadio, "mode"), (ui.banqueUnRadio, "banque")):
        radio.setFocus()
        scene.touche(K.Key_Space)
        scene.touche(K.Key_F2)
        assert phrase(nom)
        combo = {"mode": ui.modeCombo, "banque": ui.banqueCombo}[nom]
        assert combo.hasFocus()
        scene.touche(K.Key_Down)
        assert phrase(nom) == ""
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: ui.affectationTable.accessibleDescription() == decisions.VIDE)
    assert ui.selectionLabel.text().endswith("BNP Paribas")


def test_la_plage_de_clients_et_le_mode_filtrent(scene: Scene, ecran: EcranGestionReglements) -> None:
    ui = ecran._ui
    ui.clientDeCombo.setFocus()
    scene.taper("1900")  # nobody's code: a bound all the same
    ui.modeSansRadio.setChecked(True)
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: colonne(ecran, "Client") == ["AKKOUCHE BRIGITTE"])
    scene.touche(K.Key_F6)
    choisir(scene, K.Key_V)
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: ecran._modele.rowCount() == 0)  # it is no longer without a mode
    assert ecran.empechement("gestion_reglements.imprimer") == decisions.LISTE_VIDE


def test_le_menu_de_la_ligne_ouvre_la_piece_et_dit_pourquoi_elle_ne_change_pas(
    scene: Scene, grille: EcranGestionReglements
) -> None:
    scene.touche(K.Key_F10, MAJ)
    menu = menu_ouvert()
    assert isinstance(menu, QMenu)
    actions = {action.text(): action for action in menu.actions()}
    assert actions["Voir la pièce"].isEnabled()
    modifier = actions["Modifier la pièce"]
    assert not modifier.isEnabled()
    assert modifier.statusTip().startswith("FA-S1-2014-00002 est validée")
    menu.close()
    scene.touche(K.Key_Return, CTRL)
    scene.jusqu_a(lambda: bool(scene.fenetre().findChildren(EcranPiece)))


def test_un_double_clic_ouvre_la_liste_de_la_case(scene: Scene, grille: EcranGestionReglements) -> None:
    table = grille._ui.affectationTable
    case = table.visualRect(grille._modele.index(1, decisions.RANG_BANQUE)).center()
    vue = table.viewport()
    QTest.mouseClick(vue, Qt.MouseButton.LeftButton, pos=QPoint(case))
    QTest.mouseDClick(vue, Qt.MouseButton.LeftButton, pos=QPoint(case))
    choisir(scene, K.Key_B)
    assert colonne(grille, "Banque") == ["", "BNP Paribas", ""]
    scene.touche(K.Key_Z, CTRL)


def test_imprimer_et_exporter_tel_qu_affiche(scene: Scene, grille: EcranGestionReglements, tmp_path: Path) -> None:
    scene.touche(K.Key_F6)
    choisir(scene, K.Key_V)
    scene.touche(K.Key_P, CTRL)
    apercu = dialogue_ouvert(scene, DialogueApercu)
    assert apercu.windowTitle() == "Gestion des règlements"
    apercu.close()
    fichier = tmp_path / "affectation.csv"
    scene.boites.fichiers.append(fichier)
    scene.touche(K.Key_E, CTRL)
    scene.jusqu_a(fichier.exists)
    texte = fichier.read_text(encoding="utf-8-sig")
    assert "Virement" in texte  # as displayed, saved or not
    assert "USD;120,00;96,00" in texte
    scene.touche(K.Key_Z, CTRL)


def test_relire_garde_ce_qui_n_est_pas_enregistre_et_la_colonne(scene: Scene, grille: EcranGestionReglements) -> None:
    scene.touche(K.Key_Right)
    scene.touche(K.Key_Return)
    choisir(scene, K.Key_B)
    scene.touche(K.Key_F5)
    scene.jusqu_a(lambda: colonne(grille, "Banque") == ["BNP Paribas", "", ""])
    scene.touche(K.Key_Down)
    scene.touche(K.Key_Return)
    choisir(scene, K.Key_C)
    assert colonne(grille, "Banque") == ["BNP Paribas", "Crédit agricole", ""]
    scene.touche(K.Key_F2)
    assert enregistrees(scene, grille) == [("", "BNP"), ("", "CA"), ("", "")]


def test_ce_qui_est_paye_entre_temps_est_laisse(scene: Scene, grille: EcranGestionReglements) -> None:
    scene.touche(K.Key_A, CTRL)
    scene.touche(K.Key_F6)
    choisir(scene, K.Key_V)
    paye = Affectee(piece="FA-S1-2014-00003")
    scene.atelier.faire(EnregistrerReglement(ALAN, "cheque", Centimes(200_00), imputations=(paye,)))
    scene.touche(K.Key_F2)
    assert grille._ui.messageBandeau.texte() == "2 échéances affectées."
    assert enregistrees(scene, grille) == [("virement", "")] * 2  # the one that was paid has left the grid


def test_un_refus_se_dit_et_rien_n_est_perdu(scene: Scene, grille: EcranGestionReglements) -> None:
    scene.touche(K.Key_F7)
    choisir(scene, K.Key_B)
    scene.atelier.faire(ModifierBanque("BNP", actif=False))
    scene.touche(K.Key_F2)
    assert "banque n'existe pas ou n'est plus utilisée" in grille._ui.messageBandeau.texte()
    assert colonne(grille, "Banque") == ["BNP Paribas", "", ""]
    scene.touche(K.Key_Z, CTRL)
    assert grille.peut_fermer()


def test_sans_le_droit_on_voit_sans_rien_donner(scene: Scene) -> None:
    garnir(scene.atelier)
    scene.atelier.faire(CreerUtilisateur("PAUL", "Paul", Role.CAISSIER))
    scene.fenetre(utilisateur="PAUL")
    ecran = scene.ouvrir("gestion_reglements", EcranGestionReglements)
    scene.touche(K.Key_F2)
    scene.jusqu_a(lambda: ecran._modele.rowCount() == 3)
    assert "affecter les échéances" in ecran._ui.messageBandeau.texte()
    for bouton in (ecran._ui.reglementButton, ecran._ui.banqueButton, ecran._ui.enregistrerButton):
        assert not bouton.isEnabled()
        assert "affecter les échéances" in bouton.toolTip()
    scene.touche(K.Key_Return)
    assert not scene.fenetre().findChildren(QMenu, "choixMenu")
