"""Currencies: minor units by ISO digits, and what an amount is worth in euros at a rate (DOMAIN §2, Money)."""

from __future__ import annotations

from fractions import Fraction

from caisse_clients.domain.reglages import CHIFFRES_DES_DEVISES, EURO
from caisse_clients.kernel.argent import arrondir
from caisse_clients.kernel.erreurs import ErreurMetier

UN_POUR_UN = 1_000_000
"""A rate of 1, in millionths."""


def verifier_devise(devise: str, cours: int | None) -> tuple[str, int | None]:
    """Return currency and rate; raises ``devise_inconnue``, ``cours_manquant``, ``cours_sans_objet`` (euros)."""
    code = devise.strip().upper()
    if code not in CHIFFRES_DES_DEVISES:
        raise ErreurMetier("devise_inconnue", champ="devise", devise=devise[:10])
    if code == EURO:
        if cours not in (None, UN_POUR_UN):
            raise ErreurMetier("cours_sans_objet", champ="cours")
        return code, None
    if cours is None or cours <= 0:
        raise ErreurMetier("cours_manquant", champ="cours", devise=code)
    return code, cours


def en_unites(centiemes: int, devise: str, *, champ: str = "montant") -> int:
    """Return an amount typed with two decimals in minor units of ``devise``; raises ``montant_invalide``."""
    unites = Fraction(centiemes * 10 ** CHIFFRES_DES_DEVISES[devise], 100)
    if unites.denominator != 1:
        raise ErreurMetier("montant_invalide", champ=champ, raison="devise", valeur=str(centiemes), devise=devise)
    return int(unites)


def en_centiemes(unites: int, devise: str) -> int:
    """Return minor units of ``devise`` as hundredths of it, for display and contract strings (rounded for TND)."""
    return arrondir(Fraction(unites * 100, 10 ** CHIFFRES_DES_DEVISES[devise]))


def en_euros(unites: int, devise: str, cours: int | None) -> int:
    """Return what minor units of ``devise`` are worth in euro centimes at ``cours`` (millionths for 1 EUR)."""
    if cours is None:
        return unites
    return arrondir(Fraction(unites * 100 * UN_POUR_UN, 10 ** CHIFFRES_DES_DEVISES[devise] * cours))
