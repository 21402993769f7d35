"""What every dialog has: its keys on top as on the manuals' pictures, Esc that asks only when needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLayout, QVBoxLayout, QWidget

from caisse_clients.gui.actions import creer_qaction, permettre
from caisse_clients.gui.barre_touches import BarreTouches
from caisse_clients.gui.boites import Boites, Reponse
from caisse_clients.gui.catalogue import action, actions_de


class Dialogue(QDialog):
    """A window-modal dialog whose object name is its scope in the catalogue.

    A subclass sets ``portee`` and fills ``corps``; it answers ``valider`` and ``saisie_commencee``. Entrée goes to
    the next field, F2 validates, Esc closes.
    """

    portee: ClassVar[str] = ""

    def __init__(self, boites: Boites, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boites = boites
        self.setObjectName(self.portee)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._qactions: dict[str, QAction] = {}
        self.barre = BarreTouches(self)
        self.corps = QWidget(self)
        colonne = QVBoxLayout(self)
        colonne.setContentsMargins(0, 0, 0, 0)
        colonne.setSpacing(0)
        colonne.addWidget(self.barre)
        colonne.addWidget(self.corps)
        for nom, declencher in self.commandes().items():
            donnee = action(f"{self.portee}.{nom}")
            self._qactions[nom] = creer_qaction(donnee, self, declencher)
            self.addAction(self._qactions[nom])
        self.barre.montrer([self._qactions[a.id.partition(".")[2]] for a in actions_de(self.portee) if a.barre])

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return what the keys do, by the last part of their catalogue id."""
        return {"fermer": self.reject, "aide": self.aider, "valider": self.valider}

    def valider(self) -> None:
        """Do what the dialog is for (F2)."""
        self.accept()

    def saisie_commencee(self) -> bool:
        """Return True when closing would lose something typed."""
        return False

    def aider(self) -> None:
        """Open the help of this dialog."""
        from caisse_clients.gui.aide import montrer_aide

        montrer_aide(self.portee, self)

    def ajuster(self) -> None:
        """Have the dialog always as large as its form asks, no more, no less."""
        if (disposition := self.layout()) is not None:
            disposition.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)

    def permettre(self, nom: str, empechement: str) -> None:
        """Grey the key ``nom`` with its reason, or allow it when the reason is empty."""
        permettre(self._qactions[nom], action(f"{self.portee}.{nom}"), empechement)

    def reject(self) -> None:
        """Close without saving; asks only when something was typed."""
        if self.saisie_commencee():
            question = "Fermer sans enregistrer ce qui a été saisi ?"
            if self.boites.confirmer(self, self.windowTitle(), question, oui="Fermer", non="Revenir") is Reponse.NON:
                return
        super().reject()

    def keyPressEvent(self, evenement: QKeyEvent) -> None:
        """Entrée goes to the next field; it never validates, F2 does."""
        if evenement.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
            return
        super().keyPressEvent(evenement)
