"""From a command object of a command file to a command value: strict, with one code for each fault (CONTRACT §2).

Values inside values are read by the same rules, and the field at fault is named by its path: ``lignes[2].prix_ttc``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from caisse_clients.application.commandes import COMMANDES
from caisse_clients.application.commandes.champs import CHAMPS_DE_LIGNE, Champ, Nature, attendu, champs_de
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import (
    lire_cours_contrat,
    lire_date_contrat,
    lire_montant_contrat,
    lire_pourcent_contrat,
    lire_quantite_contrat,
)
from caisse_clients.kernel.identifiants import lire_id

ENTIER_MAXIMAL = 2**63 - 1
"""Largest integer that both databases hold."""
ELEMENTS_MAXIMUM = 10_000
"""Elements of one list."""
ALIAS = r"[A-Za-z0-9_-]{1,64}"
_ALIAS = re.compile(ALIAS, re.ASCII)
_REFERENCE = re.compile(rf"@({ALIAS})(?:\.([a-z_]+))?", re.ASCII)


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

    def resoudre(self, valeur: Any, champ: Champ, chemin: str) -> Any:
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
            raise ErreurMetier("alias_inconnu", champ=chemin, alias=valeur[1:])
        return resultat[cle] if cle is not None else next(iter(resultat.values()))


def lire_ligne(objet: Mapping[str, Any], alias: Alias) -> LigneDeCommande:
    """Decode a command object.

    Raises ``ErreurMetier``: ``commande_inconnue``, ``champ_inconnu``, ``champ_manquant``, ``champ_invalide``,
    ``montant_invalide``, ``pourcent_invalide``, ``quantite_invalide``, ``cours_invalide``, ``date_invalide``,
    ``liste_trop_longue``, ``alias_inconnu``, ``alias_invalide``, ``id_invalide``.
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
        _lire_objet(definition.type, objet, "", _Source(nom, alias)),
        None if id_commande is None else lire_id(id_commande),
        nom_alias,
        _confirmations(objet.get("confirmations")),
    )


@dataclass(frozen=True, slots=True)
class _Source:
    """What every value of one line is read with: the name of its command and the aliases of earlier lines."""

    commande: str
    alias: Alias


def _lire_objet(type_: type, objet: Mapping[str, Any], prefixe: str, source: _Source) -> object:
    """Return the value of a dataclass: no field that it does not know, none missing."""
    champs = champs_de(type_)
    valeurs: dict[str, Any] = {}
    for cle, brut in objet.items():
        champ = champs.get(cle)
        if champ is not None:
            valeurs[cle] = _lire_champ(champ, brut, prefixe + cle, source)
        elif prefixe or cle not in CHAMPS_DE_LIGNE:
            raise ErreurMetier("champ_inconnu", champ=prefixe + cle[:60], commande=source.commande)
    for champ in champs.values():
        if champ.requis and champ.nom not in valeurs:
            raise ErreurMetier("champ_manquant", champ=prefixe + champ.nom, commande=source.commande)
    return type_(**valeurs)


def _lire_champ(champ: Champ, brut: Any, chemin: str, source: _Source) -> Any:
    """Return the value of a field, checked by its nature; ``chemin`` is where it stands, as in ``lignes[2].rang``."""
    if brut is None and champ.accepte_null:
        return None
    if champ.objet is not None:  # an alias stands for one value, never for an object or a list
        if not isinstance(brut, Mapping):
            raise _invalide(champ, brut, chemin)
        return _lire_objet(champ.objet, brut, f"{chemin}.", source)
    if champ.element is not None:
        return _lire_liste(champ, champ.element, brut, chemin, source)
    valeur = source.alias.resoudre(brut, champ, chemin)
    if champ.nature in _FORMES:
        lire, code = _FORMES[champ.nature]
        if isinstance(valeur, str):
            return lire(valeur, champ=chemin)
        raise ErreurMetier(code, champ=chemin, valeur=_extrait(valeur))
    if type(valeur) not in _TYPES[champ.nature] or (type(valeur) is int and abs(valeur) > ENTIER_MAXIMAL):
        raise _invalide(champ, valeur, chemin)
    if champ.choix is not None:
        try:
            return champ.choix(valeur)
        except ValueError:
            raise _invalide(champ, valeur, chemin) from None
    return valeur


def _lire_liste(champ: Champ, element: Champ, brut: Any, chemin: str, source: _Source) -> tuple[Any, ...]:
    if not isinstance(brut, list):
        raise _invalide(champ, brut, chemin)
    if len(brut) > ELEMENTS_MAXIMUM:
        raise ErreurMetier("liste_trop_longue", champ=chemin, nombre=len(brut), maximum=ELEMENTS_MAXIMUM)
    return tuple(_lire_champ(element, valeur, f"{chemin}[{rang}]", source) for rang, valeur in enumerate(brut))


_FORMES: dict[Nature, tuple[Callable[..., Any], str]] = {
    Nature.MONTANT: (lire_montant_contrat, "montant_invalide"),
    Nature.POURCENT: (lire_pourcent_contrat, "pourcent_invalide"),
    Nature.QUANTITE: (lire_quantite_contrat, "quantite_invalide"),
    Nature.COURS: (lire_cours_contrat, "cours_invalide"),
    Nature.DATE: (lire_date_contrat, "date_invalide"),
}
"""Natures written as a text of a form of their own, and the code that refuses any other value."""

_TYPES: dict[Nature, tuple[type[Any], ...]] = {
    Nature.ENTIER: (int,),
    Nature.TEXTE: (str,),
    Nature.BOOLEEN: (bool,),
    Nature.CHOIX: (str,),
    Nature.REFERENCE: (str, int),
}
"""Exact types: to Python a JSON ``true`` is also an integer."""


def _invalide(champ: Champ, valeur: Any, chemin: str) -> ErreurMetier:
    return ErreurMetier("champ_invalide", champ=chemin, valeur=_extrait(valeur), attendu=attendu(champ))


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
