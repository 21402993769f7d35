"""A clerk at the real window on the manual's base: looks by object names, works by keys."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from caisse_clients.bootstrap import build_window
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.preferences import Preferences
from tests.atelier import Atelier
from tests.gui.boites_de_test import BoitesDeTest
from tests.gui.manuel import remplir

CTRL = Qt.KeyboardModifier.ControlModifier
DELAI_MS = 10_000


class Caisse:
    """The window, its boxes, and what a person sees of the screen *Comptes clients*."""

    def __init__(self, qtbot: QtBot, atelier: Atelier, dossier: Path, utilisateur: str = "ADMIN") -> None:
        self.qtbot, self.atelier = qtbot, atelier
        self.boites = BoitesDeTest()
        self.fenetre = build_window(
            atelier.url,
            utilisateur=utilisateur,
            boites=self.boites,
            horloge=atelier.horloge,
            preferences=Preferences(dossier / "fenetre.ini", utilisateur),
        )
        qtbot.addWidget(self.fenetre)
        self.fenetre.resize(1366, 768)
        self.fenetre.show()
        self.fenetre.activateWindow()
        self.ecran: Any = self.fenetre.ouvrir("comptes_clients")
        self.attendre(lambda: self.table("clientsTable").model().rowCount() > 0)

    def attendre(self, condition: Callable[[], bool]) -> None:
        """Let the window live until something is true."""
        self.qtbot.waitUntil(condition, timeout=DELAI_MS)

    def widget(self, nom: str) -> Any:
        """Return the visible widget of that name (a closed dialog may not be destroyed yet)."""
        trouves = self.fenetre.findChildren(QWidget, nom)
        assert trouves, nom
        return next((w for w in trouves if w.isVisible()), trouves[-1])

    table = widget

    def qaction(self, nom: str) -> QAction:
        """Return the action of a catalogue id."""
        trouvee = self.fenetre.findChild(QAction, nom)
        assert isinstance(trouvee, QAction), nom
        return trouvee

    def touche(self, touche: Qt.Key, sorte: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.fenetre, touche, sorte)

    def taper(self, nom: str, texte: str) -> None:
        """Type in a field, replacing what it holds."""
        champ = self.widget(nom)
        champ.setFocus()
        champ.selectAll()
        for lettre in texte:  # QTest.keyClicks aborts on an accent
            for sorte in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(champ, QKeyEvent(sorte, 0, Qt.KeyboardModifier.NoModifier, lettre))

    def dialogue(self, nom: str) -> QDialog:
        """Wait for a dialog and return it."""
        self.attendre(lambda: any(d.isVisible() for d in self.fenetre.findChildren(QDialog, nom)))
        dialogue = self.widget(nom)
        assert isinstance(dialogue, QDialog)
        self.attendre(dialogue.isActiveWindow)
        return dialogue

    def attendre_fermeture(self, dialogue: QDialog) -> None:
        """Wait until a dialog is gone."""
        import shiboken6

        self.attendre(lambda: not shiboken6.isValid(dialogue) or not dialogue.isVisible())
        self.fenetre.activateWindow()  # what a window manager does; the offscreen platform has none
        self.attendre(self.fenetre.isActiveWindow)

    def lignes(self, nom: str) -> list[list[str]]:
        """Return a grid as shown."""
        modele = self.table(nom).model()
        return [
            [
                str(modele.index(rang, colonne).data() or "").replace("\u202f", " ")
                for colonne in range(modele.columnCount())
            ]
            for rang in range(modele.rowCount())
        ]

    def attendre_comptes(self, client: str, nombre: int | None = None) -> None:
        """Wait until the accounts shown are this client's (and so many rows)."""
        self.attendre(
            lambda: (
                self.widget("comptesLabel").text() == f"Comptes de {client}"
                and (nombre is None or self.table("comptesTable").model().rowCount() == nombre)
            )
        )

    def chercher_pierre(self) -> None:
        """Find ALBERT Pierre by three letters; his three écritures show."""
        self.chercher_comptes(3)

    def chercher_comptes(self, nombre: int) -> None:
        """Find ALBERT Pierre by three letters; so many rows show."""
        self.taper("nomClientEdit", "alb")
        self.attendre_comptes("ALBERT Pierre", nombre)

    def choisir_le_compte(self, rang: int) -> None:
        """Go down to the row ``rang`` of the orange table while the search keeps the focus."""
        champ = self.widget("nomClientEdit")
        champ.setFocus()
        for _ in range(rang + 1):
            self.touche(Qt.Key.Key_Down, CTRL)
        assert champ.hasFocus()

    def fermer(self) -> None:
        """Close the window whatever a failed test left open."""
        for dialogue in self.fenetre.findChildren(QDialog):
            self.boites.reponses.extend([Reponse.OUI] * 2)
            dialogue.close()
        self.fenetre.close()


@pytest.fixture
def caisse(qtbot: QtBot, atelier_sqlite: Atelier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Caisse]:
    """The window of ADMIN on the manual's base, 15/07/2014."""
    monkeypatch.setitem(os.environ, "CAISSE_CLIENTS_CLES", str(atelier_sqlite.cles))
    remplir(atelier_sqlite.services.executer)
    caisse = Caisse(qtbot, atelier_sqlite, tmp_path)
    yield caisse
    caisse.fermer()
