"""The manual of seed 1 with real keys in the real program: an accès stopped, by an avoir, then by a remboursement."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acces_de_test import MARTIN, manuel
from tests.atelier import Atelier
from tests.e2e.clavier import Clavier

pytestmark = [pytest.mark.lent, pytest.mark.timeout(300)]

FICHE = "MARTIN Julie — "
QUESTION = "Archiver un accès"
DIALOGUE = "Archiver — Accès annuel"
CONFIRMER = "Confirmer l'arrêt"
AOUT = dt.datetime(2014, 8, 1, 8, tzinfo=dt.UTC)


@pytest.fixture
def clavier(ecran_x: str, atelier_sqlite: Atelier, tmp_path: Path) -> Iterator[Clavier]:
    atelier_sqlite.horloge._instant = AOUT
    manuel(atelier_sqlite)
    clavier = Clavier(ecran_x, Path(atelier_sqlite.url), atelier_sqlite.cles, tmp_path, "2014-08-01T10:00:00")
    yield clavier
    clavier.fermer()


def _lire(clavier: Clavier, *quoi: str) -> Any:
    lues = clavier.commande("consulter", *quoi, "--client", str(MARTIN), "--format", "json")
    assert lues.returncode == 0, lues.stderr
    return json.loads(lues.stdout)


def _aller_a_l_acces(clavier: Clavier) -> None:
    """Choose the client by his name, open his card, the tab *Accès* (Alt+A), then *Archiver* (Alt+C), Oui, Oui."""
    clavier.attendre_la_fenetre("Comptes clients — ")
    clavier.taper("martin")
    clavier.touches_jusqu_a(("ctrl+Return",), FICHE)
    clavier.touches_jusqu_a(("alt+a", "alt+c"), QUESTION)  # as soon as the card, then its accès, are read
    clavier.touches("alt+o")
    clavier.attendre_la_fenetre(QUESTION)
    clavier.touches_jusqu_a(("alt+o",), DIALOGUE)


def _finir(clavier: Clavier) -> None:
    """F2 (Ok), then the last Oui."""
    clavier.touches_jusqu_a(("F2",), CONFIRMER)
    clavier.touches("alt+o")
    clavier.attendre_la_fermeture(DIALOGUE, FICHE)
    clavier.attendre(lambda: _acces(clavier)["etat"] == "archive", "the accès archived")


def _acces(clavier: Clavier) -> dict[str, Any]:
    (seul,) = _lire(clavier, "acces")
    acces: dict[str, Any] = seul
    return acces


def _verifier(clavier: Clavier) -> None:
    verification = clavier.commande("base", "verifier")
    assert verification.returncode == 0, verification.stdout + verification.stderr
    assert clavier.quitter() == 0
    assert clavier.sortie() == ""


def test_archiver_oui_oui_avoir_ok_oui(clavier: Clavier) -> None:
    _aller_a_l_acces(clavier)
    clavier.touches("alt+a")
    _finir(clavier)
    arrete, financier = _acces(clavier), _lire(clavier, "financier")
    assert [c["etat"] for c in arrete["cheques"]] == [*["encaisse"] * 3, "rendu"]
    assert arrete["cheques"][3]["montant"] == "135.00"
    assert [ligne["vente"] for ligne in financier["lignes"] if ligne["sorte"] == "avoir"] == ["-405.00"]
    assert financier["solde"] == "-270.00", "270,00 in favour of the client"
    (credit,) = _lire(clavier, "disponibles")
    assert credit["disponible"] == "270.00"
    _verifier(clavier)


def test_archiver_oui_oui_avoir_remboursement_cheque_ok_oui(clavier: Clavier) -> None:
    _aller_a_l_acces(clavier)
    clavier.touches("alt+a")
    time.sleep(0.5)  # a letter presses the tick as a finger does; the next one is greyed until then
    clavier.touches("alt+r")
    time.sleep(0.5)
    clavier.touches("alt+m")
    clavier.taper("ch")
    _finir(clavier)
    arrete, financier = _acces(clavier), _lire(clavier, "financier")
    assert arrete["cheques"][3]["etat"] == "rendu"
    assert [ligne["vente"] for ligne in financier["lignes"] if ligne["sorte"] == "avoir"] == ["-405.00"]
    (rendu,) = [ligne for ligne in financier["lignes"] if ligne["sorte"] == "remboursement"]
    assert (rendu["encaissement"], rendu["mode"]) == ("-270.00", "Chèque")
    assert financier["solde"] == "0.00"
    _verifier(clavier)
