"""Plays every ``*.txt`` of this folder on both databases; the base must be intact at the end (``atelier``)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.atelier import Atelier
from tests.scenarios.langage import Scenario

RECITS = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("recit", RECITS, ids=lambda recit: recit.stem)
def test_le_recit_se_joue(atelier: Atelier, recit: Path) -> None:
    Scenario(atelier).jouer(recit.read_text(encoding="utf-8"))


def test_il_y_a_des_recits() -> None:
    assert {"manuel_comptes_clients", "annulations", "cinq_types", "refus"} <= {recit.stem for recit in RECITS}


@pytest.mark.parametrize(
    ("texte", "ou"),
    [
        ("client 12 DURAND\n\nfait un gâteau", "ligne 3, « fait un gâteau » : phrase inconnue"),
        ("client 12 DURAND\nouvre avoir 1 du client 12 avec 5,00\nle compte 1 a 4,00", "ligne 3, .* le solde est 5,00"),
        ("client 12 DURAND\nclient 12 DURAND", "ligne 2, .* refusé : Le code 12 est déjà pris"),
        ("code_deja_pris est refusé : client 12 DURAND", "ligne 1, .* accepté"),
        ("client 12 DURAND\nouvre avoir 9 du client 12 avec 5,00", "ligne 2, .* porte le numéro 1"),
    ],
)
def test_une_phrase_fausse_dit_sa_ligne(atelier_sqlite: Atelier, texte: str, ou: str) -> None:
    with pytest.raises((AssertionError, SyntaxError), match=ou):
        Scenario(atelier_sqlite).jouer(texte)
