"""The client card: what is kept, how long, and what is refused (DOMAIN §1)."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from enum import StrEnum

from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.texte import cle_recherche, nettoyer, nettoyer_lignes

CODE_MAXIMAL = 99_999_999
"""Largest client code chosen by hand or brought by a file: a typing error leaves numbers for the next ones."""

_LONGUEURS = {
    "nom": 120,
    "prenom": 80,
    "adresse": 240,
    "code_postal": 12,
    "ville": 80,
    "telephone": 40,
    "courriel": 254,
    "siren": 20,
}
_COURRIEL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s.,;<>\"]{2,}")


class SorteClient(StrEnum):
    """What a tiers is: an ordinary client, a finance company, or the walk-in client of a station."""

    CLIENT = "client"
    ORGANISME = "organisme"
    PASSAGER = "passager"


@dataclass(frozen=True, slots=True)
class Coordonnees:
    """The editable part of a client card; texts are clean, ``plafond_credit`` is in centimes."""

    nom: str
    prenom: str = ""
    adresse: str = ""
    code_postal: str = ""
    ville: str = ""
    telephone: str = ""
    courriel: str = ""
    siren: str = ""
    professionnel: bool = False
    plafond_credit: Centimes | None = None

    @property
    def cle_nom(self) -> str:
        """Key of the name alone."""
        return cle_recherche(self.nom)

    @property
    def cle_prenom(self) -> str:
        """Key of the first name alone."""
        return cle_recherche(self.prenom)

    @property
    def cle_tri(self) -> str:
        """Key of order and search: name then first name."""
        return cle_recherche(self.nom, self.prenom)


CHAMPS_COORDONNEES = tuple(f.name for f in fields(Coordonnees))


def verifier_coordonnees(brut: Coordonnees) -> Coordonnees:
    """Return the card cleaned; raises the first fault, with ``champ`` (``nom_manquant``, ``courriel_invalide``…)."""
    propres = {
        champ: (nettoyer_lignes if champ == "adresse" else nettoyer)(
            getattr(brut, champ), longueur=longueur, champ=champ
        )
        for champ, longueur in _LONGUEURS.items()
    }
    if not propres["nom"]:
        raise ErreurMetier("nom_manquant", champ="nom")
    if propres["courriel"] and not _COURRIEL.fullmatch(propres["courriel"]):
        raise ErreurMetier("courriel_invalide", champ="courriel", valeur=propres["courriel"])
    propres["siren"] = verifier_siren(propres["siren"])
    if brut.plafond_credit is not None and brut.plafond_credit < 0:
        raise ErreurMetier("montant_invalide", champ="plafond_credit", valeur=str(brut.plafond_credit))
    return Coordonnees(**propres, professionnel=brut.professionnel, plafond_credit=brut.plafond_credit)


def verifier_siren(texte: str) -> str:
    """Return a SIREN as nine digits, or "" when empty; raises ``siren_invalide`` (Luhn key)."""
    if not texte:
        return ""
    from stdnum.fr import siren as stdnum_siren  # half a reading's start, for a field few cards fill

    compact = "".join(texte.split())
    if not stdnum_siren.is_valid(compact):
        raise ErreurMetier("siren_invalide", champ="siren", valeur=texte)
    return str(stdnum_siren.compact(compact))


def verifier_code(code: int) -> int:
    """Return a client code chosen by hand; raises ``code_invalide`` outside 1 to ``CODE_MAXIMAL``."""
    if not 1 <= code <= CODE_MAXIMAL:
        raise ErreurMetier("code_invalide", champ="code", valeur=str(code))
    return code
