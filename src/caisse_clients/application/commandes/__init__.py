"""Commands, one file per capability; importing this package registers them all."""

from __future__ import annotations

from caisse_clients.application.commandes import clients, comptes, parametrage, reglages_ventes, tirages
from caisse_clients.application.commandes.registre import COMMANDES, Definition, definition_de

__all__ = [
    "COMMANDES",
    "Definition",
    "clients",
    "comptes",
    "definition_de",
    "parametrage",
    "reglages_ventes",
    "tirages",
]
