"""Readings of the customer statement: every movement of a period, or what is open at a date (DOMAIN §2, Extrait).

*Activité* reads the ledger: an écriture is shown for what it changes on the client's own lines (411, 4191, 4197), so
that transfers between them disappear by themselves; acomptes, whose VAT leaves for 44571, are left out by their origin.
*Restant dû* counts pièces, règlements and imputations by their dates. Both give the same balance (property).
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, or_, select

from caisse_clients.domain.comptes import OrigineEcriture, TypeCompte
from caisse_clients.domain.pieces import EtatPiece, TypePiece
from caisse_clients.domain.releves import LigneReleve
from caisse_clients.kernel.formats import ecrire_date
from caisse_clients.storage.dus import tiers
from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.grand_livre import compte_client, ecriture, ligne
from caisse_clients.storage.schema.reglements import imputation, reglement, reglement_version
from caisse_clients.storage.schema.ventes import echeance, piece

_JOUR = ecriture.c.date.type
_D_AVANCE = "Imputé avant sa date"
"""A source that was given a later date than what it paid: until then nobody has paid it."""
_AU = bindparam("au", type_=_JOUR)
_DU = bindparam("du", type_=_JOUR)
_VISIBLE = ecriture.c.origine != OrigineEcriture.ACOMPTE.value
_NET = func.sum(ligne.c.debit - ligne.c.credit)
_FACTUREE = and_(
    or_(piece.c.type == TypePiece.FACTURE.value, piece.c.type == TypePiece.TICKET.value),
    piece.c.etat == EtatPiece.VALIDEE.value,
)


def activite(
    connexion: Connection, client: int, du: dt.date | None, au: dt.date, station: str = ""
) -> tuple[int, list[LigneReleve]]:
    """Return the opening balance at ``du`` and every movement up to ``au``, oldest first, with the running balance."""
    valeurs = {"client": client, "du": du, "au": au, "station": station}
    ouverture = 0
    if du is not None:
        ouverture = int(_ouverture(bool(station)).lignes(connexion, valeurs)[0][0] or 0)
    solde = ouverture
    lignes = []
    for x in _mouvements(du is not None, bool(station)).lire(connexion, valeurs):
        net = int(x.net)  # PostgreSQL sums integers into decimals
        solde += net
        lignes.append(_ligne_d_activite(x, net, solde))
    return ouverture, lignes


def restant_du(connexion: Connection, client: int, au: dt.date, station: str = "") -> list[LigneReleve]:
    """Return what is open at the end of ``au``, oldest first: dues as debits, disponibles and acomptes as credits."""
    valeurs = {"client": client, "au": au, "station": station}
    requetes = _ouverts(bool(station))
    ouverts: list[_Ouvert] = [
        _Ouvert(
            x.date,
            f"{x.numero}/{x.rang}",
            f"{TypePiece(x.type).libelle}, échéance du {ecrire_date(x.echeance)}",
            int(x.net),
            piece=x.numero,
        )
        for x in requetes["dus"].lire(connexion, valeurs)
    ]
    ouverts += [
        _Ouvert(x.date, x.numero, "Avoir disponible" if x.net > 0 else _D_AVANCE, -int(x.net), piece=x.numero)
        for x in requetes["avoirs"].lire(connexion, valeurs)
    ]
    ouverts += [
        _Ouvert(
            x.date,
            x.numero,
            _nom_du_reglement(x),
            -x.sens * int(x.net),
            reglement=x.numero,
        )
        for x in requetes["reglements"].lire(connexion, valeurs)
    ]
    ouverts += [
        _Ouvert(x.date, x.numero, f"Acomptes sur {x.numero}", -int(x.net), piece=x.numero)
        for x in requetes["acomptes"].lire(connexion, valeurs)
    ]
    ouverts += [
        _Ouvert(
            x.date_ouverture,
            str(x.numero),
            f"Compte {TypeCompte(x.type).libelle.lower()} n° {x.numero}",
            int(x.net),
            compte=x.numero,
        )
        for x in requetes["comptes"].lire(connexion, valeurs)
    ]
    lignes, solde = [], 0
    for o in sorted(ouverts, key=lambda ouvert: ouvert[:2]):
        solde += o.net
        debit, credit = max(o.net, 0), max(-o.net, 0)
        lignes.append(
            LigneReleve(o.date, o.reference, o.nom, debit, credit, solde, 0, o.piece, o.reglement, o.compte, None)
        )
    return lignes


def _nom_du_reglement(x: Any) -> str:
    if x.sens < 0:
        return f"Remboursement ({x.mode_libelle})"
    return f"Règlement disponible ({x.mode_libelle})" if x.net > 0 else _D_AVANCE


class _Ouvert(NamedTuple):
    """Something open at the date; ``net`` > 0 = owed by the client."""

    date: dt.date
    reference: str
    nom: str
    net: int
    piece: str = ""
    reglement: str = ""
    compte: int | None = None


def clients_avec_solde(connexion: Connection, au: dt.date) -> list[int]:
    """Return the tiers whose balance at ``au`` is not zero, by code (an absorbed one under its own code)."""
    return [int(x[0]) for x in _AVEC_SOLDE.lignes(connexion, {"au": au})]


def _nets(*, avec_du: bool, station: bool) -> Select[Any]:
    requete = (
        select(ligne.c.ecriture_id, _NET.label("net"), func.max(ligne.c.compte_client).label("compte"))
        .join(ecriture, ecriture.c.id == ligne.c.ecriture_id)
        .where(ligne.c.tiers.in_(tiers()), ligne.c.date <= _AU, _VISIBLE)
        .group_by(ligne.c.ecriture_id)
        .having(_NET != 0)
    )
    if avec_du:
        requete = requete.where(ligne.c.date >= _DU)
    return requete.where(ecriture.c.station == bindparam("station")) if station else requete


@cache
def _ouverture(station: bool) -> Instruction:
    requete = (
        select(_NET)
        .join(ecriture, ecriture.c.id == ligne.c.ecriture_id)
        .where(ligne.c.tiers.in_(tiers()), ligne.c.date < _DU, _VISIBLE)
    )
    return Instruction(requete.where(ecriture.c.station == bindparam("station")) if station else requete)


@cache
def _mouvements(avec_du: bool, station: bool) -> Instruction:
    nets = _nets(avec_du=avec_du, station=station).subquery("nets")
    origine = func.coalesce(ecriture.c.extourne_de, ecriture.c.id)
    rc = (
        select(reglement.c.numero)
        .join(reglement_version, reglement_version.c.id == reglement.c.id)
        .where(reglement_version.c.ecriture == origine)
        .limit(1)
        .scalar_subquery()
    )
    return Instruction(
        select(
            ecriture.c.id,
            ecriture.c.date,
            ecriture.c.libelle,
            ecriture.c.motif_libelle,
            nets.c.net,
            nets.c.compte,
            piece.c.numero.label("piece"),
            piece.c.type,
            piece.c.total_ht,
            rc.label("rc"),
        )
        .select_from(
            nets.join(ecriture, ecriture.c.id == nets.c.ecriture_id).outerjoin(piece, piece.c.ecriture == ecriture.c.id)
        )
        .order_by(ecriture.c.date, ecriture.c.id)
    )


def _ligne_d_activite(x: Any, net: int, solde: int) -> LigneReleve:
    reference = x.piece or x.rc or (f"Compte {x.compte}" if x.compte is not None else "")
    description = f"{x.libelle} - {x.motif_libelle}" if x.compte is not None and x.motif_libelle else x.libelle
    ht = None
    if x.piece:
        ht = x.total_ht if net > 0 else -x.total_ht  # an avoir gives it back
    return LigneReleve(
        date=x.date,
        reference=reference,
        description=description,
        debit=max(net, 0),
        credit=max(-net, 0),
        solde=solde,
        ecriture=x.id,
        piece=x.piece or "",
        reglement=x.rc or "",
        compte=x.compte,
        ht=ht,
    )


def _deja(
    colonne: ColumnElement[int], montant: ColumnElement[int], cle: ColumnElement[int], *autres: ColumnElement[bool]
) -> ColumnElement[int]:
    """Return the sum of ``montant`` of the imputations up to the date that name ``cle`` in ``colonne``."""
    somme = select(func.coalesce(func.sum(montant), 0)).where(colonne == cle, imputation.c.date <= _AU, *autres)
    return somme.scalar_subquery()


@cache
def _ouverts(station: bool) -> dict[str, Instruction]:
    """Return the queries of *Restant dû*, each giving date, name and net amount at the date."""
    de_piece = [piece.c.station == bindparam("station")] if station else []
    reste = echeance.c.montant - _deja(imputation.c.echeance, imputation.c.montant, echeance.c.id)
    dus = (
        select(
            piece.c.numero,
            piece.c.type,
            piece.c.date,
            echeance.c.rang,
            echeance.c.date.label("echeance"),
            reste.label("net"),
        )
        .join(echeance, echeance.c.piece == piece.c.id)
        .where(piece.c.client.in_(tiers()), _FACTUREE, piece.c.date <= _AU, reste != 0, *de_piece)
    )
    donne = case((piece.c.date <= _AU, piece.c.total_ttc), else_=0)
    libre = donne - _deja(imputation.c.avoir, imputation.c.montant_source, piece.c.id)
    avoirs = select(piece.c.numero, piece.c.date, libre.label("net")).where(
        piece.c.client.in_(tiers()),
        piece.c.type == TypePiece.AVOIR.value,
        libre != 0,
        *de_piece,
    )
    impute = func.sum(imputation.c.montant)
    acomptes = (
        select(piece.c.numero, piece.c.date, impute.label("net"))
        .select_from(
            imputation.join(echeance, echeance.c.id == imputation.c.echeance).join(
                piece, piece.c.id == echeance.c.piece
            )
        )
        .where(
            piece.c.client.in_(tiers()),
            imputation.c.date <= _AU,
            or_(~_FACTUREE, piece.c.date > _AU),
            *de_piece,
        )
        .group_by(piece.c.id, piece.c.numero, piece.c.date)
        .having(impute != 0)
    )
    du_compte = [ecriture.c.station == bindparam("station")] if station else []
    comptes = (
        select(compte_client.c.numero, compte_client.c.type, compte_client.c.date_ouverture, _NET.label("net"))
        .select_from(
            ligne.join(compte_client, compte_client.c.numero == ligne.c.compte_client).join(
                ecriture, ecriture.c.id == ligne.c.ecriture_id
            )
        )
        .where(ligne.c.tiers.in_(tiers()), ligne.c.date <= _AU, *du_compte)
        .group_by(compte_client.c.numero, compte_client.c.type, compte_client.c.date_ouverture, compte_client.c.sens)
        .having(_NET != 0)
    )
    return {
        "dus": Instruction(dus),
        "avoirs": Instruction(avoirs),
        "reglements": Instruction(_reglements(station)),
        "acomptes": Instruction(acomptes),
        "comptes": Instruction(comptes),
    }


def _reglements(station: bool) -> Select[Any]:
    """Return what règlements still hold (``sens`` 1) or gave without a source (-1), as their écritures dated it."""
    siennes = select(reglement_version.c.ecriture).where(reglement_version.c.id == reglement.c.id).correlate(reglement)
    montant = (
        select(func.coalesce(func.sum(ligne.c.credit - ligne.c.debit), 0))
        .join(ecriture, ecriture.c.id == ligne.c.ecriture_id)
        .where(
            or_(ecriture.c.id.in_(siennes), ecriture.c.extourne_de.in_(siennes)),
            ligne.c.tiers.isnot(None),
            ligne.c.compte_client.is_(None),  # what was given back from a compte shows on the compte
            ligne.c.date <= _AU,
        )
        .correlate(reglement)
        .scalar_subquery()
    )
    utilise = case(
        (reglement.c.sens == 1, _deja(imputation.c.reglement, imputation.c.montant_source, reglement.c.id)),
        else_=_deja(
            imputation.c.remboursement, imputation.c.montant, reglement.c.id, imputation.c.compte_source.is_(None)
        ),
    )
    net = reglement.c.sens * montant - utilise
    requete = select(
        reglement.c.numero, reglement.c.date, reglement.c.mode_libelle, reglement.c.sens, net.label("net")
    ).where(reglement.c.client.in_(tiers()), net != 0)
    return requete.where(reglement.c.station == bindparam("station")) if station else requete


_AVEC_SOLDE = Instruction(
    select(ligne.c.tiers)
    .join(ecriture, ecriture.c.id == ligne.c.ecriture_id)
    .where(ligne.c.tiers.isnot(None), ligne.c.date <= _AU, _VISIBLE)
    .group_by(ligne.c.tiers)
    .having(_NET != 0)
    .order_by(ligne.c.tiers)
)
