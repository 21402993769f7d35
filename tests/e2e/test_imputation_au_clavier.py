"""Créer un règlement with real keys in the real program: two factures, one règlement, F8, F2, then one un-matched."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.atelier import Atelier
from tests.e2e.clavier import DELAI_S, Clavier
from tests.gui.manuel import remplir
from tests.gui.ventes import facturer

pytestmark = [pytest.mark.lent, pytest.mark.timeout(300)]

BASE = "base.sqlite"
ECRAN = "Créer un règlement"
RETRAIT = "Retirer un rapprochement"
AKKOUCHE = 2578


@pytest.fixture
def factures(atelier_sqlite: Atelier) -> tuple[str, str]:
    remplir(atelier_sqlite.services.executer)
    return facturer(atelier_sqlite, 84000, AKKOUCHE), facturer(atelier_sqlite, 36000, AKKOUCHE)


@pytest.fixture
def clavier(ecran_x: str, atelier_sqlite: Atelier, factures: tuple[str, str], tmp_path: Path) -> Iterator[Clavier]:
    assert len(factures) == 2
    clavier = Clavier(ecran_x, Path(atelier_sqlite.url), atelier_sqlite.cles, tmp_path, "2014-07-15T10:30:00")
    yield clavier
    clavier.fermer()


def _consulter(clavier: Clavier, quoi: str) -> list[dict[str, Any]]:
    lu = clavier.commande("consulter", quoi, "--client", str(AKKOUCHE), "--format", "json")
    assert lu.returncode == 0, lu.stderr
    lignes: list[dict[str, Any]] = json.loads(lu.stdout)
    return lignes


def _restes(clavier: Clavier) -> dict[str, str]:
    return {piece["numero"]: piece["reste_du"] for piece in _consulter(clavier, "pieces")}


def _presser_jusqu_a(clavier: Clavier, touches: tuple[str, ...], fait: Callable[[], bool], quoi: str) -> None:
    """Press again until the base shows it: what the keys act on may still be on its way."""
    fin = time.monotonic() + DELAI_S
    while not fait():
        assert time.monotonic() < fin, f"not seen: {quoi}\n{clavier.sortie()}"
        clavier.touches(*touches)
        time.sleep(0.5)


def test_encaisser_proposer_rapprocher_puis_retirer(clavier: Clavier, factures: tuple[str, str]) -> None:
    premiere, seconde = factures
    clavier.attendre_la_fenetre("Comptes clients — ")
    clavier.touches_jusqu_a(("ctrl+7",), ECRAN)
    clavier.taper(str(AKKOUCHE))
    clavier.touches("Return")
    clavier.attendre_la_fenetre("AKKOUCHE BRIGITTE — ")
    clavier.touches("F3")
    clavier.taper("ch")  # Chèque
    clavier.touches("Return")
    clavier.taper("1000")
    _presser_jusqu_a(clavier, ("F2",), lambda: len(_consulter(clavier, "reglements")) == 1, "règlement of 1 000")
    _presser_jusqu_a(
        clavier, ("F8", "F2"), lambda: _restes(clavier) == {premiere: "0.00", seconde: "200.00"}, "two factures paid"
    )
    (reglement,) = _consulter(clavier, "reglements")
    assert (reglement["montant"], reglement["disponible"]) == ("1000.00", "0.00")

    clavier.touches("F6")
    clavier.touches_jusqu_a(("Delete",), RETRAIT)
    clavier.taper("Mauvaise facture")
    clavier.touches("F2", "F2")
    clavier.attendre_la_fermeture(RETRAIT, BASE)
    assert sorted(_restes(clavier).values()) in (["200.00", "840.00"], ["0.00", "360.00"])

    verification = clavier.commande("base", "verifier")
    assert verification.returncode == 0, verification.stdout + verification.stderr
    assert clavier.quitter() == 0
    assert clavier.sortie() == ""
