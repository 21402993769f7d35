"""Write the statements of a schema revision from the metadata and the triggers: ``python tools/figer_schema.py 0001``.

Only for a revision that no base in use has: a landed revision is frozen.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from sqlalchemy import create_mock_engine
from sqlalchemy.engine import make_url

from caisse_clients.storage.declencheurs import postgresql, sqlite
from caisse_clients.storage.schema import metadata

SEPARATEUR = "\n-- ;;\n"
DOSSIER = Path(__file__).parent.parent / "src/caisse_clients/storage/migrations/versions"


# The role is the server's, not the base's: another base may have made it, even at this very moment.
_ROLE = (
    f"DO $$ BEGIN CREATE ROLE {postgresql.ROLE_APPLICATION} NOLOGIN; "
    "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
)
_APPARTENANCE = (
    "DO $$ BEGIN IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN "
    f"EXECUTE format('GRANT {postgresql.ROLE_APPLICATION} TO %I', current_user); END IF; END $$"
)


def tables(url: str) -> list[str]:
    """Return CREATE TABLE / INDEX / ALTER statements for a dialect, in a stable order."""
    instructions: list[str] = []
    dialecte = make_url(url).get_dialect()()

    def noter(ddl: Any, *_valeurs: Any, **_options: Any) -> None:
        instructions.append(str(ddl.compile(dialect=dialecte)).strip())

    moteur = create_mock_engine(url, noter)
    metadata.create_all(moteur, checkfirst=False)
    # Indexes and late constraints come out of sets: each index after its table, by name, then the constraints.
    cles: list[tuple[int, int, str]] = []
    tables_vues = 0
    for instruction in instructions:
        tables_vues += instruction.startswith("CREATE TABLE")
        tardive = instruction.startswith("ALTER")
        cles.append(
            (len(instructions) if tardive else tables_vues, not instruction.startswith("CREATE TABLE"), instruction)
        )
    return [instruction for _table, _rang, instruction in sorted(cles)]


def figer(revision: str) -> None:
    """Write ``<revision>.sqlite.sql`` and ``<revision>.postgresql.sql``."""
    pg = [
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        *tables("postgresql+psycopg://"),
        *(f"CREATE SEQUENCE {t}_ids" for t in postgresql.SEQUENCES),
        *postgresql.objets().values(),
        _ROLE,
        _APPARTENANCE,
        *postgresql.droits(),
    ]
    sq = [*tables("sqlite://"), *sqlite.objets().values()]
    for dialecte, instructions in (("postgresql", pg), ("sqlite", sq)):
        propres = ("\n".join(ligne.rstrip() for ligne in i.splitlines()) for i in instructions)
        (DOSSIER / f"{revision}.{dialecte}.sql").write_text(SEPARATEUR.join(propres) + "\n", encoding="utf-8")


if __name__ == "__main__":
    figer(sys.argv[1])
