"""Comptes clients and écritures: lock, add, and what a rule needs to know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select

from caisse_clients.domain.comptes import OrigineEcriture, TypeCompte
from caisse_clients.domain.grand_livre.ecritures import Ligne, equilibrer
from caisse_clients.kernel.argent import Centimes
from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.grand_livre import compte_client, ecriture, ligne, solde_compte
from caisse_clients.storage.schema.operations import cloture, operation
from caisse_clients.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Compte:
    """A compte client under lock; ``solde`` in centimes, ``tiers`` is its debtor or creditor."""

    numero: int
    client: int
    type: TypeCompte
    organisme: int | None
    solde: int

    @property
    def tiers(self) -> int:
        """The organisme for an organisme-crédit account, else the client."""
        return self.client if self.organisme is None else self.organisme


@dataclass(frozen=True, slots=True)
class NouvelleEcriture:
    """An écriture to write; texts are clean, the lines balance."""

    date: dt.date
    station: str
    journal: str
    libelle: str
    motif: str
    motif_libelle: str
    origine: OrigineEcriture
    lignes: tuple[Ligne, ...]
    beneficiaire: str = ""
    commentaire: str = ""
    raison: str = ""
    extourne_de: int | None = None


@dataclass(frozen=True, slots=True)
class EcritureExistante:
    """An écriture as needed to contre-pass it; ``horodatage`` is when it was recorded (UTC microseconds).

    One written by the command that is running has no ``commande`` yet, and ``horodatage`` 0.
    """

    id: int
    date: dt.date
    libelle: str
    motif: str
    motif_libelle: str
    origine: OrigineEcriture
    horodatage: int
    commande: str
    annulee_par: int | None
    lignes: tuple[Ligne, ...]


_SOLDE = Instruction(select(solde_compte.c.solde).where(solde_compte.c.numero == bindparam("numero")).with_for_update())
_COMPTE = Instruction(
    select(compte_client.c.numero, compte_client.c.client, compte_client.c.type, compte_client.c.organisme).where(
        compte_client.c.numero == bindparam("numero")
    )
)
CAISSE = "53"
"""Root of the general accounts that hold cash."""
_contraire = ecriture.alias("contraire")
_contrepartie = ligne.alias("contrepartie")
_ESPECES = Instruction(
    select(
        func.coalesce(func.sum(ligne.c.debit), 0).label("debits"),
        func.coalesce(func.sum(ligne.c.credit), 0).label("credits"),
    )
    .join(ecriture, ecriture.c.id == ligne.c.ecriture_id)
    .where(
        ligne.c.compte_client == bindparam("numero"),
        select(_contrepartie.c.rang)
        .where(_contrepartie.c.ecriture_id == ligne.c.ecriture_id, _contrepartie.c.compte.startswith(CAISSE))
        .exists(),
        ecriture.c.extourne_de.is_(None),
        ~select(_contraire.c.id).where(_contraire.c.extourne_de == ecriture.c.id).exists(),
    )
)
_CLOTURE = Instruction(
    select(cloture.c.id)
    .where(
        cloture.c.fin >= bindparam("date"),
        cloture.c.debut <= bindparam("date"),
        cloture.c.station.is_(None) | (cloture.c.station == bindparam("station")),
    )
    .limit(1)
)
_ECRITURE = Instruction(
    select(
        ecriture.c.id,
        ecriture.c.date,
        ecriture.c.libelle,
        ecriture.c.motif,
        ecriture.c.motif_libelle,
        ecriture.c.origine,
        func.coalesce(operation.c.horodatage, 0).label("horodatage"),
        func.coalesce(operation.c.commande, "").label("commande"),
        _contraire.c.id.label("annulee_par"),
    )
    .outerjoin(operation, operation.c.id == ecriture.c.operation_id)  # its row comes with the seal, at the end
    .outerjoin(_contraire, _contraire.c.extourne_de == ecriture.c.id)
    .where(ecriture.c.id == bindparam("id"))
)
_LIGNES = Instruction(
    select(
        ligne.c.compte,
        ligne.c.debit,
        ligne.c.credit,
        ligne.c.tiers,
        ligne.c.compte_client,
        ligne.c.devise,
        ligne.c.montant_devise,
    )
    .where(ligne.c.ecriture_id == bindparam("id"))
    .order_by(ligne.c.rang)
)


def verrouiller(tx: Transaction, numero: int) -> Compte | None:
    """Return a compte client, its balance locked until the end of the transaction, or None."""
    ligne_compte = tx.une(_COMPTE, numero=numero)
    if ligne_compte is None:
        return None
    solde = tx.valeur(_SOLDE, numero=numero)
    return Compte(numero, ligne_compte.client, TypeCompte(ligne_compte.type), ligne_compte.organisme, int(solde))


def ajouter_compte(
    tx: Transaction,
    *,
    numero: int,
    client: int,
    type_compte: TypeCompte,
    date: dt.date,
    organisme: int | None = None,
    dossier: str = "",
) -> Compte:
    """Insert a compte client with balance zero and return it."""
    ligne_neuve = ligne_compte(
        numero=numero, client=client, type_compte=type_compte, date=date, organisme=organisme, dossier=dossier
    )
    ajouter_comptes(tx, [ligne_neuve])
    return Compte(numero, client, type_compte, organisme, 0)


def ajouter_comptes(tx: Transaction, lignes: Sequence[dict[str, Any]]) -> None:
    """Insert comptes clients (``ligne_compte``) with balance zero."""
    tx.inserer(compte_client, lignes)


def ligne_compte(
    *, numero: int, client: int, type_compte: TypeCompte, date: dt.date, organisme: int | None, dossier: str
) -> dict[str, Any]:
    """Return the row of a new compte client."""
    return {
        "numero": numero,
        "client": client,
        "type": type_compte.value,
        "sens": type_compte.sens,
        "date_ouverture": date,
        "organisme": organisme,
        "dossier": dossier,
    }


def ajouter_ecritures(tx: Transaction, nouvelles: Sequence[NouvelleEcriture]) -> Sequence[int]:
    """Insert écritures, all lines first, then the headers whose triggers check them; return their ids."""
    ids = tx.ids("ecriture", len(nouvelles))
    lignes: list[dict[str, Any]] = []
    entetes: list[dict[str, Any]] = []
    for identifiant, e in zip(ids, nouvelles, strict=True):
        for rang, detail in enumerate(equilibrer(e.lignes), 1):
            lignes.append(
                {
                    "ecriture_id": identifiant,
                    "rang": rang,
                    "date": e.date,
                    "compte": detail.compte,
                    "tiers": detail.tiers,
                    "compte_client": detail.compte_client,
                    "debit": int(detail.debit),
                    "credit": int(detail.credit),
                    "devise": detail.devise,
                    "montant_devise": detail.montant_devise,
                }
            )
        entetes.append(
            {
                "id": identifiant,
                "journal": e.journal,
                "date": e.date,
                "station": e.station,
                "libelle": e.libelle,
                "motif": e.motif,
                "motif_libelle": e.motif_libelle,
                "origine": e.origine.value,
                "beneficiaire": e.beneficiaire,
                "commentaire": e.commentaire,
                "raison": e.raison,
                "extourne_de": e.extourne_de,
            }
        )
    tx.inserer(ligne, lignes)
    tx.inserer(ecriture, entetes)
    return ids


def especes_du_compte(tx: Transaction, numero: int) -> tuple[int, int]:
    """Return what was (debited, credited) in cash on an account so far, contre-passed acts left out, in centimes."""
    trouve = tx.une(_ESPECES, numero=numero)
    return (0, 0) if trouve is None else (int(trouve.debits), int(trouve.credits))


def periode_close(tx: Transaction, date: dt.date, station: str) -> bool:
    """Tell whether any closing covers this date for this station (DOMAIN §2, Closings)."""
    return tx.valeur(_CLOTURE, date=date, station=station) is not None


def charger_ecriture(tx: Transaction, identifiant: int) -> EcritureExistante | None:
    """Return an écriture with its lines, or None."""
    e = tx.une(_ECRITURE, id=identifiant)
    if e is None:
        return None
    return EcritureExistante(
        id=e.id,
        date=e.date,
        libelle=e.libelle,
        motif=e.motif,
        motif_libelle=e.motif_libelle,
        origine=OrigineEcriture(e.origine),
        horodatage=e.horodatage,
        commande=e.commande,
        annulee_par=e.annulee_par,
        lignes=tuple(
            Ligne(x.compte, Centimes(x.debit), Centimes(x.credit), x.tiers, x.compte_client, x.devise, x.montant_devise)
            for x in tx.toutes(_LIGNES, id=identifiant)
        ),
    )
