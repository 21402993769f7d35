"""Opening a base: one kept connection per thread, and a check before anything is touched (ARCHITECTURE §6)."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from caisse_clients.kernel.erreurs import ErreurMetier, ErreurTechnique
from caisse_clients.storage.declencheurs.postgresql import ROLE_APPLICATION
from caisse_clients.storage.erreurs import traduire_les_erreurs

Lecteur = Connection
"""A reading connection inside one snapshot, as the functions of ``lecture_*`` take it."""
IDENTITE_SQLITE = 0x43434C49
"""``PRAGMA application_id`` of our files ("CCLI")."""
REVISION = "0004"
"""Schema revision this program works with (the head of the migrations, by test)."""
ATTENTE_VERROU_MS = 5_000
_ECRITURE = "caisse_ecriture"
_SIGNATURE_SQLITE = b"SQLite format 3\x00"


def url_de(base: str) -> URL:
    """Return the URL of a base given as a path, ``sqlite:///…`` or ``postgresql://…``.

    Raises ``ErreurMetier("adresse_base_invalide")`` for anything else.
    """
    if "://" not in base:
        return URL.create("sqlite", database=str(Path(base).expanduser()))
    try:
        url = make_url(base)
    except ArgumentError:
        raise ErreurMetier("adresse_base_invalide", base=base) from None
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername != "sqlite" or not url.database or url.database == ":memory:":
        raise ErreurMetier("adresse_base_invalide", base=url.render_as_string(hide_password=True))
    return url


def adresse_affichee(base: str) -> str:
    """Return how a base is named to people: its path, or its URL without the password."""
    url = url_de(base)
    return url.database or "" if url.drivername == "sqlite" else url.render_as_string(hide_password=True)


class Base:
    """An open base. Each thread has its own kept connections; ``fermer`` closes them all.

    Thread-safe. ``lecture()`` and ``ecriture()`` give a connection inside a transaction.
    """

    def __init__(self, url: URL) -> None:
        self.url = url
        self.sqlite = url.drivername == "sqlite"
        self._moteur = _moteur(url)
        self._local = threading.local()
        self._ouvertes: list[Connection] = []
        self._verrou = threading.Lock()

    def preparer_le_fichier(self) -> None:
        """Set what a new SQLite file keeps for good: its identity and its journal mode (outside a transaction)."""
        connexion = self._moteur.raw_connection()
        try:
            curseur = connexion.cursor()
            curseur.execute("PRAGMA journal_mode=WAL")
            curseur.execute(f"PRAGMA application_id={IDENTITE_SQLITE}")
        finally:
            connexion.close()

    @contextlib.contextmanager
    def lecture(self) -> Iterator[Connection]:
        """Give this thread's reading connection inside one snapshot; never leaves a transaction open."""
        with traduire_les_erreurs("lecture"):
            connexion = self._connexion("lecture")
            if connexion.in_transaction():  # a reading inside a reading shares its snapshot
                yield connexion
                return
            with connexion.begin():
                if not self.sqlite:
                    connexion.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
                yield connexion

    @contextlib.contextmanager
    def ecriture(self) -> Iterator[Connection]:
        """Give this thread's writing connection, transaction begun; the caller commits, leaving rolls back."""
        with traduire_les_erreurs("ecriture"):
            connexion = self._connexion(_ECRITURE)
            transaction = connexion.begin()
            try:
                yield connexion
            finally:
                if transaction.is_active:
                    transaction.rollback()

    def fermer(self) -> None:
        """Close every connection; the base may no longer be used."""
        with self._verrou:
            for connexion in self._ouvertes:
                connexion.close()
            self._ouvertes.clear()
        self._moteur.dispose()

    def _connexion(self, sorte: str) -> Connection:
        connexion: Connection | None = getattr(self._local, sorte, None)
        if connexion is not None and connexion.invalidated:
            connexion.close()
            connexion = None
        if connexion is None:
            connexion = self._moteur.connect()
            if sorte == _ECRITURE:
                connexion = connexion.execution_options(**{_ECRITURE: True})
            setattr(self._local, sorte, connexion)
            with self._verrou:
                self._ouvertes.append(connexion)
        return connexion


def ouvrir(base: str) -> Base:
    """Open an existing base after checking what it is; nothing is written.

    Raises ``ErreurTechnique``: ``base_introuvable``, ``pas_une_base``, ``base_abimee``, ``base_plus_recente``,
    ``base_a_migrer``, ``base_lecture_seule``, ``base_verrouillee``, ``serveur_injoignable``, ``acces_refuse``.
    """
    ouverte = ouvrir_sans_controle(base)
    try:
        revision = revision_de(ouverte)
    except BaseException:
        ouverte.fermer()
        raise
    if revision != REVISION:
        ouverte.fermer()
        code = "base_plus_recente" if revision > REVISION else "base_a_migrer"
        raise ErreurTechnique(code, base=adresse_affichee(base), revision=revision, attendue=REVISION)
    return ouverte


def ouvrir_sans_controle(base: str) -> Base:
    """Open a base whose schema revision may be another (migration, first creation excepted)."""
    url = url_de(base)
    if url.drivername == "sqlite":
        _controler_fichier(Path(str(url.database)))
    return Base(url)


def revision_de(base: Base) -> str:
    """Return the schema revision written in the base; raises ``pas_une_base`` when there is none."""
    with base.lecture() as connexion:
        if base.sqlite:
            if connexion.scalar(text("PRAGMA application_id")) != IDENTITE_SQLITE:
                raise ErreurTechnique("pas_une_base", base=str(base.url.database))
        elif connexion.scalar(text("SELECT to_regclass('alembic_version')")) is None:
            raise ErreurTechnique("pas_une_base", base=base.url.render_as_string(hide_password=True))
        revision = connexion.scalar(text("SELECT version_num FROM alembic_version"))
    return str(revision or "")


def existe(base: str) -> bool:
    """Tell whether something stands at this address (a file, or a PostgreSQL database with our schema)."""
    url = url_de(base)
    if url.drivername == "sqlite":
        chemin = Path(str(url.database))
        return chemin.exists() and (not chemin.is_file() or chemin.stat().st_size > 0)
    serveur = Base(url)
    try:
        with serveur.lecture() as connexion:
            return connexion.scalar(text("SELECT to_regclass('alembic_version')")) is not None
    finally:
        serveur.fermer()


def _controler_fichier(chemin: Path) -> None:
    if not chemin.exists():
        raise ErreurTechnique("base_introuvable", base=str(chemin))
    try:
        with chemin.open("rb") as fichier:
            debut = fichier.read(100)
    except OSError:
        raise ErreurTechnique("base_illisible", base=str(chemin)) from None
    if debut[:16] != _SIGNATURE_SQLITE:
        raise ErreurTechnique("pas_une_base", base=str(chemin))
    taille_page = int.from_bytes(debut[16:18], "big")
    pages = int.from_bytes(debut[28:32], "big")
    journal = chemin.with_name(chemin.name + "-wal")
    if not journal.exists() and chemin.stat().st_size < (65536 if taille_page == 1 else taille_page) * pages:
        raise ErreurTechnique("base_abimee", base=str(chemin))


def _moteur(url: URL) -> Engine:
    if url.drivername != "sqlite":
        moteur = create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": 5})
        event.listen(moteur, "connect", _regler_postgresql)
        return moteur
    moteur = create_engine(
        url,
        poolclass=NullPool,
        connect_args={
            "isolation_level": None,  # the driver begins nothing by itself: BEGIN below says which kind
            "check_same_thread": False,  # closed by the thread that closes the base
            "timeout": ATTENTE_VERROU_MS / 1000,
            "cached_statements": 512,
        },
    )
    event.listen(moteur, "connect", _regler_sqlite)
    event.listen(moteur, "begin", _commencer_sqlite)
    return moteur


def _regler_sqlite(connexion: sqlite3.Connection, _enregistrement: Any) -> None:
    for reglage in (
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "synchronous=FULL",
        "temp_store=MEMORY",
        "cache_size=-4000",
    ):
        connexion.execute(f"PRAGMA {reglage}")


def _commencer_sqlite(connexion: Connection) -> None:
    if connexion.get_execution_options().get(_ECRITURE):
        connexion.exec_driver_sql("BEGIN IMMEDIATE")
    else:  # a plain BEGIN touches nothing and cannot fail: it needs none of SQLAlchemy's care, at each reading
        pilote: Any = connexion.connection.driver_connection
        pilote.execute("BEGIN")


def _regler_postgresql(connexion: Any, _enregistrement: Any) -> None:
    with connexion.cursor() as curseur:
        curseur.execute("SET lock_timeout = '5s'; SET TIME ZONE 'UTC'")
        curseur.execute(
            "SELECT 1 FROM pg_roles WHERE rolname = %s AND pg_has_role(current_user, oid, 'MEMBER')",
            (ROLE_APPLICATION,),
        )
        if curseur.fetchone():
            curseur.execute(f"SET ROLE {ROLE_APPLICATION}")
    connexion.commit()
