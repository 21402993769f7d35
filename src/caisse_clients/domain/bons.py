"""Bons d'avoir: the code by which a compte avoir is shown at a till (manual 001; issue of the accès).

A code is digits only, so that a scanner typing on a French or an English keyboard says the same: the number of the
compte on eight, ten drawn at random, two of control (97 less the remainder of the rest).
"""

from __future__ import annotations

import secrets

CHIFFRES_DU_COMPTE, CHIFFRES_TIRES, CHIFFRES_DU_CONTROLE = 8, 10, 2
LONGUEUR = CHIFFRES_DU_COMPTE + CHIFFRES_TIRES + CHIFFRES_DU_CONTROLE
LONGUEUR_MAXIMALE = 32
"""The number of a compte may need more than eight digits: the code is then longer."""
_RANGEE_AZERTY = str.maketrans("&é\"'(-è_çà", "1234567890")
"""What the digit row types without Maj on a French keyboard, as a scanner set for another one does."""


def nouveau_code(compte: int) -> str:
    """Return a new code for a compte avoir: nobody can guess it (ten digits from the system's own randomness)."""
    corps = f"{compte:0{CHIFFRES_DU_COMPTE}d}{secrets.randbelow(10**CHIFFRES_TIRES):0{CHIFFRES_TIRES}d}"
    return corps + _controle(corps)


def chiffres(texte: str) -> str:
    """Return the figures of a text typed or scanned, "" when it holds anything else."""
    brut = "".join(texte.split()).replace(".", "")
    propre = brut if brut.isdecimal() else brut.lower().translate(_RANGEE_AZERTY)
    return propre if propre.isascii() and propre.isdecimal() else ""


def lire_code(texte: str) -> str | None:
    """Return the digits of a code typed or scanned, None when it is not one (length, control)."""
    propre = chiffres(texte)
    if not LONGUEUR <= len(propre) <= LONGUEUR_MAXIMALE:
        return None
    return propre if _controle(propre[:-CHIFFRES_DU_CONTROLE]) == propre[-CHIFFRES_DU_CONTROLE:] else None


def par_quatre(code: str) -> str:
    """Return a code as it is printed: groups of four digits."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))


def _controle(corps: str) -> str:
    return f"{97 - int(corps) % 97:02d}"
