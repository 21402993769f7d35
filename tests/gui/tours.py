"""How much one gesture makes the window do before it answers again, counted and never timed (TARGETS).

A slow or busy machine changes seconds, not the work asked of it: what is counted here is the lines of Python that the
UI thread runs in one turn of its event loop. ``make bench`` measures the pauses themselves.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.gui.fenetre_reelle import Scene
from tests.travail import lignes_de

LIGNES_PAR_TOUR = 250_000
"""Two lines a row of 100 000, the cheapest pass over them all: some 15 ms of the 50 that TARGETS allows."""


def poster_touche(touche: Qt.Key, sorte: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, texte: str = "") -> None:
    """Hand a key to the widget with the focus through the event loop, so that what it costs is seen there."""
    for genre in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        devant = QApplication.focusWidget()
        assert devant is not None
        QApplication.postEvent(devant, QKeyEvent(genre, touche, sorte, texte))


def trop_longs(scene: Scene, gestes: Mapping[str, Callable[[], object]]) -> dict[str, int]:
    """Return the gestures one turn of which runs more than LIGNES_PAR_TOUR lines, with that number."""
    tours = {nom: _plus_long_tour(scene, geste) for nom, geste in gestes.items()}
    return {nom: lignes for nom, lignes in tours.items() if lignes > LIGNES_PAR_TOUR}


def _plus_long_tour(scene: Scene, geste: Callable[[], object]) -> int:
    """Return the most lines run in one turn, from ``geste`` until nothing is read or written any more."""
    taches, fin = scene.fenetre()._taches, time.monotonic() + 0.3
    tours = [lignes_de(geste)]
    while time.monotonic() < fin or taches.en_cours:
        tours.append(lignes_de(QCoreApplication.processEvents))
        time.sleep(0.001)
    return max(tours)
