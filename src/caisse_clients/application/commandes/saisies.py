"""Nested values that commands on pièces and règlements take in lists (CONTRACT §2)."""

from __future__ import annotations

from dataclasses import dataclass

from caisse_clients.domain.reglements import Reference
from caisse_clients.kernel.argent import Centimes, Quantite


@dataclass(frozen=True, slots=True)
class Affectee:
    """One target of a règlement or a prise en charge: a pièce (oldest échéance first), an échéance or a compte crédit.

    ``montant`` in minor units of the currency; absent = as much as remains on both sides.
    """

    piece: str = ""
    echeance: str = ""
    compte: int | None = None
    montant: Centimes | None = None


@dataclass(frozen=True, slots=True)
class Rapprochement:
    """One pair of ``Rapprocher``: this source pays that target."""

    source: Reference
    cible: Reference
    montant: Centimes


@dataclass(frozen=True, slots=True)
class QuantiteDeLigne:
    """So much of line ``rang`` of the pièce named by the command; absent = all that is left of it."""

    rang: int
    quantite: Quantite | None = None


@dataclass(frozen=True, slots=True)
class Remboursement:
    """What is given back at once, by which mode; ``montant`` absent = all that can be."""

    mode: str
    montant: Centimes | None = None


@dataclass(frozen=True, slots=True)
class Paiement:
    """One payment of a counter sale."""

    mode: str
    montant: Centimes
