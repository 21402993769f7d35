"""A table for people on a terminal: aligned columns, French amounts and dates; streams whatever its length."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from caisse_clients.cli.sorties import ecrire_instant
from caisse_clients.exchanges.cellules import Colonne, Sorte, Valeur
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant

ECHANTILLON = 500
"""Rows by which widths are chosen; a longer text further down pushes its row, nothing is cut."""
_A_DROITE = frozenset({Sorte.CODE, Sorte.MONTANT})


def lignes_de_tableau(colonnes: Sequence[Colonne], lignes: Iterable[Sequence[Valeur]]) -> Iterator[str]:
    """Yield the heading, a rule and the rows, or one sentence when there is none."""
    suite = iter(lignes)
    debut = [_textes(colonnes, ligne) for ligne in islice(suite, ECHANTILLON)]
    if not debut:
        yield "Aucun résultat."
        return
    titres = [colonne.titre for colonne in colonnes]
    largeurs = [max(map(len, colonne)) for colonne in zip(titres, *debut, strict=True)]
    yield _aligner(colonnes, largeurs, titres)
    yield "  ".join("─" * largeur for largeur in largeurs)
    for textes in chain(debut, (_textes(colonnes, ligne) for ligne in suite)):
        yield _aligner(colonnes, largeurs, textes)


def _textes(colonnes: Sequence[Colonne], ligne: Sequence[Valeur]) -> list[str]:
    return [_texte(colonne.sorte, valeur) for colonne, valeur in zip(colonnes, ligne, strict=True)]


def _texte(sorte: Sorte, valeur: Valeur) -> str:
    if valeur is None:
        return ""
    if isinstance(valeur, str):
        return " ".join(valeur.split("\n"))
    if isinstance(valeur, dt.datetime):
        return ecrire_instant(valeur)
    if isinstance(valeur, dt.date):
        return ecrire_date(valeur)
    return ecrire_montant(valeur) if sorte is Sorte.MONTANT else ecrire_code(valeur)


def _aligner(colonnes: Sequence[Colonne], largeurs: Sequence[int], textes: Sequence[str]) -> str:
    cellules = (
        texte.rjust(largeur) if colonne.sorte in _A_DROITE else texte.ljust(largeur)
        for colonne, largeur, texte in zip(colonnes, largeurs, textes, strict=True)
    )
    return "  ".join(cellules).rstrip()
