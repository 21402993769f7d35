"""Transfers to accounting: which écritures were taken, once each."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import bindparam, select

from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.grand_livre import ecriture
from caisse_clients.storage.schema.reglements import transfert, transfert_ecriture
from caisse_clients.storage.transaction import Transaction

_A_PRENDRE = Instruction(
    select(ecriture.c.id)
    .where(
        ecriture.c.date >= bindparam("du", type_=ecriture.c.date.type),
        ecriture.c.date <= bindparam("au", type_=ecriture.c.date.type),
        ~select(transfert_ecriture.c.ecriture).where(transfert_ecriture.c.ecriture == ecriture.c.id).exists(),
    )
    .order_by(ecriture.c.date, ecriture.c.id)
)


def ajouter(tx: Transaction, du: dt.date, au: dt.date) -> tuple[int, int]:
    """Take the écritures of a period that no transfer took; return (transfer, how many). None: nothing is written."""
    ids = [int(x[0]) for x in tx.toutes(_A_PRENDRE, du=du, au=au)]
    if not ids:
        return 0, 0
    identifiant = tx.id("transfert")
    tx.inserer(transfert, [{"id": identifiant, "du": du, "au": au, "nombre": len(ids)}])
    tx.inserer(transfert_ecriture, [{"ecriture": e, "transfert": identifiant} for e in ids])
    return identifiant, len(ids)
