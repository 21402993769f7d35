"""Money as integers: one rounding rule, one sharing rule, no float anywhere (ARCHITECTURE §4).

Amounts travel as ``int`` counts of the currency's minor unit (centimes for the euro). ``Centimes``
marks such an integer in the fields of commands, so that a command file writes it ``"1234.56"``.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NewType

Centimes = NewType("Centimes", int)
Pourcent = NewType("Pourcent", int)
"""Hundredths of a percent: 20 % = 2000, 5,5 % = 550."""
Quantite = NewType("Quantite", int)
"""Thousandths of a unit: 1 = 1000."""
Cours = NewType("Cours", int)
"""Exchange rate: millionths of a currency unit for 1 EUR (1,0825 = 1 082 500)."""

MONTANT_MAXIMAL = Centimes(10**13 - 1)
"""Largest amount a field accepts, in centimes (99 999 999 999,99): sums of a million stay in 64 bits."""


def arrondir(valeur: Fraction) -> int:
    """Round to the minor unit, halves away from zero (the application's single rounding rule)."""
    entier, reste = divmod(abs(valeur.numerator), valeur.denominator)
    if 2 * reste >= valeur.denominator:
        entier += 1
    return entier if valeur >= 0 else -entier


def repartir(total: int, poids: Sequence[int]) -> list[int]:
    """Share ``total`` minor units by ``poids`` without losing or making one (largest remainders).

    Ties go to the lower rank. The parts sum exactly to ``total``; a zero weight gets zero. Raises
    ``ValueError`` when a weight is negative or all are zero.
    """
    somme = sum(poids)
    if somme <= 0 or min(poids) < 0:
        raise ValueError("weights must be >= 0 and not all zero")
    signe, a_partager = (-1 if total < 0 else 1), abs(total)
    parts = [a_partager * p // somme for p in poids]
    manque = a_partager - sum(parts)
    ordre = sorted(range(len(poids)), key=lambda i: (-(a_partager * poids[i] % somme), i))
    for i in ordre[:manque]:
        parts[i] += 1
    return [signe * part for part in parts]
