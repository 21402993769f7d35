"""Readings for accountants: journal lines, balance of general accounts, sealed operations, what the base is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Select, bindparam, func, select, tuple_

from caisse_clients.domain.vues import LigneBalance, LigneJournal, LigneOperation
from caisse_clients.storage.instants import en_instant
from caisse_clients.storage.schema.grand_livre import ecriture, ligne
from caisse_clients.storage.schema.operations import base_info, operation, poste, utilisateur
from caisse_clients.storage.schema.reglements import lettrage, lettrage_ligne, transfert, transfert_ecriture

PAGE = 2_000
_annulation = lettrage.alias("annulation")
_LETTRE = (
    select(func.max(lettrage.c.lettre))
    .select_from(lettrage_ligne.join(lettrage, lettrage.c.id == lettrage_ligne.c.lettrage))
    .where(
        lettrage_ligne.c.ecriture == ligne.c.ecriture_id,
        lettrage_ligne.c.rang == ligne.c.rang,
        ~select(_annulation.c.id).where(_annulation.c.annule == lettrage.c.id).exists(),
    )
    .scalar_subquery()
)
"""The letter in force of a line: at most one is; a letter taken back stays in the base."""


@dataclass(frozen=True, slots=True)
class Identite:
    """What a base is; ``cree_le`` in UTC."""

    uuid: str
    cree_le: dt.datetime
    ecole: bool
    demonstration: bool


def identite(connexion: Connection) -> Identite | None:
    """Return what the base is, or None when its first operation is missing."""
    b = connexion.execute(select(base_info)).first()
    return None if b is None else Identite(b.uuid, en_instant(b.cree_le), bool(b.ecole), bool(b.demonstration))


def utilisateur_actif(connexion: Connection, code: str) -> tuple[str, str] | None:
    """Return (libelle, role) of an active user, or None."""
    u = connexion.execute(
        select(utilisateur.c.libelle, utilisateur.c.role).where(
            utilisateur.c.code == code, utilisateur.c.actif.is_(True)
        )
    ).first()
    return None if u is None else (u.libelle, u.role)


def poste_existe(connexion: Connection, code: str) -> bool:
    """Tell whether a poste exists."""
    return connexion.scalar(select(poste.c.code).where(poste.c.code == code)) is not None


def _periode(requete: Select[Any], du: dt.date | None, au: dt.date | None, compte: str | None) -> Select[Any]:
    if du is not None:
        requete = requete.where(ligne.c.date >= du)
    if au is not None:
        requete = requete.where(ligne.c.date <= au)
    if compte:
        requete = requete.where(ligne.c.compte.startswith(compte, autoescape=True))
    return requete


def journal(
    connexion: Connection, du: dt.date | None = None, au: dt.date | None = None, compte: str | None = None
) -> Iterator[LigneJournal]:
    """Yield the ledger lines of a period by date, écriture and rank, page by page (keyset)."""
    return _par_pages(connexion, _periode(_JOURNAL, du, au, compte))


def grand_livre(
    connexion: Connection, du: dt.date | None = None, au: dt.date | None = None, compte: str | None = None
) -> Iterator[LigneJournal]:
    """Yield the ledger lines of a period account by account, then by date, écriture and rank, page by page."""
    return _par_pages(connexion, _periode(_JOURNAL, du, au, compte), _CLE_PAR_COMPTE)


def ecritures_du_transfert(connexion: Connection, numero: int) -> int:
    """Return how many écritures a transfer took, 0 when there is no such transfer."""
    return int(connexion.scalar(select(transfert.c.nombre).where(transfert.c.id == numero)) or 0)


def lignes_du_transfert(connexion: Connection, numero: int) -> Iterator[LigneJournal]:
    """Yield the ledger lines that a transfer to accounting took, in the order of the journal."""
    requete = _JOURNAL.join(transfert_ecriture, transfert_ecriture.c.ecriture == ecriture.c.id)
    return _par_pages(connexion, requete.where(transfert_ecriture.c.transfert == numero))


_CLE = {"date": ecriture.c.date, "id": ecriture.c.id, "rang": ligne.c.rang}
_CLE_PAR_COMPTE = {"compte": ligne.c.compte, "date": ligne.c.date, "id": ligne.c.ecriture_id, "rang": ligne.c.rang}
_JOURNAL: Select[Any] = (
    select(
        ecriture.c.id,
        ligne.c.rang,
        ecriture.c.journal,
        ecriture.c.date,
        ligne.c.compte,
        ligne.c.tiers,
        ligne.c.compte_client,
        ecriture.c.libelle,
        ligne.c.debit,
        ligne.c.credit,
        func.coalesce(_LETTRE, "").label("lettrage"),
    )
    .select_from(ecriture)
    .join(ligne, ligne.c.ecriture_id == ecriture.c.id)
    .limit(PAGE)
)


def _par_pages(
    connexion: Connection, requete: Select[Any], cle: Mapping[str, Column[Any]] = _CLE
) -> Iterator[LigneJournal]:
    colonnes = tuple(cle.values())
    requete = requete.order_by(*colonnes)
    suite = requete.where(tuple_(*colonnes) > tuple_(*map(bindparam, cle), types=[c.type for c in colonnes]))
    page = connexion.execute(requete).all()
    while page:
        for x in page:
            yield LigneJournal(*x)
        if len(page) < PAGE:
            return
        derniere = page[-1]
        page = connexion.execute(suite, {nom: getattr(derniere, nom) for nom in cle}).all()


def balance(
    connexion: Connection, du: dt.date | None = None, au: dt.date | None = None, compte: str | None = None
) -> list[LigneBalance]:
    """Return the totals of each general account over a period."""
    requete = (
        select(ligne.c.compte, func.sum(ligne.c.debit), func.sum(ligne.c.credit))
        .group_by(ligne.c.compte)
        .order_by(ligne.c.compte)
    )
    return [LigneBalance(c, int(d), int(k)) for c, d, k in connexion.execute(_periode(requete, du, au, compte))]


def operations(connexion: Connection, depuis: int = 0) -> Iterator[LigneOperation]:
    """Yield the sealed operations after the id ``depuis``, oldest first, page by page."""
    requete = (
        select(
            operation.c.id,
            operation.c.poste,
            operation.c.sequence,
            operation.c.horodatage,
            operation.c.utilisateur,
            operation.c.approbateur,
            operation.c.commande,
            operation.c.empreinte,
        )
        .where(operation.c.id > bindparam("depuis"))
        .order_by(operation.c.id)
        .limit(PAGE)
    )
    while page := connexion.execute(requete, {"depuis": depuis}).all():
        for o in page:
            yield LigneOperation(o[0], o[1], o[2], en_instant(o[3]), o[4], o[5], o[6], bytes(o[7]).hex())
        depuis = page[-1][0]
