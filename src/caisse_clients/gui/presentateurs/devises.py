"""Amounts of any currency, as a grid shows them and as a person types them."""

from __future__ import annotations

from caisse_clients.domain.reglages import CHIFFRES_DES_DEVISES, EURO
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
