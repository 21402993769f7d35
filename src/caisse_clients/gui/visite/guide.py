"""What a stop of the tour can do: look by object name, press keys, type, wait, take a picture."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QCoreApplication,
    QEventLoop,
    QMessageLogContext,
    QPoint,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from caisse_clients.gui.boites import Reponse
from caisse_clients.gui.fenetre_principale import FenetrePrincipale
from caisse_clients.gui.taches import Taches
from caisse_clients.gui.theme import jetons
from caisse_clients.kernel.erreurs import Bogue

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

CTRL = Qt.KeyboardModifier.ControlModifier
SANS = Qt.KeyboardModifier.NoModifier
DELAI_MAXIMAL_S = 30
_DELAI_DE_RECHERCHE_MS = 400
"""A single-shot timer that runs, and is no longer than this, is a search that waits for the end of typing."""
_VOILE = QColor(0, 0, 0, 60)


class BoitesDeVisite:
    """Answers for the visitor: yes to every question, and the files that a stop planned."""

    def __init__(self) -> None:
        self.fichiers: deque[Path] = deque()

    def informer(self, parent: QWidget | None, titre: str, texte: str) -> None:
        """Go on."""

    def avertir(self, parent: QWidget | None, titre: str, texte: str) -> None:
        """Stop: the tour meets no refusal that it did not plan."""
        raise Bogue("visite_arretee", titre=titre, texte=texte)

    def signaler_panne(self, parent: QWidget | None, titre: str, texte: str, details: str) -> None:
        """Stop."""
        raise Bogue("visite_arretee", titre=titre, texte=texte, details=details)

    def confirmer(
        self, parent: QWidget | None, titre: str, texte: str, *, oui: str = "Oui", non: str = "Non"
    ) -> Reponse:
        """Say yes."""
        return Reponse.OUI

    def choisir_fichier_a_ouvrir(self, parent: QWidget | None, titre: str, filtres: str) -> Path | None:
        """Give the file planned."""
        return self.fichiers.popleft()

    def choisir_fichier_a_enregistrer(
        self, parent: QWidget | None, titre: str, nom_propose: str, filtres: str
    ) -> Path | None:
        """Give the file planned."""
        return self.fichiers.popleft()

    def choisir_dossier(self, parent: QWidget | None, titre: str) -> Path | None:
        """Give the folder planned."""
        return self.fichiers.popleft()

    def imprimer(self, parent: QWidget | None, titre: str, dessiner: Callable[[QPrinter], None]) -> bool:
        """Print nothing."""
        return False


def taire_le_hors_ecran() -> None:
    """Keep from the terminal what the offscreen platform says at every window it cannot place."""

    def trier(_sorte: QtMsgType, _contexte: QMessageLogContext, texte: str) -> None:
        if not texte.startswith("This plugin does not support"):
            sys.stderr.write(texte + "\n")

    qInstallMessageHandler(trier)


@dataclass(frozen=True, slots=True)
class Etape:
    """A stop: what it shows, in two sentences for the index; ``jouer`` may return a line to add there."""

    titre: str
    texte: str
    jouer: Callable[[Guide], str | None]


class Guide:
    """The visitor's hands and eyes on the window. ``dossier`` receives documents, ``matiere`` is for input files."""

    def __init__(self, fenetre: FenetrePrincipale, boites: BoitesDeVisite, dossier: Path, matiere: Path) -> None:
        self.fenetre, self.boites, self.dossier, self.matiere = fenetre, boites, dossier, matiere
        taches = fenetre.findChild(Taches)
        assert taches is not None  # the window owns it
        self.taches = taches

    def ouvrir(self, nom: str, **parametres: object) -> Any:
        """Open a screen and wait until it shows what it read."""
        ecran = self.fenetre.ouvrir(nom, **parametres)
        self.reposer()
        return ecran

    def widget(self, nom: str) -> Any:
        """Return the widget of that name, the visible one when several dialogs were opened."""
        racines: list[QWidget] = [self.fenetre, *QApplication.topLevelWidgets()]
        trouves = [w for racine in racines for w in racine.findChildren(QWidget, nom)]
        if not trouves:
            raise Bogue("visite_sans_widget", nom=nom)
        return next((w for w in trouves if w.isVisible()), trouves[-1])

    def touche(self, touche: Qt.Key, sorte: Qt.KeyboardModifier = SANS) -> None:
        """Press a key where the focus is, and wait for what it starts."""
        QTest.keyClick(self._cible(), touche, sorte)
        self.reposer()

    def taper(self, nom: str, texte: str) -> None:
        """Type in a field in place of what it holds."""
        champ = self.widget(nom)
        champ.setFocus()
        champ.selectAll()
        for lettre in texte:  # QTest.keyClicks aborts on an accent
            for sorte in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(champ, QKeyEvent(sorte, 0, SANS, lettre))
        self.reposer()

    def attendre(self, quoi: str, condition: Callable[[], bool]) -> None:
        """Let the window live until ``condition``; raises when it never comes."""
        limite = time.monotonic() + DELAI_MAXIMAL_S
        while not condition():
            if time.monotonic() > limite:
                raise Bogue("visite_en_attente", quoi=quoi)
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def reposer(self) -> None:
        """Wait until what was started is done and shown."""
        QTest.qWait(40)
        self.attendre("la fin des travaux", lambda: not self.taches.en_cours and not self._recherches_en_attente())
        QTest.qWait(40)

    def _recherches_en_attente(self) -> bool:
        return any(
            delai.isActive() and delai.isSingleShot() and delai.interval() <= _DELAI_DE_RECHERCHE_MS
            for delai in self.fenetre.findChildren(QTimer)
        )

    def dialogue(self, nom: str) -> QDialog:
        """Wait for a dialog."""
        self.attendre(nom, lambda: any(d.objectName() == nom for d in self._dialogues()))
        trouve = next(d for d in self._dialogues() if d.objectName() == nom)
        trouve.activateWindow()
        return trouve

    def fermer_les_dialogues(self) -> None:
        """Close what is open over the window."""
        for dialogue in reversed(self._dialogues()):
            dialogue.close()
        self.reposer()

    def photographier(self) -> QPixmap:
        """Return the window as a person sees it, its dialogs in front (centred: offscreen, nobody places them)."""
        image = self.fenetre.grab()
        peintre = QPainter(image)
        for dialogue in self._dialogues():
            peintre.fillRect(self.fenetre.rect(), _VOILE)
            coin = QPoint(
                max(0, (self.fenetre.width() - dialogue.width()) // 2),
                max(0, (self.fenetre.height() - dialogue.height()) // 3),
            )
            peintre.drawPixmap(coin, dialogue.grab())
            peintre.setPen(jetons().couleur("bord_fort"))
            peintre.drawRect(coin.x(), coin.y(), dialogue.width(), dialogue.height())
        peintre.end()
        return image

    def _dialogues(self) -> list[QDialog]:
        return [f for f in QApplication.topLevelWidgets() if isinstance(f, QDialog) and f.isVisible()]

    def _cible(self) -> QWidget:
        if QApplication.activeWindow() is None:  # offscreen, nobody gives the keyboard back when a dialog closes
            devant: QWidget = self._dialogues()[-1] if self._dialogues() else self.fenetre
            devant.activateWindow()
            self.attendre("la fenêtre", devant.isActiveWindow)
        return QApplication.focusWidget() or QApplication.activeWindow() or self.fenetre
