"""Modes de règlement, VAT rates and sorts of articles of a new base (DOMAIN §2-3, CONTRACT §2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


TAUX: tuple[TauxTva, ...] = (
    TauxTva("20", 20_00, "Taux normal", "44571"),
    TauxTva("10", 10_00, "Taux intermédiaire", "44571"),
    TauxTva("5.5", 5_50, "Taux réduit", "44571"),
    TauxTva("2.1", 2_10, "Taux particulier", "44571"),
    TauxTva("0", 0, "Exonéré ou hors champ", "44571"),
)
"""VAT rates of a new base."""

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
