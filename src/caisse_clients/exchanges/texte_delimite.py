"""CSV as real software writes it: separator guessed, quoted line breaks, ragged rows, stray bytes.

Rows come one at a time with the number of the **file's** line they start on, which is what an editor shows.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from caisse_clients.exchanges.encodage import Encodage
from caisse_clients.exchanges.nature import illisible

SEPARATEURS = (";", "\t", ",", "|")
COLONNES_MAXIMALES = 16_384
CHAMP_MAXIMAL = 131_072
"""Longest text of a cell. It is the ``csv`` module's own limit: beyond it a quote was never closed."""

_LIGNE_MAXIMALE = 1 << 22
_ECHANTILLON = 200


def lire_lignes(chemin: Path, encodage: Encodage, separateur: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line of the file, cells) of each row, blank rows included; raises ``fichier_illisible`` with the line."""
    with chemin.open("r", encoding=encodage.codec, errors=encodage.erreurs, newline="") as fichier:
        source = _lignes_du_fichier(fichier.readline, chemin)
        lecteur = csv.reader(source, delimiter=separateur, skipinitialspace=False)
        debut, largeur = 1, 0
        try:
            for cellules in lecteur:
                fin = lecteur.line_num
                if len(cellules) > COLONNES_MAXIMALES:
                    raise illisible(chemin, "trop_de_colonnes", ligne=debut, maximum=COLONNES_MAXIMALES)
                if fin > debut and _guillemet_ouvert(cellules, separateur, largeur):
                    raise illisible(chemin, "guillemet_ouvert", ligne=debut)
                largeur = max(largeur, len(cellules))
                yield debut, cellules
                debut = fin + 1
        except csv.Error:
            # The only errors left to a lenient reader: a cell beyond the limit.
            raise illisible(chemin, "guillemet_ouvert", ligne=debut) from None
        except UnicodeError:
            raise illisible(chemin, "encodage", ligne=lecteur.line_num + 1) from None
        except OSError as erreur:
            raise illisible(chemin, "lecture", cause=str(erreur)) from erreur


def deviner_separateur(chemin: Path, encodage: Encodage) -> str:
    """Return the separator that cuts the first rows into the most regular table (``;`` when nothing decides)."""
    with chemin.open("r", encoding=encodage.codec, errors=encodage.erreurs, newline="") as fichier:
        source = _lignes_du_fichier(fichier.readline, chemin)
        try:
            echantillon = list(islice(source, _ECHANTILLON))
        except UnicodeError:
            raise illisible(chemin, "encodage", ligne=1) from None
    if echantillon and (annonce := _annonce(echantillon[0])):
        return annonce
    return max(SEPARATEURS, key=lambda separateur: _regularite(echantillon, separateur))


def est_une_annonce(cellules: list[str], separateur: str) -> bool:
    """Tell whether a first row is Excel's ``sep=;`` line rather than data."""
    return "".join(cellules).strip().lower() == "sep=" or _annonce(separateur.join(cellules)) is not None


def _annonce(ligne: str) -> str | None:
    propre = ligne.strip("\r\n\ufeff ")
    if len(propre) == 5 and propre.lower().startswith("sep=") and propre[4] in SEPARATEURS:
        return propre[4]
    return None


def _regularite(lignes: list[str], separateur: str) -> tuple[int, int]:
    """Score a separator: rows sharing the commonest width (of two columns or more), then that width."""
    try:
        largeurs = Counter(len(cellules) for cellules in csv.reader(lignes, delimiter=separateur) if any(cellules))
    except csv.Error:
        return 0, 0
    meilleurs = [(nombre, largeur) for largeur, nombre in largeurs.items() if largeur > 1]
    return max(meilleurs, default=(0, 0))


def _lignes_du_fichier(lire: Callable[[int], str], chemin: Path) -> Iterator[str]:
    """Yield the lines without their NULs and DOS end mark, refusing one that would fill the memory."""
    numero = 0
    while ligne := lire(_LIGNE_MAXIMALE):
        numero += 1
        if len(ligne) == _LIGNE_MAXIMALE and ligne[-1] not in "\r\n":
            raise illisible(chemin, "ligne_trop_longue", ligne=numero)
        if "\0" in ligne or "\x1a" in ligne:
            ligne = ligne.replace("\0", "").replace("\x1a", "")
        yield ligne


def _guillemet_ouvert(cellules: list[str], separateur: str, largeur: int) -> bool:
    """A quote never closed swallows the next rows whole: their separators betray it inside one cell."""
    return largeur > 1 and any(
        suite.count(separateur) >= largeur - 1
        for cellule in cellules
        if "\n" in cellule or "\r" in cellule
        for suite in cellule.splitlines()[1:]
    )
