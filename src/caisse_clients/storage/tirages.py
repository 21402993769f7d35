"""Printings of documents, numbered per document."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select, text

from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.operations import tirage
from caisse_clients.storage.transaction import Transaction

_VERROU = Instruction(text("SELECT pg_advisory_xact_lock(hashtextextended(:cle, 0))"))
_RANG = select(func.coalesce(func.max(tirage.c.rang), 0)).where(
    tirage.c.document == bindparam("document"), tirage.c.reference == bindparam("reference")
)


def ajouter(tx: Transaction, document: str, reference: int) -> int:
    """Write one more printing of a document and return its rank (1 = original).

    Two posts printing the same document at once: the second waits for the first, it never fails for so little.
    """
    if not tx.base.sqlite:  # SQLite has one writer at a time
        tx.valeur(_VERROU, cle=f"{document}:{reference}")
    rang = int(tx.valeur(_RANG, document=document, reference=reference)) + 1
    tx.inserer(tirage, [{"id": tx.id("tirage"), "document": document, "reference": reference, "rang": rang}])
    return rang
