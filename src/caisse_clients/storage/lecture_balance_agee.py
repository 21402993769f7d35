"""The aged balance of all clients at any date, from dated facts: equal to the ledger at that date (DOMAIN §2)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, or_, select

from caisse_clients.domain.comptes import OrigineEcriture
from caisse_clients.domain.echeancier import LigneBalanceAgee
from caisse_clients.domain.pieces import EtatPiece, TypePiece
from caisse_clients.storage.instructions import Instruction, Parmi
from caisse_clients.storage.schema.clients import client, client_effectif
from caisse_clients.storage.schema.grand_livre import compte_client, ecriture, ligne
from caisse_clients.storage.schema.reglements import imputation, reglement
from caisse_clients.storage.schema.ventes import echeance, piece

AGES = (0, 30, 60, 90)
"""Last day of each age after the échéance: à échoir, 1-30, 31-60, 61-90; beyond is the fifth."""

_AU = bindparam("au", type_=echeance.c.date.type)
_FACTUREE = and_(
    or_(piece.c.type == TypePiece.FACTURE.value, piece.c.type == TypePiece.TICKET.value),
    piece.c.etat == EtatPiece.VALIDEE.value,
)
_imputes = (
    select(imputation.c.echeance, func.sum(imputation.c.montant).label("montant"))
    .where(imputation.c.date <= _AU, imputation.c.echeance.isnot(None))
    .group_by(imputation.c.echeance)
    .subquery("imputes")
)
_RESTE: ColumnElement[int] = echeance.c.montant - func.coalesce(_imputes.c.montant, 0)
_BORNES = [bindparam(f"borne_{age}", type_=echeance.c.date.type) for age in AGES]


def _age(rang: int) -> ColumnElement[Any]:
    """Return the sum of what is open in one age; a bound is the first day of échéance of its age."""
    date = echeance.c.date
    if rang == 0:
        condition = date >= _BORNES[0]
    elif rang == len(AGES):
        condition = date < _BORNES[-1]
    else:
        condition = and_(date >= _BORNES[rang], date < _BORNES[rang - 1])
    return func.sum(case((condition, _RESTE), else_=0))


_DUS = Instruction(
    select(piece.c.client, *(_age(rang) for rang in range(len(AGES) + 1)))
    .select_from(
        echeance.join(piece, piece.c.id == echeance.c.piece).outerjoin(_imputes, _imputes.c.echeance == echeance.c.id)
    )
    .where(_FACTUREE, piece.c.date <= _AU, _RESTE != 0)
    .group_by(piece.c.client)
)
_NET = func.sum(ligne.c.debit - ligne.c.credit)
_COMPTES = Instruction(
    select(
        ligne.c.tiers,
        func.sum(case((compte_client.c.sens == 1, ligne.c.debit - ligne.c.credit), else_=0)),
        func.sum(case((compte_client.c.sens == -1, ligne.c.credit - ligne.c.debit), else_=0)),
    )
    .join(compte_client, compte_client.c.numero == ligne.c.compte_client)
    .where(ligne.c.date <= _AU)
    .group_by(ligne.c.tiers)
)
_RECUS = Instruction(
    select(ligne.c.tiers, -_NET)
    .join(ecriture, ecriture.c.id == ligne.c.ecriture_id)
    .where(
        ligne.c.tiers.isnot(None),
        ligne.c.compte_client.is_(None),
        ligne.c.date <= _AU,
        ecriture.c.origine == OrigineEcriture.REGLEMENT.value,
    )
    .group_by(ligne.c.tiers)
)
_source = piece.alias("source")
_AVOIRS = Instruction(
    select(piece.c.client, func.sum(piece.c.total_ttc))
    .where(piece.c.type == TypePiece.AVOIR.value, piece.c.date <= _AU)
    .group_by(piece.c.client)
)
_UTILISES = Instruction(
    select(
        func.coalesce(reglement.c.client, _source.c.client),
        func.sum(case((imputation.c.remboursement.is_(None), imputation.c.montant_source), else_=0)),
    )
    .select_from(
        imputation.outerjoin(reglement, reglement.c.id == imputation.c.reglement).outerjoin(
            _source, _source.c.id == imputation.c.avoir
        )
    )
    .where(imputation.c.date <= _AU, or_(imputation.c.reglement.isnot(None), imputation.c.avoir.isnot(None)))
    .group_by(func.coalesce(reglement.c.client, _source.c.client))
)
"""What sources gave to pièces and comptes; what was given back is already less in their écritures."""
_ACOMPTES: Select[Any] = (
    select(piece.c.client, func.sum(imputation.c.montant))
    .select_from(
        imputation.join(echeance, echeance.c.id == imputation.c.echeance).join(piece, piece.c.id == echeance.c.piece)
    )
    .where(imputation.c.date <= _AU, or_(~_FACTUREE, piece.c.date > _AU))
    .group_by(piece.c.client)
)
_ACOMPTES_PAR_CLIENT = Instruction(_ACOMPTES)
_EFFECTIFS = Instruction(select(client_effectif.c.client, client_effectif.c.effectif))
_NOMS = Parmi(select(client.c.code, client.c.nom, client.c.prenom, client.c.cle_tri), "client.code")
_TRANCHE = 5_000


def balance_agee(connexion: Connection, au: dt.date) -> list[LigneBalanceAgee]:
    """Return the clients who owe or are owed something at the end of ``au``, by name; absorbed ones count in theirs."""
    valeurs: dict[str, Any] = {"au": au}
    valeurs |= {f"borne_{age}": au - dt.timedelta(days=age) for age in AGES}
    effectifs = dict(_EFFECTIFS.lignes(connexion, {}))
    cumuls: dict[int, list[int]] = {}

    def ajouter(code: int, rang: int, montant: int | None) -> None:
        cumul = cumuls.setdefault(effectifs.get(code, code), [0] * 8)
        cumul[rang] += int(montant or 0)

    for code, *ages in _DUS.lignes(connexion, valeurs):
        for rang, montant in enumerate(ages):
            ajouter(code, rang, montant)
    for code, dus, disponibles in _COMPTES.lignes(connexion, valeurs):
        ajouter(code, 5, dus)
        ajouter(code, 6, disponibles)
    for requete, signe in ((_RECUS, 1), (_AVOIRS, 1), (_UTILISES, -1)):
        for code, montant in requete.lignes(connexion, valeurs):
            ajouter(code, 6, signe * int(montant))
    for code, montant in _ACOMPTES_PAR_CLIENT.lignes(connexion, valeurs):
        ajouter(code, 7, montant)
    codes = [code for code, cumul in cumuls.items() if any(cumul)]
    noms: dict[int, tuple[str, str]] = {}
    for debut in range(0, len(codes), _TRANCHE):
        for code, nom, prenom, cle in _NOMS.lignes(connexion, codes[debut : debut + _TRANCHE]):
            noms[code] = (cle, " ".join(filter(None, (nom, prenom))))
    codes.sort(key=lambda code: (noms[code][0], code))
    return [LigneBalanceAgee(code, noms[code][1], *cumuls[code]) for code in codes]
