"""What of a pièce was settled without money: put on comptes crédit, taken over by an organisme, or written off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, or_, select

from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.reglements import MotifImputation
from caisse_clients.storage.instructions import Instruction, Parmi
from caisse_clients.storage.schema.grand_livre import compte_client, solde_compte
from caisse_clients.storage.schema.reglements import imputation
from caisse_clients.storage.schema.ventes import echeance, piece


class MiseEnCompte(NamedTuple):
    """What a compte took over of a pièce, less what avoirs of that pièce took off it since; its balance (centimes)."""

    compte: int
    montant: int
    solde: int

    @property
    def a_reduire(self) -> int:
        """What an avoir may still take off it."""
        return max(0, min(self.montant, self.solde))


_SUR_LA_PIECE = imputation.join(echeance, echeance.c.id == imputation.c.echeance)
_A_CREDIT = or_(
    compte_client.c.type == TypeCompte.CREDIT.value, compte_client.c.type == TypeCompte.ORGANISME_CREDIT.value
)
_deja = imputation.alias("deja")
_reduits = (
    select(func.coalesce(func.sum(_deja.c.montant), 0))
    .select_from(_deja.join(piece, piece.c.id == _deja.c.avoir))
    .where(piece.c.origine == echeance.c.piece, _deja.c.compte_cible == compte_client.c.numero)
    .correlate(compte_client, echeance)
    .scalar_subquery()
)
_MISES = Parmi(
    select(
        echeance.c.piece,
        compte_client.c.numero,
        (func.sum(imputation.c.montant) - _reduits).label("montant"),
        solde_compte.c.solde,
    )
    .select_from(
        _SUR_LA_PIECE.join(compte_client, compte_client.c.numero == imputation.c.compte_source).join(
            solde_compte, solde_compte.c.numero == compte_client.c.numero
        )
    )
    .where(_A_CREDIT)
    .group_by(echeance.c.piece, compte_client.c.numero, solde_compte.c.solde)
    .order_by(echeance.c.piece, compte_client.c.numero),
    "echeance.piece",
)
_ECARTS = Instruction(
    select(func.coalesce(func.sum(imputation.c.montant), 0))
    .select_from(_SUR_LA_PIECE)
    .where(
        echeance.c.piece == bindparam("piece"),
        imputation.c.motif == MotifImputation.ECART.value,
        imputation.c.reglement.is_(None),
        imputation.c.avoir.is_(None),
        imputation.c.compte_source.is_(None),
    )
)


def mises_en_compte(connexion: Connection, identifiant: int) -> list[MiseEnCompte]:
    """Return the comptes crédit and organisme crédit that took over a pièce, in the order of their numbers."""
    return [MiseEnCompte(x[1], int(x[2]), int(x[3])) for x in _MISES.lignes(connexion, [identifiant])]


def a_reduire(connexion: Connection, identifiants: Sequence[int]) -> dict[int, int]:
    """Return what avoirs may still take off the comptes that took over these pièces, in centimes by pièce (no zero)."""
    restes: dict[int, int] = {}
    for x in _MISES.lignes(connexion, identifiants):
        restes[x[0]] = restes.get(x[0], 0) + MiseEnCompte(x[1], int(x[2]), int(x[3])).a_reduire
    return {identifiant: reste for identifiant, reste in restes.items() if reste}


def ecarts(connexion: Connection, identifiant: int) -> int:
    """Return what of a pièce was written off without any source, in centimes."""
    return int(_ECARTS.lignes(connexion, {"piece": identifiant})[0][0])
