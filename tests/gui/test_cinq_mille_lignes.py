"""Créer un règlement with 5 000 open items: no gesture holds the window for more than 50 ms (TARGETS)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from caisse_clients.domain.reglements import SorteSource
from caisse_clients.domain.vues_ventes import LigneDisponible, LigneDue
from caisse_clients.gui.ecrans.imputation import EcranImputation
from caisse_clients.gui.presentateurs import rapprocheur
from caisse_clients.gui.presentateurs.rapprocheur import Situation
from caisse_clients.gui.vues import deux_colonnes
from tests.gui.fenetre_reelle import Scene, scene
from tests.gui.manuel import PIERRE
from tests.gui.tours import poster_touche, trop_longs

__all__ = ["scene"]

NOMBRE = 5_000
JOUR = dt.date(2014, 7, 1)


def _due(n: int) -> LigneDue:
    cle = f"FA-S1-2014-{n:05d}"
    return LigneDue(f"{cle}/1", f"Facture {cle}", "facture", JOUR, JOUR, 10_00 + n, 10_00 + n, "EUR", 10_00 + n, None)


def _disponible(n: int) -> LigneDisponible:
    cle, reste = f"RC-S1-2014-{n:05d}", 15_00 + n
    return LigneDisponible(cle, SorteSource.REGLEMENT, f"Chèque {cle}", JOUR, reste, reste, "EUR", reste, None)


@pytest.fixture
def charge(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client as the base has him, with 5 000 dues and 1 000 règlements more: only the number matters here."""

    def lire(*arguments: object) -> Situation:
        lue = rapprocheur.lire_situation(*arguments)  # type: ignore[arg-type]  # handed over as they came
        dus, libres = tuple(map(_due, range(NOMBRE))), tuple(map(_disponible, range(1_000)))
        return replace(lue, dus=(*lue.dus, *dus), disponibles=(*lue.disponibles, *libres))

    monkeypatch.setattr(deux_colonnes, "lire_situation", lire)


@pytest.mark.usefixtures("charge")
def test_aucun_geste_ne_retient_la_fenetre(scene: Scene) -> None:
    ecran = scene.ouvrir("imputation", EcranImputation, client=PIERRE)
    ui, colonnes = ecran._ui, ecran._colonnes
    assert ui.duTable.modele.rowCount() == NOMBRE
    ui.duTable.setFocus()
    ctrl = Qt.KeyboardModifier.ControlModifier
    gestes: dict[str, Callable[[], object]] = {
        "Espace": lambda: poster_touche(Qt.Key.Key_Space, texte=" "),
        "↓": lambda: poster_touche(Qt.Key.Key_Down),
        "un chiffre": lambda: poster_touche(Qt.Key.Key_3, texte="3"),
        "un autre": lambda: poster_touche(Qt.Key.Key_4, texte="4"),
        "Entrée": lambda: poster_touche(Qt.Key.Key_Return),
        "la dernière ligne": lambda: poster_touche(Qt.Key.Key_End, ctrl),
        "monter une ligne": lambda: colonnes.gauche.deplacer(-1),
        "trier": lambda: ui.duTable.modele.sort(5),
        "proposer": colonnes.proposer,
        "préparer F2": lambda: colonnes.rapprocheur.commande(*colonnes.ordres),
        "tout décocher": colonnes.decocher,
        "relire": colonnes.lire,
    }
    assert trop_longs(scene, gestes) == {}
    assert ui.duTable.modele.rowCount() == NOMBRE
    colonnes.decocher()
