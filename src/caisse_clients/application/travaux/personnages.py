"""People and shops made up for a demonstration: names, addresses, numbers that belong to nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import TypeVar

from caisse_clients.config import chemin_ressource
from caisse_clients.domain.clients import Coordonnees, verifier_coordonnees
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.texte import cle_recherche

T = TypeVar("T")
_POUR_MILLE_PROFESSIONNELS = 60
_POUR_MILLE_NOMS_RARES = 15
_POUR_MILLE_NOMS_DOUBLES = 40
_FIXES = "05 36 49"
_MOBILES = "06 39 98"
"""Beginnings that the numbering plan keeps for works of fiction: nobody answers."""


def lire_liste(fichier: str) -> tuple[str, ...]:
    """Return the lines of a file of ``resources/demonstration``."""
    return tuple(chemin_ressource("demonstration", fichier).read_text(encoding="utf-8").split("\n"))[:-1]


class Personnages:
    """An endless, seeded supply of client cards; frequent names come more often, as in a real file."""

    def __init__(self, hasard: Random) -> None:
        self._hasard = hasard
        self._noms = lire_liste("noms.txt")
        self._prenoms = lire_liste("prenoms.txt")
        self._rares = [tuple(ligne.split("|")) for ligne in lire_liste("noms_rares.txt")]
        self._rues = lire_liste("rues.txt")
        self._villes = [tuple(ligne.split(" ", 1)) for ligne in lire_liste("villes.txt")]
        self._enseignes = lire_liste("enseignes.txt")
        self._professionnels = 0

    def nouveau(self) -> Coordonnees:
        """Make one card, checked by the rules that every card obeys."""
        sort = 1000 * self._hasard.random()
        if sort < _POUR_MILLE_PROFESSIONNELS:
            return verifier_coordonnees(self._professionnel())
        if sort < _POUR_MILLE_PROFESSIONNELS + _POUR_MILLE_NOMS_RARES:
            nom, prenom = self._hasard.choice(self._rares)
            return verifier_coordonnees(self._fiche(nom, prenom))
        nom, prenom = self._frequent(self._noms), self._frequent(self._prenoms)
        if 1000 * self._hasard.random() < _POUR_MILLE_NOMS_DOUBLES:
            nom = f"{nom}-{self._frequent(self._noms)}"
        return verifier_coordonnees(self._fiche(nom.upper(), prenom))

    def doublon(self, fiche: Coordonnees) -> Coordonnees:
        """Make the same person as a hurried clerk keyed it a second time: no accents, a number missing."""
        return verifier_coordonnees(
            replace(
                fiche,
                nom=cle_recherche(fiche.nom),
                prenom=cle_recherche(fiche.prenom),
                adresse="",
                telephone="",
                courriel="",
                siren="",
            )
        )

    def _fiche(self, nom: str, prenom: str) -> Coordonnees:
        code_postal, ville = self._frequent(self._villes)
        return Coordonnees(
            nom=nom,
            prenom=prenom,
            adresse=self._adresse(),
            code_postal=code_postal,
            ville=ville,
            telephone=self._telephone(),
            courriel=self._courriel(prenom, nom),
            plafond_credit=self._plafond(),
        )

    def _professionnel(self) -> Coordonnees:
        nom, prenom = self._frequent(self._noms), self._frequent(self._prenoms)
        fiche = self._fiche(self._hasard.choice(self._enseignes).format(nom=nom, prenom=prenom), "")
        self._professionnels += 1
        siren = siren_fictif(self._professionnels)
        return replace(fiche, siren=siren, professionnel=True, courriel=self._courriel("contact", nom))

    def _frequent(self, valeurs: Sequence[T]) -> T:
        """Choose with a preference for the head of the list."""
        return valeurs[int(len(valeurs) * self._hasard.random() * self._hasard.random())]

    def _adresse(self) -> str:
        if 10 * self._hasard.random() < 1:  # many old cards have none
            return ""
        rue = self._hasard.choice(self._rues)
        if rue.startswith(("lieu-dit", "lotissement", "résidence", "zone")):
            return rue
        numero = int(self._hasard.random() * 140) + 1
        return f"{numero}{' bis' if 100 * self._hasard.random() < 4 else ''} {rue}"

    def _telephone(self) -> str:
        sort = 100 * self._hasard.random()
        if sort < 25:
            return ""
        fin = int(self._hasard.random() * 10_000)
        return f"{_MOBILES if sort < 80 else _FIXES} {fin // 100:02d} {fin % 100:02d}"

    def _courriel(self, avant: str, nom: str) -> str:
        if 100 * self._hasard.random() < 55:
            return ""
        gauche, droite = (cle_recherche(t).lower().replace(" ", "-") for t in (avant, nom))
        adresse = f"{gauche}.{droite}@courriel.example"
        return adresse if adresse.isascii() else ""

    def _plafond(self) -> Centimes | None:
        return Centimes(5_000_00) if 100 * self._hasard.random() < 3 else None


def siren_fictif(rang: int) -> str:
    """Return a well-formed SIREN that no company has: none was ever given with a leading zero."""
    racine = f"{rang % 10_000_000:08d}"
    somme = sum(int(c) if i % 2 == 0 else sum(divmod(2 * int(c), 10)) for i, c in enumerate(racine))
    return f"{racine}{-somme % 10}"
