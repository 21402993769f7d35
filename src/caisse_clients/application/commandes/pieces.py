"""Commands on commandes and drafts of factures: create, change, cancel, validate (manual 003, DOMAIN §2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from caisse_clients.domain.echeances import EcheanceSaisie
from caisse_clients.domain.pieces import LigneSaisie
from caisse_clients.kernel.argent import Cours


@dataclass(frozen=True, slots=True)
class CreerCommande:
    """Create a commande. Without ``echeances`` they follow ``conditions`` (default: the setting)."""

    client: int
    lignes: tuple[LigneSaisie, ...]
    date: dt.date | None = None
    echeances: tuple[EcheanceSaisie, ...] = ()
    conditions: str = ""
    devise: str = "EUR"
    cours: Cours | None = None
    station: str = ""
    reference: str = ""
    commentaire: str = ""


@dataclass(frozen=True, slots=True)
class ModifierCommande:
    """Change a commande; fields left out stay. ``version``, when given, is the one the user saw.

    Its total may not go under what is already invoiced and imputed (``depasse_reste_du`` with the list).
    """

    commande: str
    lignes: tuple[LigneSaisie, ...] | None = None
    date: dt.date | None = None
    echeances: tuple[EcheanceSaisie, ...] | None = None
    conditions: str | None = None
    reference: str | None = None
    commentaire: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class AnnulerCommande:
    """Cancel what is not invoiced of a commande; its acomptes become disponibles."""

    commande: str
    raison: str


@dataclass(frozen=True, slots=True)
class CreerFacture:
    """Create a draft facture (``BR-n``)."""

    client: int
    lignes: tuple[LigneSaisie, ...]
    date: dt.date | None = None
    echeances: tuple[EcheanceSaisie, ...] = ()
    conditions: str = ""
    devise: str = "EUR"
    cours: Cours | None = None
    station: str = ""
    reference: str = ""
    commentaire: str = ""


@dataclass(frozen=True, slots=True)
class ModifierFacture:
    """Change a draft; money it no longer needs goes back up to its commande, else becomes disponible."""

    piece: str
    lignes: tuple[LigneSaisie, ...] | None = None
    date: dt.date | None = None
    echeances: tuple[EcheanceSaisie, ...] | None = None
    conditions: str | None = None
    reference: str | None = None
    commentaire: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class SupprimerFacture:
    """Delete a draft (it stays readable, marked); its money goes back up to the commande."""

    piece: str
    raison: str = ""


@dataclass(frozen=True, slots=True)
class ValiderFacture:
    """Give a draft its final number and its écriture; the acomptes on it are taken back (*reprise*)."""

    piece: str
    date: dt.date | None = None
    version: int | None = None
