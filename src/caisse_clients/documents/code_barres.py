"""Code 128 on a page: the symbol is the library's, its bars are boxes of the sheet.

A module of 0.375 mm is three dots of a till printer (203 dpi): its bars come out exact, well over the 0.25 mm that a
scanner asks.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from reportlab.graphics.barcode.code128 import Code128

from caisse_clients.documents.feuillet import MM, Couleur, Feuillet

MODULE = 0.375 * MM
SILENCE = 10
"""Modules that stay white on each side."""
HAUTEUR = 15 * MM
_NOIR = Couleur(0.0, 0.0, 0.0)


class Symbole(NamedTuple):
    """Bars as (first module, width in modules), and how many modules the symbol has."""

    barres: tuple[tuple[int, int], ...]
    modules: int

    @property
    def large(self) -> float:
        """Width in points, white sides included."""
        return (self.modules + 2 * SILENCE) * MODULE


@lru_cache(maxsize=64)
def symbole(chiffres: str) -> Symbole:
    """Return the Code 128 of a text of digits (two a character: subset C)."""
    code = Code128(chiffres)
    code.validate()
    code.encode()
    code.decompose()
    barres, ou = [], 0
    for lettre in code.decomposed:  # a bar is a capital, a space is not; a is one module, d four
        large = ord(lettre.lower()) - ord("a") + 1
        if lettre.isupper():
            barres.append((ou, large))
        ou += large
    return Symbole(tuple(barres), ou)


def tracer_code(feuillet: Feuillet, x: float, y: float, trouve: Symbole, hauteur: float = HAUTEUR) -> None:
    """Draw a symbol whose white side starts at ``x``, under ``y``."""
    debut = x + SILENCE * MODULE
    for ou, large in trouve.barres:
        feuillet.boite(debut + ou * MODULE, y, large * MODULE, hauteur, fond=_NOIR)
