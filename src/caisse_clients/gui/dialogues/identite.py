"""A dialog where somebody says who he is by a code and a PIN: at the opening, or to authorise an act."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from caisse_clients.application.messages import message, message_de
from caisse_clients.gui.boites import Boites
from caisse_clients.gui.dialogue import Dialogue
from caisse_clients.gui.widgets.erreurs import marquer_erreur
from caisse_clients.kernel.erreurs import ErreurMetier

_BATTEMENT_MS = 250


class DialogueIdentite(Dialogue):
    """A subclass lays its form, calls ``brancher``, and answers ``identifier``; a refusal comes to ``refuser``.

    Entrée goes from the code to the PIN, and there validates. A delay is counted down; nothing is sent meanwhile.
    """

    def __init__(self, boites: Boites, parent: QWidget | None = None) -> None:
        super().__init__(boites, parent)
        self._en_cours = False
        self._fin_de_l_attente = 0.0
        self._decompte = QTimer(self)
        self._decompte.setInterval(_BATTEMENT_MS)
        self._decompte.timeout.connect(self._compter)

    def brancher(self, code: QLineEdit, pin: QLineEdit, erreur: QLabel, connu: str = "") -> None:
        """Follow the fields; the keyboard is on the PIN when the code is already known."""
        self._code, self._pin, self._erreur = code, pin, erreur
        erreur.hide()
        code.setText(connu)
        for champ in (code, pin):
            champ.textEdited.connect(lambda _texte: self._effacer())
        (pin if connu else code).setFocus()
        self.ajuster()

    def identifier(self, code: str, pin: str) -> None:
        """Check who it is, away from this thread; ``refuser`` or the end of the dialog follows."""
        raise NotImplementedError

    def valider(self) -> None:
        """Send code and PIN (F2, or Entrée on the PIN)."""
        if self._en_cours or self._decompte.isActive():
            return
        for champ in (self._code, self._pin):
            if not champ.text().strip():
                self._dire(message("champ_vide"), champ)
                return
        self._effacer()
        self._occuper("Vérification en cours.")
        self.identifier(self._code.text().strip().upper(), self._pin.text().strip())

    def refuser(self, erreur: Exception) -> None:
        """Say why, beside the field; a delay is counted down before the next try."""
        self._occuper("")
        self._pin.clear()
        autre = isinstance(erreur, ErreurMetier) and erreur.champ == "approbateur"
        self._dire(message_de(erreur), self._code if autre else self._pin)
        secondes = erreur.details.get("secondes") if isinstance(erreur, ErreurMetier) else None
        if secondes:
            self._fin_de_l_attente = time.monotonic() + int(secondes)
            self._decompte.start()
            self._compter()

    def done(self, resultat: int) -> None:
        """Stop counting with the dialog."""
        self._decompte.stop()
        super().done(resultat)

    def reject(self) -> None:
        """Close, except while an answer is on its way."""
        if not self._en_cours:
            super().reject()

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée validates on the PIN, where nothing is left to fill; a key held down does it once."""
        entree = evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entree and self._pin.hasFocus():
            if not evenement.isAutoRepeat():
                self.valider()
            return
        super().keyPressEvent(evenement)

    def _compter(self) -> None:
        reste = math.ceil(self._fin_de_l_attente - time.monotonic())
        if reste > 0:
            self._dire(message("pin_attente", {"secondes": reste}), None)
            self.permettre("valider", message("pin_attente", {"secondes": reste}))
            return
        self._decompte.stop()
        self._effacer()
        self.permettre("valider", "")

    def _dire(self, phrase: str, champ: QLineEdit | None) -> None:
        self._erreur.setText(phrase)
        self._erreur.show()
        if champ is not None:
            marquer_erreur(champ, phrase)
            champ.setFocus()

    def _effacer(self) -> None:
        if self._decompte.isActive():
            return
        self._erreur.clear()
        self._erreur.hide()
        for champ in (self._code, self._pin):
            marquer_erreur(champ, "")

    def _occuper(self, raison: str) -> None:
        self._en_cours = bool(raison)
        self.permettre("valider", raison)
