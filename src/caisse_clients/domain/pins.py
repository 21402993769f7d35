"""The code PIN of a user: what it may be, and how wrong ones slow down (DOMAIN §4)."""

from __future__ import annotations

import itertools

from caisse_clients.kernel.erreurs import ErreurMetier

LONGUEUR_MINIMALE, LONGUEUR_MAXIMALE = 4, 12
ESSAIS_LIBRES = 3
"""Wrong ones in a row before the first wait."""
ATTENTE_MAXIMALE = 300
"""Seconds."""
_CHIFFRES = frozenset("0123456789")
_SECONDE = 1_000_000


def verifier_pin(brut: str, *, champ: str = "nouveau_pin") -> str:
    """Return a new PIN, 4 to 12 digits; raises ``pin_invalide``."""
    pin = brut.strip()
    if not (LONGUEUR_MINIMALE <= len(pin) <= LONGUEUR_MAXIMALE and _CHIFFRES.issuperset(pin)):
        raise ErreurMetier("pin_invalide", champ=champ, minimum=LONGUEUR_MINIMALE, maximum=LONGUEUR_MAXIMALE)
    return pin


def se_devine(pin: str) -> bool:
    """Tell whether a PIN is one digit repeated or a straight run (1234, 9876, 8901): the window says so, no more.

    The growing wait protects against whoever tries; a shop that wants 1234 has it.
    """
    if len(pin) < LONGUEUR_MINIMALE or not _CHIFFRES.issuperset(pin):
        return False
    return {(int(suivant) - int(chiffre)) % 10 for chiffre, suivant in itertools.pairwise(pin)} in ({0}, {1}, {9})


def attente_apres(echecs: int) -> int:
    """Return the seconds to wait after so many wrong PINs in a row: 0, then 2, 4, 8… up to five minutes."""
    if echecs < ESSAIS_LIBRES:
        return 0
    return min(1 << min(echecs - ESSAIS_LIBRES + 1, 16), ATTENTE_MAXIMALE)


def attente_restante(echecs: int, dernier: int, maintenant: int) -> int:
    """Return the seconds left to wait, rounded up; ``dernier`` (the last wrong PIN) and ``maintenant`` in microseconds.

    A clock put back never makes the wait longer than it was.
    """
    attente = attente_apres(echecs) * _SECONDE
    reste = min(attente, dernier + attente - maintenant)
    return max(0, -(-reste // _SECONDE))
