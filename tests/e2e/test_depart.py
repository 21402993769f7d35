"""Starting: the first time there is no base; the second time there is already a window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.clavier import Clavier

pytestmark = [pytest.mark.lent, pytest.mark.timeout(300)]


@pytest.fixture
def clavier(ecran_x: str, tmp_path: Path) -> Iterator[Clavier]:
    clavier = Clavier(ecran_x, tmp_path / "magasin.sqlite", tmp_path / "cles", tmp_path)
    yield clavier
    clavier.fermer()


def test_le_premier_depart_cree_la_base_et_le_second_rappelle_la_fenetre(clavier: Clavier, tmp_path: Path) -> None:
    clavier.attendre_la_fenetre("^Caisse Clients$")
    assert not (tmp_path / "magasin.sqlite").exists(), "rien n'est créé avant la réponse"
    clavier.touches("Return")
    clavier.attendre_la_fenetre("Comptes clients — .*magasin.sqlite")
    info = clavier.commande("base", "info")
    assert info.returncode == 0, info.stderr
    second = clavier.commande()
    assert second.returncode == 0, second.stderr
    assert clavier.fenetre("magasin.sqlite"), "la première fenêtre est restée"
    assert clavier.quitter() == 0
    assert clavier.sortie() == ""
