"""Raw SQL on a test base, outside the program, through the bare drivers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg

from caisse_clients.storage.engine import url_de
from tests.atelier import Atelier

REFUS = (sqlite3.IntegrityError, psycopg.Error)
"""What the drivers raise when a trigger or a constraint refuses."""


class Brut:
    """A raw connection; ``executer`` takes ``?`` as placeholder on both databases."""

    def __init__(self, connexion: Any, sqlite: bool) -> None:
        self._connexion = connexion
        self.sqlite = sqlite

    def executer(self, ordre: str, *valeurs: object) -> list[Any]:
        """Run one statement and return its rows, if any."""
        curseur = self._connexion.execute(ordre if self.sqlite else ordre.replace("?", "%s"), valeurs)
        return list(curseur.fetchall()) if curseur.description else []

    def modifier(self, table: str, colonne: str, valeur: object, cle: dict[str, object]) -> None:
        """Set one cell of the row that has this key, and commit."""
        ou = " AND ".join(f"{c} = ?" for c in cle)
        self.executer(f"UPDATE {table} SET {colonne} = ? WHERE {ou}", valeur, *cle.values())
        self.valider()

    def valider(self) -> None:
        """Commit."""
        self._connexion.commit()

    def annuler(self) -> None:
        """Roll back."""
        self._connexion.rollback()


@contextmanager
def ouvrir_brut(atelier: Atelier, *, role: str = "") -> Iterator[Brut]:
    """Open the base with the bare driver; ``role``: take it first (PostgreSQL)."""
    if atelier.sqlite:
        with closing(sqlite3.connect(atelier.url)) as connexion:
            connexion.execute("PRAGMA foreign_keys=ON")
            connexion.execute("PRAGMA recursive_triggers=ON")
            yield Brut(connexion, sqlite=True)
        return
    with psycopg.connect(url_de(atelier.url).set(drivername="postgresql").render_as_string(hide_password=False)) as pg:
        if role:
            pg.execute(f"SET ROLE {role}".encode())
            pg.commit()  # else the first rollback would give the role back
        yield Brut(pg, sqlite=False)
        pg.rollback()


@contextmanager
def falsifier(atelier: Atelier) -> Iterator[Brut]:
    """Open the base as a forger who owns it: every trigger and check switched off, then put back as before."""
    atelier.altere = True
    atelier.fermer()
    with ouvrir_brut(atelier) as brut:
        if not brut.sqlite:
            brut.executer("SET session_replication_role = replica")
            brut.valider()
            yield brut
            brut.valider()
            return
        brut.executer("PRAGMA foreign_keys=OFF")
        brut.executer("PRAGMA synchronous=OFF")
        brut.executer("PRAGMA ignore_check_constraints=ON")
        declencheurs = brut.executer("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        for nom, _sql in declencheurs:
            brut.executer(f"DROP TRIGGER {nom}")
        yield brut
        for _nom, sql in declencheurs:
            brut.executer(sql)
        brut.valider()
