"""PINs: their Argon2id hashes, the wrong tries of each user, who has one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from caisse_clients.domain.droits import Role
from caisse_clients.storage.schema.operations import essai_pin, utilisateur
from caisse_clients.storage.transaction import Transaction

MEMOIRE_KIO, PASSES, FILS = 19_456, 2, 1
"""What OWASP asks of Argon2id at least; 40 ms on the project's machine. A hash says by itself what made it."""
_SEL, _LONGUEUR = 16, 32
_A_UN_PIN = utilisateur.c.pin_empreinte.isnot(None)


@dataclass(frozen=True, slots=True)
class EtatPin:
    """A user as his PIN knows him; ``dernier`` is the last wrong try, in UTC microseconds."""

    code: str
    libelle: str
    role: Role
    actif: bool
    empreinte: str | None
    echecs: int
    dernier: int


def calculer_empreinte(pin: str) -> str:
    """Return the PHC string of a PIN under a fresh salt (40 ms: never on the UI thread)."""
    kdf = Argon2id(
        salt=secrets.token_bytes(_SEL), length=_LONGUEUR, iterations=PASSES, lanes=FILS, memory_cost=MEMOIRE_KIO
    )
    return kdf.derive_phc_encoded(pin.encode())


def correspond(pin: str, empreinte: str | None) -> bool:
    """Tell whether a PIN is the one of this hash; without a hash the same time is spent on nobody's."""
    try:
        Argon2id.verify_phc_encoded(pin.encode("utf-8", "surrogatepass"), empreinte or _empreinte_de_personne())
    except InvalidKey:  # another PIN, or a hash that was tampered with
        return False
    return empreinte is not None


@cache
def _empreinte_de_personne() -> str:
    return calculer_empreinte(secrets.token_hex(8))


def lire_etat(connexion: Connection, code: str) -> EtatPin | None:
    """Return what a PIN is checked against, or None for a user who does not exist."""
    requete = (
        select(
            utilisateur.c.code,
            utilisateur.c.libelle,
            utilisateur.c.role,
            utilisateur.c.actif,
            utilisateur.c.pin_empreinte,
            func.coalesce(essai_pin.c.echecs, 0),
            func.coalesce(essai_pin.c.dernier, 0),
        )
        .select_from(utilisateur.outerjoin(essai_pin, essai_pin.c.utilisateur == utilisateur.c.code))
        .where(utilisateur.c.code == code)
    )
    u = connexion.execute(requete).first()
    return None if u is None else EtatPin(u[0], u[1], Role(u[2]), bool(u[3]), u[4], int(u[5]), int(u[6]))


def noter_un_echec(tx: Transaction, code: str, instant: int) -> int:
    """Count one more wrong PIN of a user and return how many there are in a row, those of other posts included."""
    dialecte: Any = sqlite if tx.base.sqlite else postgresql
    insertion = dialecte.insert(essai_pin).values(utilisateur=code, echecs=1, dernier=instant)
    ajout = insertion.on_conflict_do_update(
        index_elements=[essai_pin.c.utilisateur], set_={"echecs": essai_pin.c.echecs + 1, "dernier": instant}
    )
    return int(tx.connexion.execute(ajout.returning(essai_pin.c.echecs)).scalar_one())


def oublier_les_echecs(tx: Transaction, code: str) -> None:
    """Start again from no wrong PIN."""
    tx.executer(update(essai_pin).where(essai_pin.c.utilisateur == code).values(echecs=0))


def codes_avec_pin(connexion: Connection) -> frozenset[str]:
    """Return the users who have a PIN."""
    return frozenset(connexion.execute(select(utilisateur.c.code).where(_A_UN_PIN)).scalars())


def roles_avec_pin(connexion: Connection) -> dict[str, Role]:
    """Return the role of each active user who has a PIN."""
    requete = select(utilisateur.c.code, utilisateur.c.role).where(_A_UN_PIN, utilisateur.c.actif.is_(True))
    return {u.code: Role(u.role) for u in connexion.execute(requete)}


def administrateurs_avec_pin(tx: Transaction) -> list[str]:
    """Return the active administrators who have a PIN, locked so that two acts cannot take the last two away."""
    requete = (
        select(utilisateur.c.code)
        .where(_A_UN_PIN, utilisateur.c.role == Role.ADMINISTRATEUR.value, utilisateur.c.actif.is_(True))
        .order_by(utilisateur.c.code)
        .with_for_update()
    )
    return [ligne.code for ligne in tx.toutes(requete)]
