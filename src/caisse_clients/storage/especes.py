"""Cash given back over a whole sale, whatever it was given back from (DOMAIN §2: refunds are cumulated too)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, literal_column, select, union

from caisse_clients.domain.pieces import TypePiece
from caisse_clients.domain.reglements import MotifImputation
from caisse_clients.storage.comptes import especes_du_compte
from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.grand_livre import ligne
from caisse_clients.storage.schema.reglements import imputation, reglement
from caisse_clients.storage.schema.ventes import echeance, piece
from caisse_clients.storage.transaction import Transaction

_rendue = imputation.alias("rendue")
_AFFAIRE = piece.c.affaire == bindparam("affaire")
_SUR_L_AFFAIRE = imputation.join(echeance, echeance.c.id == imputation.c.echeance).join(
    piece, piece.c.id == echeance.c.piece
)
_REGLEMENTS = (
    select(imputation.c.reglement).select_from(_SUR_L_AFFAIRE).where(_AFFAIRE, imputation.c.reglement.isnot(None))
)
_AVOIRS = select(piece.c.id).where(_AFFAIRE, piece.c.type == TypePiece.AVOIR.value)
_RENDUES = [
    Instruction(
        select(func.coalesce(func.sum(_rendue.c.montant), 0))
        .select_from(_rendue.join(reglement, reglement.c.id == _rendue.c.remboursement))
        .where(colonne.in_(sources), reglement.c.especes.is_(True))
    )
    for colonne, sources in ((_rendue.c.reglement, _REGLEMENTS), (_rendue.c.avoir, _AVOIRS))
]
"""What règlements that ever paid a pièce of a sale gave back in cash, and what its avoirs did."""
_CONVERSION = imputation.c.motif == literal_column(f"'{MotifImputation.CONVERSION.value}'")
"""Written out, so that the index of the conversions serves."""


def _nes_d_un_avoir(colonne: ColumnElement[Any]) -> Select[Any]:
    """Select over the comptes avoir that keep the excess of avoirs, found by the écriture of their conversion."""
    return (
        select(colonne)
        .select_from(
            imputation.join(piece, piece.c.id == imputation.c.avoir).join(
                ligne, ligne.c.ecriture_id == imputation.c.ecriture
            )
        )
        .where(_CONVERSION, ligne.c.compte_client.isnot(None))
    )


_COMPTES = Instruction(
    union(
        select(imputation.c.compte_source)
        .select_from(_SUR_L_AFFAIRE)
        .where(_AFFAIRE, imputation.c.compte_source.isnot(None)),
        _nes_d_un_avoir(ligne.c.compte_client).where(_AFFAIRE),
    ).order_by(literal_column("1"))
)
_AFFAIRES_DU_COMPTE = Instruction(
    _nes_d_un_avoir(piece.c.affaire).where(ligne.c.compte_client == bindparam("compte")).distinct()
)


def rendues_de_l_affaire(tx: Transaction, affaire: int) -> int:
    """Return the cash given back, in centimes, from all that ever paid a sale, from its avoirs, and from their comptes.

    A compte counts for all the cash that ever left it, by a remboursement or by hand.
    """
    rendues = sum(int(tx.valeur(requete, affaire=affaire)) for requete in _RENDUES)
    return rendues + sum(especes_du_compte(tx, int(x[0]))[0] for x in tx.toutes(_COMPTES, affaire=affaire))


def affaires_du_compte(tx: Transaction, numero: int) -> list[int]:
    """Return the sales whose avoirs a compte avoir keeps."""
    return [int(x[0]) for x in tx.toutes(_AFFAIRES_DU_COMPTE, compte=numero)]
