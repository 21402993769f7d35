"""Values that readings of accès, of the Financier tab and of bons d'avoir return; amounts in centimes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from caisse_clients.domain.acces import Consommation, Duree, Equation, EtatAcces, EtatCheque


class VueCheque(NamedTuple):
    """A cheque of an accès; ``reglement`` is the RC that cashed it, "" while it is held or once handed back."""

    rang: int
    date: dt.date
    montant: int
    numero: str
    banque: str
    tireur: str
    etat: EtatCheque
    reglement: str


@dataclass(frozen=True, slots=True)
class VueArchivage:
    """The stop in force of an accès: ``date`` is the first day no longer used, ``fait_le`` the day it was recorded.

    ``avoir`` ("" when there was none) and ``reglement`` are numbers people see; ``mode`` is that of the remboursement.
    """

    date: dt.date
    fait_le: dt.date
    consommation: Consommation
    equation: Equation
    rembourse: int
    avoir: str
    compte: int | None
    reglement: str
    mode: str
    rendus: tuple[VueCheque, ...]
    utilisateur: str


@dataclass(frozen=True, slots=True)
class VueAcces:
    """A whole accès. ``encaisse`` is real money on its facture ``piece``, ``reste`` what remains due on it.

    ``a_reduire``: what comptes crédit or an organisme took over of it and still owe.
    """

    id: int
    client: int
    client_nom: str
    libelle: str
    article: str
    duree: Duree
    prix: int
    etat: EtatAcces
    piece: str
    station: str
    taux: int
    renouvelle: int | None
    suivant: int | None
    anterieurs: int
    encaisse: int
    reste: int
    a_reduire: int
    cheques: tuple[VueCheque, ...]
    archivage: VueArchivage | None

    @property
    def detenus(self) -> tuple[VueCheque, ...]:
        """The cheques in the safe, oldest first."""
        tenus = (c for c in self.cheques if c.etat is EtatCheque.DETENU)
        return tuple(sorted(tenus, key=lambda c: (c.date, c.rang)))

    def equation(self, montant_avoir: int) -> Equation:
        """Return what a stop with this avoir would come to."""
        return Equation(self.prix, self.anterieurs, self.encaisse, self.reste, montant_avoir, self.a_reduire)


class ChequeDetenu(NamedTuple):
    """A cheque in the safe, whoever's accès it is."""

    acces: int
    rang: int
    date: dt.date
    montant: int
    numero: str
    banque: str
    tireur: str
    client: int
    client_nom: str
    libelle: str


class SorteFinancier(StrEnum):
    """What a line of the Financier tab is."""

    VENTE = "vente"
    AVOIR = "avoir"
    ENCAISSEMENT = "encaissement"
    REMBOURSEMENT = "remboursement"
    COMPTE = "compte"

    @property
    def libelle(self) -> str:
        """French word shown in its column."""
        return {
            "vente": "Vente",
            "avoir": "Avoir",
            "encaissement": "Encaissement",
            "remboursement": "Remboursement",
            "compte": "Compte client",
        }[self.value]


class LigneFinancier(NamedTuple):
    """A line of the Financier tab: ``vente`` (avoirs below zero) or ``encaissement`` (refunds below zero)."""

    date: dt.date
    sorte: SorteFinancier
    reference: str
    description: str
    mode: str
    vente: int
    encaissement: int
    piece: str
    reglement: str
    compte: int | None


@dataclass(frozen=True, slots=True)
class VueFinancier:
    """All that a client bought and paid; ``solde`` > 0 = owed by the client, as on his statement."""

    client: int
    lignes: tuple[LigneFinancier, ...]
    ventes: int
    encaissements: int
    solde: int


class UsageBon(NamedTuple):
    """One use of a compte avoir."""

    date: dt.date
    libelle: str
    montant: int


@dataclass(frozen=True, slots=True)
class VueBon:
    """What the paper of a compte avoir is worth now; ``code`` None before its first printing."""

    compte: int
    client: int
    client_nom: str
    date: dt.date
    montant: int
    solde: int
    origine: str
    code: str | None
    usages: tuple[UsageBon, ...]

    @property
    def etat(self) -> str:
        """Say whether it can still pay, in words."""
        if self.solde == 0:
            return "Épuisé"
        return "Utilisable en entier" if self.solde == self.montant else "Utilisé en partie"
