"""Money: the rounding rule and the sharing rule, on cases an accountant would check by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from caisse_clients.kernel.argent import arrondir, repartir


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        (Fraction(1, 2), 1),
        (Fraction(-1, 2), -1),
        (Fraction(3, 2), 2),
        (Fraction(5, 2), 3),
        (Fraction(-5, 2), -3),
        (Fraction(49, 100), 0),
        (Fraction(-51, 100), -1),
        (Fraction(7), 7),
        (Fraction(0), 0),
    ],
)
def test_une_moitie_s_arrondit_en_s_eloignant_de_zero(valeur: Fraction, attendu: int) -> None:
    assert arrondir(valeur) == attendu


def test_le_centime_qui_manque_va_au_plus_fort_reste() -> None:
    assert repartir(100, [1, 1, 4]) == [17, 17, 66]
    assert repartir(1000, [3, 3, 1]) == [429, 428, 143]


def test_a_restes_egaux_le_premier_rang_recoit_le_centime() -> None:
    assert repartir(100, [1, 1, 1]) == [34, 33, 33]


def test_un_total_negatif_se_partage_comme_son_oppose() -> None:
    assert repartir(-100, [1, 1, 1]) == [-34, -33, -33]


@pytest.mark.parametrize("poids", [[0, 0], [1, -1], [3, -1]])
def test_un_partage_sans_poids_ou_a_poids_negatif_est_refuse(poids: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        repartir(100, poids)
