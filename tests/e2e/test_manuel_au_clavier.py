"""The whole manual of seed 0 with real keys in the real program: settle 266, open an acompte of 500, its receipt."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.atelier import Atelier
from tests.e2e.clavier import Clavier
from tests.gui.manuel import PIERRE, remplir

pytestmark = [pytest.mark.lent, pytest.mark.timeout(300)]

BASE = "base.sqlite"
PIERRE_ALBERT = "ALBERT Pierre"


@pytest.fixture
def clavier(ecran_x: str, atelier_sqlite: Atelier, tmp_path: Path) -> Iterator[Clavier]:
    remplir(atelier_sqlite.services.executer)
    clavier = Clavier(ecran_x, Path(atelier_sqlite.url), atelier_sqlite.cles, tmp_path, "2014-07-15T10:30:00")
    yield clavier
    clavier.fermer()


def _comptes(clavier: Clavier) -> dict[int, dict[str, Any]]:
    lus = clavier.commande("consulter", "comptes", "--client", str(PIERRE), "--etat", "tous", "--format", "json")
    assert lus.returncode == 0, lus.stderr
    return {int(compte["numero"]): compte for compte in json.loads(lus.stdout)}


def test_solder_puis_ouvrir_un_acompte_sans_toucher_la_souris(clavier: Clavier, tmp_path: Path) -> None:
    clavier.attendre_la_fenetre("Comptes clients — ")
    clavier.taper("alb")
    clavier.touches("alt+p")
    clavier.taper("266")  # chosen as soon as it is read, and nothing before: F8 can only settle this one
    clavier.touches_jusqu_a(("F8",), PIERRE_ALBERT)
    clavier.taper("Commentaire justificatif")
    clavier.touches("F2", "F2")
    clavier.attendre_la_fermeture(PIERRE_ALBERT, BASE)
    solde = _comptes(clavier)[266]
    assert solde["solde"] == "0.00"
    derniere = solde["ecritures"][-1]
    assert (derniere["date"], derniere["sortie"]) == ("2014-07-15", "500.00")
    assert derniere["commentaire"] == "Commentaire justificatif"
    assert len(solde["ecritures"]) == 2, "F2 pressé deux fois n'enregistre qu'une fois"

    clavier.touches_jusqu_a(("F3",), "Nouveau compte")
    clavier.touches("F2")
    clavier.attendre_la_fenetre(PIERRE_ALBERT)
    clavier.taper("500")
    clavier.touches("Return", "Return", "Return")
    clavier.taper("Commentaire justificatif")
    clavier.touches("F2")
    clavier.attendre_la_fermeture(PIERRE_ALBERT, BASE)
    nouveau = _comptes(clavier)[267]
    assert (nouveau["type"], nouveau["solde"]) == ("acompte", "500.00")

    recu = tmp_path / "recu.pdf"
    clavier.touches_jusqu_a(("ctrl+p",), "Reçu de l'écriture")
    clavier.touches_jusqu_a(("ctrl+s",), "Enregistrer le PDF")
    clavier.taper(str(recu))
    clavier.touches("Return")
    clavier.attendre(recu.exists, "receipt saved")
    clavier.attendre_la_fenetre("Reçu de l'écriture")
    clavier.touches("Escape")
    clavier.attendre_la_fermeture("Reçu de l'écriture", BASE)

    verification = clavier.commande("base", "verifier")
    assert verification.returncode == 0, verification.stderr
    assert clavier.quitter() == 0
    assert clavier.sortie() == ""
    assert recu.read_bytes().startswith(b"%PDF")
