"""What the tests of the lists of pièces do again and again: open a list, read a pièce, fill the acompte in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from caisse_clients.application.lectures_ventes import piece
from caisse_clients.domain.vues_ventes import VuePiece
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.ecrans.listes_pieces import EcranCommandes, EcranFactures, EcranPieces
from tests.gui.fenetre_reelle import Scene, scene
from tests.gui.pieces_de_pierre import (
    choisir_dans_le_menu,
    dialogue,
)

__all__ = ["scene"]

F2, F3, F4, F7, F8 = (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F7, Qt.Key.Key_F8)
BAS, ENTREE, TAB, ECHAP = Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
CTRL, ALT, MAJ = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def ouvrir(scene: Scene, nom: str, classe: type[Any]) -> Any:
    """Open a list and choose its first row by the arrow, the cursor staying in the search."""
    ecran = scene.ouvrir(nom, classe)
    scene.touche(BAS)
    scene.jusqu_a(lambda: ecran._ligne() is not None)
    assert ecran._ui.rechercheEdit.hasFocus()
    return ecran


def commandes(scene: Scene) -> EcranCommandes:
    return ouvrir(scene, "commandes", EcranCommandes)  # type: ignore[no-any-return]  # of that class


def factures(scene: Scene) -> EcranFactures:
    return ouvrir(scene, "factures", EcranFactures)  # type: ignore[no-any-return]  # of that class


def lue(scene: Scene, numero: str) -> VuePiece:
    with scene.atelier.services.lire() as lecteur:
        return piece(lecteur, numero)


def qaction(ecran: EcranPieces, geste: str) -> QAction:
    return next(a for a in ecran.actions() if a.objectName() == f"{ecran.nom}.{geste}")


def ouvrir_l_acompte(scene: Scene, reponse: Reponse = Reponse.OUI) -> None:
    """The manual's path: menu of the row, Acompte, OUI."""
    scene.repondre(reponse)
    choisir_dans_le_menu(scene, "Acompte")


def remplir_l_acompte(scene: Scene, montant: str, mode: str = "Ch") -> Any:
    """Choose the mode by its first letters, type the amount."""
    ouvert = dialogue(scene, "dialogueAcompte")
    scene.taper(mode)
    scene.touche(TAB)
    scene.taper(montant)
    return ouvert
