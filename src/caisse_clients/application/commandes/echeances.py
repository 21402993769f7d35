"""Commands on échéances: change, split, affect a mode and a bank, remind (manuals 002 §4.3 and 004, DOMAIN §2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from caisse_clients.kernel.argent import Centimes


@dataclass(frozen=True, slots=True)
class ModifierEcheance:
    """Change what surrounds an échéance (``"<pièce>/<rang>"``); fields left out stay. Its amount never changes here."""

    echeance: str
    date: dt.date | None = None
    date_reglement: dt.date | None = None
    note: str | None = None
    mode_relance: str | None = None
    litige: bool | None = None


@dataclass(frozen=True, slots=True)
class PartEcheance:
    """A part of a divided échéance, in the pièce's currency."""

    date: dt.date
    montant: Centimes


@dataclass(frozen=True, slots=True)
class DiviserEcheance:
    """Share an échéance in parts whose sum is its amount; what it was paid is laid on the parts, oldest first."""

    echeance: str
    parts: tuple[PartEcheance, ...]


@dataclass(frozen=True, slots=True)
class AffecterEcheances:
    """Give a mode and / or a bank to many échéances at once; ``""`` takes it away, None leaves it."""

    echeances: tuple[str, ...]
    mode: str | None = None
    banque: str | None = None


@dataclass(frozen=True, slots=True)
class Affectation:
    """What one échéance is given."""

    echeance: str
    mode: str | None = None
    banque: str | None = None


@dataclass(frozen=True, slots=True)
class EnregistrerAffectations:
    """Save the affectation grid in one act, all or nothing."""

    affectations: tuple[Affectation, ...]


@dataclass(frozen=True, slots=True)
class Relancer:
    """Send the reminders of a level to every client (or one) who owes more than his disponibles at date ``au``."""

    niveau: int
    au: dt.date | None = None
    client: int | None = None
