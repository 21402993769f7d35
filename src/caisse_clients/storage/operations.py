"""Sealed operations: the poste's chain, its lock, idempotency, and the writing of the seal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import bindparam, insert, select

from caisse_clients.domain.grand_livre.scellement import (
    EMPREINTE_INITIALE,
    ENTETE,
    VERSION_CANON,
    empreinte_operation,
)
from caisse_clients.storage.cles import Tete, octets_publics
from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.operations import cle_poste, operation, poste, station, tete_poste, utilisateur
from caisse_clients.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class EtatPoste:
    """A poste as locked for one operation: its station, the end of its chain, the user's role."""

    station: str
    sequence: int
    horodatage: int
    empreinte: bytes
    signature: bytes
    role: str | None
    actif: bool


@dataclass(frozen=True, slots=True)
class Entete:
    """What is known of an operation besides its rows."""

    poste: str
    horodatage: int
    date_metier: dt.date
    utilisateur: str
    approbateur: str | None
    commande: str
    id_commande: str | None
    empreinte_commande: bytes | None
    resultat: str


_ETAT = Instruction(
    select(
        poste.c.station,
        tete_poste.c.sequence,
        tete_poste.c.horodatage,
        tete_poste.c.empreinte,
        tete_poste.c.signature,
        utilisateur.c.role,
        utilisateur.c.actif,
    )
    .select_from(
        poste.outerjoin(tete_poste, tete_poste.c.poste == poste.c.code).outerjoin(
            utilisateur, utilisateur.c.code == bindparam("utilisateur")
        )
    )
    .where(poste.c.code == bindparam("poste"))
)
_VERROU_STATION = Instruction(
    select(station.c.code)
    .join(poste, poste.c.station == station.c.code)
    .where(poste.c.code == bindparam("poste"))
    .with_for_update(read=True, of=station)
)
_VERROU_POSTE = Instruction(select(poste.c.code).where(poste.c.code == bindparam("poste")).with_for_update())
_DEJA = Instruction(
    select(operation.c.id, operation.c.empreinte_commande, operation.c.resultat).where(
        operation.c.id_commande == bindparam("id_commande")
    )
)
_CLE = Instruction(
    select(cle_poste.c.id)
    .where(cle_poste.c.poste == bindparam("poste"), cle_poste.c.cle_publique == bindparam("cle"))
    .limit(1)
)
_CLES = Instruction(select(cle_poste.c.id).where(cle_poste.c.poste == bindparam("poste")).limit(1))
_INSERTION = Instruction(insert(operation))


def verrouiller_poste(tx: Transaction, code_poste: str, code_utilisateur: str) -> EtatPoste | None:
    """Queue on the poste (after its station, shared) and return its state; None for an unknown poste.

    SQLite has one writer at a time already; PostgreSQL locks station then poste, the first two of the fixed
    order of locks (ARCHITECTURE §6).
    """
    if not tx.base.sqlite:
        tx.valeur(_VERROU_STATION, poste=code_poste)
        tx.valeur(_VERROU_POSTE, poste=code_poste)
    ligne = tx.une(_ETAT, poste=code_poste, utilisateur=code_utilisateur)
    if ligne is None:
        return None
    return EtatPoste(
        ligne.station,
        ligne.sequence or 0,
        ligne.horodatage or 0,
        ligne.empreinte or EMPREINTE_INITIALE,
        ligne.signature or b"",
        ligne.role,
        bool(ligne.actif),
    )


def deja_faite(tx: Transaction, id_commande: str) -> tuple[int, bytes, str] | None:
    """Return (operation, command hash, result) of the operation done under this id, or None."""
    ligne = tx.une(_DEJA, id_commande=id_commande)
    return None if ligne is None else (ligne.id, bytes(ligne.empreinte_commande or b""), ligne.resultat)


def id_de_cle(tx: Transaction, code_poste: str, cle: Ed25519PrivateKey) -> int | None:
    """Return the id of the enrolled public key of this private key, or None when it is not enrolled."""
    trouve = tx.valeur(_CLE, poste=code_poste, cle=octets_publics(cle))
    return None if trouve is None else int(trouve)


def poste_a_une_cle(tx: Transaction, code_poste: str) -> bool:
    """Tell whether any key was ever enrolled for the poste."""
    return tx.valeur(_CLES, poste=code_poste) is not None


def enroler(tx: Transaction, code_poste: str, cle: Ed25519PrivateKey) -> int:
    """Write the public key as a fact of the current operation; return its id."""
    identifiant = tx.id("cle_poste")
    tx.inserer(cle_poste, [{"id": identifiant, "poste": code_poste, "cle_publique": octets_publics(cle)}])
    return identifiant


def sceller(tx: Transaction, entete: Entete, etat: EtatPoste, cle: Ed25519PrivateKey, cle_id: int) -> EtatPoste:
    """Seal the rows written since ``commencer_operation`` and write the operation; return the new state."""
    valeurs: dict[str, Any] = {
        "id": tx.operation_id,
        "poste": entete.poste,
        "sequence": etat.sequence + 1,
        "horodatage": entete.horodatage,
        "date_metier": entete.date_metier,
        "utilisateur": entete.utilisateur,
        "approbateur": entete.approbateur,
        "commande": entete.commande,
        "id_commande": entete.id_commande,
        "empreinte_commande": entete.empreinte_commande,
        "resultat": entete.resultat,
        "version_canon": VERSION_CANON,
        "horloge_reculee": entete.horodatage < etat.horodatage,
        "cle_id": cle_id,
    }
    empreinte = empreinte_operation(
        etat.empreinte, etat.signature, [valeurs[champ] for champ in ENTETE], tx.lignes_a_sceller()
    )
    signature = cle.sign(empreinte)
    _INSERTION.ecrire(tx.connexion, [{**valeurs, "empreinte": empreinte, "signature": signature}])
    return EtatPoste(etat.station, etat.sequence + 1, entete.horodatage, empreinte, signature, etat.role, etat.actif)


def tete_de(etat: EtatPoste) -> Tete:
    """Return the head to keep beside the key after the commit."""
    return Tete(etat.sequence, etat.empreinte)


_EMPREINTE = Instruction(
    select(operation.c.empreinte).where(
        operation.c.poste == bindparam("poste"), operation.c.sequence == bindparam("sequence")
    )
)


def empreinte_a(tx: Transaction, code_poste: str, sequence: int) -> bytes | None:
    """Return the fingerprint of the poste's operation number ``sequence``, or None when it is not there."""
    trouve = tx.valeur(_EMPREINTE, poste=code_poste, sequence=sequence)
    return None if trouve is None else bytes(trouve)
