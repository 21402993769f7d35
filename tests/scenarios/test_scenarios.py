"""Plays every ``*.txt`` of this folder on both databases; the base must be intact at the end (``atelier``)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.atelier import Atelier
from tests.scenarios.langage import Scenario

RECITS = sorted(Path(__file__).parent.glob("*.txt"))
VENTE = "client 12 DURAND\ncommande CO1 du client 12 : 100,00\n"


@pytest.mark.parametrize("recit", RECITS, ids=lambda recit: recit.stem)
def test_le_recit_se_joue(atelier: Atelier, recit: Path) -> None:
    Scenario(atelier).jouer(recit.read_text(encoding="utf-8"))


def test_il_y_a_des_recits() -> None:
    assert {"manuel_comptes_clients", "annulations", "cinq_types", "refus"} <= {recit.stem for recit in RECITS}
    assert {"manuel_acomptes", "rapprochements", "ecritures_ventes", "refus_ventes"} <= {r.stem for r in RECITS}


@pytest.mark.parametrize(
    ("texte", "ou"),
    [
        ("client 12 DURAND\n\nfait un gâteau", "ligne 3, « fait un gâteau » : phrase inconnue"),
        ("client 12 DURAND\nouvre avoir 1 du client 12 avec 5,00\nle compte 1 a 4,00", "ligne 3, .* le solde est 5,00"),
        ("client 12 DURAND\nclient 12 DURAND", "ligne 2, .* refusé : Le code 12 est déjà pris"),
        ("code_deja_pris est refusé : client 12 DURAND", "ligne 1, .* accepté"),
        ("client 12 DURAND\nouvre avoir 9 du client 12 avec 5,00", "ligne 2, .* porte le numéro 1"),
        (f"{VENTE}reste dû de CO1 : 99,99", "ligne 3, .* il reste dû 100,00"),
        (f"{VENTE}reste dû de CO1 : 100,00, soldé", "ligne 3, .* le statut est Non payé"),
        (
            f"{VENTE}règlement RC1 de 10,00 en cheque du client 12 sur CO1\nécrit : 411 D 9,00 ; 4191 C 9,00",
            "ligne 4, .* les écritures sont 5112 D 10,00 ; 411 C 10,00 | 411 D",
        ),
        (f"{VENTE}règlement RC1 de 10,00 en cheque du client 12\nrien d'autre n'est écrit", "ligne 4, .* il y a aussi"),
        (f"{VENTE}écrit : 411 X 9,00", "ligne 3, .* illisible"),
        (f"{VENTE}retire RC1 de CO1", "ligne 3, .* rien de RC1 n'est imputé"),
        (f"{VENTE}historique de CO1 : « glissés »", "ligne 3, .* l'historique dit"),
    ],
)
def test_une_phrase_fausse_dit_sa_ligne(atelier_sqlite: Atelier, texte: str, ou: str) -> None:
    with pytest.raises((AssertionError, SyntaxError), match=ou):
        Scenario(atelier_sqlite).jouer(texte)
