"""What the paper of a stopped accès says: what was used, what is given back, which cheques go where."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from caisse_clients.documents.donnees_recu import Emetteur
from caisse_clients.domain.acces import Consommation, Duree, Equation


class SortCheque(Enum):
    """What became of a cheque at the stop; the value heads its part of the table."""

    ENCAISSE = "Encaissés avant l'arrêt"
    RENDU = "Rendus au client"
    GARDE = "Conservés par le magasin"


class ChequeImprime(NamedTuple):
    """A cheque; ``tireur`` "" = the client. ``encaisse_le``, ``reglement``: cashed before the stop, or (kept) since."""

    sort: SortCheque
    date: dt.date
    montant: int
    numero: str = ""
    banque: str = ""
    tireur: str = ""
    encaisse_le: dt.date | None = None
    reglement: str = ""


@dataclass(frozen=True, slots=True)
class DonneesArret:
    """Everything the paper says; amounts are centimes.

    ``date`` is the first day no longer used, ``fait_le`` the day the stop was recorded. Without ``avoir`` the accès was
    only put aside: nothing is given back. ``rembourse`` of the credit was given back by ``mode`` (``reglement``), the
    rest is on ``compte``. ``tirage`` and ``sans_valeur`` as in a reçu.
    """

    emetteur: Emetteur
    acces: int
    client: int
    destinataire: tuple[str, ...]
    libelle: str
    duree: Duree
    piece: str
    date_piece: dt.date
    date: dt.date
    fait_le: dt.date
    consommation: Consommation
    equation: Equation
    cheques: tuple[ChequeImprime, ...] = ()
    avoir: str = ""
    compte: int | None = None
    rembourse: int = 0
    mode: str = ""
    reglement: str = ""
    legal: str = ""
    edition: str = ""
    tirage: int = 1
    sans_valeur: str = ""

    @property
    def garde(self) -> int:
        """What of the credit is kept for the client on his compte avoir."""
        return self.equation.credit - self.rembourse if self.avoir else 0

    def de_sort(self, sort: SortCheque) -> tuple[ChequeImprime, ...]:
        """Return the cheques of one fate, in their order."""
        return tuple(c for c in self.cheques if c.sort is sort)
