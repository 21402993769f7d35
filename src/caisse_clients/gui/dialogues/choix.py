"""A short list to choose one thing in: which disponible, which compte avoir."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidgetItem, QWidget

from caisse_clients.gui.boites import Boites
from caisse_clients.gui.dialogue import Dialogue
from caisse_clients.gui.formulaires.dialogue_choix import Ui_DialogueChoix


class DialogueChoix(Dialogue):
    """``choisi`` gives the rank of the line taken by F2, Entrée or a double click."""

    portee: ClassVar[str] = "dialogueChoix"
    choisi = Signal(int)

    def __init__(
        self, boites: Boites, titre: str, question: str, textes: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(boites, parent)
        self.setWindowTitle(titre)
        self._ui = ui = Ui_DialogueChoix()
        ui.setupUi(self.corps)
        ui.questionLabel.setText(question)
        for texte in textes:
            ui.choixList.addItem(QListWidgetItem(texte))
        ui.choixList.setCurrentRow(0)
        ui.choixList.itemDoubleClicked.connect(lambda _ligne: self.valider())
        ui.choixList.setFocus()

    def valider(self) -> None:
        """Take the line chosen."""
        rang = self._ui.choixList.currentRow()
        if rang >= 0:
            self.accept()
            self.choisi.emit(rang)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée takes the line: there is no next field."""
        if evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not evenement.isAutoRepeat():
                self.valider()
            return
        super().keyPressEvent(evenement)
