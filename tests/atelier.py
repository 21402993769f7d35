"""A real base for a test, on SQLite and on PostgreSQL: ``atelier`` runs the test on both.

The base is a copy of one made once per worker by the program itself (migrations, first sealed operation). At the
end of each test ``base verifier`` must find it intact, unless the test tampered with it and said so.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from caisse_clients.application.creation import creer_base
from caisse_clients.application.executeur import Resultat
from caisse_clients.application.services import Services, ouvrir_services
from caisse_clients.application.verification import Rapport, verifier_adresse
from caisse_clients.config import Reglages
from caisse_clients.kernel.horloge import HorlogeFixe
from tests.postgresql import ServeurPostgresql

INSTANT = dt.datetime(2014, 7, 15, 8, 30, tzinfo=dt.UTC)
"""The day of the manual's pictures: 15/07/2014, 10:30 in Paris."""


@dataclass
class Atelier:
    """A base with its keys and a clock that the test moves; ``services`` is ADMIN at P1."""

    url: str
    cles: Path
    horloge: HorlogeFixe
    altere: bool = False
    _ouverts: list[Services] = field(default_factory=list)

    @property
    def sqlite(self) -> bool:
        """True on SQLite."""
        return "://" not in self.url

    @property
    def reglages(self) -> Reglages:
        """Settings that keep everything inside the test's folder."""
        return Reglages(base=self.url, dossier_cles=self.cles, dossier_journal=self.cles.parent / "journal")

    def ouvrir(self, utilisateur: str = "ADMIN", poste: str = "P1") -> Services:
        """Open the base as somebody, somewhere, without asking for his PIN; closed at the end of the test."""
        services = ouvrir_services(
            self.url,
            utilisateur=utilisateur,
            poste=poste,
            horloge=self.horloge,
            reglages=self.reglages,
            de_confiance=True,
        )
        self._ouverts.append(services)
        return services

    @property
    def services(self) -> Services:
        """ADMIN at P1, opened once."""
        return self._ouverts[0] if self._ouverts else self.ouvrir()

    def faire(self, commande: object, **options: str) -> Resultat:
        """Run a command as ADMIN at P1."""
        return self.services.executer(commande, **options)  # type: ignore[arg-type]  # id_commande only

    def verifier(self, *, complet: bool = True) -> Rapport:
        """Verify the base, from outside."""
        return verifier_adresse(self.url, self.reglages, complet=complet)

    def fermer(self) -> None:
        """Close what was opened."""
        for services in self._ouverts:
            services.fermer()
        self._ouverts.clear()


@pytest.fixture(scope="session")
def modele_sqlite(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A fresh SQLite base and its keys, made once per worker."""
    dossier = tmp_path_factory.mktemp("modele")
    creer_base(str(dossier / "base.sqlite"), dossier_cles=dossier / "cles", horloge=HorlogeFixe(INSTANT), ecole=True)
    return dossier / "base.sqlite", dossier / "cles"


@pytest.fixture(scope="session")
def modele_postgresql(
    tmp_path_factory: pytest.TempPathFactory, serveur_postgresql: ServeurPostgresql
) -> Iterator[tuple[str, Path]]:
    """A fresh PostgreSQL base and its keys, made once per worker, to copy as a template."""
    nom = serveur_postgresql.creer_base(f"{serveur_postgresql.prefixe}_modele")
    cles = tmp_path_factory.mktemp("modele_pg") / "cles"
    creer_base(serveur_postgresql.url(nom), dossier_cles=cles, horloge=HorlogeFixe(INSTANT), ecole=True)
    yield nom, cles
    serveur_postgresql.supprimer_base(nom)


def _finir(atelier: Atelier) -> None:
    try:
        if not atelier.altere:
            rapport = atelier.verifier()
            assert rapport.intact, rapport.anomalies
    finally:
        atelier.fermer()


@pytest.fixture
def atelier_sqlite(modele_sqlite: tuple[Path, Path], tmp_path: Path) -> Iterator[Atelier]:
    """A fresh SQLite base (école) of its own."""
    base, cles = tmp_path / "base.sqlite", tmp_path / "cles"
    shutil.copyfile(modele_sqlite[0], base)
    shutil.copytree(modele_sqlite[1], cles)
    atelier = Atelier(str(base), cles, HorlogeFixe(INSTANT))
    yield atelier
    _finir(atelier)


@pytest.fixture
def atelier_postgresql(
    modele_postgresql: tuple[str, Path], serveur_postgresql: ServeurPostgresql, tmp_path: Path
) -> Iterator[Atelier]:
    """A fresh PostgreSQL base (école) of its own."""
    nom = serveur_postgresql.creer_base(modele=modele_postgresql[0])
    shutil.copytree(modele_postgresql[1], tmp_path / "cles")
    atelier = Atelier(serveur_postgresql.url(nom), tmp_path / "cles", HorlogeFixe(INSTANT))
    yield atelier
    _finir(atelier)
    serveur_postgresql.supprimer_base(nom)


@pytest.fixture(params=["sqlite", "postgresql"])
def atelier(request: pytest.FixtureRequest) -> Atelier:
    """The same test on both databases."""
    trouve = request.getfixturevalue(f"atelier_{request.param}")
    assert isinstance(trouve, Atelier)
    return trouve
