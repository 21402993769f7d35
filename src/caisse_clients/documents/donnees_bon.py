"""What a bon d'avoir says: the paper of a compte avoir, shown at a till."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from caisse_clients.documents.donnees_recu import Emetteur


class FormatBon(StrEnum):
    """The papers a bon can be made for: the upper third of an A4, to cut off, or the roll of the till."""

    A4 = "a4"
    TICKET = "ticket"


@dataclass(frozen=True, slots=True)
class DonneesBon:
    """Everything the bon says; amounts are centimes.

    ``solde`` is what remains at ``au``, ``montant`` all that was put on the compte. ``code`` is the twenty digits, ""
    on a preview, which must not pay. ``mention`` says how to use it. ``tirage`` and ``sans_valeur`` as in a reçu.
    """

    emetteur: Emetteur
    compte: int
    client: int
    client_nom: str
    date: dt.date
    montant: int
    solde: int
    origine: str
    au: dt.date
    code: str = ""
    mention: str = ""
    edition: str = ""
    tirage: int = 1
    sans_valeur: str = ""

    @property
    def employe(self) -> int:
        """What was already used of it."""
        return self.montant - self.solde
