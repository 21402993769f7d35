"""Settings of sales: modes de règlement, banks, VAT rates, articles, currencies (DOMAIN §2-3, CONTRACT §2).

``MODES`` and ``TAUX`` are known to every base without a row of their own: one is written when the shop changes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from caisse_clients.domain.pieces import NatureLigne
from caisse_clients.kernel.erreurs import ErreurMetier

_EMETTEUR = re.compile(r"\d{6}", re.ASCII)


class SorteArticle(StrEnum):
    """What an article is for."""

    VENTE = "vente"
    AVOIR = "avoir"
    REMBOURSEMENT = "remboursement"

    @property
    def libelle(self) -> str:
        """French word for it."""
        return {"vente": "Vente", "avoir": "Avoir", "remboursement": "Remboursement"}[self.value]


@dataclass(frozen=True, slots=True)
class Mode:
    """A mode de règlement: where its money goes, whether it is numérique, whether it is cash."""

    code: str
    libelle: str
    compte: str
    journal: str
    numerique: bool = False
    especes: bool = False
    actif: bool = True


MODES: tuple[Mode, ...] = (
    Mode("especes", "Espèces", "531", "CA", especes=True),
    Mode("cheque", "Chèque", "5112", "BQ"),
    Mode("carte", "Carte bancaire", "5115", "BQ", numerique=True),
    Mode("virement", "Virement", "512", "BQ"),
    Mode("prelevement", "Prélèvement", "512", "BQ"),
    Mode("effet", "Traite / LCR / BOR", "413", "EF"),
    Mode("titre", "Titre / bon", "511", "BQ"),
    Mode("en_ligne", "Paiement en ligne", "5115", "BQ", numerique=True),
)
"""Modes of a new base (CONTRACT §2, Modes)."""


@dataclass(frozen=True, slots=True)
class TauxTva:
    """A VAT rate in hundredths of a percent, and the account of the VAT collected."""

    code: str
    taux: int
    libelle: str
    compte: str
    actif: bool = True


TAUX_NORMAL = 20_00
"""The rate that the law applies where no other is said (CGI art. 278)."""
COMPTE_TVA = "44571"
TAUX: tuple[TauxTva, ...] = (
    TauxTva("20", TAUX_NORMAL, "Taux normal", COMPTE_TVA),
    TauxTva("10", 10_00, "Taux intermédiaire", COMPTE_TVA),
    TauxTva("5.5", 5_50, "Taux réduit", COMPTE_TVA),
    TauxTva("2.1", 2_10, "Taux particulier", COMPTE_TVA),
    TauxTva("0", 0, "Exonéré ou hors champ", COMPTE_TVA),
)
"""VAT rates of a new base."""


@dataclass(frozen=True, slots=True)
class Article:
    """Something sold, or given as an avoir or a remboursement; ``prix_ttc`` None when it is typed each time.

    ``taux`` in hundredths of a percent; ``compte`` empty = the account of its nature.
    """

    code: str
    libelle: str
    sorte: SorteArticle
    nature: NatureLigne
    taux: int
    prix_ttc: int | None
    compte: str
    actif: bool = True


@dataclass(frozen=True, slots=True)
class Banque:
    """A bank account of the shop; ``journal`` empty = that of the mode, ``emetteur`` the CFONB issuer number."""

    code: str
    libelle: str
    iban: str
    bic: str
    compte: str
    journal: str
    emetteur: str
    actif: bool = True


def verifier_iban(texte: str, *, champ: str = "iban") -> str:
    """Return an IBAN in capitals without spaces, its key checked ("" stays ""); raises ``iban_invalide``."""
    from stdnum import iban  # its table of countries costs more than a start can pay

    compact = "".join(texte.split()).upper()
    if compact and not (compact.isascii() and compact.isalnum() and iban.is_valid(compact)):
        raise ErreurMetier("iban_invalide", champ=champ, valeur=texte[:40])
    return compact


def verifier_bic(texte: str, *, champ: str = "bic") -> str:
    """Return a BIC in capitals without spaces ("" stays ""); raises ``bic_invalide``."""
    from stdnum import bic

    compact = "".join(texte.split()).upper()
    if compact and not (compact.isascii() and compact.isalnum() and bic.is_valid(compact)):
        raise ErreurMetier("bic_invalide", champ=champ, valeur=texte[:40])
    return compact


def verifier_emetteur(texte: str, *, champ: str = "emetteur") -> str:
    """Return a CFONB issuer number, six digits ("" stays ""); raises ``emetteur_invalide``."""
    compact = "".join(texte.split())
    if compact and not _EMETTEUR.fullmatch(compact):
        raise ErreurMetier("emetteur_invalide", champ=champ, valeur=texte[:40])
    return compact


EURO = "EUR"
CHIFFRES_DES_DEVISES = {
    "EUR": 2,
    "USD": 2,
    "GBP": 2,
    "CHF": 2,
    "CAD": 2,
    "AUD": 2,
    "SEK": 2,
    "NOK": 2,
    "DKK": 2,
    "PLN": 2,
    "CZK": 2,
    "HUF": 2,
    "RON": 2,
    "CNY": 2,
    "MAD": 2,
    "JPY": 0,
    "XOF": 0,
    "XAF": 0,
    "TND": 3,
}
"""ISO 4217 digits of the currencies accepted."""
