"""The bases measured: demonstrations made once and kept in ``build/bench``; jobs that write get a copy."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from caisse_clients.application.creation import creer_base
from caisse_clients.application.services import Services, ouvrir_services
from caisse_clients.application.travaux.demonstration import generer
from caisse_clients.config import Reglages, charger_reglages
from caisse_clients.kernel.horloge import HorlogeSysteme
from caisse_clients.kernel.suivi import Suivi

RACINE = Path(__file__).resolve().parents[2]
DOSSIER = RACINE / "build" / "bench"
_SOURCES = (
    "src/caisse_clients/storage/migrations/versions/*.sqlite.sql",
    "src/caisse_clients/application/travaux/*.py",
    "resources/demonstration/*.txt",
)


@dataclass(frozen=True, slots=True)
class Decor:
    """What a job is given."""

    tailles: tuple[int, ...]
    rapide: bool

    @property
    def tours(self) -> int:
        """Rounds of each comparison."""
        return 5 if self.rapide else 9

    @property
    def grande(self) -> int:
        """Size of the largest base."""
        return max(self.tailles)


def reglages_de(dossier: Path) -> Reglages:
    """Return the settings of a base kept in ``dossier`` with its keys."""
    return charger_reglages(
        {"CAISSE_CLIENTS_BASE": str(dossier / "base.sqlite"), "CAISSE_CLIENTS_CLES": str(dossier / "cles")}
    )


def dossier_de(taille: int) -> Path:
    """Return the folder of the demonstration of ``taille`` clients, made now if the schema or its maker changed."""
    empreinte = hashlib.sha256()
    for source in _SOURCES:
        for fichier in sorted(RACINE.glob(source)):
            empreinte.update(fichier.read_bytes())
    dossier = DOSSIER / f"{taille}-{empreinte.hexdigest()[:12]}"
    if not dossier.exists():
        for ancien in DOSSIER.glob(f"{taille}-*"):
            shutil.rmtree(ancien)
        provisoire = DOSSIER / f"en-cours-{taille}"
        shutil.rmtree(provisoire, ignore_errors=True)
        reglages = reglages_de(provisoire)
        creer_base(reglages.base, dossier_cles=reglages.dossier_cles, horloge=HorlogeSysteme(), demonstration=True)
        services = ouvrir_services(reglages.base, reglages=reglages)
        generer(services, taille, suivi=Suivi(lambda fait, total, _: print(f"\r{fait}/{total}", end="", flush=True)))
        print(f"\rbase de {taille} clients prête")
        services.fermer()
        provisoire.rename(dossier)
    return dossier


@contextmanager
def services_de(taille: int) -> Iterator[Services]:
    """Open the kept demonstration of ``taille`` clients, for readings only."""
    reglages = reglages_de(dossier_de(taille))
    services = ouvrir_services(reglages.base, reglages=reglages)
    try:
        yield services
    finally:
        services.fermer()


@contextmanager
def copie_de(taille: int) -> Iterator[Path]:
    """Copy the demonstration of ``taille`` clients, keys included, on the same disk; removed at the end."""
    origine = dossier_de(taille)
    with tempfile.TemporaryDirectory(dir=DOSSIER, prefix="copie-") as dossier:
        copie = Path(dossier) / "d"
        shutil.copytree(origine, copie)
        yield copie


def brut(fichier: Path | str) -> sqlite3.Connection:
    """Open a base with plain sqlite3, with our settings of durability and cache."""
    connexion = sqlite3.connect(fichier, isolation_level=None, cached_statements=512)
    for reglage in ("foreign_keys=ON", "synchronous=FULL", "temp_store=MEMORY", "cache_size=-16000"):
        connexion.execute(f"PRAGMA {reglage}")
    return connexion


def sans_declencheurs(connexion: sqlite3.Connection) -> None:
    """Drop every trigger: the yardstick writes the same rows, but nothing watches over it."""
    noms = connexion.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (nom,) in noms:
        connexion.execute(f'DROP TRIGGER "{nom}"')
