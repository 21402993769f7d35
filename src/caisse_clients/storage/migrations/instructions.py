"""The frozen statements of each schema revision, one file a dialect (no alembic needed to read them)."""

from __future__ import annotations

from pathlib import Path

_VERSIONS = Path(__file__).parent / "versions"
REVISIONS = ("0001", "0002", "0003", "0004")
"""Every schema revision, oldest first; the last is the head."""


def instructions(revision: str, dialecte: str) -> list[str]:
    """Return the frozen statements of a revision for a dialect, from the file beside it."""
    texte = (_VERSIONS / f"{revision}.{dialecte}.sql").read_text(encoding="utf-8")
    return [partie.strip() for partie in texte.split("\n-- ;;\n") if partie.strip()]


def instructions_jusqu_a(revision: str, dialecte: str) -> list[str]:
    """Return the frozen statements of all revisions up to ``revision``, in the order in which they ran."""
    return [
        instruction
        for precedente in REVISIONS[: REVISIONS.index(revision) + 1]
        for instruction in instructions(precedente, dialecte)
    ]


def executer(revision: str) -> None:
    """Run the frozen statements of a revision on the connection of the running migration."""
    from alembic import op  # only a migration needs it: reading the statements must not import alembic

    connexion = op.get_bind()
    postgresql = connexion.dialect.name == "postgresql"
    for instruction in instructions(revision, connexion.dialect.name):
        connexion.exec_driver_sql(instruction.replace("%", "%%") if postgresql else instruction)
