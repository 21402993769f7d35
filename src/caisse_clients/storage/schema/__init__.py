"""Table definitions, one file per capability, one MetaData for all."""

from __future__ import annotations

from caisse_clients.storage.schema import acces, clients, grand_livre, operations, reglements, relances, ventes
from caisse_clients.storage.schema.base import Genre, metadata

__all__ = ["Genre", "acces", "clients", "grand_livre", "metadata", "operations", "reglements", "relances", "ventes"]
