"""The fields of a command as its dataclass declares them: the decoder and the published JSON Schema both read this.

The shape of a command is its dataclass and nothing else. A nested value is a dataclass too, or a tuple of one nature.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from caisse_clients.application.commandes.clients import Inchange
from caisse_clients.kernel.argent import Centimes, Cours, Pourcent, Quantite
from caisse_clients.kernel.erreurs import Bogue


class Nature(StrEnum):
    """What a field of a command holds in a command file."""

    MONTANT = "montant"
    POURCENT = "pourcent"
    QUANTITE = "quantite"
    COURS = "cours"
    ENTIER = "entier"
    TEXTE = "texte"
    BOOLEEN = "booleen"
    DATE = "date"
    CHOIX = "choix"
    REFERENCE = "reference"
    """A number people see (compte client) or the text of one (``FA-S1-2014-00001``)."""
    OBJET = "objet"
    LISTE = "liste"


_NATURES: dict[Any, Nature] = {
    Centimes: Nature.MONTANT,
    Pourcent: Nature.POURCENT,
    Quantite: Nature.QUANTITE,
    Cours: Nature.COURS,
    int: Nature.ENTIER,
    str: Nature.TEXTE,
    bool: Nature.BOOLEEN,
    dt.date: Nature.DATE,
}


@dataclass(frozen=True, slots=True)
class Champ:
    """One field of a command: what it holds, whether it must be there, whether ``null`` says "none".

    ``choix`` are the words of a choice, ``objet`` the dataclass of an object, ``element`` what a list holds.
    """

    nom: str
    nature: Nature
    requis: bool
    accepte_null: bool
    choix: type[StrEnum] | None = None
    objet: type | None = None
    element: Champ | None = None


CHAMPS_DE_LIGNE = ("commande", "id_commande", "alias", "confirmations")
"""Keys of a line that are not fields of its command."""


@cache
def champs_de(type_: type) -> Mapping[str, Champ]:
    """Return the fields of the dataclass of a command, or of a value inside one, by name."""
    hints = get_type_hints(type_)
    return {
        f.name: _champ(f.name, hints[f.name], requis=f.default is MISSING and f.default_factory is MISSING)
        for f in fields(type_)
    }


def _champ(nom: str, hint: Any, *, requis: bool) -> Champ:
    if nom in CHAMPS_DE_LIGNE:  # the commande that a command acts on is its « piece »
        raise Bogue("champ_reserve", champ=nom)
    membres = list(get_args(hint)) if get_origin(hint) in (Union, UnionType) else [hint]
    accepte_null = NoneType in membres
    utiles = [m for m in membres if m is not NoneType and m is not Inchange]
    if set(utiles) == {str, int}:
        return Champ(nom, Nature.REFERENCE, requis, accepte_null)
    if len(utiles) == 1:
        (utile,) = utiles
        if utile in _NATURES:
            return Champ(nom, _NATURES[utile], requis, accepte_null)
        if get_origin(utile) is tuple and (arguments := get_args(utile))[1:] == (Ellipsis,):
            element = _champ(nom, arguments[0], requis=True)
            return Champ(nom, Nature.LISTE, requis, accepte_null, element=element)
        if isinstance(utile, type) and issubclass(utile, StrEnum):
            return Champ(nom, Nature.CHOIX, requis, accepte_null, choix=utile)
        if isinstance(utile, type) and is_dataclass(utile):
            return Champ(nom, Nature.OBJET, requis, accepte_null, objet=utile)
    raise Bogue("champ_sans_nature", champ=nom, type=str(hint))


_ATTENDUS = {
    Nature.ENTIER: "un nombre entier sans guillemets",
    Nature.TEXTE: "un texte entre guillemets",
    Nature.BOOLEEN: "true ou false",
    Nature.REFERENCE: "un texte entre guillemets, ou un nombre entier sans guillemets",
    Nature.OBJET: "un objet entre accolades",
    Nature.LISTE: "une liste entre crochets",
}


def attendu(champ: Champ) -> str:
    """Return what a field accepts, in French words."""
    if champ.choix is not None:
        return "un de ces mots : " + ", ".join(choix.value for choix in champ.choix)
    return _ATTENDUS[champ.nature]
