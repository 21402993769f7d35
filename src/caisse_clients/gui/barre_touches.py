"""The F-key bar: always visible, drawn as keys, in the order of the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from caisse_clients.gui.theme import marquer
from caisse_clients.gui.widgets.bouton_touche import BoutonTouche


class BarreTouches(QWidget):
    """Shows the actions it is given as key caps; replaced as a whole when the screen changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("barreTouches")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._rangee = QHBoxLayout(self)
        self._rangee.setContentsMargins(6, 3, 6, 3)
        self._rangee.setSpacing(2)
        self._rangee.addStretch(1)
        self._boutons: list[BoutonTouche] = []
        marquer(self, barreTouches=True)

    def montrer(self, actions: Sequence[QAction]) -> None:
        """Show these actions, in this order; each button follows its action's text, key and greyed state."""
        for bouton in self._boutons:
            self._rangee.removeWidget(bouton)
            bouton.hide()
            bouton.deleteLater()
        self._boutons = [BoutonTouche(action, self) for action in actions]
        for rang, bouton in enumerate(self._boutons):
            bouton.setObjectName(f"touche_{bouton.action().objectName()}")
            self._rangee.insertWidget(rang, bouton)
            bouton.show()

    def boutons(self) -> tuple[BoutonTouche, ...]:
        """Return the buttons shown, left to right."""
        return tuple(self._boutons)
