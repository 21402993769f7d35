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


def tables(url: str) -> list[str]:
    """Return CREATE TABLE / INDEX / ALTER statements for a dialect, in a stable order."""
    instructions: list[str] = []
    dialecte = make_url(url).get_dialect()()

    def noter(ddl: Any, *_valeurs: Any, **_options: Any) -> None:
        instructions.append(str(ddl.compile(dialect=dialecte)).strip())

    moteur = create_mock_engine(url, noter)
    metadata.create_all(moteur, checkfirst=False)
    creations = [i for i in instructions if not i.startswith("ALTER")]
    return creations + sorted(i for i in instructions if i.startswith("ALTER"))


def figer(revision: str) -> None:
    """Write ``<revision>.sqlite.sql`` and ``<revision>.postgresql.sql``."""
    pg = [
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        *tables("postgresql+psycopg://"),
        *(f"CREATE SEQUENCE {t}_ids" for t in postgresql.SEQUENCES),
        *postgresql.objets().values(),
        (
            f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{postgresql.ROLE_APPLICATION}') THEN "
            f"CREATE ROLE {postgresql.ROLE_APPLICATION} NOLOGIN; END IF; END $$"
        ),
        f"GRANT {postgresql.ROLE_APPLICATION} TO CURRENT_USER",
        *postgresql.droits(),
    ]
    sq = [*tables("sqlite://"), *sqlite.objets().values()]
    for dialecte, instructions in (("postgresql", pg), ("sqlite", sq)):
        propres = ("\n".join(ligne.rstrip() for ligne in i.splitlines()) for i in instructions)
        (DOSSIER / f"{revision}.{dialecte}.sql").write_text(SEPARATEUR.join(propres) + "\n", encoding="utf-8")


if __name__ == "__main__":
    figer(sys.argv[1])
