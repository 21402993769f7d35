"""Who works: asked before the base opens, once anybody has a PIN."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.gui.boites import Boites
from caisse_clients.gui.dialogues.identite import DialogueIdentite
from caisse_clients.gui.formulaires.dialogue_connexion import Ui_DialogueConnexion


class DialogueConnexion(DialogueIdentite):
    """``donnee`` gives the code and the PIN; whoever opens the base accepts the dialog, or refuses."""

    portee: ClassVar[str] = "dialogueConnexion"
    donnee = Signal(str, str)

    def __init__(self, boites: Boites, dernier: str, parent: QWidget | None = None) -> None:
        super().__init__(boites, parent)
        self.setWindowTitle("Connexion")
        self._ui = Ui_DialogueConnexion()
        self._ui.setupUi(self.corps)
        self.brancher(self._ui.codeEdit, self._ui.pinEdit, self._ui.erreurLabel, dernier)

    def identifier(self, code: str, pin: str) -> None:
        """Hand over what was typed."""
        self.donnee.emit(code, pin)
