"""The period of an édition, without Qt: the choices offered, their dates, what is typed, what it is called."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_date, lire_date

if TYPE_CHECKING:
    from caisse_clients.application.services import Services

Bornes = tuple[dt.date | None, dt.date]
"""First day (None: since the beginning) and last day, both included."""


class Periode(StrEnum):
    """A period one asks for by its name; ``LIBRE`` is whatever dates are typed."""

    EXERCICE = "exercice"
    EXERCICE_PRECEDENT = "exercice_precedent"
    MOIS = "mois"
    MOIS_PRECEDENT = "mois_precedent"
    AUJOURD_HUI = "aujourd_hui"
    TOUT = "tout"
    LIBRE = "libre"

    @property
    def libelle(self) -> str:
        """French words of the choice."""
        return _LIBELLES[self]


_LIBELLES = {
    Periode.EXERCICE: "Cet exercice",
    Periode.EXERCICE_PRECEDENT: "Exercice précédent",
    Periode.MOIS: "Ce mois",
    Periode.MOIS_PRECEDENT: "Mois précédent",
    Periode.AUJOURD_HUI: "Aujourd'hui",
    Periode.TOUT: "Depuis le début",
    Periode.LIBRE: "Autres dates",
}


def bornes(periode: Periode, aujourd_hui: dt.date, premier_mois: int = 1) -> Bornes:
    """Return the dates of a named period; ``premier_mois`` begins the exercice. ``LIBRE`` has none of its own.

    *Depuis le début* ends today; an exercice and a month end on their last day, even to come.
    """
    if periode is Periode.LIBRE:
        raise ValueError("the dates of a free period are those typed")
    if periode is Periode.TOUT:
        return None, aujourd_hui
    if periode is Periode.AUJOURD_HUI:
        return aujourd_hui, aujourd_hui
    if periode in (Periode.MOIS, Periode.MOIS_PRECEDENT):
        debut, mois = aujourd_hui.replace(day=1), 1
    else:
        annee = aujourd_hui.year if aujourd_hui.month >= premier_mois else aujourd_hui.year - 1
        debut, mois = dt.date(annee, premier_mois, 1), 12
    if periode in (Periode.MOIS_PRECEDENT, Periode.EXERCICE_PRECEDENT):
        debut = _plus_mois(debut, -mois)
    return debut, _plus_mois(debut, mois) - dt.timedelta(days=1)


def lire_periode(du: str, au: str, aujourd_hui: dt.date) -> Bornes:
    """Read the two dates typed; an empty first one is the beginning, an empty last one is today.

    Raises ``date_invalide`` (``champ`` ``du`` or ``au``), ``periode_inversee`` (``champ`` ``du``).
    """
    debut = lire_date(du, champ="du") if du.strip() else None
    fin = lire_date(au, champ="au") if au.strip() else aujourd_hui
    if debut is not None and debut > fin:
        raise ErreurMetier("periode_inversee", champ="du", du=debut, au=fin)
    return debut, fin


def periode_de(lues: Bornes, choix: tuple[Periode, ...], aujourd_hui: dt.date, premier_mois: int) -> Periode:
    """Return the name, among those offered, that these dates have; ``LIBRE`` when they have none."""
    nommees = (p for p in choix if p is not Periode.LIBRE)
    return next((p for p in nommees if bornes(p, aujourd_hui, premier_mois) == lues), Periode.LIBRE)


def en_mots(lues: Bornes) -> str:
    """Return the period as a sentence says it: *du 01/01/2014 au 31/12/2014*."""
    du, au = lues
    if du is None:
        return f"jusqu'au {ecrire_date(au)}"
    return f"du {ecrire_date(du)} au {ecrire_date(au)}" if du != au else f"le {ecrire_date(au)}"


@dataclass(frozen=True, slots=True)
class Cadre:
    """What the choices of an édition need, read once: stations (code, libellé), this poste's, the exercice."""

    stations: tuple[tuple[str, str], ...]
    station: str
    premier_mois: int


def lire_cadre(services: Services) -> Cadre:
    """Read the choices (reader thread)."""
    from caisse_clients.application import lectures

    with services.lire() as lecteur:
        stations = tuple((str(s["code"]), str(s["libelle"])) for s in lectures.stations(lecteur))
        poste = next((p for p in lectures.postes(lecteur) if p["code"] == services.poste), None)
        mois = int(lectures.valeurs_parametres(lecteur)["exercice.premier_mois"])
    return Cadre(stations, "" if poste is None else str(poste["station"]), mois)


def nom_de_station(code: str, libelle: str) -> str:
    """Return a station as a list shows it: ``S1 · Magasin``."""
    return f"{code} · {libelle}" if libelle and libelle != code else code


def _plus_mois(premier: dt.date, mois: int) -> dt.date:
    """Return the first day of the month so many months away."""
    rang = premier.year * 12 + premier.month - 1 + mois
    return dt.date(rang // 12, rang % 12 + 1, 1)
