"""What an import found and did: counts, and each problem with its line in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from caisse_clients.application.messages import message
from caisse_clients.exchanges.correspondance import Champ, Correspondance
from caisse_clients.exchanges.tableau import Tableau
from caisse_clients.exchanges.tableur import Colonne, Sorte, ecrire_csv
from caisse_clients.kernel.erreurs import ErreurMetier

PROBLEMES_GARDES = 10_000
"""Problems kept to be shown; beyond, they are only counted."""

_COLONNES_PROBLEMES = (
    Colonne("Ligne", Sorte.CODE, 8),
    Colonne("Colonne", largeur=20),
    Colonne("Valeur", largeur=30),
    Colonne("Problème", largeur=80),
)


@dataclass(frozen=True, slots=True)
class Probleme:
    """One fault of one line; ``colonne`` is the heading in the file, empty when the whole line is at fault."""

    ligne: int
    colonne: str
    valeur: str
    code: str
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The French sentence that says what to do."""
        return message(self.code, self.details)


@dataclass(frozen=True, slots=True)
class Preparation:
    """A file recognised, before any rule: what the assistant shows first.

    ``apercu`` holds the first rows as read; ``gardee`` tells that the correspondence is the one of last time.
    """

    tableau: Tableau
    champs: tuple[Champ, ...]
    correspondance: Correspondance
    gardee: bool
    apercu: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RapportImport:
    """Outcome of a dry run. ``problemes`` are the first ``PROBLEMES_GARDES`` of ``problemes_total``.

    ``laissees`` counts lines left alone on purpose: a client merged into another, an account with nothing on it.
    """

    total: int
    a_creer: int
    a_modifier: int
    inchangees: int
    laissees: int
    problemes: tuple[Probleme, ...]
    problemes_total: int
    preparation: Preparation

    @property
    def correspondance(self) -> Correspondance:
        """The correspondence that was used."""
        return self.preparation.correspondance

    @property
    def apercu(self) -> tuple[tuple[str, ...], ...]:
        """The first rows as read."""
        return self.preparation.apercu

    @property
    def acceptable(self) -> bool:
        """True when the import would be accepted."""
        return self.problemes_total == 0

    def refus(self) -> ErreurMetier:
        """Return the refusal of a file with problems; ``details["rapport"]`` is this report."""
        premier = min((p.ligne for p in self.problemes), default=0)
        return ErreurMetier("import_refuse", problemes=self.problemes_total, ligne=premier, rapport=self)


@dataclass(frozen=True, slots=True)
class BilanImport:
    """What an import did; ``operations`` are the sealed operations it wrote, none on a second run."""

    total: int
    crees: int
    modifies: int
    inchanges: int
    laisses: int
    operations: tuple[int, ...]


class Decompte:
    """Counts and problems gathered while a file is read."""

    def __init__(self, preparation: Preparation) -> None:
        self._preparation = preparation
        self._entetes = preparation.tableau.entetes
        self._problemes: list[Probleme] = []
        self.problemes_total = 0
        self.total = self.a_creer = self.a_modifier = self.inchangees = self.laissees = 0

    def refuser(self, ligne: int, erreur: ErreurMetier, cellules: list[str]) -> None:
        """Note the fault of a line; the column comes from the field at fault."""
        self.problemes_total += 1
        if len(self._problemes) >= PROBLEMES_GARDES:
            return
        rang = self._preparation.correspondance.colonnes.get(erreur.champ or "")
        colonne = "" if rang is None or rang >= len(self._entetes) else self._entetes[rang]
        valeur = cellules[rang][:80] if rang is not None and rang < len(cellules) else ""
        self._problemes.append(Probleme(ligne, colonne, valeur, erreur.code, erreur.details))

    def rapport(self) -> RapportImport:
        """Return the report of what was read so far."""
        return RapportImport(
            total=self.total,
            a_creer=self.a_creer,
            a_modifier=self.a_modifier,
            inchangees=self.inchangees,
            laissees=self.laissees,
            problemes=tuple(sorted(self._problemes, key=lambda p: p.ligne)),
            problemes_total=self.problemes_total,
            preparation=self._preparation,
        )

    def bilan(self, operations: list[int]) -> BilanImport:
        """Return what was done."""
        return BilanImport(self.total, self.a_creer, self.a_modifier, self.inchangees, self.laissees, tuple(operations))


def ecrire_problemes(destination: Path | str, rapport: RapportImport) -> int:
    """Write the problems of a report as CSV, one a row, for whoever corrects the file."""
    return ecrire_csv(destination, _COLONNES_PROBLEMES, _lignes(rapport))


def _lignes(rapport: RapportImport) -> Iterator[tuple[int | None, str, str, str]]:
    for probleme in rapport.problemes:
        yield probleme.ligne, probleme.colonne, probleme.valeur, probleme.message
    if reste := rapport.problemes_total - len(rapport.problemes):
        yield None, "", "", f"… et {reste} autres problèmes."
