"""Bons d'avoir: one for each compte avoir that has a paper of its own."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from caisse_clients.domain.bons import nouveau_code
from caisse_clients.storage.instructions import Instruction
from caisse_clients.storage.schema.acces import bon_avoir
from caisse_clients.storage.transaction import Transaction

_DU_COMPTE = Instruction(select(bon_avoir.c.code).where(bon_avoir.c.compte == bindparam("compte")))
_PAR_CODE = Instruction(select(bon_avoir.c.compte).where(bon_avoir.c.code == bindparam("code")))


def emettre(tx: Transaction, compte: int) -> str:
    """Return the code of a compte avoir, drawn at the first call (its account must be locked)."""
    deja = tx.valeur(_DU_COMPTE, compte=compte)
    if deja is not None:
        return str(deja)
    code = nouveau_code(compte)
    tx.inserer(bon_avoir, [{"id": tx.id("bon_avoir"), "compte": compte, "code": code}])
    return code


def code_du_compte(connexion: Connection, compte: int) -> str | None:
    """Return the code of a compte avoir, None before its first bon."""
    lignes = _DU_COMPTE.lignes(connexion, {"compte": compte})
    return str(lignes[0][0]) if lignes and lignes[0][0] is not None else None


def compte_du_code(connexion: Connection, code: str) -> int | None:
    """Return the compte avoir that a code (its digits) belongs to, None when no bon has it."""
    lignes = _PAR_CODE.lignes(connexion, {"code": code})
    return int(lignes[0][0]) if lignes else None
