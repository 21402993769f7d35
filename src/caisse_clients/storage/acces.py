"""Accès, their cheques and their stops: load, add, change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, or_, select

from caisse_clients.domain.acces import Duree, EtatAcces, EtatCheque
from caisse_clients.domain.reglements import EtatReglement
from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.acces import EN_VIGUEUR, acces, archivage, cheque
from caisse_clients.storage.schema.reglements import reglement
from caisse_clients.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Acces:
    """An accès as commands need it; ``ligne`` is its current row."""

    id: int
    client: int
    piece: int
    article: str
    libelle: str
    duree: Duree
    prix: int
    etat: EtatAcces
    ligne: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cheque:
    """A cheque of an accès; ``ligne`` is its current row."""

    id: int
    rang: int
    date: dt.date
    montant: int
    etat: EtatCheque
    echeance: int
    ligne: Mapping[str, Any]


_ACCES = Instruction(select(acces).where(acces.c.id == bindparam("id")))
_SUIVANT = Instruction(select(acces.c.id).where(acces.c.renouvelle == bindparam("acces")).order_by(acces.c.id.desc()))
_CHEQUES = Instruction(
    select(cheque, reglement.c.etat.label("etat_reglement"))
    .outerjoin(reglement, reglement.c.id == cheque.c.reglement)
    .where(cheque.c.acces == bindparam("acces"))
    .order_by(cheque.c.rang)
)
_DU_REGLEMENT = Instruction(select(cheque.c.id).where(cheque.c.reglement == bindparam("reglement")))
_DE_L_ECHEANCE = Instruction(select(cheque.c.acces).where(cheque.c.echeance == bindparam("echeance")))
_contraire = archivage.alias("contraire")
_ARCHIVAGE = Instruction(
    select(archivage).where(
        archivage.c.acces == bindparam("acces"),
        EN_VIGUEUR,
        ~select(_contraire.c.id).where(_contraire.c.annule == archivage.c.id).exists(),
    )
)


def au_coffre(colonne: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that a cheque in the safe is there to pay the échéance of id ``colonne``."""
    return (
        select(cheque.c.id)
        .select_from(cheque.outerjoin(reglement, reglement.c.id == cheque.c.reglement))
        .where(
            cheque.c.echeance == colonne,
            cheque.c.archivage.is_(None),
            func.coalesce(cheque.c.rendu, "") == "",
            or_(cheque.c.reglement.is_(None), reglement.c.etat == EtatReglement.ANNULE.value),
        )
        .exists()
    )


def etat_du_cheque(archive: int | None, rendu: str | None, etat_reglement: str | None) -> EtatCheque:
    """Return where a cheque is, from what gave it back and the state of the règlement that cashed it."""
    if archive is not None or rendu != "":  # NULL once erased: it was given back
        return EtatCheque.RENDU
    encaisse = etat_reglement is not None and etat_reglement != EtatReglement.ANNULE.value
    return EtatCheque.ENCAISSE if encaisse else EtatCheque.DETENU


def charger(tx: Transaction, identifiant: int) -> Acces | None:
    """Return an accès, None when there is none of this id."""
    x = tx.une(_ACCES, id=identifiant)
    if x is None:
        return None
    return Acces(
        id=x.id,
        client=x.client,
        piece=x.piece,
        article=x.article,
        libelle=x.libelle,
        duree=Duree(x.debut, x.fin, x.mois),
        prix=x.prix,
        etat=EtatAcces(x.etat),
        ligne={c: getattr(x, c) for c in _COLONNES},
    )


def ajouter(tx: Transaction, ligne: dict[str, Any]) -> int:
    """Insert an accès in force and return its id."""
    identifiant = tx.id("acces")
    tx.creer_versionnees(acces, [{**ligne, "id": identifiant, "etat": EtatAcces.ACTIF.value}])
    return identifiant


def changer(tx: Transaction, a: Acces, etat: EtatAcces) -> None:
    """Write the version of an accès that says its new state."""
    tx.changer_versionnee(acces, a.ligne, {"etat": etat.value})


def renouvellement_de(tx: Transaction, identifiant: int) -> int | None:
    """Return the accès that already follows this one, if any."""
    suivant = tx.valeur(_SUIVANT, acces=identifiant)
    return None if suivant is None else int(suivant)


def cheques_de(tx: Transaction, identifiant: int) -> list[Cheque]:
    """Return the cheques of an accès by rank."""
    return [
        Cheque(
            id=x.id,
            rang=x.rang,
            date=x.date,
            montant=x.montant,
            etat=etat_du_cheque(x.archivage, x.rendu, x.etat_reglement),
            echeance=x.echeance,
            ligne={c: getattr(x, c) for c in _COLONNES_CHEQUE},
        )
        for x in tx.toutes(_CHEQUES, acces=identifiant)
    ]


def ajouter_cheques(tx: Transaction, identifiant: int, lignes: Sequence[Mapping[str, Any]]) -> None:
    """Insert the cheques of an accès, held."""
    ids = tx.ids("cheque", len(lignes))
    tx.creer_versionnees(
        cheque,
        [
            {**ligne, "id": id_cheque, "acces": identifiant, "reglement": None, "archivage": None, "rendu": ""}
            for id_cheque, ligne in zip(ids, lignes, strict=True)
        ],
    )


def changer_cheque(tx: Transaction, c: Cheque, **changements: Any) -> None:
    """Write a new version of a cheque when something changes."""
    if any(c.ligne[champ] != valeur for champ, valeur in changements.items()):
        tx.changer_versionnee(cheque, c.ligne, changements)


def encaisse_un_cheque(tx: Transaction, identifiant: int) -> bool:
    """Tell whether a règlement is what cashed a cheque of an accès."""
    return tx.valeur(_DU_REGLEMENT, reglement=identifiant) is not None


def cheque_de_l_echeance(tx: Transaction, identifiant: int) -> Cheque | None:
    """Return the cheque that is, or was, there to pay an échéance."""
    acces_du_cheque = tx.valeur(_DE_L_ECHEANCE, echeance=identifiant)
    if acces_du_cheque is None:
        return None
    return next(c for c in cheques_de(tx, int(acces_du_cheque)) if c.echeance == identifiant)


def archivage_en_cours(tx: Transaction, identifiant: int) -> Mapping[str, Any] | None:
    """Return the row of the stop in force of an accès, None when it was not stopped or the stop was taken back."""
    x = tx.une(_ARCHIVAGE, acces=identifiant)
    return None if x is None else {c: getattr(x, c) for c in _COLONNES_ARCHIVAGE}


def ajouter_archivage(tx: Transaction, ligne: Mapping[str, Any]) -> int:
    """Insert a stop, or the row that takes one back (``annule``), and return its id."""
    identifiant = tx.id("archivage")
    tx.inserer(archivage, [{**dict.fromkeys(_COLONNES_ARCHIVAGE), **ligne, "id": identifiant}])
    return identifiant


_COLONNES = tuple(c.name for c in acces.c)
_COLONNES_CHEQUE = tuple(c.name for c in cheque.c)
_COLONNES_ARCHIVAGE = tuple(c.name for c in archivage.c if c.name != "operation_id")
