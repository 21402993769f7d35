"""Ventes > Commandes / Factures / Bons de livraison: the lists, their menus and the path of the acompte by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from caisse_clients.application.commandes.imputations import Imputer
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.ecrans.listes_pieces import EcranCommandes, EcranFactures, EcranPieces
from caisse_clients.gui.presentateurs.colonnes_pieces import CLE_DU_MENU
from caisse_clients.kernel.argent import Centimes
from tests.gui.fenetre_reelle import Scene, scene
from tests.gui.listes_de_pieces import (
    commandes,
    factures,
    lue,
    ouvrir_l_acompte,
    qaction,
    remplir_l_acompte,
)
from tests.gui.manuel import PIERRE
from tests.gui.pieces_de_pierre import (
    aller_a_l_entree,
    brouillon,
    choisir_dans_le_menu,
    commander,
    dialogue,
    facturer,
    ferme,
    menu_ouvert,
    rangee,
    regler,
)

__all__ = ["scene"]

F2, F3, F4, F7, F8 = (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F7, Qt.Key.Key_F8)
BAS, ENTREE, TAB, ECHAP = Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
CTRL, ALT, MAJ = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def test_la_liste_montre_les_commandes_et_leurs_totaux(scene: Scene) -> None:
    premiere, seconde = commander(scene), commander(scene, 4633)
    regler(scene, premiere)
    ecran = commandes(scene)
    assert rangee(ecran._grille) == [
        seconde, "15/07/2014", "ALBERT ROSE MARIE", "1 200,00", "0,00", "0,00", "1 200,00", "En cours", "Non payé",
    ]  # fmt: skip
    assert rangee(ecran._grille, 1)[5:] == ["360,00", "840,00", "En cours", "Partiel"]
    ui = ecran._ui
    assert ui.nombreLabel.text() == "2 commandes"
    assert ui.totalLabel.text().replace("\u202f", " ") == "Total TTC 2 400,00 €"
    assert ui.regleLabel.text() == "Acomptes 360,00 €"
    assert ui.resteLabel.text().replace("\u202f", " ") == "Solde dû 2 040,00 €"


def test_le_chemin_du_manuel_par_les_touches(scene: Scene) -> None:
    numero = commander(scene)
    ecran = commandes(scene)
    ouvrir_l_acompte(scene)
    assert f"la commande {numero}" in scene.boites.questions[0]
    ouvert = dialogue(scene, "dialogueAcompte")
    assert ouvert._ui.montantEdit.text().replace("\u202f", " ") == "1 200,00", "everything that remains due"
    assert ouvert._ui.dateEdit.text() == "15/07/2014"
    assert ouvert._ui.modeCombo.hasFocus()
    assert ouvert._ui.modeCombo.currentIndex() == -1
    remplir_l_acompte(scene, "360")
    assert ouvert._ui.suiteLabel.text() == "Restera dû : 840,00 €"
    QTest.keyClick(ouvert, F2)
    QTest.keyClick(ouvert, F2)
    scene.jusqu_a(lambda: rangee(ecran._grille)[5:] == ["360,00", "840,00", "En cours", "Partiel"])
    assert ecran._ligne() is not None, "the row stays chosen"
    (acompte,) = lue(scene, numero).imputations
    assert acompte.montant == 36000
    assert acompte.source in ecran._ui.messageBandeau.texte()
    assert "Ctrl+R" in ecran._ui.messageBandeau.texte()
    assert ferme(scene, "dialogueAcompte")


def test_non_ne_fait_rien(scene: Scene) -> None:
    numero = commander(scene)
    commandes(scene)
    ouvrir_l_acompte(scene, Reponse.NON)
    assert ferme(scene, "dialogueAcompte")
    assert lue(scene, numero).regle == 0


def test_le_mode_est_demande_sur_son_champ(scene: Scene) -> None:
    numero = commander(scene)
    commandes(scene)
    ouvrir_l_acompte(scene)
    ouvert = dialogue(scene, "dialogueAcompte")
    scene.touche(F2)
    assert "mode de règlement" in ouvert._ui.erreurLabel.text()
    assert ouvert._ui.modeCombo.hasFocus()
    assert ouvert._ui.modeCombo.property("erreur") is True
    scene.taper("Ch")
    assert ouvert._ui.erreurLabel.isHidden()
    scene.repondre(Reponse.OUI)
    scene.touche(ECHAP)
    assert lue(scene, numero).regle == 0


def test_le_recu_est_a_portee_de_touche(scene: Scene) -> None:
    commander(scene)
    ecran = commandes(scene)
    assert not qaction(ecran, "recu").isEnabled()
    ouvrir_l_acompte(scene)
    remplir_l_acompte(scene, "360")
    scene.touche(F2)
    scene.jusqu_a(lambda: qaction(ecran, "recu").isEnabled())
    scene.touche(Qt.Key.Key_R, CTRL)
    apercu = dialogue(scene, "dialogueApercu")
    assert apercu.windowTitle().startswith("Reçu RC-")
    scene.touche(ECHAP)


def test_un_trop_percu_est_garde_et_dit(scene: Scene) -> None:
    numero = commander(scene)
    ecran = commandes(scene)
    scene.repondre(Reponse.OUI)
    scene.touche(F8)
    remplir_l_acompte(scene, "1300")
    scene.touche(F2)
    scene.jusqu_a(lambda: rangee(ecran._grille)[-1] == "Soldé")
    assert lue(scene, numero).reste_du == 0
    assert "Trop-perçu de 100,00 € gardé en disponible" in ecran._ui.messageBandeau.texte()
    assert "Rien ne reste dû" in ecran.empechement("commandes.acompte")


def test_trop_d_especes_est_refuse_a_cote_du_mode_puis_accepte_d_un_non_resident(scene: Scene) -> None:
    numero = commander(scene)
    ecran = commandes(scene)
    ouvrir_l_acompte(scene)
    ouvert = remplir_l_acompte(scene, "1100", mode="Es")
    scene.touche(F2)
    assert ouvert._ui.modeCombo.property("erreur") is True
    assert "1\u202f000,00" in ouvert._ui.erreurLabel.text()
    assert ouvert._ui.nonResidentEdit.isVisible()
    ouvert._ui.nonResidentEdit.setFocus()
    scene.taper("John Doe, passeport UK 123")
    scene.repondre(Reponse.OUI)
    scene.touche(F2)
    scene.jusqu_a(lambda: rangee(ecran._grille)[5] == "1 100,00")
    assert lue(scene, numero).reste_du == 10000


def test_une_facture_validee_se_regle_un_brouillon_prend_un_acompte(scene: Scene) -> None:
    brouillon(scene)
    numero = facturer(scene)
    ecran = factures(scene)
    assert rangee(ecran._grille)[:2] == [numero, "Facture"]
    assert qaction(ecran, "acompte").text() == "Régler"
    choisir_dans_le_menu(scene, "Régler")
    assert scene.boites.questions == [], "Régler explains nothing"
    remplir_l_acompte(scene, "1200")
    scene.touche(F2)
    scene.jusqu_a(lambda: rangee(ecran._grille)[-1] == "Soldé")
    scene.touche(BAS)
    assert qaction(ecran, "acompte").text() == "Acompte"


def test_annuler_un_acompte_parmi_plusieurs_et_garder_l_argent(scene: Scene) -> None:
    numero = commander(scene)
    regler(scene, numero, 20000)
    second = regler(scene, numero, 16000, "virement")
    ecran = commandes(scene)
    choisir_dans_le_menu(scene, "Annulation acompte")
    ouvert = dialogue(scene, "dialogueAnnulationAcompte")
    assert ouvert._ui.acomptesTable.hasFocus(), "several: one must be chosen"
    scene.touche(BAS)
    assert ouvert._ui.acomptesTable.cle_courante() == second
    assert ouvert._ui.modeCombo.currentText() == "Virement"
    scene.touche(F2)
    assert "raison" in ouvert._ui.erreurLabel.text()
    scene.taper("Erreur de client")
    scene.touche(F2)
    scene.jusqu_a(lambda: rangee(ecran._grille)[5] == "200,00")
    assert "160,00 € restent disponibles" in ecran._ui.messageBandeau.texte()


def test_annuler_un_acompte_et_rendre_l_argent(scene: Scene) -> None:
    numero = commander(scene)
    regler(scene, numero)
    ecran = commandes(scene)
    choisir_dans_le_menu(scene, "Annulation acompte")
    ouvert = dialogue(scene, "dialogueAnnulationAcompte")
    assert ouvert._ui.raisonEdit.hasFocus(), "one only: nothing to choose"
    scene.taper("Commande trop chère")
    scene.touche(Qt.Key.Key_E, ALT)
    scene.jusqu_a(ouvert._ui.rendreRadio.isChecked)
    scene.touche(F2)
    scene.jusqu_a(lambda: rangee(ecran._grille)[-1] == "Non payé")
    assert "360,00 € rendus au client" in ecran._ui.messageBandeau.texte()


def test_un_compte_acompte_impute_s_annule_comme_un_reglement(scene: Scene) -> None:
    numero = commander(scene)
    scene.atelier.faire(Imputer(266, numero, Centimes(10000)))
    ecran = commandes(scene)
    assert rangee(ecran._grille)[5] == "100,00"
    choisir_dans_le_menu(scene, "Annulation acompte")
    ouvert = dialogue(scene, "dialogueAnnulationAcompte")
    assert rangee(ouvert._ui.acomptesTable)[1:4] == ["Compte 266", "Compte client", "100,00"]
    scene.taper("Imputé par erreur")
    scene.touche(F2)
    scene.jusqu_a(lambda: rangee(ecran._grille)[5] == "0,00")
    assert "Compte 266" in ecran._ui.messageBandeau.texte()


def test_chercher_et_filtrer_au_clavier(scene: Scene) -> None:
    premiere = commander(scene)
    commander(scene, 4633)
    regler(scene, premiere)
    ecran = scene.ouvrir("commandes", EcranCommandes)
    scene.taper("pierre")
    scene.jusqu_a(lambda: ecran._modele.rowCount() == 1)
    scene.jusqu_a(lambda: ecran._ligne() is not None)  # the first found is chosen
    scene.touche(F7)
    scene.taper("zzz")
    scene.jusqu_a(lambda: ecran._modele.rowCount() == 0)
    assert "F7" in ecran._grille.accessibleDescription()
    ecran._ui.rechercheEdit.clear()
    scene.touche(Qt.Key.Key_P, ALT)
    scene.jusqu_a(lambda: rangee(ecran._grille)[0] == premiere and ecran._modele.rowCount() == 1)
    scene.touche(Qt.Key.Key_U, ALT)
    scene.jusqu_a(lambda: ecran._modele.rowCount() == 2)
    ecran._ui.duEdit.setText("31/02")
    scene.jusqu_a(lambda: ecran._ui.duEdit.property("erreur") is True)
    ecran._ui.duEdit.setText("16/07/14")
    scene.jusqu_a(lambda: ecran._modele.rowCount() == 0)


def test_ce_qui_est_grise_se_lit_sans_souris(scene: Scene) -> None:
    facturer(scene)
    ecran = factures(scene)
    scene.touche(Qt.Key.Key_F10, MAJ)
    menu = menu_ouvert(scene)
    aller_a_l_entree(menu, "Supprimer le brouillon")
    raison = scene.fenetre().statusBar().currentMessage()
    assert "Émettez un avoir" in raison
    assert raison in menu.activeAction().toolTip()
    QTest.keyClick(menu, ENTREE)
    assert ferme(scene, "dialogueRaisonPiece")
    menu.close()
    assert ecran._ligne() is not None


def test_l_icone_ouvre_le_menu_et_ne_s_exporte_pas(scene: Scene, tmp_path: Path) -> None:
    commander(scene)
    ecran = commandes(scene)
    grille = ecran._grille
    colonne = [c.nom for c in ecran.genre.colonnes].index(CLE_DU_MENU)
    centre = grille.visualRect(ecran._modele.index(0, colonne)).center()
    QTest.mouseClick(grille.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(centre))
    menu_ouvert(scene).close()
    sortie = tmp_path / "commandes.csv"
    scene.boites.fichiers.append(sortie)
    scene.touche(Qt.Key.Key_E, CTRL)
    entetes = sortie.read_text(encoding="utf-8-sig").splitlines()[0]
    assert entetes == "Numéro;Date;Client;Total TTC;Facturé;Acompte;Solde dû;État;Paiement"


@pytest.mark.parametrize(("nom", "classe"), [("commandes", EcranCommandes), ("factures", EcranFactures)])
def test_f3_ouvre_une_piece_vide(scene: Scene, nom: str, classe: type[EcranPieces]) -> None:
    scene.ouvrir(nom, classe)
    scene.touche(F3)
    courant = scene.fenetre()._navigation.courant()
    assert courant is not None
    assert courant.nom == "piece"


def test_une_commande_payee_ailleurs_pendant_la_saisie_est_refusee_sans_rien_enregistrer(scene: Scene) -> None:
    numero = commander(scene)
    commandes(scene)
    ouvrir_l_acompte(scene)
    ouvert = remplir_l_acompte(scene, "1200")
    regler(scene, numero, 100000)
    scene.touche(F2)
    assert ouvert._ui.erreurLabel.isVisible()
    assert ouvert._ui.montantEdit.hasFocus()
    assert lue(scene, numero).regle == 100000
    scene.touche(TAB)
    scene.touche(Qt.Key.Key_T, ALT)
    scene.taper("200")
    scene.touche(F2)
    scene.jusqu_a(lambda: ferme(scene, "dialogueAcompte"))
    assert lue(scene, numero).reste_du == 0


def test_une_piece_reglee_ailleurs_change_sur_place(scene: Scene) -> None:
    numero = commander(scene)
    ecran = commandes(scene)
    regler(scene, numero, PIERRE)
    scene.touche(Qt.Key.Key_F5)
    scene.jusqu_a(lambda: rangee(ecran._grille)[-1] == "Partiel")
