"""A commande typed from end to end with real keys in the real program, then invoiced and validated."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from caisse_clients.application.commandes.reglages_ventes import CreerArticle
from caisse_clients.kernel.argent import Centimes, Pourcent
from tests.atelier import Atelier
from tests.e2e.clavier import Clavier
from tests.gui.manuel import PIERRE, remplir

pytestmark = [pytest.mark.lent, pytest.mark.timeout(300)]


@pytest.fixture
def clavier(ecran_x: str, atelier_sqlite: Atelier, tmp_path: Path) -> Iterator[Clavier]:
    remplir(atelier_sqlite.services.executer)
    for code, libelle, prix in (("VIS", "Vis inox", 12_50), ("VISA", "Visseuse", 129_00)):
        atelier_sqlite.faire(CreerArticle(code, libelle, taux_tva=Pourcent(20_00), prix_ttc=Centimes(prix)))
    clavier = Clavier(ecran_x, Path(atelier_sqlite.url), atelier_sqlite.cles, tmp_path, "2014-07-15T10:30:00")
    yield clavier
    clavier.fermer()


def _pieces(clavier: Clavier) -> dict[str, dict[str, Any]]:
    lues = clavier.commande("consulter", "pieces", "--client", str(PIERRE), "--format", "json")
    assert lues.returncode == 0, lues.stderr
    return {piece["numero"]: piece for piece in json.loads(lues.stdout)}


def test_trois_lignes_deux_echeances_facturees_et_validees(clavier: Clavier) -> None:
    clavier.attendre_la_fenetre("Comptes clients — ")
    clavier.touches_jusqu_a(("Escape", "alt+v", "Return", "Return"), "Liste des commandes")
    clavier.touches_jusqu_a(("F3",), "Nouvelle commande")
    clavier.taper("1011")
    clavier.touches("Return")  # the code chooses the client; then come the lines
    clavier.attendre_la_fenetre("ALBERT Pierre")
    clavier.taper("vis")
    clavier.touches("Down", "Return")  # VISA, in the list under the cell
    clavier.taper("2")
    clavier.touches("Return", "Return", "Return", "Return")
    clavier.taper("Pose sur place")
    clavier.touches("Return", "Return", "Return")
    clavier.taper("80")
    clavier.touches("Return")
    clavier.taper("10")
    clavier.touches("Return", "Return")
    clavier.taper("vis")
    clavier.touches("Return", "ctrl+Delete")  # one line too many
    clavier.touches("alt+o", "ctrl+a")
    clavier.taper("2 fois")
    clavier.touches("F2", "F2")
    clavier.attendre_la_fenetre("CO-S1-2014-00001")
    commande = _pieces(clavier)["CO-S1-2014-00001"]
    assert commande["total_ttc"] == "330.00"
    assert [(e["date"], e["montant"]) for e in commande["echeances"]] == [
        ("2014-07-15", "165.00"),
        ("2014-08-15", "165.00"),
    ]

    clavier.touches_jusqu_a(("F9",), "Facturer")
    clavier.touches("F2")
    clavier.attendre_la_fenetre("BR-1 — ")
    clavier.touches_jusqu_a(("F6",), "Valider — ")
    clavier.touches("alt+v")
    clavier.attendre_la_fenetre("FA-S1-2014-00001")
    facture = _pieces(clavier)["FA-S1-2014-00001"]
    assert (facture["etat"], facture["reste_du"]) == ("validee", "330.00")

    verification = clavier.commande("base", "verifier")
    assert verification.returncode == 0, verification.stdout + verification.stderr
    assert clavier.quitter() == 0
    assert clavier.sortie() == ""
