"""Part of a verification: accès and their stops, cheques and their échéances, VAT of services and the ledger."""

from __future__ import annotations

from sqlalchemy import Connection, and_, case, func, or_, select

from caisse_clients.domain.acces import EtatAcces
from caisse_clients.domain.grand_livre.controles import Rapport
from caisse_clients.domain.pieces import TypePiece
from caisse_clients.storage.schema.acces import acces, archivage, cheque, exigibilite
from caisse_clients.storage.schema.grand_livre import ligne
from caisse_clients.storage.schema.reglements import imputation
from caisse_clients.storage.schema.ventes import echeance, piece, reste_echeance

_EXTRAIT = 20
"""Rows named per kind of anomaly."""


def verifier_les_acces(connexion: Connection, rapport: Rapport) -> None:
    """Check what the seal alone does not say: that the rows of accès agree with each other and with the ledger."""
    _etats(connexion, rapport)
    _arrets(connexion, rapport)
    _cheques(connexion, rapport)
    _tva_en_attente(connexion, rapport)
    _avoirs_annules(connexion, rapport)
    _echeances_fermees(connexion, rapport)


def _etats(connexion: Connection, rapport: Rapport) -> None:
    contraire = archivage.alias("contraire")
    arrete = (
        select(archivage.c.id)
        .where(
            archivage.c.acces == acces.c.id,
            archivage.c.annule.is_(None),
            ~select(contraire.c.id).where(contraire.c.annule == archivage.c.id).exists(),
        )
        .exists()
    )
    faux = (acces.c.etat == EtatAcces.ARCHIVE.value) != arrete
    for identifiant, etat in connexion.execute(select(acces.c.id, acces.c.etat).where(faux).limit(_EXTRAIT)):
        rapport.signaler("etat_d_acces_faux", f"Accès {identifiant} : {etat}, ce que ses arrêts ne disent pas.")


def _arrets(connexion: Connection, rapport: Rapport) -> None:
    fausses = (
        select(archivage.c.id, archivage.c.acces, archivage.c.montant_avoir, piece.c.total_ttc)
        .join(piece, piece.c.id == archivage.c.avoir)
        .where(piece.c.total_ttc != archivage.c.montant_avoir)
    )
    for identifiant, numero, dit, ecrit in connexion.execute(fausses.limit(_EXTRAIT)):
        rapport.signaler(
            "arret_faux", f"Arrêt {identifiant} de l'accès {numero} : avoir de {dit} centimes, la pièce en dit {ecrit}."
        )


def _cheques(connexion: Connection, rapport: Rapport) -> None:
    """A cheque is for an échéance of the facture of its accès."""
    fausses = (
        select(cheque.c.acces, cheque.c.rang)
        .select_from(
            cheque.join(acces, acces.c.id == cheque.c.acces).join(echeance, echeance.c.id == cheque.c.echeance)
        )
        .where(echeance.c.piece != acces.c.piece)
    )
    for numero, rang in connexion.execute(fausses.limit(_EXTRAIT)):
        rapport.signaler("cheque_faux", f"Chèque {rang} de l'accès {numero} : son échéance est d'une autre facture.")


def _avoirs_annules(connexion: Connection, rapport: Rapport) -> None:
    """An avoir that a facture cancels pays that facture with all it has, and nothing else."""
    facture, avoir = piece.alias("facture"), piece.alias("avoir")
    employe = (
        select(func.coalesce(func.sum(imputation.c.montant), 0))
        .select_from(imputation.join(echeance, echeance.c.id == imputation.c.echeance))
        .where(imputation.c.avoir == avoir.c.id, echeance.c.piece == facture.c.id)
        .correlate(avoir, facture)
        .scalar_subquery()
    )
    fausses = (
        select(avoir.c.numero, facture.c.numero, avoir.c.total_ttc, employe)
        .select_from(facture.join(avoir, avoir.c.id == facture.c.origine))
        .where(avoir.c.type == TypePiece.AVOIR.value, employe != avoir.c.total_ttc)
    )
    for numero, annulante, total, trouve in connexion.execute(fausses.limit(_EXTRAIT)):
        rapport.signaler(
            "avoir_annule_employe",
            f"Avoir {numero} : {annulante} l'annule pour {total} centimes, mais n'en reçoit que {trouve}.",
        )


def _echeances_fermees(connexion: Connection, rapport: Rapport) -> None:
    """What left the due list is wholly settled, and nobody expects less than nothing."""
    e, r = echeance.c, reste_echeance.c
    fausses = (
        select(piece.c.numero, e.rang, e.prevu, r.reste)
        .select_from(
            echeance.join(piece, piece.c.id == e.piece).join(reste_echeance, reste_echeance.c.echeance == e.id)
        )
        .where(or_(e.prevu < 0, and_(e.prevu == 0, r.reste > 0, piece.c.type == TypePiece.FACTURE.value)))
    )
    for numero, rang, prevu, reste in connexion.execute(fausses.limit(_EXTRAIT)):
        rapport.signaler(
            "echeance_fermee_due", f"Échéance {numero}/{rang} : prévue pour {prevu}, il en reste {reste} à payer."
        )


def _tva_en_attente(connexion: Connection, rapport: Rapport) -> None:
    """Each écriture moved on the waiting account what its rows say; no facture has more due than its VAT."""
    x = exigibilite.c
    dit = (
        select(x.ecriture, x.attente, func.sum(x.tva - x.exigible).label("montant"))
        .group_by(x.ecriture, x.attente)
        .subquery()
    )
    tenu = func.coalesce(func.sum(case((ligne.c.compte == dit.c.attente, ligne.c.credit - ligne.c.debit), else_=0)), 0)
    fausses = (
        select(dit.c.ecriture, dit.c.montant, tenu)
        .select_from(dit.outerjoin(ligne, ligne.c.ecriture_id == dit.c.ecriture))
        .group_by(dit.c.ecriture, dit.c.attente, dit.c.montant)
        .having(tenu != dit.c.montant)
    )
    for identifiant, montant, trouve in connexion.execute(fausses.limit(_EXTRAIT)):
        rapport.signaler(
            "tva_en_attente_fausse",
            f"Écriture {identifiant} : {montant} centimes de TVA en attente, {trouve} dans ses lignes.",
        )
    tva, due = func.sum(x.tva), func.sum(x.exigible)
    exces = (
        select(piece.c.numero, x.compte, tva, due)
        .select_from(exigibilite.join(piece, piece.c.id == x.piece))
        .group_by(piece.c.id, piece.c.numero, x.compte)
        .having(or_(due < 0, due > tva))
    )
    for numero, compte, totale, exigee in connexion.execute(exces.limit(_EXTRAIT)):
        rapport.signaler(
            "tva_en_attente_fausse",
            f"Pièce {numero} : {exigee} centimes de TVA exigibles au compte {compte} pour {totale} facturés.",
        )
