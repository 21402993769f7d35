"""Commands on règlements: record, change, cancel, give back, attach files (manuals 002 §1 and 003)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from caisse_clients.application.commandes.saisies import Affectee, Reference
from caisse_clients.kernel.argent import Centimes, Cours


@dataclass(frozen=True, slots=True)
class EnregistrerReglement:
    """Record money received. *Acompte* and *Régler* are this command with ``imputations``.

    ``montant`` in minor units of ``devise``. ``auto``: impute by the proposal what ``imputations`` leave.
    ``non_resident``: identity of a non-resident consumer paying cash above the common limit.
    ``pieces_jointes``: paths of files to keep with it.
    """

    client: int
    mode: str
    montant: Centimes
    date: dt.date | None = None
    reference: str = ""
    station: str = ""
    banque: str = ""
    devise: str = "EUR"
    cours: Cours | None = None
    imputations: tuple[Affectee, ...] = ()
    auto: bool = False
    non_resident: str = ""
    pieces_jointes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModifierReglement:
    """Change a règlement: contrary and new écriture under the same RC. Fields left out stay.

    Numérique: only ``reference``. Not under what is imputed (``reglement_impute`` with the list of pièces).
    """

    reglement: str
    mode: str | None = None
    date: dt.date | None = None
    montant: Centimes | None = None
    reference: str | None = None
    banque: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class AnnulerReglement:
    """Cancel a règlement (Supprimer): its imputations are taken back, its écriture contre-passed."""

    reglement: str
    raison: str


@dataclass(frozen=True, slots=True)
class AnnulerAcompte:
    """Take an acompte off a commande, a BL's commande or a facture; with ``mode`` it is paid back at once.

    ``source`` may be left out when the pièce has only one. Without ``mode`` the money stays disponible.
    """

    piece: str
    raison: str
    source: Reference = ""
    mode: str = ""


@dataclass(frozen=True, slots=True)
class Rembourser:
    """Give money back from a disponible: a règlement, an avoir, a compte acompte or avoir."""

    source: Reference
    mode: str
    raison: str = ""
    montant: Centimes | None = None
    date: dt.date | None = None
    reference: str = ""
    banque: str = ""


@dataclass(frozen=True, slots=True)
class JoindreFichier:
    """Keep a supporting file (PDF, PNG, JPEG; 10 MB at most) with a règlement."""

    reglement: str
    fichier: str
