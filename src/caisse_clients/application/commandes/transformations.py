"""Commands that make one pièce from another: deliver and invoice a commande, whole or in part (manual 003)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from caisse_clients.application.commandes.saisies import QuantiteDeLigne


@dataclass(frozen=True, slots=True)
class LivrerCommande:
    """Make a bon de livraison; without ``lignes``, of all that is not delivered yet."""

    commande: str
    lignes: tuple[QuantiteDeLigne, ...] = ()
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class FacturerCommande:
    """Invoice a commande or a bon de livraison, whole or by ``lignes``; its money slides to the facture.

    ``valider`` True (default False) gives the final number at once.
    """

    commande: str = ""
    bon_livraison: str = ""
    lignes: tuple[QuantiteDeLigne, ...] = ()
    date: dt.date | None = None
    valider: bool = False


@dataclass(frozen=True, slots=True)
class AnnulerLivraison:
    """Cancel a bon de livraison that is not invoiced."""

    bon_livraison: str
    raison: str
