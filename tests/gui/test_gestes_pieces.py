"""What is done to a pièce from its row: deliver, invoice, validate, give an avoir, delete, print (manual 003)."""

from __future__ import annotations

from PySide6.QtCore import Qt

from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.ecrans.listes_pieces import EcranBonsLivraison
from tests.gui.fenetre_reelle import Scene, scene
from tests.gui.listes_de_pieces import (
    commandes,
    factures,
    lue,
    ouvrir,
)
from tests.gui.pieces_de_pierre import (
    brouillon,
    choisir_dans_le_menu,
    commander,
    dialogue,
    facturer,
    ferme,
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


def test_livrer_puis_facturer_le_bon_l_argent_glisse(scene: Scene) -> None:
    numero = commander(scene)
    regler(scene, numero)
    commandes(scene)
    choisir_dans_le_menu(scene, "Livrer")
    ouvert = dialogue(scene, "dialogueQuantites")
    assert ouvert._ui.totalLabel.text().replace("\u202f", " ") == "Total TTC 1 200,00 €"
    scene.touche(ENTREE)
    scene.taper("1")
    assert ouvert._ui.totalLabel.text().replace("\u202f", " ") == "Total TTC 1 050,00 €"
    scene.touche(F2)
    scene.jusqu_a(lambda: ferme(scene, "dialogueQuantites"))
    bons: EcranBonsLivraison = ouvrir(scene, "bons_livraison", EcranBonsLivraison)
    affichee = rangee(bons._grille)
    assert affichee[2:4] == ["ALBERT Pierre", numero]
    assert affichee[4:7] == ["1 050,00", "0,00", "360,00"], "the bon shows what stands on its commande"
    choisir_dans_le_menu(scene, "Annulation acompte")
    ouvert = dialogue(scene, "dialogueAnnulationAcompte")
    assert numero in ouvert._ui.pieceLabel.text(), "a bon holds no money: its commande does"
    scene.touche(ECHAP)
    scene.touche(F8)
    ouvert = dialogue(scene, "dialogueQuantites")
    scene.touche(Qt.Key.Key_V, ALT)
    scene.jusqu_a(ouvert._ui.validerCheck.isChecked)
    scene.touche(F2)
    scene.jusqu_a(lambda: ferme(scene, "dialogueQuantites"))
    ecran = factures(scene)
    assert rangee(ecran._grille)[4:] == ["1 050,00", "360,00", "690,00", "Validée", "Partiel"]
    mere = lue(scene, numero)
    assert (mere.facture, mere.regle, mere.reste_du) == (105000, 0, 15000)


def test_facturer_une_partie_refuse_trop_et_laisse_le_reste(scene: Scene) -> None:
    numero = commander(scene)
    ecran = commandes(scene)
    choisir_dans_le_menu(scene, "Facturer")
    ouvert = dialogue(scene, "dialogueQuantites")
    scene.taper("5")
    scene.touche(F2)
    assert "Il ne reste que 1" in ouvert._ui.erreurLabel.text()
    scene.taper("0")
    scene.touche(F2)
    scene.jusqu_a(lambda: rangee(ecran._grille)[4] == "300,00")
    assert "Facture en brouillon BR-" in ecran._ui.messageBandeau.texte()
    assert lue(scene, numero).reste_du == 90000


def test_valider_demande_puis_donne_le_numero(scene: Scene) -> None:
    brouillon(scene)
    ecran = factures(scene)
    scene.repondre(Reponse.NON)
    choisir_dans_le_menu(scene, "Valider")
    assert rangee(ecran._grille)[0] == "BR-1"
    scene.repondre(Reponse.OUI)
    choisir_dans_le_menu(scene, "Valider")
    scene.jusqu_a(lambda: rangee(ecran._grille)[0].startswith("FA-"))
    assert "ne se modifie plus" in scene.boites.questions[0]
    assert "validée" in ecran._ui.messageBandeau.texte()
    assert "avoir" in ecran.empechement("factures.annuler")


def test_l_avoir_par_lignes_regle_le_reste_du_puis_revient_au_client(scene: Scene) -> None:
    numero = facturer(scene)
    regler(scene, numero, 120000)
    ecran = factures(scene)
    choisir_dans_le_menu(scene, "Avoir")
    ouvert = dialogue(scene, "dialogueAvoir")
    assert ouvert._ui.entierRadio.isChecked()
    assert ouvert._ui.garderRadio.isChecked()
    scene.touche(Qt.Key.Key_L, ALT)
    scene.jusqu_a(ouvert._ui.lignesTable.isVisible)
    scene.touche(ENTREE)
    scene.taper("1")
    assert "150,00 € reviennent au client" in ouvert._ui.suiteLabel.text()
    scene.touche(Qt.Key.Key_R, ALT)
    scene.taper("Parasol déchiré")
    scene.touche(F2)
    scene.jusqu_a(lambda: rangee(ecran._grille)[1] == "Avoir")
    assert rangee(ecran._grille)[4] == "150,00"
    assert "compte avoir" in ecran._ui.messageBandeau.texte()


def test_supprimer_un_brouillon_et_annuler_une_commande(scene: Scene) -> None:
    brouillon(scene)
    numero = commander(scene)
    ecran = factures(scene)
    scene.touche(F4)
    dialogue(scene, "dialogueRaisonPiece")
    scene.touche(F2)
    scene.jusqu_a(lambda: ecran._modele.rowCount() == 0)
    liste = commandes(scene)
    scene.touche(F4)
    ouvert = dialogue(scene, "dialogueRaisonPiece")
    scene.touche(F2)
    assert "raison" in ouvert._ui.erreurLabel.text()
    scene.taper("Client parti")
    scene.touche(F2)
    scene.jusqu_a(lambda: rangee(liste._grille)[7] == "Annulée")
    assert lue(scene, numero).raison == "Client parti"
    assert "annulée" in liste.empechement("commandes.acompte")
    scene.touche(Qt.Key.Key_S, ALT)  # nothing remains due on it, yet nobody settled it
    scene.jusqu_a(lambda: liste._modele.rowCount() == 0)


def test_l_historique_mene_au_reglement(scene: Scene) -> None:
    numero = commander(scene)
    rc = regler(scene, numero)
    commandes(scene)
    scene.touche(Qt.Key.Key_H, CTRL)
    ouvert = dialogue(scene, "dialogueHistorique")
    table = ouvert._ui.historiqueTable
    rang = next(r for r in range(table.model().rowCount()) if table.modele.ligne(r).acte.reglement == rc)
    for _ in range(rang):
        scene.touche(BAS)
    survol = ouvert._ui.survolLabel.text()
    assert "360,00" in survol
    assert "Chèque" in survol
    assert table.model().index(rang, 0).data(Qt.ItemDataRole.ToolTipRole) == survol
    assert scene.fenetre().statusBar().currentMessage() == survol
    scene.touche(ENTREE)
    courant = scene.fenetre()._navigation.courant()
    assert courant is not None
    assert courant.nom == "reglements"


def test_la_piece_s_imprime(scene: Scene) -> None:
    numero = commander(scene)
    commandes(scene)
    scene.touche(Qt.Key.Key_P, CTRL | MAJ)
    apercu = dialogue(scene, "dialogueApercu")
    assert apercu.windowTitle() == numero
    scene.touche(ECHAP)
