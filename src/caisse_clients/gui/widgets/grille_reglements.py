"""The grid of règlements: Entrée or a click on a cell opens the règlement, the icon at the end opens its menu."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from caisse_clients.gui.presentateurs.colonnes_pieces import CLE_DU_MENU
from caisse_clients.gui.widgets.grille_menu import GrilleAMenu


class GrilleReglements(GrilleAMenu):
    """Manual 003: « cliquez sur un élément de la ligne pour effectuer la modification »."""

    a_ouvrir = Signal(object)
    """Key of the row to open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clicked.connect(self._ouvrir_la_cellule)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Entrée; else as any grid (Maj+F10 opens the menu)."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            if not event.isAutoRepeat() and (cle := self.cle_courante()) is not None:
                self.a_ouvrir.emit(cle)
            return
        super().keyPressEvent(event)

    def _ouvrir_la_cellule(self, index: QModelIndex) -> None:
        if self.modele.colonnes[index.column()].nom != CLE_DU_MENU:
            self.a_ouvrir.emit(self.modele.cle(index.row()))
