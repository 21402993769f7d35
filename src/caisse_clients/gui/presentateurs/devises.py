"""Amounts of any currency, as a grid shows them and as a person types them."""

from __future__ import annotations

from dataclasses import dataclass

from caisse_clients.domain.devises import en_centiemes, en_unites
from caisse_clients.domain.reglages import CHIFFRES_DES_DEVISES, EURO
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_montant_en, lire_montant, lire_montant_en


def ecrire_nombre(montant: int, devise: str) -> str:
    """Write minor units without their currency, with its decimals: ``1 234,56``; ``1 234`` for yens."""
    return ecrire_montant_en(montant, CHIFFRES_DES_DEVISES.get(devise, 2))


def ecrire_en(montant: int, devise: str) -> str:
    """Write minor units with their currency: ``1 234,56 €``, ``1 234,56 USD``, ``1 234 JPY``."""
    return f"{ecrire_nombre(montant, devise)} {'€' if devise == EURO else devise}"


def lire_en(texte: str, devise: str) -> int:
    """Read what was typed on a row of this currency, in its minor units; raises ``montant_invalide``."""
    if devise == EURO:
        return lire_montant(texte)
    return lire_montant_en(texte.strip().removesuffix(devise), CHIFFRES_DES_DEVISES.get(devise, 2))


@dataclass(frozen=True, slots=True)
class Monnaie:
    """How amounts of a currency are typed and shown: in its minor units, with its decimals."""

    devise: str = EURO

    @property
    def decimales(self) -> int:
        """Number of decimals; an unknown currency has two."""
        return CHIFFRES_DES_DEVISES.get(self.devise, 2)

    def lire(self, texte: str, *, champ: str = "montant") -> int:
        """Read an amount typed, in minor units; raises ``montant_invalide``."""
        return lire_montant_en(texte.removesuffix("€"), self.decimales, champ=champ)

    def ecrire(self, unites: int) -> str:
        """Write minor units as the screen does."""
        return ecrire_montant_en(unites, self.decimales)

    def centiemes(self, unites: int, *, champ: str = "montant") -> Centimes:
        """Return minor units as commands take them (two decimals); raises ``montant_invalide`` beyond."""
        centiemes = en_centiemes(unites, self.devise)
        if en_unites(centiemes, self.devise, champ=champ) != unites:
            raise ErreurMetier("montant_invalide", champ=champ, valeur=self.ecrire(unites))
        return Centimes(centiemes)


def monnaie_de(devise: str) -> Monnaie:
    """Return how amounts of a currency are typed and shown."""
    return Monnaie(devise)
