"""Échéances one by one: find, lock, change, divide; what reminders need to know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, or_, select

from caisse_clients.domain.echeancier import EcheanceARelancer, LigneRelance
from caisse_clients.domain.pieces import EtatPiece, TypePiece
from caisse_clients.storage.acces import au_coffre
from caisse_clients.storage.dus import tiers
from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.base import ENTIER
from caisse_clients.storage.schema.clients import client, client_effectif
from caisse_clients.storage.schema.operations import operation
from caisse_clients.storage.schema.relances import relance, relance_echeance
from caisse_clients.storage.schema.ventes import echeance, piece, reste_echeance
from caisse_clients.storage.transaction import Transaction

_dernier = (
    select(func.coalesce(func.max(relance.c.niveau), 0))
    .select_from(relance_echeance.join(relance, relance.c.id == relance_echeance.c.relance))
    .where(relance_echeance.c.echeance == echeance.c.id)
    .correlate(echeance)
    .scalar_subquery()
)
_EN_RETARD = (
    select(
        echeance.c.id,
        piece.c.numero,
        echeance.c.rang,
        func.coalesce(client_effectif.c.effectif, piece.c.client).label("client"),
        client.c.nom,
        client.c.prenom,
        echeance.c.date,
        reste_echeance.c.reste,
        _dernier.label("niveau"),
        echeance.c.litige,
    )
    .select_from(
        echeance.join(piece, piece.c.id == echeance.c.piece)
        .join(reste_echeance, reste_echeance.c.echeance == echeance.c.id)
        .outerjoin(client_effectif, client_effectif.c.client == piece.c.client)
        .join(client, client.c.code == func.coalesce(client_effectif.c.effectif, piece.c.client))
    )
    .where(
        and_(piece.c.type == TypePiece.FACTURE.value, piece.c.etat == EtatPiece.VALIDEE.value),
        reste_echeance.c.reste > 0,
        echeance.c.date < bindparam("au", type_=echeance.c.date.type),
        ~au_coffre(echeance.c.id),  # the shop has the cheque: it is for it to cash, not for the client to pay
    )
    .order_by(client.c.cle_tri, client.c.code, echeance.c.date, echeance.c.id)
)
_DE_TOUS = Instruction(_EN_RETARD)
_D_UN_CLIENT = Instruction(_EN_RETARD.where(piece.c.client.in_(tiers())))
_JOURNAL = Instruction(
    select(
        relance.c.id,
        relance.c.date,
        relance.c.client,
        client.c.nom,
        client.c.prenom,
        relance.c.niveau,
        relance.c.montant,
        relance.c.frais,
        operation.c.utilisateur,
    )
    .select_from(
        relance.join(client, client.c.code == relance.c.client).join(
            operation, operation.c.id == relance.c.operation_id
        )
    )
    .where(
        or_(bindparam("client", type_=ENTIER) == 0, relance.c.client == bindparam("client", type_=ENTIER)),
    )
    .order_by(relance.c.date.desc(), relance.c.id.desc())
    .limit(bindparam("limite", type_=ENTIER))
)
_PIECES_RELANCEES = Instruction(
    select(piece.c.numero)
    .distinct()
    .select_from(
        relance_echeance.join(echeance, echeance.c.id == relance_echeance.c.echeance).join(
            piece, piece.c.id == echeance.c.piece
        )
    )
    .where(relance_echeance.c.relance == bindparam("relance"))
    .order_by(piece.c.numero)
)
_ECHEANCES_RELANCEES = Instruction(
    select(piece.c.numero, piece.c.date.label("date_piece"), echeance.c.rang, echeance.c.date, relance_echeance.c.reste)
    .select_from(
        relance_echeance.join(echeance, echeance.c.id == relance_echeance.c.echeance).join(
            piece, piece.c.id == echeance.c.piece
        )
    )
    .where(relance_echeance.c.relance == bindparam("relance"))
    .order_by(echeance.c.date, echeance.c.id)
)


def en_retard(connexion: Connection, au: dt.date, code: int | None = None) -> list[tuple[EcheanceARelancer, bool]]:
    """Return the échéances overdue at ``au`` with their last reminder level, and whether they are in litige."""
    requete = _DE_TOUS if code is None else _D_UN_CLIENT
    return [
        (
            EcheanceARelancer(
                id=x.id,
                cle=f"{x.numero}/{x.rang}",
                piece=x.numero,
                client=x.client,
                client_nom=" ".join(filter(None, (x.nom, x.prenom))),
                date_echeance=x.date,
                reste=x.reste,
                jours=(au - x.date).days,
                dernier_niveau=int(x.niveau),
            ),
            bool(x.litige),
        )
        for x in requete.lire(connexion, {"au": au, "client": code})
    ]


def journal(connexion: Connection, code: int | None = None, limite: int = 10_000) -> list[LigneRelance]:
    """Return the reminders sent, latest first."""
    return [
        LigneRelance(
            id=x.id,
            date=x.date,
            client=x.client,
            client_nom=" ".join(filter(None, (x.nom, x.prenom))),
            niveau=x.niveau,
            montant=x.montant,
            frais=x.frais,
            utilisateur=x.utilisateur,
            pieces=tuple(p[0] for p in _PIECES_RELANCEES.lignes(connexion, {"relance": x.id})),
        )
        for x in _JOURNAL.lire(connexion, {"client": code or 0, "limite": limite})
    ]


def echeances_relancees(connexion: Connection, identifiant: int) -> list[Any]:
    """Return what a reminder named: numero, date_piece, rang, date, reste (rows by name)."""
    return list(_ECHEANCES_RELANCEES.lire(connexion, {"relance": identifiant}))


def ajouter_relance(
    tx: Transaction,
    *,
    code: int,
    niveau: int,
    date: dt.date,
    frais: int,
    penalites: int,
    nommees: Sequence[tuple[int, int]],
) -> int:
    """Write a reminder and the échéances it names (id, what remains in centimes); return its id."""
    identifiant = tx.id("relance")
    montant = sum(reste for _, reste in nommees)
    tx.inserer(
        relance,
        [
            {
                "id": identifiant,
                "client": code,
                "niveau": niveau,
                "date": date,
                "montant": montant,
                "frais": frais,
                "penalites": penalites,
            }
        ],
    )
    tx.inserer(relance_echeance, [{"relance": identifiant, "echeance": e, "reste": reste} for e, reste in nommees])
    return identifiant
