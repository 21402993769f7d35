"""The customer statement as a value: two named reports whose totals are equal (manual 002 §2, DOMAIN §2 Extrait)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class SorteReleve(StrEnum):
    """*Activité*: every movement; *Restant dû*: what is open at the end date, disponibles as negatives."""

    ACTIVITE = "activite"
    RESTANT_DU = "restant-du"

    @property
    def libelle(self) -> str:
        """Name of the report."""
        return {"activite": "Activité", "restant-du": "Restant dû"}[self.value]


class LigneReleve(NamedTuple):
    """One line, in centimes; ``solde`` is the running balance, > 0 = owed by the client.

    ``piece`` and ``reglement`` name what opens from the line ("" if none); ``ht`` is the signed HT of a pièce, or None.
    """

    date: dt.date
    reference: str
    description: str
    debit: int
    credit: int
    solde: int
    ecriture: int
    piece: str
    reglement: str
    compte: int | None
    ht: int | None


@dataclass(frozen=True, slots=True)
class Releve:
    """A statement; ``solde`` = ``ouverture`` + débits − crédits, > 0 = owed by the client."""

    client: int
    client_nom: str
    sorte: SorteReleve
    du: dt.date | None
    au: dt.date
    station: str
    ouverture: int
    lignes: tuple[LigneReleve, ...]
    total_debit: int
    total_credit: int
    solde: int


def solde_en_mots(solde: int, montant: str) -> str:
    """Say a balance: « 1 250,00 € dû par le client »; ``montant`` is its absolute value, written."""
    if solde == 0:
        return "Compte soldé"
    return f"{montant} € dû par le client" if solde > 0 else f"{montant} € en faveur du client"


class LignePassager(NamedTuple):
    """A line of a ticket; amounts in centimes, quantity in thousandths."""

    libelle: str
    quantite: int
    montant_ttc: int
    taux: int


class TicketPassager(NamedTuple):
    """A ticket of the walk-in client: its lines and its payments (mode label, centimes)."""

    numero: str
    date: dt.date
    total_ttc: int
    lignes: tuple[LignePassager, ...]
    paiements: tuple[tuple[str, int], ...]
    avoirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelevePassager:
    """Walk-in sales of a station and period; ``totaux`` by mode label, in centimes."""

    station: str
    du: dt.date
    au: dt.date
    tickets: tuple[TicketPassager, ...]
    totaux: tuple[tuple[str, int], ...]
    total: int
