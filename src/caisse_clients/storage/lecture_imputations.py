"""Readings of imputations in force: on a pièce, of a règlement, of a client."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, union

from caisse_clients.domain.reglements import MotifImputation, SorteSource
from caisse_clients.domain.vues_ventes import VueImputation
from caisse_clients.storage.dus import tiers
from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.base import ENTIER
from caisse_clients.storage.schema.grand_livre import compte_client, ligne
from caisse_clients.storage.schema.reglements import DIRECTE, imputation, reglement
from caisse_clients.storage.schema.ventes import echeance, piece

_contraire = imputation.alias("contraire")
_avoir = piece.alias("avoir")
_document = piece.alias("document")
_rendu = reglement.alias("rendu")
# The écriture of a conversion opens the compte avoir that keeps an avoir: one of its lines names it.
_GARDE = (
    select(func.max(ligne.c.compte_client))
    .where(ligne.c.ecriture_id == imputation.c.ecriture, imputation.c.motif == MotifImputation.CONVERSION.value)
    .correlate(imputation)
    .scalar_subquery()
)
_VUES: Select[Any] = (
    select(
        imputation.c.id,
        imputation.c.date,
        reglement.c.numero.label("rc"),
        _avoir.c.numero.label("avoir"),
        imputation.c.compte_source,
        piece.c.numero.label("piece"),
        echeance.c.rang,
        imputation.c.compte_cible,
        _rendu.c.numero.label("rendu"),
        imputation.c.montant,
        imputation.c.montant_devise,
        imputation.c.motif,
        imputation.c.ecriture_acompte,
        reglement.c.mode,
        reglement.c.mode_libelle,
        _document.c.numero.label("document"),
        _GARDE.label("garde"),
    )
    .select_from(
        imputation.outerjoin(reglement, reglement.c.id == imputation.c.reglement)
        .outerjoin(_avoir, _avoir.c.id == imputation.c.avoir)
        .outerjoin(echeance, echeance.c.id == imputation.c.echeance)
        .outerjoin(piece, piece.c.id == echeance.c.piece)
        .outerjoin(_rendu, _rendu.c.id == imputation.c.remboursement)
        .outerjoin(_document, _document.c.id == imputation.c.facture_acompte)
    )
    .where(
        DIRECTE,
        ~select(_contraire.c.id).where(_contraire.c.annule == imputation.c.id).exists(),
    )
    .order_by(imputation.c.id)
)
_SUR_PIECE = Instruction(_VUES.where(echeance.c.piece == bindparam("piece")))
_DU_REGLEMENT = Instruction(
    _VUES.where(
        imputation.c.id.in_(
            union(
                select(imputation.c.id).where(imputation.c.reglement == bindparam("reglement", type_=ENTIER)),
                select(imputation.c.id).where(imputation.c.remboursement == bindparam("reglement", type_=ENTIER)),
            )
        )
    )
)
_SES_COMPTES = select(compte_client.c.numero).where(compte_client.c.client.in_(tiers()))
# Searches apart, each by its own index: one OR would go through every imputation of the base.
_SIENNES = union(
    select(imputation.c.id)
    .select_from(
        piece.join(echeance, echeance.c.piece == piece.c.id).join(imputation, imputation.c.echeance == echeance.c.id)
    )
    .where(piece.c.client.in_(tiers())),
    select(imputation.c.id)
    .select_from(reglement.join(imputation, imputation.c.reglement == reglement.c.id))
    .where(reglement.c.client.in_(tiers())),
    select(imputation.c.id)
    .select_from(piece.join(imputation, imputation.c.avoir == piece.c.id))
    .where(piece.c.client.in_(tiers())),
    select(imputation.c.id).where(imputation.c.compte_source.in_(_SES_COMPTES)),
)
_DU_CLIENT = Instruction(_VUES.where(imputation.c.id.in_(_SIENNES)))


def sur_la_piece(connexion: Connection, identifiant: int) -> list[VueImputation]:
    """Return what pays a pièce, oldest first."""
    return _vues(_SUR_PIECE.lire(connexion, {"piece": identifiant}))


def du_reglement(connexion: Connection, identifiant: int) -> list[VueImputation]:
    """Return what a règlement paid, or what a remboursement gave back."""
    return _vues(_DU_REGLEMENT.lire(connexion, {"reglement": identifiant}))


def du_client(connexion: Connection, client: int) -> list[VueImputation]:
    """Return the imputations in force of a client, oldest first."""
    return _vues(_DU_CLIENT.lire(connexion, {"client": client}))


def _vues(lignes: Iterable[Any]) -> list[VueImputation]:
    return [_vue(x) for x in lignes]


def _vue(x: Any) -> VueImputation:
    motif = MotifImputation(x.motif)
    if x.rc is not None:
        source, sorte = x.rc, SorteSource.REGLEMENT
    elif x.avoir is not None:
        source, sorte = x.avoir, SorteSource.AVOIR
    elif x.compte_source is not None:
        source, sorte = f"Compte {x.compte_source}", SorteSource.COMPTE
    else:
        source, sorte = "Écart de règlement", None
    if x.piece is not None:
        cible = f"{x.piece}/{x.rang}"
    elif x.compte_cible is not None:
        cible = f"Compte {x.compte_cible}"
    elif x.rendu is not None:
        cible = f"Remboursement {x.rendu}"
    elif motif is MotifImputation.CONVERSION:
        cible = f"Compte avoir n° {x.garde}"
    else:
        cible = "Écart de règlement"
    return VueImputation(
        imputation=x.id,
        date=x.date,
        source=source,
        sorte_source=sorte,
        cible=cible,
        montant=x.montant,
        montant_devise=x.montant_devise,
        motif=motif,
        mode=x.mode or "",
        mode_libelle=x.mode_libelle or "",
        facture_acompte=x.document or "",
        retirable=x.rendu is None and motif is not MotifImputation.CONVERSION,
        acompte=x.ecriture_acompte is not None,
    )
