"""Command of the counter: a sale to the walk-in client, lines and payments in one transaction (DOMAIN §2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from caisse_clients.application.commandes.saisies import Paiement
from caisse_clients.domain.pieces import LigneSaisie


@dataclass(frozen=True, slots=True)
class EnregistrerVenteComptoir:
    """Record a ticket: it must be wholly paid (cash given back is not entered)."""

    lignes: tuple[LigneSaisie, ...]
    reglements: tuple[Paiement, ...]
    date: dt.date | None = None
    station: str = ""
