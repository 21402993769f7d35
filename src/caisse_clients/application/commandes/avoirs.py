"""Command that gives an avoir: on a facture (whole, by line, by amount) or without (DOMAIN §2, Sources and uses)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from caisse_clients.application.commandes.saisies import QuantiteDeLigne, Remboursement
from caisse_clients.kernel.argent import Centimes


@dataclass(frozen=True, slots=True)
class EmettreAvoir:
    """Give an avoir.

    With ``piece`` (a validated facture or ticket): whole, by ``lignes`` of that pièce, or by ``montant`` (VAT split like the
    sale's); it first settles what remains due. Without: ``client`` and ``montant``, net of tax. ``rabais``: a rebate (7097)
    rather than a cancelled sale. ``garder``: the excess becomes a numbered compte avoir; ``remboursement`` pays it out.
    """

    raison: str
    client: int | None = None
    piece: str = ""
    lignes: tuple[QuantiteDeLigne, ...] = ()
    article: str = ""
    montant: Centimes | None = None
    rabais: bool = False
    garder: bool = False
    remboursement: Remboursement | None = None
    date: dt.date | None = None
