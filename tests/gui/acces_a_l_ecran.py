"""The window on 1 August 2014, day of the manual's stop, and short ways to reach the tab *Accès*."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from caisse_clients.application import lectures_acces
from caisse_clients.domain.vues_acces import VueAcces
from caisse_clients.gui.ecrans.fiche_client import EcranFicheClient
from caisse_clients.gui.theme import appliquer_theme
from tests.acces_de_test import MARTIN, configurer
from tests.atelier import Atelier
from tests.gui.boites_de_test import BoitesDeTest
from tests.gui.fenetre_reelle import Scene

AOUT = dt.datetime(2014, 8, 1, 8, tzinfo=dt.UTC)


@pytest.fixture
def scene(
    qtbot: QtBot, qapp: QApplication, atelier_sqlite: Atelier, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Scene]:
    """MARTIN Julie, an article of avoir and one of remboursement; no accès yet."""
    monkeypatch.setenv("CAISSE_CLIENTS_CLES", str(atelier_sqlite.cles))
    appliquer_theme(qapp, False)
    atelier_sqlite.horloge._instant = AOUT
    configurer(atelier_sqlite)
    scene = Scene(qtbot, atelier_sqlite, BoitesDeTest())
    yield scene
    scene.fermer()


def ouvrir(scene: Scene) -> EcranFicheClient:
    """Open the card of MARTIN on the tab."""
    ecran = scene.ouvrir("fiche_client", EcranFicheClient, client=MARTIN, onglet="acces")
    scene.attendre()
    scene.attendre()
    return ecran


def dialogue(scene: Scene, nom: str) -> Any:
    """Wait for the dialog of that name, the keyboard in it."""
    scene.attendre()
    scene.jusqu_a(lambda: any(d.isVisible() for d in scene.fenetre().findChildren(QDialog, nom)))
    trouve: Any = next(d for d in scene.fenetre().findChildren(QDialog, nom) if d.isVisible())
    scene.jusqu_a(trouve.isActiveWindow)
    return trouve


def ferme(scene: Scene, nom: str) -> bool:
    """Tell whether no dialog of that name is open."""
    return not any(d.isVisible() for d in scene.fenetre().findChildren(QDialog, nom))


def qaction(ecran: EcranFicheClient, nom: str) -> QAction:
    """Return the action of the card."""
    return next(a for a in ecran.actions() if a.objectName() == f"fiche.{nom}")


def vue(scene: Scene, acces: int) -> VueAcces:
    """Read an accès from the base."""
    with scene.atelier.services.lire() as lecteur:
        return lectures_acces.acces(lecteur, acces)


def lignes(grille: Any) -> list[list[str]]:
    """Return a grid as shown, its menu column apart."""
    modele = grille.model()
    return [
        [str(modele.index(r, c).data() or "").replace("\u202f", " ") for c in range(modele.columnCount())]
        for r in range(modele.rowCount())
    ]
