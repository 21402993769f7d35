"""Règlements and imputations: lock, load, add, change; what a rule needs to know of the past."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select

from caisse_clients.domain.reglements import MotifImputation, SorteSource
from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.base import ENTIER
from caisse_clients.storage.schema.grand_livre import compte_client
from caisse_clients.storage.schema.reglements import DIRECTE, disponible, imputation, reglement, transfert_ecriture
from caisse_clients.storage.schema.ventes import echeance, piece
from caisse_clients.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Reglement:
    """A règlement as commands need it; ``ligne`` is its current row. ``sens`` -1: money given back."""

    id: int
    numero: str
    client: int
    station: str
    sens: int
    mode: str
    numerique: bool
    especes: bool
    date: dt.date
    devise: str
    cours: int | None
    montant: int
    montant_devise: int
    reference: str
    identite: str
    annule: bool
    ecriture: int | None
    exporte: bool
    version: int
    ligne: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reste:
    """What a source can still pay: centimes, and minor units of its currency."""

    reste: int
    reste_devise: int
    utilise_devise: int


@dataclass(frozen=True, slots=True)
class Imputation:
    """An imputation in force."""

    id: int
    reglement: int | None
    avoir: int | None
    compte_source: int | None
    echeance: int | None
    compte_cible: int | None
    remboursement: int | None
    montant: int
    montant_source: int
    montant_devise: int
    date: dt.date
    motif: MotifImputation
    ecriture: int | None
    ecriture_acompte: int | None
    facture_acompte: int | None
    piece: int | None

    @property
    def cle_source(self) -> tuple[SorteSource | None, int]:
        """Sort and id of the source."""
        if self.reglement is not None:
            return SorteSource.REGLEMENT, self.reglement
        if self.avoir is not None:
            return SorteSource.AVOIR, self.avoir
        return (None, 0) if self.compte_source is None else (SorteSource.COMPTE, self.compte_source)


_exporte = select(transfert_ecriture.c.ecriture).where(transfert_ecriture.c.ecriture == reglement.c.ecriture).exists()
_REGLEMENTS: Select[Any] = select(reglement, _exporte.label("exporte"))
_PAR_NUMERO = Instruction(_REGLEMENTS.where(reglement.c.numero == bindparam("numero")))
_PAR_ID = Instruction(_REGLEMENTS.where(reglement.c.id == bindparam("id")))
_DISPONIBLE = Instruction(
    select(disponible.c.reste, disponible.c.reste_devise, disponible.c.utilise_devise)
    .where(disponible.c.sorte == bindparam("sorte"), disponible.c.reference == bindparam("reference"))
    .with_for_update()
)
_contraire = imputation.alias("contraire")
_EN_VIGUEUR: Select[Any] = (
    select(
        imputation.c.id,
        imputation.c.reglement,
        imputation.c.avoir,
        imputation.c.compte_source,
        imputation.c.echeance,
        imputation.c.compte_cible,
        imputation.c.remboursement,
        imputation.c.montant,
        imputation.c.montant_source,
        imputation.c.montant_devise,
        imputation.c.date,
        imputation.c.motif,
        imputation.c.ecriture,
        imputation.c.ecriture_acompte,
        imputation.c.facture_acompte,
        echeance.c.piece,
    )
    .select_from(imputation.outerjoin(echeance, echeance.c.id == imputation.c.echeance))
    .where(
        DIRECTE,
        ~select(_contraire.c.id).where(_contraire.c.annule == imputation.c.id).exists(),
    )
    .order_by(imputation.c.id)
)
_IMPUTATION = Instruction(_EN_VIGUEUR.where(imputation.c.id == bindparam("id")))
_SUR_PIECE = Instruction(_EN_VIGUEUR.where(echeance.c.piece == bindparam("piece")))
_SOURCES = {
    SorteSource.REGLEMENT: imputation.c.reglement,
    SorteSource.AVOIR: imputation.c.avoir,
    SorteSource.COMPTE: imputation.c.compte_source,
}
"""The column, and its index, by which the imputations of a source are found."""
_DE_SOURCE = {
    sorte: Instruction(_EN_VIGUEUR.where(colonne == bindparam("reference"))) for sorte, colonne in _SOURCES.items()
}
_DE_REMBOURSEMENT = Instruction(_EN_VIGUEUR.where(imputation.c.remboursement == bindparam("reglement")))
_CONNUE = Instruction(select(imputation.c.id, imputation.c.annule).where(imputation.c.id == bindparam("id")))
_ESPECES_AFFAIRE = Instruction(
    select(func.coalesce(func.sum(imputation.c.montant), 0))
    .select_from(
        imputation.join(echeance, echeance.c.id == imputation.c.echeance)
        .join(piece, piece.c.id == echeance.c.piece)
        .join(reglement, reglement.c.id == imputation.c.reglement)
    )
    .where(piece.c.affaire == bindparam("affaire"), reglement.c.especes.is_(True))
)
_COMPTES_AFFAIRE = Instruction(
    select(imputation.c.compte_source, func.sum(imputation.c.montant))
    .select_from(
        imputation.join(echeance, echeance.c.id == imputation.c.echeance).join(piece, piece.c.id == echeance.c.piece)
    )
    .where(piece.c.affaire == bindparam("affaire"), imputation.c.compte_source.isnot(None))
    .group_by(imputation.c.compte_source)
)
_avoir = piece.alias("avoir_source")
_PAYEUR = func.coalesce(reglement.c.client, _avoir.c.client, compte_client.c.client)
_UN, _AUTRE = bindparam("un", type_=ENTIER), bindparam("autre", type_=ENTIER)
_CROISEES = Instruction(
    select(imputation.c.id)
    .select_from(
        piece.join(echeance, echeance.c.piece == piece.c.id)
        .join(imputation, imputation.c.echeance == echeance.c.id)
        .outerjoin(reglement, reglement.c.id == imputation.c.reglement)
        .outerjoin(_avoir, _avoir.c.id == imputation.c.avoir)
        .outerjoin(compte_client, compte_client.c.numero == imputation.c.compte_source)
    )
    .where(
        or_(and_(piece.c.client == _UN, _PAYEUR == _AUTRE), and_(piece.c.client == _AUTRE, _PAYEUR == _UN)),
        imputation.c.annule.is_(None),
        ~select(_contraire.c.id).where(_contraire.c.annule == imputation.c.id).exists(),
    )
    .limit(1)
)
_origine = piece.alias("origine_de_l_avoir")
_AVOIRS_CROISES = Instruction(
    select(piece.c.id)
    .select_from(piece.join(_origine, _origine.c.id == piece.c.origine))
    .where(
        or_(
            and_(piece.c.client == _UN, _origine.c.client == _AUTRE),
            and_(piece.c.client == _AUTRE, _origine.c.client == _UN),
        )
    )
    .limit(1)
)
"""A pièce of one made from a pièce of the other: an avoir, a facture of a commande."""
_ESPECES_COMPTE = Instruction(
    select(func.coalesce(func.sum(imputation.c.montant), 0))
    .select_from(imputation.join(reglement, reglement.c.id == imputation.c.reglement))
    .where(imputation.c.compte_cible == bindparam("compte"), reglement.c.especes.is_(True))
)
_rendu = reglement.alias("rendu")
_ESPECES_RENDUES = {
    sorte: Instruction(
        select(func.coalesce(func.sum(imputation.c.montant), 0))
        .select_from(imputation.join(_rendu, _rendu.c.id == imputation.c.remboursement))
        .where(colonne == bindparam("reference"), _rendu.c.especes.is_(True))
    )
    for sorte, colonne in _SOURCES.items()
}
_AFFAIRES = {
    sorte: Instruction(
        select(piece.c.affaire)
        .distinct()
        .select_from(
            imputation.join(echeance, echeance.c.id == imputation.c.echeance).join(
                piece, piece.c.id == echeance.c.piece
            )
        )
        .where(colonne == bindparam("reference"))
    )
    for sorte, colonne in _SOURCES.items()
}


def charger(tx: Transaction, numero: str) -> Reglement | None:
    """Return a règlement by its RC number, or None."""
    return _reglement(tx.une(_PAR_NUMERO, numero=numero))


def charger_id(tx: Transaction, identifiant: int) -> Reglement:
    """Return a règlement by its id."""
    trouve = _reglement(tx.une(_PAR_ID, id=identifiant))
    assert trouve is not None  # ids never come from people
    return trouve


def reste_de(tx: Transaction, sorte: SorteSource, reference: int) -> Reste:
    """Return what a règlement or an avoir can still pay, locked until the end of the transaction."""
    trouve = tx.une(_DISPONIBLE, sorte=sorte.value, reference=reference)
    return Reste(0, 0, 0) if trouve is None else Reste(*trouve)


def ajouter(tx: Transaction, ligne: dict[str, Any]) -> Reglement:
    """Insert a règlement (its first version) and return it."""
    tx.creer_versionnees(reglement, [ligne])
    return charger_id(tx, ligne["id"])


def changer(tx: Transaction, r: Reglement, **changements: Any) -> Reglement:
    """Write a new version of a règlement under the same RC."""
    tx.changer_versionnee(reglement, r.ligne, changements)
    return charger_id(tx, r.id)


def charger_imputation(tx: Transaction, identifiant: int) -> Imputation | None:
    """Return an imputation in force, or None."""
    trouve = tx.une(_IMPUTATION, id=identifiant)
    return None if trouve is None else _imputation(trouve)


def imputation_connue(tx: Transaction, identifiant: int) -> bool:
    """Tell whether an imputation of this id was ever written."""
    return tx.une(_CONNUE, id=identifiant) is not None


def imputations_sur(tx: Transaction, identifiant: int) -> list[Imputation]:
    """Return the imputations in force on the échéances of a pièce, oldest first."""
    return [_imputation(x) for x in tx.toutes(_SUR_PIECE, piece=identifiant)]


def imputations_de(tx: Transaction, sorte: SorteSource, reference: int) -> list[Imputation]:
    """Return the imputations in force of a source, oldest first."""
    return [_imputation(x) for x in tx.toutes(_DE_SOURCE[sorte], reference=reference)]


def imputations_du_remboursement(tx: Transaction, identifiant: int) -> list[Imputation]:
    """Return the imputations in force that a remboursement consumes."""
    return [_imputation(x) for x in tx.toutes(_DE_REMBOURSEMENT, reglement=identifiant)]


def ajouter_imputations(tx: Transaction, lignes: Sequence[dict[str, Any]]) -> None:
    """Insert imputation rows, in order; their triggers take from the source and from the target."""
    tx.inserer(imputation, lignes)


def especes_de_l_affaire(tx: Transaction, affaire: int) -> int:
    """Return the cash imputed on all pièces of an affaire, in centimes (contrary rows taken off)."""
    return int(tx.valeur(_ESPECES_AFFAIRE, affaire=affaire))


def comptes_de_l_affaire(tx: Transaction, affaire: int) -> dict[int, int]:
    """Return what each compte client paid of an affaire, in centimes (contrary rows taken off)."""
    return {int(numero): int(montant) for numero, montant in tx.toutes(_COMPTES_AFFAIRE, affaire=affaire)}


def se_paient(tx: Transaction, un: int, autre: int) -> bool:
    """Tell whether money of one of two clients pays, or an avoir of one corrects, a pièce of the other."""
    return any(tx.une(requete, un=un, autre=autre) is not None for requete in (_CROISEES, _AVOIRS_CROISES))


def especes_imputees_au_compte(tx: Transaction, numero: int) -> int:
    """Return the cash imputed on a compte client, in centimes."""
    return int(tx.valeur(_ESPECES_COMPTE, compte=numero))


def especes_rendues(tx: Transaction, sorte: SorteSource, reference: int) -> int:
    """Return the cash already given back from a source, in centimes."""
    return int(tx.valeur(_ESPECES_RENDUES[sorte], reference=reference))


def affaires_de_la_source(tx: Transaction, sorte: SorteSource, reference: int) -> list[int]:
    """Return the affaires of the pièces a source ever paid, to lock them first."""
    return sorted(int(affaire) for (affaire,) in tx.toutes(_AFFAIRES[sorte], reference=reference))


_COLONNES = tuple(c.name for c in reglement.c)


def _reglement(ligne: Any) -> Reglement | None:
    if ligne is None:
        return None
    return Reglement(
        id=ligne.id,
        numero=ligne.numero,
        client=ligne.client,
        station=ligne.station,
        sens=ligne.sens,
        mode=ligne.mode,
        numerique=bool(ligne.numerique),
        especes=bool(ligne.especes),
        date=ligne.date,
        devise=ligne.devise,
        cours=ligne.cours,
        montant=ligne.montant,
        montant_devise=ligne.montant_devise,
        reference=ligne.reference,
        identite=ligne.identite,
        annule=ligne.etat == "annule",
        ecriture=ligne.ecriture,
        exporte=bool(ligne.exporte),
        version=ligne.version,
        ligne={c: getattr(ligne, c) for c in _COLONNES},
    )


def _imputation(ligne: Any) -> Imputation:
    valeurs = dict(zip(Imputation.__slots__, ligne, strict=True))
    return Imputation(**{**valeurs, "motif": MotifImputation(valeurs["motif"])})
