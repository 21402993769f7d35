"""Write the statements of the newest schema revision: ``python tools/figer_schema.py 0002``.

They are what the metadata and the triggers ask for and no earlier revision made; rights are given anew each time.

Only for a revision that no base in use has: a landed revision is frozen.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy import Dialect, Index
from sqlalchemy.engine import make_url
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable

from caisse_clients.storage.declencheurs import postgresql, sqlite
from caisse_clients.storage.migrations.instructions import REVISIONS, instructions_jusqu_a
from caisse_clients.storage.schema import metadata
from caisse_clients.storage.schema.base import OPTIONS_D_INDEX, poser_les_gardes

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


def tables(dialecte: Dialect) -> list[str]:
    """Return the statements of tables and indexes, by name; on PostgreSQL the foreign keys come last.

    Not ``create_all``: its order comes out of sets, and what is frozen must come out the same each time.
    """
    creations: list[str] = []
    liens: list[str] = []
    for nom in sorted(metadata.tables):
        table = metadata.tables[nom]
        cles = sorted(table.foreign_key_constraints, key=lambda cle: str(cle.name))
        dedans = None if dialecte.name == "sqlite" else ()  # None: all of them inside CREATE TABLE
        creations.append(str(CreateTable(table, include_foreign_key_constraints=dedans).compile(dialect=dialecte)))
        creations += [
            str(CreateIndex(avec_ses_options(index, dialecte)).compile(dialect=dialecte))
            for index in sorted(table.indexes, key=lambda index: str(index.name))
            if index.info.get("dialecte", dialecte.name) == dialecte.name
        ]
        if dedans is not None:
            liens += [str(AddConstraint(cle, isolate_from_table=False).compile(dialect=dialecte)) for cle in cles]
    return [instruction.strip() for instruction in creations + liens]


def avec_ses_options(index: Index, dialecte: Dialect) -> Index:
    """Return an index with the options of its info given to the dialect."""
    for option in OPTIONS_D_INDEX:
        if option in index.info:
            index.dialect_options[dialecte.name][option] = index.info[option]
    return index


def ordres(dialecte: str) -> list[str]:
    """Return every statement that makes a base of today's schema, in order, for ``sqlite`` or ``postgresql``."""
    poser_les_gardes()
    if dialecte == "sqlite":
        instructions = [*tables(make_url("sqlite://").get_dialect()()), *sqlite.objets().values()]
    else:
        instructions = [
            "CREATE EXTENSION IF NOT EXISTS pg_trgm",
            *tables(make_url("postgresql+psycopg://").get_dialect()()),
            *(f"CREATE SEQUENCE {t}_ids" for t in postgresql.SEQUENCES),
            *postgresql.objets().values(),
            _ROLE,
            _APPARTENANCE,
            *postgresql.droits(),
        ]
    return ["\n".join(ligne.rstrip() for ligne in i.splitlines()) for i in instructions]


def nouveaux(revision: str, dialecte: str) -> list[str]:
    """Return the statements of ``ordres`` that the revisions before ``revision`` did not run, and the rights."""
    rang = REVISIONS.index(revision)
    deja = set(instructions_jusqu_a(REVISIONS[rang - 1], dialecte)) if rang else set()
    return [ordre for ordre in ordres(dialecte) if ordre not in deja or ordre.startswith("GRANT")]


def figer(revision: str) -> None:
    """Write ``<revision>.sqlite.sql`` and ``<revision>.postgresql.sql``."""
    for dialecte in ("postgresql", "sqlite"):
        fichier = DOSSIER / f"{revision}.{dialecte}.sql"
        fichier.write_text(SEPARATEUR.join(nouveaux(revision, dialecte)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    figer(sys.argv[1])
