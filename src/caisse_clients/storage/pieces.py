"""Pièces and échéances: lock, load, add, change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, insert, or_, select, text

from caisse_clients.domain.pieces import EtatPiece, LigneCalculee, TotalTaux, Totaux, TypePiece
from caisse_clients.kernel.argent import Pourcent
from caisse_clients.kernel.erreurs import Bogue
from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.base import ENTIER
from caisse_clients.storage.schema.operations import compteur
from caisse_clients.storage.schema.ventes import (
    echeance,
    numero_piece,
    piece,
    piece_ligne,
    reste_echeance,
    suivi_piece,
)
from caisse_clients.storage.transaction import Transaction

SERIE_BROUILLON = "BR"


def vivante(etat: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition of a pièce that counts (a fixed text: no list of values)."""
    return or_(*(etat == e.value for e in EtatPiece if e.vivante))


@dataclass(frozen=True, slots=True)
class Piece:
    """A pièce as commands need it; ``ligne`` is its current row, to write the next version."""

    id: int
    numero: str
    type: TypePiece
    etat: EtatPiece
    client: int
    affaire: int
    origine: int | None
    station: str
    devise: str
    cours: int | None
    date: dt.date
    professionnel: bool
    total_ttc: int
    total_devise: int
    version: int
    ligne: Mapping[str, Any]

    @property
    def ecriture(self) -> int | None:
        """The écriture of its validation, None before."""
        valeur = self.ligne["ecriture"]
        return None if valeur is None else int(valeur)

    @property
    def provisoire(self) -> bool:
        """True while money on it is an acompte: a commande, or a draft (DOMAIN §2, Acomptes)."""
        return self.type is TypePiece.COMMANDE or self.etat in (EtatPiece.BROUILLON, EtatPiece.SUPPRIMEE)


@dataclass(frozen=True, slots=True)
class Echeance:
    """An échéance under lock; amounts in centimes and in minor units of the pièce's currency."""

    id: int
    piece: int
    rang: int
    date: dt.date
    prevu: int
    montant: int
    impute: int
    reste: int
    montant_devise: int
    reste_devise: int
    ligne: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LigneEcrite:
    """A line in force of a pièce."""

    rang: int
    article: str
    libelle: str
    nature: str
    compte: str
    quantite: int
    prix: int
    ttc: bool
    remise: int
    taux: int
    montant_ht: int
    montant_tva: int
    montant_ttc: int
    rang_origine: int | None


_NUMERO = Instruction(select(numero_piece.c.piece).where(numero_piece.c.numero == bindparam("numero")))
_PIECE = Instruction(select(piece).where(piece.c.id == bindparam("id")))
_AFFAIRE = Instruction(select(piece).where(piece.c.affaire == bindparam("affaire")).order_by(piece.c.id))
_AFFAIRE_DE = Instruction(select(piece.c.affaire).where(piece.c.id == bindparam("id")))
_VERROU = Instruction(
    select(suivi_piece.c.piece)
    .where(suivi_piece.c.piece.in_(select(piece.c.id).where(piece.c.affaire == bindparam("affaire", type_=ENTIER))))
    .order_by(suivi_piece.c.piece)
    .with_for_update()
)
_ECHEANCES = Instruction(
    select(
        echeance,
        reste_echeance.c.impute.label("impute_r"),
        reste_echeance.c.reste.label("reste_r"),
        reste_echeance.c.reste_devise.label("reste_devise_r"),
    )
    .join(reste_echeance, reste_echeance.c.echeance == echeance.c.id)
    .where(echeance.c.piece == bindparam("piece"))
    .order_by(echeance.c.date, echeance.c.rang)
)
_LIGNES = Instruction(
    select(
        piece_ligne.c.rang,
        piece_ligne.c.article,
        piece_ligne.c.libelle,
        piece_ligne.c.nature,
        piece_ligne.c.compte,
        piece_ligne.c.quantite,
        piece_ligne.c.prix,
        piece_ligne.c.ttc,
        piece_ligne.c.remise,
        piece_ligne.c.taux,
        piece_ligne.c.montant_ht,
        piece_ligne.c.montant_tva,
        piece_ligne.c.montant_ttc,
        piece_ligne.c.rang_origine,
    )
    .where(piece_ligne.c.piece == bindparam("piece"), piece_ligne.c.version == bindparam("version"))
    .order_by(piece_ligne.c.rang)
)
_issue = piece.alias("issue")
_QUANTITES = Instruction(
    select(piece_ligne.c.rang_origine, func.sum(piece_ligne.c.quantite))
    .select_from(
        piece_ligne.join(
            _issue, (_issue.c.id == piece_ligne.c.piece) & (_issue.c.version_lignes == piece_ligne.c.version)
        )
    )
    .where(
        _issue.c.origine == bindparam("origine"),
        _issue.c.type == bindparam("type"),
        vivante(_issue.c.etat),
        piece_ligne.c.rang_origine.isnot(None),
    )
    .group_by(piece_ligne.c.rang_origine)
)
_ISSUES = Instruction(
    select(piece).where(piece.c.origine == bindparam("origine"), piece.c.type == bindparam("type")).order_by(piece.c.id)
)
_COMPTEUR = Instruction(select(compteur.c.prochain).where(compteur.c.nom == bindparam("nom")))
_COMPTEUR_NEUF = {
    "sqlite": Instruction(insert(compteur).prefix_with("OR IGNORE")),
    "postgresql": Instruction(
        text("INSERT INTO compteur (nom, prochain) VALUES (:nom, :prochain) ON CONFLICT (nom) DO NOTHING")
    ),
}


def verrouiller(tx: Transaction, affaires: Iterable[int]) -> None:
    """Lock what is due on every pièce of these affaires until the end of the transaction, in id order."""
    if tx.base.sqlite:  # it has one writer at a time
        return
    for affaire in sorted(set(affaires)):
        tx.toutes(_VERROU, affaire=affaire)


def trouver(tx: Transaction, numero: str) -> int | None:
    """Return the id of the pièce that has, or had, this number."""
    trouve = tx.valeur(_NUMERO, numero=numero)
    return None if trouve is None else int(trouve)


def affaire_de(tx: Transaction, identifiant: int) -> int:
    """Return the affaire of a pièce, to lock it before it is read."""
    return int(tx.valeur(_AFFAIRE_DE, id=identifiant))


def charger(tx: Transaction, identifiant: int) -> Piece:
    """Return a pièce; raises ``Bogue`` when the id is unknown (ids never come from people)."""
    ligne = tx.une(_PIECE, id=identifiant)
    if ligne is None:
        raise Bogue("piece_inconnue", piece=identifiant)
    return _piece(ligne)


def de_l_affaire(tx: Transaction, affaire: int) -> list[Piece]:
    """Return every pièce of an affaire, oldest first."""
    return [_piece(ligne) for ligne in tx.toutes(_AFFAIRE, affaire=affaire)]


def issues_de(tx: Transaction, origine: int, type_piece: TypePiece) -> list[Piece]:
    """Return the pièces of a type made from ``origine``, dead ones too."""
    return [_piece(ligne) for ligne in tx.toutes(_ISSUES, origine=origine, type=type_piece.value)]


def lignes_de(tx: Transaction, p: Piece) -> list[LigneEcrite]:
    """Return the lines in force of a pièce."""
    return [LigneEcrite(*valeurs) for valeurs in tx.toutes(_LIGNES, piece=p.id, version=p.ligne["version_lignes"])]


def totaux_de(lignes: Sequence[LigneEcrite]) -> Totaux:
    """Return the totals by rate of written lines, highest rate first."""
    par_taux: dict[int, list[int]] = {}
    for ligne in lignes:
        total = par_taux.setdefault(ligne.taux, [0, 0])
        total[0] += ligne.montant_ht
        total[1] += ligne.montant_tva
    return Totaux(tuple(TotalTaux(Pourcent(taux), *par_taux[taux]) for taux in sorted(par_taux, reverse=True)))


def echeances_de(tx: Transaction, identifiant: int) -> list[Echeance]:
    """Return the échéances of a pièce, oldest first, with what remains of each."""
    return [
        Echeance(
            e.id,
            e.piece,
            e.rang,
            e.date,
            e.prevu,
            e.montant,
            e.impute_r,
            e.reste_r,
            e.montant_devise,
            e.reste_devise_r,
            {c: getattr(e, c) for c in _COLONNES_ECHEANCE},
        )
        for e in tx.toutes(_ECHEANCES, piece=identifiant)
    ]


def quantites_issues(tx: Transaction, origine: int, type_piece: TypePiece) -> dict[int, int]:
    """Return by line rank of ``origine`` the quantity already on living pièces of this type (thousandths)."""
    return {int(rang): int(total) for rang, total in tx.toutes(_QUANTITES, origine=origine, type=type_piece.value)}


def prochain_rang(tx: Transaction, serie: str, station: str, exercice: int) -> int:
    """Take the next gap-free rank of (series, station, exercice), under its lock; a counter starts at its first use."""
    nom = f"{serie}|{station}|{exercice}"
    if tx.valeur(_COMPTEUR, nom=nom) is None:
        _COMPTEUR_NEUF["sqlite" if tx.base.sqlite else "postgresql"].ecrire(tx.connexion, [{"nom": nom, "prochain": 1}])
    return tx.numeros(nom)


def ajouter_numero(
    tx: Transaction, identifiant: int, numero: str, *, serie: str, station: str, exercice: int, rang: int
) -> None:
    """Write a number given to a pièce."""
    tx.inserer(
        numero_piece,
        [
            {
                "numero": numero,
                "piece": identifiant,
                "serie": serie,
                "station": station,
                "exercice": exercice,
                "rang": rang,
            }
        ],
    )


def ajouter(tx: Transaction, ligne: dict[str, Any]) -> Piece:
    """Insert a pièce (its first version) and return it."""
    tx.creer_versionnees(piece, [ligne])
    return charger(tx, ligne["id"])


def changer(tx: Transaction, p: Piece, **changements: Any) -> Piece:
    """Write a new version of a pièce and return it as it is now."""
    tx.changer_versionnee(piece, p.ligne, changements)
    return charger(tx, p.id)


def ajouter_lignes(tx: Transaction, identifiant: int, version: int, lignes: Sequence[LigneCalculee]) -> None:
    """Write the lines of a version of a pièce."""
    tx.inserer(piece_ligne, rangees_de_lignes(identifiant, version, lignes))


def rangees_de_lignes(identifiant: int, version: int, lignes: Sequence[LigneCalculee]) -> list[dict[str, Any]]:
    """Return the rows of the lines of a version of a pièce."""
    return [
        {
            "piece": identifiant,
            "version": version,
            "rang": ligne.rang,
            "article": ligne.preparee.article,
            "libelle": ligne.preparee.libelle,
            "nature": ligne.preparee.nature.value,
            "compte": ligne.preparee.compte,
            "quantite": int(ligne.preparee.quantite),
            "prix": ligne.preparee.prix,
            "ttc": ligne.preparee.ttc,
            "remise": int(ligne.preparee.remise),
            "taux": int(ligne.preparee.taux),
            "montant_ht": ligne.montant_ht,
            "montant_tva": ligne.montant_tva,
            "montant_ttc": ligne.montant_ttc,
            "rang_origine": ligne.preparee.rang_origine,
        }
        for ligne in lignes
    ]


def ajouter_echeances(tx: Transaction, identifiant: int, echeances: Sequence[tuple[int, dt.date, int, int]]) -> None:
    """Insert échéances given as (rank, date, centimes, minor units of the currency)."""
    ids = tx.ids("echeance", len(echeances))
    tx.creer_versionnees(echeance, rangees_d_echeances(ids, identifiant, echeances))


def rangees_d_echeances(
    ids: Sequence[int], identifiant: int, echeances: Sequence[tuple[int, dt.date, int, int]]
) -> list[dict[str, Any]]:
    """Return the rows of the échéances of a pièce, given as ``ajouter_echeances`` takes them."""
    return [
        {
            "id": id_echeance,
            "piece": identifiant,
            "rang": rang,
            "date": date,
            "date_reglement": date,
            "prevu": montant_devise,
            "montant": montant,
            "montant_devise": montant_devise,
            "mode": "",
            "banque": "",
            "note": "",
            "relance": "",
            "litige": False,
        }
        for id_echeance, (rang, date, montant, montant_devise) in zip(ids, echeances, strict=True)
    ]


def changer_echeance(tx: Transaction, e: Echeance, **changements: Any) -> None:
    """Write a new version of an échéance when something changes."""
    if any(e.ligne[champ] != valeur for champ, valeur in changements.items()):
        tx.changer_versionnee(echeance, e.ligne, changements)


_COLONNES_ECHEANCE = tuple(c.name for c in echeance.c)
_COLONNES_PIECE = tuple(c.name for c in piece.c)


def _piece(ligne: Any) -> Piece:
    return Piece(
        id=ligne.id,
        numero=ligne.numero,
        type=TypePiece(ligne.type),
        etat=EtatPiece(ligne.etat),
        client=ligne.client,
        affaire=ligne.affaire,
        origine=ligne.origine,
        station=ligne.station,
        devise=ligne.devise,
        cours=ligne.cours,
        date=ligne.date,
        professionnel=bool(ligne.professionnel),
        total_ttc=ligne.total_ttc,
        total_devise=ligne.total_devise,
        version=ligne.version,
        ligne={c: getattr(ligne, c) for c in _COLONNES_PIECE},
    )
