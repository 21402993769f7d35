"""From a command object of a command file to a command value: strict, with one code for each fault (CONTRACT §2).

The shape of a command is its dataclass and nothing else: ``champs_de`` reads the type hints once, for this
decoder and for the published JSON Schema alike.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from caisse_clients.application.commandes import COMMANDES
from caisse_clients.application.commandes.clients import Inchange
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import Bogue, ErreurMetier
from caisse_clients.kernel.formats import lire_date_contrat, lire_montant_contrat
from caisse_clients.kernel.identifiants import lire_id

ENTIER_MAXIMAL = 2**63 - 1
"""Largest integer that both databases hold."""
CHAMPS_DE_LIGNE = ("commande", "id_commande", "alias", "confirmations")
"""Keys of a line that are not fields of its command."""
ALIAS = r"[A-Za-z0-9_-]{1,64}"
_ALIAS = re.compile(ALIAS, re.ASCII)
_REFERENCE = re.compile(rf"@({ALIAS})(?:\.([a-z_]+))?", re.ASCII)


class Nature(StrEnum):
    """What a field of a command holds in a command file."""

    MONTANT = "montant"
    ENTIER = "entier"
    TEXTE = "texte"
    BOOLEEN = "booleen"
    DATE = "date"
    CHOIX = "choix"


_NATURES: dict[Any, Nature] = {
    Centimes: Nature.MONTANT,
    int: Nature.ENTIER,
    str: Nature.TEXTE,
    bool: Nature.BOOLEEN,
    dt.date: Nature.DATE,
}


@dataclass(frozen=True, slots=True)
class Champ:
    """One field of a command: what it holds, whether it must be there, whether ``null`` says "none"."""

    nom: str
    nature: Nature
    requis: bool
    accepte_null: bool
    choix: type[StrEnum] | None = None


@dataclass(frozen=True, slots=True)
class DecimalJson:
    """A JSON number that is not an integer, kept as written: no field takes one, no float is ever made."""

    ecrit: str

    def __str__(self) -> str:
        return self.ecrit


@dataclass(frozen=True, slots=True)
class LigneDeCommande:
    """A line of a command file, decoded."""

    commande: object
    id_commande: str | None
    alias: str | None
    confirmations: frozenset[str]


class Alias:
    """What earlier lines of the file created, by the name they gave it."""

    def __init__(self) -> None:
        self._valeurs: dict[str, Mapping[str, Any]] = {}
        self._annonces: set[str] = set()

    def annoncer(self, objet: Mapping[str, Any]) -> None:
        """Remember that a line names its result, done or refused: ``@x`` is then never a mere text."""
        if isinstance(nom := objet.get("alias"), str):
            self._annonces.add(nom)

    def retenir(self, nom: str | None, valeurs: Mapping[str, Any]) -> None:
        """Keep the result of the line that gave itself the name ``nom``."""
        if nom is not None:
            self._valeurs[nom] = valeurs

    def resoudre(self, valeur: Any, champ: Champ) -> Any:
        """Return what ``"@x"`` or ``"@x.cle"`` stands for, any other value as it is; raises ``alias_inconnu``.

        In a text field, ``@x`` is a text unless a line of the file is named ``x``.
        """
        if not isinstance(valeur, str) or (trouve := _REFERENCE.fullmatch(valeur)) is None:
            return valeur
        nom, cle = trouve.groups()
        if nom not in self._annonces and champ.nature is Nature.TEXTE:
            return valeur
        resultat = self._valeurs.get(nom)
        if not resultat or (cle is not None and cle not in resultat):
            raise ErreurMetier("alias_inconnu", champ=champ.nom, alias=valeur[1:])
        return resultat[cle] if cle is not None else next(iter(resultat.values()))


def lire_ligne(objet: Mapping[str, Any], alias: Alias) -> LigneDeCommande:
    """Decode a command object.

    Raises ``ErreurMetier``: ``commande_inconnue``, ``champ_inconnu``, ``champ_manquant``, ``champ_invalide``,
    ``montant_invalide``, ``date_invalide``, ``alias_inconnu``, ``alias_invalide``, ``id_invalide``.
    """
    nom = _texte_de_ligne(objet, "commande", "le nom d'une commande")
    if nom is None:
        raise ErreurMetier("champ_manquant", champ="commande", commande="(sans nom)")
    definition = COMMANDES.get(nom)
    if definition is None:
        raise ErreurMetier("commande_inconnue", champ="commande", commande=nom[:60])
    nom_alias = _texte_de_ligne(objet, "alias", "un mot")
    if nom_alias is not None and not _ALIAS.fullmatch(nom_alias):
        raise ErreurMetier("alias_invalide", champ="alias", alias=nom_alias[:60])
    id_commande = _texte_de_ligne(objet, "id_commande", "un uuid")
    return LigneDeCommande(
        _lire_commande(nom, definition.type, objet, alias),
        None if id_commande is None else lire_id(id_commande),
        nom_alias,
        _confirmations(objet.get("confirmations")),
    )


def _lire_commande(nom: str, type_: type, objet: Mapping[str, Any], alias: Alias) -> object:
    champs = champs_de(type_)
    valeurs: dict[str, Any] = {}
    for cle, brut in objet.items():
        champ = champs.get(cle)
        if champ is not None:
            valeurs[cle] = _lire_champ(champ, alias.resoudre(brut, champ))
        elif cle not in CHAMPS_DE_LIGNE:
            raise ErreurMetier("champ_inconnu", champ=cle[:60], commande=nom)
    for champ in champs.values():
        if champ.requis and champ.nom not in valeurs:
            raise ErreurMetier("champ_manquant", champ=champ.nom, commande=nom)
    return type_(**valeurs)


@cache
def champs_de(type_: type) -> Mapping[str, Champ]:
    """Return the fields of a command's dataclass, by name."""
    hints = get_type_hints(type_)
    return {
        f.name: _champ(f.name, hints[f.name], requis=f.default is MISSING and f.default_factory is MISSING)
        for f in fields(type_)
    }


def _champ(nom: str, hint: Any, *, requis: bool) -> Champ:
    membres = list(get_args(hint)) if get_origin(hint) in (Union, UnionType) else [hint]
    accepte_null = NoneType in membres
    utiles = [m for m in membres if m is not NoneType and m is not Inchange]
    if len(utiles) == 1:
        (utile,) = utiles
        if utile in _NATURES:
            return Champ(nom, _NATURES[utile], requis, accepte_null)
        if isinstance(utile, type) and issubclass(utile, StrEnum):
            return Champ(nom, Nature.CHOIX, requis, accepte_null, utile)
    raise Bogue("champ_sans_nature", champ=nom, type=str(hint))


def _lire_champ(champ: Champ, valeur: Any) -> Any:
    """Return the value of a field, checked by its nature."""
    if valeur is None and champ.accepte_null:
        return None
    if champ.nature is Nature.MONTANT:
        if isinstance(valeur, str):
            return lire_montant_contrat(valeur, champ=champ.nom)
        raise ErreurMetier("montant_invalide", champ=champ.nom, valeur=_extrait(valeur))
    if champ.nature is Nature.DATE:
        if isinstance(valeur, str):
            return lire_date_contrat(valeur, champ=champ.nom)
        raise ErreurMetier("date_invalide", champ=champ.nom, valeur=_extrait(valeur))
    if type(valeur) is not _TYPES[champ.nature]:
        raise _invalide(champ, valeur)
    if champ.choix is not None:
        try:
            return champ.choix(valeur)
        except ValueError:
            raise _invalide(champ, valeur) from None
    if champ.nature is Nature.ENTIER and abs(valeur) > ENTIER_MAXIMAL:
        raise _invalide(champ, valeur)
    return valeur


_TYPES: dict[Nature, type[Any]] = {Nature.ENTIER: int, Nature.TEXTE: str, Nature.BOOLEEN: bool, Nature.CHOIX: str}
"""Exact types: to Python a JSON ``true`` is also an integer."""


def _invalide(champ: Champ, valeur: Any) -> ErreurMetier:
    return ErreurMetier("champ_invalide", champ=champ.nom, valeur=_extrait(valeur), attendu=attendu(champ))


_ATTENDUS = {
    Nature.ENTIER: "un nombre entier sans guillemets",
    Nature.TEXTE: "un texte entre guillemets",
    Nature.BOOLEEN: "true ou false",
}


def attendu(champ: Champ) -> str:
    """Return what a field accepts, in French words."""
    if champ.choix is not None:
        return "un de ces mots : " + ", ".join(choix.value for choix in champ.choix)
    return _ATTENDUS[champ.nature]


def _texte_de_ligne(objet: Mapping[str, Any], cle: str, attendu: str) -> str | None:
    valeur = objet.get(cle)
    if valeur is None or isinstance(valeur, str):
        return valeur
    raise ErreurMetier("champ_invalide", champ=cle, valeur=_extrait(valeur), attendu=attendu)


def _confirmations(valeur: Any) -> frozenset[str]:
    if valeur is None:
        return frozenset()
    if isinstance(valeur, list) and all(isinstance(code, str) for code in valeur):
        return frozenset(valeur)
    raise ErreurMetier(
        "champ_invalide", champ="confirmations", valeur=_extrait(valeur), attendu="une liste de codes entre crochets"
    )


def _extrait(valeur: Any) -> str:
    """Return the beginning of a value as the file writes it, for the message; a container is only named."""
    if isinstance(valeur, bool) or valeur is None:
        return {True: "true", False: "false", None: "null"}[valeur]
    if isinstance(valeur, int):
        return str(valeur) if abs(valeur) <= ENTIER_MAXIMAL else "un nombre immense"
    if isinstance(valeur, Mapping):
        return "{…}"
    return "[…]" if isinstance(valeur, list) else str(valeur)[:40]
