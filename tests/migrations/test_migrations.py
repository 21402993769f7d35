"""The migrations make exactly the schema of the code, tables, indexes, CHECKs and triggers (EXAMPLES 10)."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from caisse_clients.storage.engine import REVISION, ouvrir
from caisse_clients.storage.migrations import DOSSIER, creer_schema, migrer
from caisse_clients.storage.migrations.instructions import REVISIONS, instructions, instructions_jusqu_a
from caisse_clients.storage.schema import Genre, metadata
from tests.atelier import Atelier
from tools.figer_schema import ordres


@pytest.mark.parametrize("dialecte", ["sqlite", "postgresql"])
def test_les_instructions_figees_sont_celles_du_code(dialecte: str) -> None:
    figees, code = instructions_jusqu_a(REVISION, dialecte), ordres(dialecte)
    assert set(figees) - _droits(figees) == set(code) - _droits(code)
    assert _droits(code) == _droits(instructions(REVISION, dialecte)), "the head gives the rights of today"


def _droits(instructions: list[str]) -> set[str]:
    return {instruction for instruction in instructions if instruction.startswith("GRANT")}


def test_la_tete_des_migrations_est_la_revision_du_programme() -> None:
    configuration = Config()
    configuration.set_main_option("script_location", str(DOSSIER))
    assert ScriptDirectory.from_config(configuration).get_heads() == [REVISION] == [REVISIONS[-1]]


def test_la_tete_des_migrations_est_le_schema(atelier: Atelier) -> None:
    base = ouvrir(atelier.url)
    try:
        with base.lecture() as connexion:
            contexte = MigrationContext.configure(connexion, opts={"include_object": _notre})
            assert compare_metadata(contexte, metadata) == []
    finally:
        base.fermer()


def _notre(_objet: object, nom: str | None, sorte: str, _reflete: bool, _autre: object) -> bool:
    # the trigram index differs by dialect; the shadow tables of SQLite's are its own
    return not (nom or "").startswith("client_recherche") and nom != "ix_client_trigrammes" and sorte != "check"


def test_toute_table_dit_son_genre() -> None:
    assert all(isinstance(table.info.get("genre"), Genre) for table in metadata.tables.values())


def test_migrer_une_base_a_jour_ne_fait_rien(tmp_path: Path) -> None:
    adresse = str(tmp_path / "base.sqlite")
    creer_schema(adresse).fermer()
    assert migrer(adresse) == (REVISION, REVISION)
