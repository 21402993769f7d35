"""What the cells of an exported table hold, and how they are kept from being taken for formulas.

A text that a spreadsheet would run is written with an apostrophe before it, in a workbook too (a workbook ends as a
CSV sooner or later); ``retablir`` takes it away when our own file comes back through an import.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from caisse_clients.kernel.formats import ecrire_date

Valeur = str | int | dt.date | dt.datetime | None
"""What a cell may hold; an amount is an integer of centimes in a column of sort ``MONTANT``."""

_DANGEREUX = frozenset("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
"""First characters of a formula; the last four are the full-width ``= + - @``, formulas to some spreadsheets."""

_BLANCS = " \u00a0\u202f\n"
_NOMBRE_SIMPLE = re.compile(r"[+-]\s?\d[\d .,\u00a0\u202f]*", re.ASCII)
_CONTROLES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Sorte(StrEnum):
    """What a column holds, hence how its cells are written."""

    TEXTE = "texte"
    CODE = "code"
    MONTANT = "montant"
    DATE = "date"
    INSTANT = "instant"


@dataclass(frozen=True, slots=True)
class Colonne:
    """A column of an exported table; ``largeur`` in characters, for the workbook."""

    titre: str
    sorte: Sorte = Sorte.TEXTE
    largeur: int = 14


def neutraliser(texte: str) -> str:
    """Return ``texte`` without control characters and unable to start a formula.

    A lone signed number (``-12,50``, the phone ``+33 6 12``) can do nothing and stays itself.
    """
    propre = _CONTROLES.sub("", texte)
    if _commence_une_formule(propre) and not _NOMBRE_SIMPLE.fullmatch(propre):
        return "'" + propre
    return propre


def retablir(texte: str) -> str:
    """Take away the apostrophe that ``neutraliser`` put before a text."""
    return texte[1:] if texte[:1] == "'" and _commence_une_formule(texte[1:]) else texte


def en_texte(valeur: Valeur) -> str:
    """Write a value as a person reads it in a CSV: ``15/07/2014``, ``oui``."""
    if isinstance(valeur, str):
        return neutraliser(valeur)
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, dt.datetime):
        return f"{ecrire_date(valeur)} {valeur.hour:02d}:{valeur.minute:02d}"
    return ecrire_date(valeur) if isinstance(valeur, dt.date) else str(valeur)


def montant_en_texte(valeur: Valeur) -> str:
    """Write centimes for a spreadsheet, ``1234,56``: no thousands space, which would make it a text."""
    if not isinstance(valeur, int):
        return en_texte(valeur)
    return f"{'-' if valeur < 0 else ''}{abs(valeur) // 100},{abs(valeur) % 100:02d}"


def _commence_une_formule(texte: str) -> bool:
    return texte.lstrip(_BLANCS)[:1] in _DANGEREUX
