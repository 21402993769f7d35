"""Lettrage: what imputations tie together, the 411 lines of it, and the letters written (DOMAIN §1, LEGAL §5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from caisse_clients.storage.instructions import Instruction, Parmi
from caisse_clients.storage.schema.grand_livre import ecriture, ligne
from caisse_clients.storage.schema.reglements import (
    DIRECTE,
    DONNE,
    imputation,
    lettrage,
    lettrage_ligne,
    reglement_version,
)
from caisse_clients.storage.schema.ventes import echeance, piece
from caisse_clients.storage.transaction import Transaction

LIMITE_DU_GROUPE = 400
"""Beyond so many pièces and règlements tied together no letter is proposed: a command stays quick."""
Rang = tuple[int, int]
"""A ledger line: écriture and rank."""


@dataclass(frozen=True, slots=True)
class Groupe:
    """Pièces, règlements and écritures of imputations tied together."""

    pieces: frozenset[int]
    reglements: frozenset[int]
    ecritures: frozenset[int]


_contraire = imputation.alias("contraire")
_LIEN = select(
    imputation.c.id,
    imputation.c.reglement,
    imputation.c.avoir,
    imputation.c.remboursement,
    echeance.c.piece,
    imputation.c.ecriture,
    imputation.c.ecriture_acompte,
).where(
    DIRECTE,
    ~select(_contraire.c.id).where(_contraire.c.annule == imputation.c.id).exists(),
)
_SUR_ECHEANCE = echeance.c.id == imputation.c.echeance
# an outer join read from its right side would go through every imputation of the base
_PAR_PIECE = Parmi(_LIEN.select_from(imputation.join(echeance, _SUR_ECHEANCE)), "echeance.piece")
_DEPUIS_LA_SOURCE = _LIEN.select_from(imputation.outerjoin(echeance, _SUR_ECHEANCE))
_PAR_AVOIR = Parmi(_DEPUIS_LA_SOURCE, "imputation.avoir")
_PAR_REGLEMENT = Parmi(_DEPUIS_LA_SOURCE, "imputation.reglement")
_PAR_REMBOURSEMENT = Parmi(_DEPUIS_LA_SOURCE, "imputation.remboursement")
_ECRITURES_DE_PIECES = Parmi(select(piece.c.ecriture).where(piece.c.ecriture.isnot(None)), "piece.id")
_ECRITURES_DE_REGLEMENTS = Parmi(
    select(reglement_version.c.ecriture).where(reglement_version.c.ecriture.isnot(None)), "reglement_version.id"
)
_CONTRAIRES = Parmi(select(ecriture.c.id), "ecriture.extourne_de")
_LIGNES = Parmi(
    select(ligne.c.ecriture_id, ligne.c.rang, ligne.c.tiers, ligne.c.compte, ligne.c.debit, ligne.c.credit).where(
        ligne.c.tiers.isnot(None), ligne.c.compte_client.is_(None)
    ),
    "ligne.ecriture_id",
)
_annulation = lettrage.alias("annulation")
_LETTRES = Parmi(
    select(lettrage_ligne.c.lettrage, lettrage.c.tiers)
    .distinct()
    .select_from(lettrage_ligne.join(lettrage, lettrage.c.id == lettrage_ligne.c.lettrage))
    .where(
        DONNE,
        ~select(_annulation.c.id).where(_annulation.c.annule == lettrage.c.id).exists(),
    ),
    "lettrage_ligne.ecriture",
)
_LIGNES_DE_LETTRE = Instruction(
    select(lettrage_ligne.c.ecriture, lettrage_ligne.c.rang).where(lettrage_ligne.c.lettrage == bindparam("lettrage"))
)
_DERNIERE = Instruction(
    select(lettrage.c.lettre)
    .where(lettrage.c.tiers == bindparam("tiers"), DONNE)
    .order_by(lettrage.c.id.desc())
    .limit(1)
)


def groupe_de(tx: Transaction, pieces: Iterable[int], reglements: Iterable[int]) -> Groupe | None:
    """Return what is tied to these pièces and règlements; None when the group is too large for a command."""
    vues_p, vus_r, ecritures = set(pieces), set(reglements), set[int]()
    front_p, front_r = set(vues_p), set(vus_r)
    while front_p or front_r:
        liens = []
        if front_p:
            liens += _PAR_PIECE.lignes(tx.connexion, sorted(front_p)) + _PAR_AVOIR.lignes(tx.connexion, sorted(front_p))
        if front_r:
            liens += _PAR_REGLEMENT.lignes(tx.connexion, sorted(front_r))
            liens += _PAR_REMBOURSEMENT.lignes(tx.connexion, sorted(front_r))
        front_p, front_r = set(), set()
        for _, r, avoir, rendu, p, ecriture_source, ecriture_acompte in liens:
            front_p |= {x for x in (p, avoir) if x is not None} - vues_p
            front_r |= {x for x in (r, rendu) if x is not None} - vus_r
            ecritures |= {x for x in (ecriture_source, ecriture_acompte) if x is not None}
        vues_p |= front_p
        vus_r |= front_r
        if len(vues_p) + len(vus_r) > LIMITE_DU_GROUPE:
            return None
    if vues_p:
        ecritures |= {x for (x,) in _ECRITURES_DE_PIECES.lignes(tx.connexion, sorted(vues_p))}
    if vus_r:
        ecritures |= {x for (x,) in _ECRITURES_DE_REGLEMENTS.lignes(tx.connexion, sorted(vus_r))}
    if ecritures:
        ecritures |= {x for (x,) in _CONTRAIRES.lignes(tx.connexion, sorted(ecritures))}
    return Groupe(frozenset(vues_p), frozenset(vus_r), frozenset(ecritures))


def lignes_du_groupe(tx: Transaction, groupe: Groupe, compte: str) -> dict[int, dict[Rang, int]]:
    """Return by tiers the lines of a group on the general account of clients, with debit − credit (centimes)."""
    lignes: dict[int, dict[Rang, int]] = {}
    if groupe.ecritures:
        for e, rang, tiers, general, debit, credit in _LIGNES.lignes(tx.connexion, sorted(groupe.ecritures)):
            if general == compte:
                lignes.setdefault(tiers, {})[e, rang] = debit - credit
    return lignes


def lettres_sur(tx: Transaction, ecritures: Collection[int]) -> dict[int, tuple[int, frozenset[Rang]]]:
    """Return the letters in force on lines of these écritures: by id, (tiers, lines)."""
    if not ecritures:
        return {}
    return {
        identifiant: (tiers, frozenset((x[0], x[1]) for x in tx.toutes(_LIGNES_DE_LETTRE, lettrage=identifiant)))
        for identifiant, tiers in _LETTRES.lignes(tx.connexion, sorted(ecritures))
    }


def derniere_lettre(tx: Transaction, tiers: int) -> str:
    """Return the last letter given to a tiers, "" when none: a letter is never used again."""
    return str(tx.valeur(_DERNIERE, tiers=tiers) or "")


def ajouter(tx: Transaction, tiers: int, lettre: str, date: dt.date, lignes: Iterable[Rang]) -> None:
    """Write a letter on lines whose sum is zero."""
    identifiant = tx.id("lettrage")
    tx.inserer(lettrage, [{"id": identifiant, "tiers": tiers, "lettre": lettre, "date": date, "annule": None}])
    tx.inserer(lettrage_ligne, [{"lettrage": identifiant, "ecriture": e, "rang": rang} for e, rang in lignes])


def retirer(tx: Transaction, tiers: int, identifiant: int, date: dt.date) -> None:
    """Take a letter back by its contrary row."""
    neuf = tx.id("lettrage")
    tx.inserer(lettrage, [{"id": neuf, "tiers": tiers, "lettre": "", "date": date, "annule": identifiant}])
