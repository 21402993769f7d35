"""The frozen statements of each schema revision, one file a dialect (no alembic needed to read them)."""

from __future__ import annotations

from pathlib import Path

_VERSIONS = Path(__file__).parent / "versions"


def instructions(revision: str, dialecte: str) -> list[str]:
    """Return the frozen statements of a revision for a dialect, from the file beside it."""
    texte = (_VERSIONS / f"{revision}.{dialecte}.sql").read_text(encoding="utf-8")
    return [partie.strip() for partie in texte.split("\n-- ;;\n") if partie.strip()]
