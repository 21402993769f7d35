"""A statement of 100 000 movements: reading it, showing it and moving in it never hold the window 50 ms (TARGETS)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from caisse_clients.domain.releves import LigneReleve, Releve
from caisse_clients.gui.ecrans.releve_client import EcranReleveClient
from tests.gui.editions_de_test import ALAN, manuel
from tests.gui.fenetre_reelle import Scene, scene
from tests.gui.tours import poster_touche, trop_longs

__all__ = ["scene"]

NOMBRE = 100_000
DEBUT = dt.date(2014, 1, 1)


@pytest.fixture
def charge(monkeypatch: pytest.MonkeyPatch) -> None:
    """The statement as the base gives it, with 100 000 movements more, made in the reader thread as the real ones."""
    from caisse_clients.application import lectures_editions

    lire = lectures_editions.releve

    def lire_beaucoup(*arguments: object, **options: object) -> Releve:
        lu = lire(*arguments, **options)  # type: ignore[arg-type]  # handed over as they came
        lignes = tuple(
            LigneReleve(
                DEBUT + dt.timedelta(days=n % 364), f"FA-S1-2014-{n:06d}", f"Facture n° {n}", n, 0, n, 1_000_000 + n,
                f"FA-S1-2014-{n:06d}", "", None, n,
            )
            for n in range(NOMBRE)
        )  # fmt: skip
        return replace(lu, lignes=(*lu.lignes, *lignes))

    monkeypatch.setattr(lectures_editions, "releve", lire_beaucoup)


@pytest.mark.usefixtures("charge")
def test_aucun_geste_ne_retient_la_fenetre(scene: Scene) -> None:
    manuel(scene.atelier)
    ecran = scene.ouvrir("releve_client", EcranReleveClient, client=ALAN)
    scene.jusqu_a(lambda: ecran._modele.rowCount() == NOMBRE + 1)
    grille, ctrl = ecran._grille, Qt.KeyboardModifier.ControlModifier
    grille.setFocus()
    gestes: dict[str, Callable[[], object]] = {
        "relire": lambda: poster_touche(Qt.Key.Key_F5),
        "la fin": lambda: poster_touche(Qt.Key.Key_End, ctrl),
        "une page": lambda: poster_touche(Qt.Key.Key_PageUp),
        "une ligne": lambda: poster_touche(Qt.Key.Key_Down),
        "le début": lambda: poster_touche(Qt.Key.Key_Home, ctrl),
        "le HT": ecran._ui.htCheck.toggle,
        "une autre sorte": ecran._ui.restantRadio.toggle,
        "la première": ecran._ui.activiteRadio.toggle,
        "préparer un export": lambda: ecran._modele.lignes,
    }
    assert trop_longs(scene, gestes) == {}
    assert ecran._modele.rowCount() == NOMBRE + 1
