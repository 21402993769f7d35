"""What a user gave to a client on one day: by hand on comptes, by remboursements, by avoirs (DOMAIN §4)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import bindparam, func, select

from caisse_clients.domain.comptes import OrigineEcriture
from caisse_clients.domain.pieces import TypePiece
from caisse_clients.storage.dus import tiers
from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.grand_livre import compte_client, ecriture, ligne
from caisse_clients.storage.schema.operations import operation
from caisse_clients.storage.schema.reglements import DIRECTE, imputation, reglement, reglement_version
from caisse_clients.storage.schema.ventes import piece, piece_version
from caisse_clients.storage.transaction import Transaction

_contraire = ecriture.alias("contraire")
_contrepartie = ligne.alias("contrepartie")
_JOUR = bindparam("jour", type_=operation.c.date_metier.type)
_SUR_LES_COMPTES = Instruction(
    select(func.coalesce(func.sum(ligne.c.debit + ligne.c.credit), 0))
    .select_from(
        ligne.join(ecriture, ecriture.c.id == ligne.c.ecriture_id)
        .join(operation, operation.c.id == ecriture.c.operation_id)
        .join(compte_client, compte_client.c.numero == ligne.c.compte_client)
    )
    .where(
        compte_client.c.client.in_(tiers()),
        operation.c.utilisateur == bindparam("utilisateur"),
        operation.c.date_metier == _JOUR,
        ecriture.c.extourne_de.is_(None),
        *(ecriture.c.origine != o.value for o in OrigineEcriture if not o.contrepassable),
        ~select(_contraire.c.id).where(_contraire.c.extourne_de == ecriture.c.id).exists(),
        # what gives value away (DOMAIN §4): an avoir given, money out of an acompte or avoir, money lent
        ((compte_client.c.type == "avoir") & (ligne.c.credit > 0))
        | (
            (ligne.c.debit > 0)
            & select(_contrepartie.c.rang)
            .where(
                _contrepartie.c.ecriture_id == ligne.c.ecriture_id,
                _contrepartie.c.compte_client.is_(None),
                _contrepartie.c.compte.startswith("5"),
            )
            .exists()
        ),
    )
)
_creation = piece_version.alias("creation")
_acte = operation.alias("acte")
_avoir_du_jour = (
    select(_creation.c.id)
    .select_from(_creation.join(_acte, _acte.c.id == _creation.c.operation_id))
    .where(
        _creation.c.type == TypePiece.AVOIR.value,
        _creation.c.version == 1,
        _acte.c.utilisateur == bindparam("utilisateur"),
        _acte.c.date_metier == _JOUR,
    )
)
_REMBOURSE = Instruction(
    select(func.coalesce(func.sum(imputation.c.montant), 0))
    .select_from(
        imputation.join(reglement, reglement.c.id == imputation.c.remboursement)
        .join(reglement_version, (reglement_version.c.id == reglement.c.id) & (reglement_version.c.version == 1))
        .join(operation, operation.c.id == reglement_version.c.operation_id)
    )
    .where(
        reglement.c.client.in_(tiers()),
        reglement.c.etat != "annule",
        operation.c.utilisateur == bindparam("utilisateur"),
        operation.c.date_metier == _JOUR,
        DIRECTE,
        # an avoir of the same day and hand counted already when it was given
        func.coalesce(imputation.c.avoir, 0).not_in(_avoir_du_jour),
    )
)
_AVOIRS = Instruction(
    select(func.coalesce(func.sum(piece.c.total_ttc), 0)).where(
        piece.c.client.in_(tiers()), piece.c.id.in_(_avoir_du_jour)
    )
)


def donne_dans_la_journee(tx: Transaction, client: int, utilisateur: str, jour: dt.date) -> int:
    """Return what a user gave to a client (and those he absorbed) on a business day, in centimes.

    ``client`` is a card in force; one figure for every screen and command.
    """
    valeurs = {"client": client, "utilisateur": utilisateur, "jour": jour}
    return sum(int(tx.valeur(requete, **valeurs)) for requete in (_SUR_LES_COMPTES, _REMBOURSE, _AVOIRS))
