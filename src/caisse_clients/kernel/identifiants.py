"""Identifiers of commands: uuid7, made when a form opens (ARCHITECTURE §4: identity)."""

from __future__ import annotations

from uuid import UUID

import uuid_utils

from caisse_clients.kernel.erreurs import ErreurMetier


def nouvel_id() -> str:
    """Return a new uuid7 in canonical text form."""
    return str(uuid_utils.uuid7())


def lire_id(texte: str) -> str:
    """Return ``texte`` as a canonical uuid; raises ``ErreurMetier("id_invalide")`` otherwise."""
    try:
        return str(UUID(texte))
    except ValueError:
        raise ErreurMetier("id_invalide", champ="id_commande", valeur=texte) from None
