"""Amounts in words: the spelling of the school book, and no two amounts said the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caisse_clients.documents.nombre_en_lettres import montant_en_lettres, nombre_en_lettres

_VALEURS = {
    "zéro": 0, "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "trente": 30,
    "quarante": 40, "cinquante": 50, "soixante": 60, "et": 0,
}  # fmt: skip


def _lire(mots: str) -> int:
    """An independent reader of numbers in words: adds what follows, multiplies by what is greater."""
    total = groupe = 0
    for mot in mots.replace("-", " ").split():
        nu = mot.rstrip("s") if mot not in ("trois", "six") else mot
        if nu in ("million", "milliard"):
            total, groupe = total + groupe * (10**6 if nu == "million" else 10**9), 0
        elif nu == "mille":
            total, groupe = total + max(groupe, 1) * 1000, 0
        elif nu == "cent":
            groupe = max(groupe, 1) * 100
        elif nu == "vingt":
            reste = groupe % 100
            groupe = groupe - 4 + 80 if reste == 4 else groupe + 20
        else:
            groupe += _VALEURS[mot]
    return total + groupe


@pytest.mark.parametrize(
    ("centimes", "mots"),
    [
        (0, "zéro euro"),
        (1, "un centime"),
        (100, "un euro"),
        (101, "un euro et un centime"),
        (2_100, "vingt-et-un euros"),
        (7_100, "soixante-et-onze euros"),
        (7_600, "soixante-seize euros"),
        (8_000, "quatre-vingts euros"),
        (8_100, "quatre-vingt-un euros"),
        (9_100, "quatre-vingt-onze euros"),
        (10_000, "cent euros"),
        (20_005, "deux cents euros et cinq centimes"),
        (20_100, "deux cent un euros"),
        (50_000, "cinq cents euros"),
        (56_255, "cinq cent soixante-deux euros et cinquante-cinq centimes"),
        (100_000, "mille euros"),
        (8_000_000, "quatre-vingt mille euros"),
        (20_000_000, "deux cent mille euros"),
        (100_000_000, "un million d'euros"),
        (100_020_000, "un million deux cents euros"),
        (20_000_000_000, "deux cents millions d'euros"),
        (8_000_000_000, "quatre-vingts millions d'euros"),
        (300_000_000_000, "trois milliards d'euros"),
    ],
)
def test_les_montants_s_ecrivent_comme_au_livre(centimes: int, mots: str) -> None:
    assert montant_en_lettres(centimes) == mots


@given(st.integers(0, 10**12 - 1))
def test_un_nombre_en_lettres_se_relit(nombre: int) -> None:
    assert _lire(nombre_en_lettres(nombre)) == nombre


@given(st.integers(0, 10**6))
def test_seuls_cent_vingt_million_et_milliard_prennent_un_s_et_mille_jamais(nombre: int) -> None:
    mots = nombre_en_lettres(nombre).replace("-", " ").split()
    assert "milles" not in mots
    assert all(mot == mots[-1] for mot in mots if mot in ("cents", "vingts"))


@pytest.mark.parametrize("nombre", [-1, 10**12])
def test_hors_bornes_est_une_faute_du_programme(nombre: int) -> None:
    with pytest.raises(ValueError, match="range"):
        nombre_en_lettres(nombre)
    with pytest.raises(ValueError, match=r"negative|range"):
        montant_en_lettres(nombre * 100)
