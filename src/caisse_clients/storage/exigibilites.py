"""VAT of services of each facture: what waits, what fell due (DOMAIN §2 Accès)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.acces import exigibilite
from caisse_clients.storage.transaction import Transaction


class Attente(NamedTuple):
    """VAT by its two accounts, in centimes: all of it (``tva``), and what stands on ``compte`` (``exigible``)."""

    compte: str
    attente: str
    tva: int
    exigible: int

    @property
    def en_attente(self) -> int:
        """What still waits."""
        return self.tva - self.exigible


_SOMMES = (exigibilite.c.compte, exigibilite.c.attente, func.sum(exigibilite.c.tva), func.sum(exigibilite.c.exigible))
_DE_LA_PIECE = Instruction(
    select(*_SOMMES)
    .where(exigibilite.c.piece == bindparam("piece"))
    .group_by(exigibilite.c.compte, exigibilite.c.attente)
    .order_by(exigibilite.c.compte, exigibilite.c.attente)
)
_DE_L_ECRITURE = Instruction(
    select(
        exigibilite.c.piece,
        exigibilite.c.compte,
        exigibilite.c.attente,
        exigibilite.c.tva,
        exigibilite.c.exigible,
    )
    .where(exigibilite.c.ecriture == bindparam("ecriture"))
    .order_by(exigibilite.c.id)
)


def de_la_piece(tx: Transaction, piece: int) -> list[Attente]:
    """Return the VAT of services of a facture by its accounts; empty when none of it ever waited."""
    return [Attente(x[0], x[1], int(x[2]), int(x[3])) for x in tx.toutes(_DE_LA_PIECE, piece=piece)]


def de_l_ecriture(tx: Transaction, ecriture: int) -> list[tuple[int, Attente]]:
    """Return what one écriture moved, as (pièce, VAT)."""
    return [(x[0], Attente(*x[1:])) for x in tx.toutes(_DE_L_ECRITURE, ecriture=ecriture)]


def ajouter(tx: Transaction, piece: int, attentes: Iterable[Attente], ecriture: int) -> None:
    """Write what an écriture moved; a row without effect is left out."""
    lignes = [a for a in attentes if a.tva or a.exigible]
    tx.inserer(
        exigibilite,
        [
            {"id": i, "piece": piece, **a._asdict(), "ecriture": ecriture}
            for i, a in zip(tx.ids("exigibilite", len(lignes)), lignes, strict=True)
        ],
    )
