"""Supporting files in the base: each content once, by its SHA-256, and the règlements it goes with."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, select, text, type_coerce
from sqlalchemy.types import NullType

from caisse_clients.domain.fichiers import FichierJoint, empreinte_de
from caisse_clients.domain.grand_livre.controles import Rapport
from caisse_clients.domain.vues_ventes import PieceJointe
from caisse_clients.kernel.erreurs import ErreurMetier, ErreurTechnique
from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.reglements import fichier, piece_jointe
from caisse_clients.storage.transaction import Transaction

_PAQUET = 500
"""Fingerprints listed at a time; contents are read one by one, so a verification holds 10 MB at most."""
_VERROU = Instruction(text("SELECT pg_advisory_xact_lock(hashtextextended(:cle, 0))"))
_CONNU = Instruction(select(fichier.c.empreinte).where(fichier.c.empreinte == bindparam("empreinte")))
_JOINTES = (
    select(
        piece_jointe.c.id,
        piece_jointe.c.reglement,
        piece_jointe.c.nom,
        fichier.c.type,
        fichier.c.taille,
        fichier.c.empreinte,
    )
    .join(fichier, fichier.c.empreinte == piece_jointe.c.fichier)
    .order_by(piece_jointe.c.reglement, piece_jointe.c.id)
)
_LIRE = _JOINTES.add_columns(fichier.c.contenu).where(piece_jointe.c.id == bindparam("piece_jointe"))


def ajouter(tx: Transaction, joint: FichierJoint) -> None:
    """Keep a content unless the base has it already.

    A second post bringing the same content at the same time waits for the first instead of failing; a command with
    several files adds them in the order of their fingerprints (``joindre_tous``), so that two never wait for each
    other.
    """
    if not tx.base.sqlite:  # SQLite has one writer at a time
        tx.valeur(_VERROU, cle=f"fichier:{joint.empreinte}")
    if tx.valeur(_CONNU, empreinte=joint.empreinte) is None:
        tx.inserer(
            fichier,
            [
                {
                    "empreinte": joint.empreinte,
                    "taille": joint.taille,
                    "type": joint.type.value,
                    "contenu": joint.contenu,
                }
            ],
        )


def joindre(tx: Transaction, reglement_id: int, joint: FichierJoint) -> int:
    """Attach a content already kept to a règlement, under its name; return the id of the link."""
    identifiant = tx.id("piece_jointe")
    tx.inserer(
        piece_jointe,
        [{"id": identifiant, "reglement": reglement_id, "fichier": joint.empreinte, "nom": joint.nom}],
    )
    return identifiant


def joindre_tous(tx: Transaction, reglement_id: int, joints: list[FichierJoint]) -> list[int]:
    """Keep and attach several files, one link per distinct content; return their ids in the order given."""
    distincts = {joint.empreinte: joint for joint in reversed(joints)}
    for empreinte in sorted(distincts):
        ajouter(tx, distincts[empreinte])
    premiers = dict.fromkeys(joint.empreinte for joint in joints)
    return [joindre(tx, reglement_id, distincts[empreinte]) for empreinte in premiers]


def du_reglement(connexion: Connection, reglement_id: int) -> tuple[PieceJointe, ...]:
    """Return the files of a règlement, oldest first, without their content."""
    return tuple(_vue(ligne) for ligne in connexion.execute(_JOINTES.where(piece_jointe.c.reglement == reglement_id)))


def lire(connexion: Connection, piece_jointe_id: int) -> tuple[PieceJointe, bytes]:
    """Return a supporting file and its content, which is what was sealed.

    Raises ``piece_jointe_inconnue``; ``ErreurTechnique("fichier_altere")`` when the content is no longer its own.
    """
    ligne = connexion.execute(_LIRE, {"piece_jointe": piece_jointe_id}).first()
    if ligne is None:
        raise ErreurMetier("piece_jointe_inconnue")
    contenu = bytes(ligne.contenu) if isinstance(ligne.contenu, bytes | memoryview) else b""
    vue = _vue(ligne)
    if empreinte_de(contenu) != vue.empreinte:
        raise ErreurTechnique("fichier_altere", fichier=vue.nom)
    return vue, contenu


def _vue(ligne: Any) -> PieceJointe:
    # the name may have been erased by an épuration that the law allows
    return PieceJointe(ligne.id, ligne.nom or "(nom effacé)", ligne.type, ligne.taille, ligne.empreinte)


def verifier_les_fichiers(connexion: Connection, rapport: Rapport) -> None:
    """Recompute the SHA-256 and the size of every content, and find links whose file is gone.

    The seal holds the fingerprint, not the content: this is where a changed byte of a receipt shows.
    """
    contenu = type_coerce(fichier.c.contenu, NullType()).label("contenu")
    apres = ""
    while paquet := connexion.scalars(
        select(fichier.c.empreinte).where(fichier.c.empreinte > apres).order_by(fichier.c.empreinte).limit(_PAQUET)
    ).all():
        for empreinte in paquet:
            ligne = connexion.execute(
                select(contenu, fichier.c.taille, fichier.c.operation_id).where(fichier.c.empreinte == empreinte)
            ).one()
            octets = bytes(ligne.contenu) if isinstance(ligne.contenu, bytes | memoryview) else b""
            if empreinte_de(octets) != empreinte or len(octets) != ligne.taille:
                rapport.signaler(
                    "fichier_altere",
                    f"Le fichier joint {str(empreinte)[:12]}… n'a plus le contenu qui a été scellé.",
                    ligne.operation_id,
                )
        apres = paquet[-1]
    seules = select(piece_jointe.c.id, piece_jointe.c.operation_id).where(
        ~select(fichier.c.empreinte).where(fichier.c.empreinte == piece_jointe.c.fichier).exists()
    )
    for identifiant, operation in connexion.execute(seules):
        rapport.signaler("fichier_absent", f"Le fichier de la pièce jointe {identifiant} n'est plus là.", operation)
