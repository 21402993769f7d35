"""The strip under the keys of a base that is not for real work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from caisse_clients.gui.theme import marquer

if TYPE_CHECKING:
    from caisse_clients.application.services import InfoBase


class BandeauBase(QLabel):
    """Red on a demonstration, orange on a training base, absent otherwise."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bandeauBase")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumHeight(26)
        self.hide()

    def presenter(self, base: InfoBase) -> None:
        """Say what the base is."""
        if base.demonstration:
            self._annoncer("erreur", "BASE DE DÉMONSTRATION — clients inventés ; n'y saisissez rien de réel")
        elif base.ecole:
            self._annoncer("alerte", "MODE ÉCOLE — base d'entraînement ; rien de ce qui est saisi ici n'est réel")

    def _annoncer(self, gravite: str, texte: str) -> None:
        self.setText(texte)
        marquer(self, bandeauBase=gravite)
        self.show()
