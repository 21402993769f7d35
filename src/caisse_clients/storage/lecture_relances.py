"""One reminder as its letter says it: to whom, when, what it adds; what it names is in ``storage.echeances``."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.base import ENTIER
from caisse_clients.storage.schema.clients import client_effectif
from caisse_clients.storage.schema.operations import operation
from caisse_clients.storage.schema.relances import relance


class RelanceEcrite(NamedTuple):
    """A reminder that was sent; ``client`` is the code in force today, amounts are centimes."""

    date: dt.date
    client: int
    niveau: int
    frais: int
    penalites: int
    poste: str


_RELANCE = Instruction(
    select(
        relance.c.date,
        func.coalesce(client_effectif.c.effectif, relance.c.client),
        relance.c.niveau,
        relance.c.frais,
        relance.c.penalites,
        operation.c.poste,
    )
    .select_from(
        relance.join(operation, operation.c.id == relance.c.operation_id).outerjoin(
            client_effectif, client_effectif.c.client == relance.c.client
        )
    )
    .where(relance.c.id == bindparam("relance", type_=ENTIER))
)


def relance_ecrite(connexion: Connection, identifiant: int) -> RelanceEcrite | None:
    """Return a reminder by its number, None when there is no such."""
    trouvees = _RELANCE.lignes(connexion, {"relance": identifiant})
    return RelanceEcrite(*trouvees[0]) if trouvees else None
