"""Lettrage: what imputations tie together, the 411 lines of it, and the letters written (DOMAIN §1, LEGAL §5)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from caisse_clients.storage import clients
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

LIMITE_DE_LECTURE = 5_000
LIMITE_DU_GROUPE = 400
"""Beyond so many pièces and règlements tied together no letter is proposed: a command stays quick."""
Rang = tuple[int, int]
"""A ledger line: écriture and rank."""


Noeud = tuple[str, int]
"""A pièce or a règlement: its sort and its id."""
PIECE, REGLEMENT = "piece", "reglement"


@dataclass(frozen=True, slots=True)
class Groupe:
    """What imputations tie together, by its écritures."""

    ecritures: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Lien:
    """One imputation in force: what it ties, and the écritures written for it."""

    noeuds: tuple[Noeud, ...]
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
_ECRITURES_DE_PIECES = Parmi(select(piece.c.id, piece.c.ecriture).where(piece.c.ecriture.isnot(None)), "piece.id")
_ECRITURES_DE_REGLEMENTS = Parmi(
    select(reglement_version.c.id, reglement_version.c.ecriture).where(reglement_version.c.ecriture.isnot(None)),
    "reglement_version.id",
)
_CONTRAIRES = Parmi(select(ecriture.c.id, ecriture.c.extourne_de), "ecriture.extourne_de")
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


def groupes_de(tx: Transaction, touches: Iterable[Noeud]) -> list[Groupe]:
    """Return what imputations tie to these pièces and règlements, group by group; too large ones are left out."""
    vus = set(touches)
    front, liens = set(vus), list[_Lien]()
    while front and len(vus) <= LIMITE_DE_LECTURE:
        trouves = _liens(tx, front)
        front = {noeud for lien in trouves for noeud in lien.noeuds} - vus
        vus |= front
        liens += trouves
    racines = _composantes(vus, liens)
    ecritures: dict[Noeud, set[int]] = {racine: set() for racine in racines.values()}
    for lien in liens:
        ecritures[racines[lien.noeuds[0]]] |= lien.ecritures
    for noeud, ecriture_id in _ecritures_propres(tx, vus):
        ecritures[racines[noeud]].add(ecriture_id)
    de_qui = {e: racine for racine, siennes in ecritures.items() for e in siennes}
    if de_qui:
        for contraire, origine in _CONTRAIRES.lignes(tx.connexion, sorted(de_qui)):
            ecritures[de_qui[origine]].add(contraire)
    tailles = Counter(racines.values())
    return [Groupe(frozenset(siennes)) for racine, siennes in ecritures.items() if tailles[racine] <= LIMITE_DU_GROUPE]


def _liens(tx: Transaction, front: set[Noeud]) -> list[_Lien]:
    """Return the imputations in force that name any of these."""
    pieces = sorted(i for sorte, i in front if sorte == PIECE)
    reglements = sorted(i for sorte, i in front if sorte == REGLEMENT)
    lignes = []
    if pieces:
        lignes += _PAR_PIECE.lignes(tx.connexion, pieces) + _PAR_AVOIR.lignes(tx.connexion, pieces)
    if reglements:
        lignes += _PAR_REGLEMENT.lignes(tx.connexion, reglements)
        lignes += _PAR_REMBOURSEMENT.lignes(tx.connexion, reglements)
    return [
        _Lien(
            tuple(
                (sorte, identifiant)
                for sorte, identifiant in ((PIECE, p), (PIECE, avoir), (REGLEMENT, r), (REGLEMENT, rendu))
                if identifiant is not None
            ),
            frozenset(e for e in (ecriture_id, ecriture_acompte) if e is not None),
        )
        for _, r, avoir, rendu, p, ecriture_id, ecriture_acompte in lignes
    ]


def _composantes(noeuds: Iterable[Noeud], liens: Iterable[_Lien]) -> dict[Noeud, Noeud]:
    """Return for each node the one that stands for its group."""
    parent = {noeud: noeud for noeud in noeuds}

    def racine(noeud: Noeud) -> Noeud:
        while parent[noeud] != noeud:
            parent[noeud] = parent[parent[noeud]]
            noeud = parent[noeud]
        return noeud

    for lien in liens:
        premiere, *autres = lien.noeuds
        for autre in autres:
            parent[racine(autre)] = racine(premiere)
    return {noeud: racine(noeud) for noeud in parent}


def _ecritures_propres(tx: Transaction, noeuds: Iterable[Noeud]) -> list[tuple[Noeud, int]]:
    """Return the écritures of pièces, and of every version of règlements."""
    pieces = sorted(i for sorte, i in noeuds if sorte == PIECE)
    reglements = sorted(i for sorte, i in noeuds if sorte == REGLEMENT)
    propres: list[tuple[Noeud, int]] = []
    if pieces:
        propres += [((PIECE, i), e) for i, e in _ECRITURES_DE_PIECES.lignes(tx.connexion, pieces)]
    if reglements:
        propres += [((REGLEMENT, i), e) for i, e in _ECRITURES_DE_REGLEMENTS.lignes(tx.connexion, reglements)]
    return propres


def lignes_de(tx: Transaction, ecritures: Collection[int], compte: str) -> list[tuple[int, int, int, int]]:
    """Return the lines on the general account of clients: écriture, rank, tiers, debit − credit (centimes)."""
    if not ecritures:
        return []
    return [
        (e, rang, tiers, debit - credit)
        for e, rang, tiers, general, debit, credit in _LIGNES.lignes(tx.connexion, sorted(ecritures))
        if general == compte
    ]


def lettres_sur(tx: Transaction, ecritures: Collection[int]) -> dict[int, tuple[int, frozenset[Rang]]]:
    """Return the letters in force on lines of these écritures: by id, (tiers, lines)."""
    if not ecritures:
        return {}
    return {
        identifiant: (tiers, frozenset((x[0], x[1]) for x in tx.toutes(_LIGNES_DE_LETTRE, lettrage=identifiant)))
        for identifiant, tiers in _LETTRES.lignes(tx.connexion, sorted(ecritures))
    }


def derniere_lettre(tx: Transaction, tiers: int) -> str:
    """Return the last letter given to a tiers, "" when none: a letter is never used again.

    The tiers is locked first: two posts that match for him at the same moment queue for their letters.
    """
    clients.verrouiller(tx, tiers)
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
