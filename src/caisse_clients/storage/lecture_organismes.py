"""Reading of the finance companies that stand behind accounts (the partial index on their code gives them)."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from caisse_clients.storage.schema.clients import client, client_effectif
from caisse_clients.storage.schema.grand_livre import compte_client

_TENUS = select(func.coalesce(client_effectif.c.effectif, compte_client.c.organisme)).select_from(
    compte_client.outerjoin(client_effectif, client_effectif.c.client == compte_client.c.organisme)
)
_NOMS = (
    select(client.c.nom)
    .where(client.c.code.in_(_TENUS.where(compte_client.c.organisme.isnot(None))))
    .order_by(client.c.cle_tri, client.c.code)
)


def organismes(connexion: Connection) -> list[str]:
    """Return the names of the organismes that have at least one account, in order of display."""
    return list(connexion.scalars(_NOMS))
