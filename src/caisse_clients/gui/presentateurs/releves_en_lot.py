"""The statements of all clients at once, without Qt: what is asked, how many, what was done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caisse_clients.domain.releves import SorteReleve
from caisse_clients.gui.presentateurs import periode
from caisse_clients.kernel.formats import ecrire_code, ecrire_date

if TYPE_CHECKING:
    from caisse_clients.application.editions import CritereReleves
    from caisse_clients.application.services import Services

TITRE = "Relevés de tous les clients"
COMPTAGE = "Recherche des clients qui ont un solde…"


@dataclass(frozen=True, slots=True)
class Lot:
    """What the screen asks, for every client."""

    du: dt.date | None
    au: dt.date
    station: str
    sorte: SorteReleve
    ht: bool

    @property
    def titre(self) -> str:
        """Name of the single document."""
        return f"Relevés {self.sorte.libelle.lower()} au {self.au.isoformat()}"

    def en_mots(self) -> str:
        """Return what each statement will show."""
        periode_dite = periode.en_mots((self.du, self.au))
        quand = periode_dite if self.sorte is SorteReleve.ACTIVITE else f"au {ecrire_date(self.au)}"
        station = f"station {self.station}" if self.station else "toutes les stations"
        return f"{self.sorte.libelle} {quand}, {station}{', avec le HT des pièces' if self.ht else ''}."

    def criteres(self) -> CritereReleves:
        """Return the question; may run in a reader thread (it loads the makers of papers)."""
        from caisse_clients.application.editions import CritereReleves

        return CritereReleves(au=self.au, du=self.du, sorte=self.sorte, station=self.station, ht=self.ht)


def compter(services: Services, lot: Lot) -> int:
    """Count the clients whose balance is not zero at the last day (reader thread)."""
    from caisse_clients.application.lectures_editions import clients_avec_solde

    with services.lire() as lecteur:
        return len(clients_avec_solde(lecteur, lot.au))


def nombre_en_mots(nombre: int, au: dt.date) -> str:
    """Return how many clients have a balance, and who gets no statement."""
    if not nombre:
        return f"Aucun client n'a de solde au {ecrire_date(au)} : choisissez une autre date de fin."
    qui = "clients ont" if nombre > 1 else "client a"
    return f"{ecrire_code(nombre)} {qui} un solde au {ecrire_date(au)} ; un client soldé n'a pas de relevé."


def compte_rendu(nombre: int, dossier: str) -> str:
    """Return what was written."""
    return f"{ecrire_code(nombre)} relevé{'s' if nombre > 1 else ''} dans {dossier}."


def arret(dossier: str) -> str:
    """Return what a stop leaves."""
    return f"Arrêté : les relevés déjà faits restent dans {dossier}."
