"""Reminders: who may be reminded, at which level, what is added (DOMAIN §1, LEGAL §5: 40 €, penalties)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from caisse_clients.domain.echeancier import EcheanceARelancer
from caisse_clients.kernel.argent import arrondir

NIVEAUX = (1, 2, 3)
INDEMNITE_FORFAITAIRE = 40_00
"""Fixed indemnity due by professionals, in centimes (C. com L441-10, D441-5)."""


@dataclass(frozen=True, slots=True)
class RelanceProposee:
    """A reminder to one client: the échéances it names, with what a disponible would not cover (centimes)."""

    client: int
    client_nom: str
    niveau: int
    echeances: tuple[EcheanceARelancer, ...]
    frais: int
    penalites: int

    @property
    def montant(self) -> int:
        """What is asked, fees and penalties apart."""
        return sum(e.reste for e in self.echeances)


def a_relancer(
    retards: Iterable[tuple[EcheanceARelancer, bool]], niveau: int, jours: int, disponible: int
) -> tuple[EcheanceARelancer, ...]:
    """Return of one client's overdue échéances (oldest first) those to remind at this level.

    What is in litige is left out; ``disponible`` covers the oldest first and only the excess is asked; an échéance goes
    from one level to the next, never twice at the same, once it is ``jours`` days late.
    """
    choisies = []
    for e, litige in retards:
        couvert = min(disponible, e.reste)
        disponible -= couvert
        reste = e.reste - couvert
        if reste > 0 and not litige and e.dernier_niveau == niveau - 1 and e.jours >= jours:
            choisies.append(e._replace(reste=reste))
    return tuple(choisies)


def penalites(echeances: Iterable[EcheanceARelancer], taux: int) -> int:
    """Return the late penalties at ``taux`` (hundredths of a percent a year), day by day, rounded once (centimes)."""
    return arrondir(sum((Fraction(e.reste * taux * e.jours, 100_00 * 365) for e in echeances), Fraction(0)))
