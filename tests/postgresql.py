"""A throw-away PostgreSQL server for the tests: ``url_postgresql`` is a fresh, empty database.

One cluster serves the whole run, all xdist workers included: the first test that needs it starts it,
the controlling process stops it. It listens on a Unix socket in a temporary folder only and promises
nothing about durability. PostgreSQL refuses to run as root, so a root session starts it as ``postgres``.
Without the server's programs the test is skipped, visibly; with ``CI=true`` it fails.
"""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

DOSSIER = pytest.StashKey[Path]()
REGLAGES = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "120",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "logging_collector": "off",
    "lc_messages": "C",
}

# A run that is killed stops nothing: this waits beside the server for the controller's end, then cleans up.
GARDIEN = """
( while kill -0 "$1"; do sleep 1; done
  kill -QUIT "$(head -n 1 "$2/donnees/postmaster.pid")"
  rm -rf "$2" ) >/dev/null 2>&1 &
"""


@dataclass
class ServeurPostgresql:
    """A running server; ``creer_base`` makes as many databases as a test wants."""

    socket: Path
    prefixe: str
    _rangs: Iterator[int] = field(default_factory=itertools.count)

    def url(self, base: str, *, role: str = "postgres") -> str:
        """Return the SQLAlchemy URL of a database of this server."""
        return f"postgresql+psycopg://{role}@/{base}?host={self.socket}"

    def creer_base(self, nom: str = "", modele: str = "template0") -> str:
        """Create a database as a copy of ``modele`` and return its name."""
        nom = nom or f"{self.prefixe}_{next(self._rangs)}"
        self.sql(f'create database "{nom}" template "{modele}"')
        return nom

    def supprimer_base(self, nom: str) -> None:
        """Drop a database, throwing out whoever is still connected to it."""
        self.sql(f'drop database if exists "{nom}" with (force)')

    def sql(self, ordre: str, *, base: str = "postgres") -> None:
        """Run one statement outside any transaction (create database, create role…)."""
        import psycopg

        with psycopg.connect(f"host={self.socket} user=postgres dbname={base}", autocommit=True) as connexion:
            connexion.execute(ordre.encode())


@pytest.fixture(scope="session")
def serveur_postgresql(request: pytest.FixtureRequest) -> ServeurPostgresql:
    """The server of this run, started by whoever asks first."""
    programmes = _programmes()
    if programmes is None:
        raison = "PostgreSQL's server programs (initdb, pg_ctl) are missing: apt-get install postgresql"
        if os.environ.get("CI") == "true":
            pytest.fail(raison)
        pytest.skip(raison)
    dossier = request.config.stash[DOSSIER]
    with (dossier / "verrou").open("w") as verrou:
        fcntl.flock(verrou, fcntl.LOCK_EX)
        if not (dossier / "pret").exists():
            _demarrer(programmes, dossier)
            (dossier / "pret").touch()
    return ServeurPostgresql(dossier / "s", f"essai_{os.environ.get('PYTEST_XDIST_WORKER', 'seul')}")


@pytest.fixture
def url_postgresql(serveur_postgresql: ServeurPostgresql) -> Iterator[str]:
    """URL of a fresh, empty PostgreSQL database, dropped after the test."""
    nom = serveur_postgresql.creer_base()
    yield serveur_postgresql.url(nom)
    serveur_postgresql.supprimer_base(nom)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Tell an xdist worker, as it starts, where the controller keeps the server."""
    node.workerinput["dossier_postgresql"] = str(node.config.stash[DOSSIER])  # type: ignore[attr-defined]  # xdist's node


def pytest_configure(config: pytest.Config) -> None:
    """Reserve the folder (short: a socket's path is limited to 107 bytes); nothing is started yet."""
    entree = getattr(config, "workerinput", None)
    if entree is not None:
        config.stash[DOSSIER] = Path(entree["dossier_postgresql"])
    else:
        dossier = config.stash[DOSSIER] = Path(tempfile.mkdtemp(prefix="pg-essai-", dir=_racine_temporaire()))
        (dossier / "controleur").write_text(str(os.getpid()))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server and remove its folder, in the controlling process only."""
    if hasattr(config, "workerinput") or DOSSIER not in config.stash:
        return
    dossier = config.stash[DOSSIER]
    programmes = _programmes()
    if programmes is not None and (dossier / "donnees").exists():
        with contextlib.suppress(subprocess.CalledProcessError):
            _lancer([programmes / "pg_ctl", "-D", dossier / "donnees", "-m", "immediate", "-w", "stop"])
    shutil.rmtree(dossier, ignore_errors=True)


def _programmes() -> Path | None:
    """Return the folder of the newest installed server's programs."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    ailleurs = [Path(trouve).parent for trouve in [shutil.which("initdb")] if trouve]
    return next((d for d in [*debian, *ailleurs] if (d / "initdb").exists() and (d / "pg_ctl").exists()), None)


def _demarrer(programmes: Path, dossier: Path) -> None:
    donnees, socket = dossier / "donnees", dossier / "s"
    for chemin in (dossier, donnees, socket):
        chemin.mkdir(exist_ok=True)
        if (compte := _compte()) is not None:
            os.chown(chemin, compte.pw_uid, compte.pw_gid)
    donnees.chmod(0o700)
    _lancer([programmes / "initdb", "-D", donnees, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
             "--no-sync"])  # fmt: skip
    reglages = "".join(
        f"{nom} = '{valeur}'\n" for nom, valeur in {**REGLAGES, "unix_socket_directories": socket}.items()
    )
    with (donnees / "postgresql.conf").open("a") as fichier:
        fichier.write(reglages)
    _lancer([programmes / "pg_ctl", "-D", donnees, "-l", dossier / "s" / "journal", "-w", "start"])
    controleur = (dossier / "controleur").read_text()
    subprocess.run(["sh", "-c", GARDIEN, "gardien", controleur, dossier], check=True, cwd="/", start_new_session=True)


def _lancer(commande: Sequence[str | Path]) -> None:
    """Run a server program as a user who may, in a folder that user can enter."""
    compte = _compte()
    subprocess.run(
        commande,
        check=True,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        user=None if compte is None else compte.pw_uid,
        group=None if compte is None else compte.pw_gid,
        extra_groups=None if compte is None else [],
    )


def _compte() -> pwd.struct_passwd | None:
    """The account that runs the server when the session is root's; None when the session's own will do."""
    if os.geteuid() != 0:
        return None
    connus = {compte.pw_name: compte for compte in pwd.getpwall()}
    return connus.get("postgres") or connus["nobody"]


def _racine_temporaire() -> str:
    temporaire = tempfile.gettempdir()
    return temporaire if len(temporaire) < 50 else "/tmp"
