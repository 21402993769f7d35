"""What a client owes, échéance by échéance and compte by compte: inside a command, or for a screen."""

from __future__ import annotations

from sqlalchemy import CompoundSelect, Connection, bindparam, or_, select

from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.pieces import TypePiece
from caisse_clients.domain.reglages import EURO
from caisse_clients.domain.reglements import Disponible, Du, SorteSource
from caisse_clients.domain.vues_ventes import LigneDisponible, LigneDue
from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.pieces import vivante
from caisse_clients.storage.schema.base import ENTIER
from caisse_clients.storage.schema.clients import client_effectif
from caisse_clients.storage.schema.grand_livre import compte_client, solde_compte
from caisse_clients.storage.schema.reglements import disponible, reglement
from caisse_clients.storage.schema.ventes import echeance, piece, reste_echeance, suivi_piece
from caisse_clients.storage.transaction import Transaction

_CLIENT = bindparam("client", type_=ENTIER)


def tiers() -> CompoundSelect[int]:
    """Return the codes that stand for ``:client``: itself and those it absorbed."""
    return select(_CLIENT).union_all(select(client_effectif.c.client).where(client_effectif.c.effectif == _CLIENT))


_ECHEANCES = Instruction(
    select(
        piece.c.numero,
        echeance.c.rang,
        piece.c.type,
        piece.c.etat,
        piece.c.date,
        echeance.c.date.label("date_echeance"),
        reste_echeance.c.montant,
        reste_echeance.c.reste,
        piece.c.devise,
        reste_echeance.c.reste_devise,
    )
    .select_from(
        suivi_piece.join(piece, piece.c.id == suivi_piece.c.piece)
        .join(reste_echeance, reste_echeance.c.piece == piece.c.id)
        .join(echeance, echeance.c.id == reste_echeance.c.echeance)
    )
    .where(
        suivi_piece.c.client.in_(tiers()),
        suivi_piece.c.reste > 0,
        reste_echeance.c.reste_devise > 0,
        vivante(piece.c.etat),
    )
    .order_by(echeance.c.date, echeance.c.id)
)
_COMPTES_DUS = Instruction(
    select(compte_client.c.numero, compte_client.c.type, compte_client.c.date_ouverture, solde_compte.c.solde)
    .join(solde_compte, solde_compte.c.numero == compte_client.c.numero)
    .where(
        solde_compte.c.solde > 0,
        or_(
            or_(compte_client.c.type == TypeCompte.CREDIT.value, compte_client.c.type == TypeCompte.EXPORT.value)
            & compte_client.c.client.in_(tiers()),
            compte_client.c.organisme.in_(tiers()),
        ),
    )
    .order_by(compte_client.c.date_ouverture, compte_client.c.numero)
)
_SOURCES = Instruction(
    select(
        disponible.c.sorte,
        reglement.c.numero,
        piece.c.numero.label("avoir"),
        reglement.c.date,
        piece.c.date.label("date_avoir"),
        disponible.c.montant,
        disponible.c.reste,
        reglement.c.devise,
        piece.c.devise.label("devise_avoir"),
        disponible.c.reste_devise,
        reglement.c.mode_libelle,
    )
    .select_from(
        disponible.outerjoin(
            reglement, (disponible.c.sorte == "reglement") & (reglement.c.id == disponible.c.reference)
        ).outerjoin(piece, (disponible.c.sorte == "avoir") & (piece.c.id == disponible.c.reference))
    )
    .where(disponible.c.client.in_(tiers()), disponible.c.reste_devise > 0)
)
_COMPTES_DISPONIBLES = Instruction(
    select(
        compte_client.c.numero,
        compte_client.c.type,
        compte_client.c.date_ouverture,
        solde_compte.c.solde,
    )
    .join(solde_compte, solde_compte.c.numero == compte_client.c.numero)
    .where(
        solde_compte.c.solde > 0,
        or_(compte_client.c.type == TypeCompte.ACOMPTE.value, compte_client.c.type == TypeCompte.AVOIR.value),
        compte_client.c.client.in_(tiers()),
    )
    .order_by(compte_client.c.date_ouverture, compte_client.c.numero)
)


def dus(connexion: Connection, client: int) -> list[LigneDue]:
    """Return all that a client owes, oldest échéance first (DOMAIN §2: the left column)."""
    lignes = [
        LigneDue(
            cle=f"{x.numero}/{x.rang}",
            titre=f"{TypePiece(x.type).libelle} {x.numero}" + (" (brouillon)" if x.etat == "brouillon" else ""),
            type=x.type,
            date=x.date,
            date_echeance=x.date_echeance,
            montant=x.montant,
            reste=x.reste,
            devise=x.devise,
            reste_devise=x.reste_devise,
            compte=None,
        )
        for x in _ECHEANCES.lire(connexion, {"client": client})
    ]
    lignes += [
        LigneDue(
            cle=str(x.numero),
            titre=f"Compte {TypeCompte(x.type).libelle.lower()} n° {x.numero}",
            type=x.type,
            date=x.date_ouverture,
            date_echeance=x.date_ouverture,
            montant=x.solde,
            reste=x.solde,
            devise=EURO,
            reste_devise=x.solde,
            compte=x.numero,
        )
        for x in _COMPTES_DUS.lire(connexion, {"client": client})
    ]
    return sorted(lignes, key=lambda ligne: ligne.date_echeance)


def disponibles(connexion: Connection, client: int) -> list[LigneDisponible]:
    """Return every disponible of a client, oldest first (DOMAIN §2: the right column)."""
    lignes = []
    for x in _SOURCES.lire(connexion, {"client": client}):
        avoir = x.sorte == SorteSource.AVOIR.value
        lignes.append(
            LigneDisponible(
                cle=x.avoir if avoir else x.numero,
                sorte=SorteSource(x.sorte),
                titre=f"Avoir {x.avoir}" if avoir else f"{x.mode_libelle} {x.numero}",
                date=x.date_avoir if avoir else x.date,
                montant=x.montant,
                disponible=x.reste,
                devise=x.devise_avoir if avoir else x.devise,
                disponible_devise=x.reste_devise,
                compte=None,
            )
        )
    lignes += [
        LigneDisponible(
            cle=str(x.numero),
            sorte=SorteSource.COMPTE,
            titre=f"Compte {TypeCompte(x.type).libelle.lower()} n° {x.numero}",
            date=x.date_ouverture,
            montant=x.solde,  # its entrées would count what was un-matched twice
            disponible=x.solde,
            devise=EURO,
            disponible_devise=x.solde,
            compte=x.numero,
        )
        for x in _COMPTES_DISPONIBLES.lire(connexion, {"client": client})
    ]
    return sorted(lignes, key=lambda ligne: ligne.date)


def dus_du_client(tx: Transaction, client: int) -> list[Du]:
    """Return what a client owes, for the proposal inside a command."""
    return [en_du(ligne) for ligne in dus(tx.connexion, client)]


def en_du(ligne: LigneDue) -> Du:
    """Return a due row as the proposal takes it."""
    return Du(ligne.cle, ligne.reste_devise, ligne.date_echeance.isoformat(), ligne.devise)


def en_disponible(ligne: LigneDisponible) -> Disponible:
    """Return an available row as the proposal takes it."""
    return Disponible(ligne.cle, ligne.disponible_devise, ligne.date.isoformat(), ligne.devise)
