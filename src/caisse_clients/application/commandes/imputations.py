"""Commands on imputations: match, match many at once, un-match, small differences, mise en compte (DOMAIN §2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from caisse_clients.application.commandes.saisies import Rapprochement, Reference
from caisse_clients.kernel.argent import Centimes


@dataclass(frozen=True, slots=True)
class Imputer:
    """Use a source (RC…, avoir, compte acompte/avoir) on a target (pièce, échéance, compte crédit/export).

    A compte crédit as source puts the pièce *en compte*. ``montant`` absent = as much as both sides allow.
    """

    source: Reference
    cible: Reference
    montant: Centimes | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Rapprocher:
    """Several sources on several targets in one go, all or nothing (the imputation screen's F2)."""

    client: int
    rapprochements: tuple[Rapprochement, ...]
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class RetirerImputation:
    """Un-match: both sides get the amount back."""

    imputation: int
    raison: str = ""


@dataclass(frozen=True, slots=True)
class PasserEcart:
    """Pass a small remainder to 658 (what a ``cible`` lacks) or 758 (what a ``source`` has too much)."""

    cible: Reference = ""
    source: Reference = ""


@dataclass(frozen=True, slots=True)
class MettreEnCompte:
    """Put unpaid pièces on a compte crédit of the client (``compte``, or a new one)."""

    piece: str
    compte: int | None = None
    montant: Centimes | None = None
    date: dt.date | None = None
    commentaire: str = ""
