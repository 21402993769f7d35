"""The due list, its affectation, the aged balance, as values (manuals 002 §4.3 and 004, DOMAIN §2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class StatutVerse(StrEnum):
    """Whether an échéance is paid."""

    OUI = "oui"
    PARTIEL = "partiel"
    NON = "non"

    @property
    def libelle(self) -> str:
        """French word shown in the grid."""
        return self.value.capitalize()


def statut_verse(verse: int, reste: int) -> StatutVerse:
    """Return the status from what is paid and what remains, in centimes."""
    if reste == 0:
        return StatutVerse.OUI
    return StatutVerse.PARTIEL if verse > 0 else StatutVerse.NON


class TriEcheancier(StrEnum):
    """Columns of the due list by which it sorts, in SQL."""

    CODE = "code"
    DATE_REGLEMENT = "date_reglement"
    TITRE = "titre"
    TIERS = "tiers"
    DATE_ECHEANCE = "date_echeance"
    MONTANT = "montant"
    VERSE = "verse"
    RESTE = "reste_du"
    MODE = "mode"
    BANQUE = "banque"
    RELANCE = "relance"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class CritereEcheancier:
    """Filter and order of the due list; the period is that of the date d'échéance; empty fields do not filter.

    ``titre``, ``tiers``, ``note``: contain, from the column headers. ``statuts``: any of them. ``en_retard``: red rows
    only.
    """

    du: dt.date | None = None
    au: dt.date | None = None
    client: int | None = None
    mode: str = ""
    banque: str = ""
    titre: str = ""
    tiers: str = ""
    note: str = ""
    statuts: tuple[StatutVerse, ...] = ()
    en_retard: bool = False
    tri: TriEcheancier = TriEcheancier.DATE_ECHEANCE
    decroissant: bool = False


class LigneEcheancier(NamedTuple):
    """One row of the due list, in centimes; ``en_retard``: date d'échéance before today and not fully paid (red)."""

    id: int
    cle: str
    code: str
    date_reglement: dt.date
    titre: str
    piece: str
    client: int
    client_nom: str
    date_echeance: dt.date
    montant: int
    verse: int
    reste_du: int
    statut: StatutVerse
    en_retard: bool
    mode: str
    banque: str
    relance: str
    note: str
    litige: bool


@dataclass(frozen=True, slots=True)
class TotauxEcheancier:
    """Totals over the whole filter: ``solde_net_du`` = ``a_encaisser`` − ``verse`` (DOMAIN §2)."""

    nombre: int
    a_encaisser: int
    verse: int

    @property
    def solde_net_du(self) -> int:
        """What remains due."""
        return self.a_encaisser - self.verse


class Choix(StrEnum):
    """The three-way choice of the selection page: without, any, one."""

    SANS = "sans"
    TOUT = "tout"
    UN = "un"


@dataclass(frozen=True, slots=True)
class CritereAffectation:
    """Selection of unpaid échéances to affect; client codes from–to, None = no bound."""

    du: dt.date
    au: dt.date
    client_de: int | None = None
    client_a: int | None = None
    choix_mode: Choix = Choix.TOUT
    mode: str = ""
    choix_banque: Choix = Choix.TOUT
    banque: str = ""


class LigneAffectation(NamedTuple):
    """One row of the affectation grid; ``montant`` = reste dû in the pièce's currency (minor units).

    ``montant_eur`` (centimes) is None when the pièce is in euros; ``compte`` is the compte auxiliaire.
    """

    id: int
    cle: str
    echeance: dt.date
    compte: str
    client: int
    client_nom: str
    piece: str
    devise: str
    montant: int
    montant_eur: int | None
    mode: str
    banque: str


class LigneBalanceAgee(NamedTuple):
    """What a client owes by age at a date, in centimes; ``solde`` = ages + comptes − disponibles − acomptes."""

    client: int
    client_nom: str
    a_echoir: int
    j1_30: int
    j31_60: int
    j61_90: int
    plus_90: int
    comptes: int
    disponibles: int
    acomptes: int

    @property
    def solde(self) -> int:
        """Balance of the client at the date; > 0 = owed by the client."""
        du = self.a_echoir + self.j1_30 + self.j31_60 + self.j61_90 + self.plus_90
        return du + self.comptes - self.disponibles - self.acomptes


class LigneRelance(NamedTuple):
    """One reminder that was sent (journal); amounts in centimes."""

    id: int
    date: dt.date
    client: int
    client_nom: str
    niveau: int
    montant: int
    frais: int
    utilisateur: str
    pieces: tuple[str, ...]


class EcheanceARelancer(NamedTuple):
    """An overdue échéance that a reminder would name; ``reste`` after what disponibles would cover (centimes)."""

    id: int
    cle: str
    piece: str
    client: int
    client_nom: str
    date_echeance: dt.date
    reste: int
    jours: int
    dernier_niveau: int
