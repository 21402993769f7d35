"""*Type de compte à créer ?* : five radios, each saying what its balance means."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.gui.boites import Boites
from caisse_clients.gui.dialogue import Dialogue
from caisse_clients.gui.formulaires.dialogue_type_compte import Ui_DialogueTypeCompte


class DialogueTypeCompte(Dialogue):
    """Emits ``choisi`` with the type, once, on F2 (or Entrée: there is nothing else to fill)."""

    portee: ClassVar[str] = "dialogueTypeCompte"
    choisi = Signal(object)

    def __init__(self, boites: Boites, nom_client: str, parent: QWidget | None = None) -> None:
        super().__init__(boites, parent)
        self.setWindowTitle(" — ".join(filter(None, ("Nouveau compte", nom_client))))
        self._ui = Ui_DialogueTypeCompte()
        self._ui.setupUi(self.corps)
        self._radios = {
            TypeCompte.ACOMPTE: self._ui.acompteRadio,
            TypeCompte.AVOIR: self._ui.avoirRadio,
            TypeCompte.CREDIT: self._ui.creditRadio,
            TypeCompte.ORGANISME_CREDIT: self._ui.organismeCreditRadio,
            TypeCompte.EXPORT: self._ui.exportRadio,
        }
        self._ui.acompteRadio.setFocus()

    def valider(self) -> None:
        """Say which type is ticked, and close."""
        choix = next(type_ for type_, radio in self._radios.items() if radio.isChecked())
        self.accept()
        self.choisi.emit(choix)

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Take Entrée as F2, but not its repetition."""
        if evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not evenement.isAutoRepeat():
                self.valider()
            return
        super().keyPressEvent(evenement)
