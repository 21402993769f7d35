"""Columns of a grid as data: title, value, format, width. No Qt in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant, ecrire_solde
from caisse_clients.kernel.horloge import PARIS


class Format(Enum):
    """How a value is written in a cell; it also decides the alignment and the type of an exported cell."""

    TEXTE = "texte"
    MONTANT = "montant"
    MOUVEMENT = "mouvement"
    """An amount received, or given back when negative: a word says which, never a bare sign."""
    SOLDE = "solde"
    """A client's balance: in his favour it says so in words (DOMAIN §1)."""
    DATE = "date"
    CODE = "code"
    ENTIER = "entier"
    INSTANT = "instant"
    PASTILLE = "pastille"


class Gravite(StrEnum):
    """The five colours of a status pill or a banner; a word always stands in it."""

    SUCCES = "succes"
    ALERTE = "alerte"
    ERREUR = "erreur"
    INFO = "info"
    NEUTRE = "neutre"


@dataclass(frozen=True, slots=True)
class Pastille:
    """Value of a ``Format.PASTILLE`` column: a word and its gravity."""

    texte: str
    gravite: Gravite = Gravite.NEUTRE


A_DROITE = frozenset({Format.MONTANT, Format.MOUVEMENT, Format.SOLDE, Format.CODE, Format.ENTIER})
"""Formats whose figures line up on the right."""


@dataclass(frozen=True, slots=True)
class Colonne:
    """One column. ``valeur`` reads a row (never the database); ``tri`` is set only when the reading offers it.

    ``largeur`` counts device-independent pixels at the normal text size; an ``elastique`` column takes what is
    left. ``cle`` names the column in the kept widths and orders; it defaults to the title. ``centimes``: the amount
    that a file receives (to be summed) where the window writes it in the digits of another currency; None = the text.
    """

    titre: str
    valeur: Callable[[Any], Any]
    format: Format = Format.TEXTE
    largeur: int = 120
    elastique: bool = False
    tri: str | None = None
    aide: str = ""
    visible: bool = True
    cle: str = ""
    centimes: Callable[[Any], int | None] | None = None

    @property
    def nom(self) -> str:
        """Return the stable name of the column."""
        return self.cle or self.titre


def ecrire_valeur(valeur: Any, forme: Format) -> str:
    """Write a cell as the window shows it; None is an empty cell."""
    return "" if valeur is None else _ECRITURES.get(forme, str)(valeur)


def _ecrire_instant(instant: dt.datetime) -> str:
    local = instant.astimezone(PARIS) if instant.tzinfo else instant
    return f"{ecrire_date(local.date())} {local:%H:%M}"


def _ecrire_mouvement(centimes: int) -> str:
    return ecrire_montant(centimes) if centimes >= 0 else f"rendu {ecrire_montant(-centimes)}"


_ECRITURES: dict[Format, Callable[[Any], str]] = {
    Format.MONTANT: ecrire_montant,
    Format.MOUVEMENT: _ecrire_mouvement,
    Format.SOLDE: ecrire_solde,
    Format.DATE: ecrire_date,
    Format.CODE: ecrire_code,
    Format.INSTANT: _ecrire_instant,
    Format.PASTILLE: lambda pastille: str(pastille.texte),
}
