"""The real window on a real SQLite base that holds the manual's clients; keys go to it as a person's do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caisse_clients.bootstrap import build_window
from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.fenetre_principale import FenetrePrincipale
from caisse_clients.gui.preferences import Preferences
from caisse_clients.gui.theme import appliquer_theme
from tests.atelier import Atelier
from tests.gui.boites_de_test import BoitesDeTest
from tests.gui.manuel import remplir

T = TypeVar("T", bound=QWidget)


@dataclass
class Scene:
    """A window, what it stands on, and short ways to act on it."""

    qtbot: QtBot
    atelier: Atelier
    boites: BoitesDeTest
    _fenetres: list[FenetrePrincipale] = field(default_factory=list)

    def fenetre(self, utilisateur: str = "ADMIN", poste: str = "P1") -> FenetrePrincipale:
        """Return the window of this user, opened once."""
        if not self._fenetres:
            preferences = Preferences(self.atelier.cles.parent / "fenetre.ini")
            fenetre = build_window(
                self.atelier.url,
                utilisateur=utilisateur,
                poste=poste,
                boites=self.boites,
                horloge=self.atelier.horloge,
                preferences=preferences,
            )
            fenetre.resize(1366, 768)
            fenetre.show()
            self.qtbot.waitActive(fenetre)
            self._fenetres.append(fenetre)
        return self._fenetres[0]

    def ouvrir(self, nom: str, classe: type[T], **parametres: object) -> T:
        """Open a screen and wait until nothing is being read."""
        ecran = self.fenetre().ouvrir(nom, **parametres)
        assert isinstance(ecran, classe)
        self.attendre()
        return ecran

    def attendre(self) -> None:
        """Wait until no job runs and what they brought is shown."""
        taches = cast("Any", self.fenetre())._taches
        self.qtbot.waitUntil(lambda: not taches.en_cours)
        QCoreApplication.processEvents()

    def jusqu_a(self, vrai: Callable[[], bool]) -> None:
        """Wait until ``vrai``."""
        self.qtbot.waitUntil(vrai)

    def touche(self, touche: Qt.Key, sorte: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is, then wait for what it started."""
        QTest.keyClick(self._cible(), touche, sorte)
        self.attendre()

    def taper(self, texte: str) -> None:
        """Type where the focus is; accents too, which QTest refuses."""
        for lettre in texte:
            for sorte in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                evenement = QKeyEvent(sorte, 0, Qt.KeyboardModifier.NoModifier, lettre)
                QCoreApplication.sendEvent(self._cible(), evenement)

    def repondre(self, *reponses: Reponse) -> None:
        """Plan the answers to the next questions."""
        self.boites.reponses.extend(reponses)

    def _cible(self) -> QWidget:
        if QApplication.activeWindow() is None:  # offscreen, nobody gives the keyboard back when a dialog closes
            self.fenetre().activateWindow()
            self.qtbot.waitUntil(self.fenetre().isActiveWindow)
        return QApplication.focusWidget() or QApplication.activeWindow() or self.fenetre()

    def fermer(self) -> None:
        """Close the window and let Qt forget it."""
        for fenetre in self._fenetres:
            assert fenetre.close()
            fenetre.deleteLater()
        self._fenetres.clear()
        for _ in range(3):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def scene(
    qtbot: QtBot, qapp: QApplication, atelier_sqlite: Atelier, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Scene]:
    """The manual's base, and a window that opens at the first ``fenetre()``."""
    monkeypatch.setenv("CAISSE_CLIENTS_CLES", str(atelier_sqlite.cles))
    appliquer_theme(qapp, False)
    remplir(atelier_sqlite.services.executer)
    scene = Scene(qtbot, atelier_sqlite, BoitesDeTest())
    yield scene
    scene.fermer()
