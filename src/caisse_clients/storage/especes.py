"""Cash given back over a whole sale, whatever it was given back from (DOMAIN §2: refunds are cumulated too)."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from caisse_clients.domain.pieces import TypePiece
from caisse_clients.domain.reglements import SorteSource
from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.reglements import imputation, reglement
from caisse_clients.storage.schema.ventes import echeance, piece
from caisse_clients.storage.transaction import Transaction

_rendue = imputation.alias("rendue")
_AFFAIRE = piece.c.affaire == bindparam("affaire")
_SUR_L_AFFAIRE = imputation.join(echeance, echeance.c.id == imputation.c.echeance).join(
    piece, piece.c.id == echeance.c.piece
)
_SOURCES = {
    SorteSource.REGLEMENT: (
        _rendue.c.reglement,
        select(imputation.c.reglement).select_from(_SUR_L_AFFAIRE).where(_AFFAIRE, imputation.c.reglement.isnot(None)),
    ),
    SorteSource.AVOIR: (_rendue.c.avoir, select(piece.c.id).where(_AFFAIRE, piece.c.type == TypePiece.AVOIR.value)),
    SorteSource.COMPTE: (
        _rendue.c.compte_source,
        select(imputation.c.compte_source)
        .select_from(_SUR_L_AFFAIRE)
        .where(_AFFAIRE, imputation.c.compte_source.isnot(None)),
    ),
}
"""The sources of a sale: règlements and comptes that ever paid a pièce of it, and its avoirs."""
_RENDUES = [
    Instruction(
        select(func.coalesce(func.sum(_rendue.c.montant), 0))
        .select_from(_rendue.join(reglement, reglement.c.id == _rendue.c.remboursement))
        .where(colonne.in_(sources), reglement.c.especes.is_(True))
    )
    for colonne, sources in _SOURCES.values()
]


def rendues_de_l_affaire(tx: Transaction, affaire: int) -> int:
    """Return the cash given back, in centimes, from all that ever paid a sale and from its avoirs."""
    return sum(int(tx.valeur(requete, affaire=affaire)) for requete in _RENDUES)
