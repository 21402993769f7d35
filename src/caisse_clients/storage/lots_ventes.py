"""Many pièces, règlements and imputations at once: what one slice of bulk work writes under its seal.

Rows come ready made; the triggers keep what is due and disponible, as for a command.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from caisse_clients.storage import pieces as stock
from caisse_clients.storage.schema.reglements import imputation, lettrage, lettrage_ligne, reglement
from caisse_clients.storage.schema.ventes import echeance, numero_piece, piece, piece_ligne
from caisse_clients.storage.transaction import Transaction

Rangees = Sequence[dict[str, Any]]
_FAITS = {
    "numero_piece": numero_piece,
    "piece_ligne": piece_ligne,
    "imputation": imputation,
    "lettrage": lettrage,
    "lettrage_ligne": lettrage_ligne,
}
_VERSIONNEES = {"piece": piece, "echeance": echeance, "reglement": reglement}
_ORDRE = (
    "piece_ligne", "piece", "numero_piece", "echeance", "reglement", "imputation", "lettrage", "lettrage_ligne",
)  # fmt: skip


def prendre_rangs(tx: Transaction, serie: str, station: str, exercice: int, nombre: int) -> int:
    """Take ``nombre`` ranks that follow each other in a series; return the first."""
    premier = stock.prochain_rang(tx, serie, station, exercice)
    if nombre > 1:
        tx.numeros(f"{serie}|{station}|{exercice}", nombre - 1)
    return premier


def ajouter(tx: Transaction, rangees: Mapping[str, Rangees]) -> None:
    """Insert rows by table, in an order where what is named exists already."""
    for table in _ORDRE:
        if not rangees.get(table):
            continue
        if table in _VERSIONNEES:
            tx.creer_versionnees(_VERSIONNEES[table], rangees[table])
        else:
            tx.inserer(_FAITS[table], rangees[table])
