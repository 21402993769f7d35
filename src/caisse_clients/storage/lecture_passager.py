"""Readings of walk-in sales: tickets of a station and period with their lines and payments (manual 002 §3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, select

from caisse_clients.domain.pieces import TypePiece
from caisse_clients.domain.releves import LignePassager, RelevePassager, TicketPassager
from caisse_clients.storage.instructions import Instruction, Parmi
from caisse_clients.storage.schema.reglements import DIRECTE, imputation, reglement
from caisse_clients.storage.schema.ventes import echeance, piece, piece_ligne

_TICKETS = Instruction(
    select(piece.c.id, piece.c.numero, piece.c.date, piece.c.total_ttc)
    .where(
        piece.c.type == TypePiece.TICKET.value,
        piece.c.station == bindparam("station"),
        piece.c.date >= bindparam("du", type_=piece.c.date.type),
        piece.c.date <= bindparam("au", type_=piece.c.date.type),
    )
    .order_by(piece.c.date, piece.c.id)
)
_LIGNES = Parmi(
    select(
        piece_ligne.c.piece,
        piece_ligne.c.libelle,
        piece_ligne.c.quantite,
        piece_ligne.c.montant_ttc,
        piece_ligne.c.taux,
        piece_ligne.c.rang,
    ).order_by(piece_ligne.c.piece, piece_ligne.c.rang),
    "piece_ligne.piece",
)
_contraire = imputation.alias("contraire")
_PAIEMENTS = Parmi(
    select(echeance.c.piece, reglement.c.mode_libelle, imputation.c.montant, imputation.c.id)
    .select_from(
        imputation.join(echeance, echeance.c.id == imputation.c.echeance).join(
            reglement, reglement.c.id == imputation.c.reglement
        )
    )
    .where(
        DIRECTE,
        ~select(_contraire.c.id).where(_contraire.c.annule == imputation.c.id).exists(),
    )
    .order_by(echeance.c.piece, imputation.c.id),
    "echeance.piece",
)
_AVOIRS = Parmi(select(piece.c.origine, piece.c.numero).where(piece.c.type == TypePiece.AVOIR.value), "piece.origine")
_TRANCHE = 1_000


def passager(connexion: Connection, station: str, du: dt.date, au: dt.date) -> RelevePassager:
    """Return the walk-in sales of a station and period, oldest first, and their totals by mode."""
    tickets = tuple(_tickets(connexion, station, du, au))
    totaux: dict[str, int] = {}
    for ticket in tickets:
        for mode, montant in ticket.paiements:
            totaux[mode] = totaux.get(mode, 0) + montant
    total = sum(ticket.total_ttc for ticket in tickets)
    return RelevePassager(station, du, au, tickets, tuple(sorted(totaux.items())), total)


def _tickets(connexion: Connection, station: str, du: dt.date, au: dt.date) -> Iterator[TicketPassager]:
    entetes = _TICKETS.lignes(connexion, {"station": station, "du": du, "au": au})
    for debut in range(0, len(entetes), _TRANCHE):
        tranche = entetes[debut : debut + _TRANCHE]
        ids = [x[0] for x in tranche]
        lignes: dict[int, list[LignePassager]] = {i: [] for i in ids}
        for p, libelle, quantite, montant, taux, _ in _LIGNES.lignes(connexion, ids):
            lignes[p].append(LignePassager(libelle, quantite, montant, taux))
        paiements: dict[int, list[tuple[str, int]]] = {i: [] for i in ids}
        for p, mode, montant, _ in _PAIEMENTS.lignes(connexion, ids):
            paiements[p].append((mode, montant))
        avoirs: dict[int, list[str]] = {i: [] for i in ids}
        for p, numero in _AVOIRS.lignes(connexion, ids):
            avoirs[p].append(numero)
        for i, numero, date, total in tranche:
            yield TicketPassager(numero, date, total, tuple(lignes[i]), tuple(paiements[i]), tuple(avoirs[i]))
