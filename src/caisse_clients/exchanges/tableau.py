"""A table of text read from a file, whatever software wrote it: the one door of every import.

``lire_tableau`` looks at the file (kind, encoding, separator, headings) without keeping it; ``Tableau.lignes`` then
streams it, as many times as asked. Nothing here knows what a client is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

from caisse_clients.exchanges.classeur import LIGNES_MAXIMALES, Feuille, choisir_feuille, lire_feuille
from caisse_clients.exchanges.encodage import Encodage, reconnaitre_encodage
from caisse_clients.exchanges.nature import Nature, illisible, reconnaitre
from caisse_clients.exchanges.texte_delimite import (
    COLONNES_MAXIMALES,
    deviner_separateur,
    est_une_annonce,
    lire_lignes,
)

Ligne = tuple[int, list[str]]
"""Line number in the file (row number in a sheet), and the cells as text."""

_DEBUT = 20


class Format(StrEnum):
    """The formats of table files."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Tableau:
    """A table file recognised: its headings, and how to stream its rows.

    ``lignes_estimees`` bounds the number of rows from above when the file says it (CSV), else is 0: enough for a
    progress bar. ``encodage`` and ``separateur`` are for the user's eyes; both are empty for a workbook.
    """

    chemin: Path
    format: Format
    entetes: tuple[str, ...]
    ligne_entetes: int
    lignes_estimees: int
    separateur: str = ""
    encodage: str = ""
    feuille: str = ""
    feuilles: tuple[str, ...] = ()
    _source: Encodage | Feuille | None = None

    def lignes(self) -> Iterator[Ligne]:
        """Yield each row that is not blank, at least as wide as the headings; a wider row keeps its extra cells.

        Raises ``ErreurMetier("fichier_illisible")`` where the file stops being a table, with its ``ligne``.
        """
        largeur = len(self.entetes)
        for numero, cellules in _rangees(self.chemin, self._source, self.separateur, largeur + 1):
            if numero <= self.ligne_entetes or not any(cellules):
                continue
            if len(cellules) < largeur:
                cellules.extend([""] * (largeur - len(cellules)))
            elif not any(map(str.strip, cellules)):
                continue
            yield numero, cellules


def lire_tableau(chemin: Path | str, *, feuille: str | None = None) -> Tableau:
    """Recognise a CSV or XLSX file and read its headings.

    Titles above the table are skipped: the headings are the first row at least half as filled as the fullest of
    the first twenty. Raises ``ErreurMetier("fichier_illisible", raison=…)`` for anything that is not such a file.
    """
    chemin = Path(chemin)
    if reconnaitre(chemin) is Nature.CLASSEUR:
        choisie = choisir_feuille(chemin, feuille)
        numero, entetes = _trouver_entetes(chemin, choisie, "")
        return Tableau(
            chemin, Format.XLSX, entetes, numero, 0, feuille=choisie.nom, feuilles=choisie.feuilles, _source=choisie
        )
    try:
        encodage, estimees = reconnaitre_encodage(chemin)
    except OSError as erreur:
        raise illisible(chemin, "lecture", cause=str(erreur)) from erreur
    separateur = deviner_separateur(chemin, encodage)
    numero, entetes = _trouver_entetes(chemin, encodage, separateur)
    return Tableau(
        chemin,
        Format.CSV,
        entetes,
        numero,
        estimees,
        separateur=separateur,
        encodage=encodage.libelle,
        _source=encodage,
    )


def _trouver_entetes(chemin: Path, source: Encodage | Feuille, separateur: str) -> tuple[int, tuple[str, ...]]:
    debut: list[Ligne] = []
    for numero, cellules in _rangees(chemin, source, separateur, COLONNES_MAXIMALES):
        propres = [" ".join(cellule.replace("\ufeff", "").split()) for cellule in cellules]
        if any(propres) and not (not debut and separateur and est_une_annonce(propres, separateur)):
            debut.append((numero, propres))
        if len(debut) == _DEBUT:
            break
    if not debut:
        raise illisible(chemin, "vide")
    pleine = max(sum(map(bool, cellules)) for _, cellules in debut)
    numero, entetes = next((n, c) for n, c in debut if 2 * sum(map(bool, c)) >= pleine)
    while entetes and not entetes[-1]:
        entetes.pop()
    return numero, tuple(entetes)


def _rangees(chemin: Path, source: Encodage | Feuille | None, separateur: str, largeur: int) -> Iterator[Ligne]:
    if isinstance(source, Feuille):
        return islice(lire_feuille(chemin, source, largeur=largeur), LIGNES_MAXIMALES)
    if isinstance(source, Encodage):
        return lire_lignes(chemin, source, separateur)
    raise TypeError("a Tableau is made by lire_tableau")
