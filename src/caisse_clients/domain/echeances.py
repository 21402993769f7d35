"""Échéances of a pièce: terms in words, shares, dates by hand; the sum is proved (issue of the pièces, DOMAIN §2)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from caisse_clients.kernel.argent import Centimes, repartir
from caisse_clients.kernel.dates import ajouter_mois
from caisse_clients.kernel.erreurs import ErreurMetier

COMPTANT = "comptant"
ECHEANCES_MAXIMUM = 60
CONDITIONS_PROPOSEES = (
    COMPTANT,
    "30 jours",
    "30 jours fin de mois",
    "30 jours fin de mois le 10",
    "45 jours fin de mois",
    "60 jours",
    "2 fois",
    "3 fois",
    "4 fois",
)
"""Terms offered in the lists; any text of the same grammar is accepted."""
_CONDITIONS = re.compile(
    r"(?:(?P<fois>\d{1,2}) fois)?\s*(?:(?P<jours>\d{1,3}) jours?)?(?P<fin> ?fin de mois)?(?: ?le (?P<le>\d{1,2}))?"
)
_PART_FRACTION = re.compile(r"(\d{1,4})/(\d{1,4})", re.ASCII)
_PART_POURCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))? ?%?", re.ASCII)


@dataclass(frozen=True, slots=True)
class EcheanceSaisie:
    """An échéance as a command brings it: a date and either an amount or a ``part`` ("1/3", "40", "40 %")."""

    date: dt.date
    montant: Centimes | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class EcheancePrevue:
    """An échéance to write: rank from 1, date, amount in minor units of the pièce's currency."""

    rang: int
    date: dt.date
    montant: int


@dataclass(frozen=True, slots=True)
class Conditions:
    """Terms of payment: ``fois`` equal shares, the first after ``jours`` days, end of month, on a day."""

    fois: int = 1
    jours: int = 0
    fin_de_mois: bool = False
    le: int = 0

    def date(self, depart: dt.date, rang: int) -> dt.date:
        """Return the date of share ``rang`` (from 0): one month after another from the first."""
        jour = ajouter_mois(depart + dt.timedelta(days=self.jours), rang)
        if self.fin_de_mois:
            jour = jour.replace(day=calendar.monthrange(jour.year, jour.month)[1])
        if self.le:  # "30 jours fin de mois le 10": the 10th after; without fin de mois, the next such day
            suivant = self.fin_de_mois or jour.day > self.le
            mois = ajouter_mois(jour.replace(day=1), 1 if suivant else 0)
            jour = mois.replace(day=min(self.le, calendar.monthrange(mois.year, mois.month)[1]))
        return jour


def lire_conditions(texte: str, *, champ: str = "conditions") -> Conditions:
    """Read terms such as ``comptant``, ``30 jours fin de mois le 10``, ``3 fois``; raises ``conditions_invalides``."""
    propre = " ".join(texte.lower().replace("_", " ").split())
    if propre in ("", COMPTANT):
        return Conditions()
    trouve = _CONDITIONS.fullmatch(propre)
    if trouve is None:
        raise ErreurMetier("conditions_invalides", champ=champ, valeur=texte[:60])
    fois, jours, le = (int(trouve[nom] or 0) for nom in ("fois", "jours", "le"))
    if le > 31 or fois > ECHEANCES_MAXIMUM or (trouve["fois"] and fois == 0) or (trouve["le"] and le == 0):
        raise ErreurMetier("conditions_invalides", champ=champ, valeur=texte[:60])
    return Conditions(fois or 1, jours, trouve["fin"] is not None, le)


def echeances_selon(conditions: Conditions, total: int, depart: dt.date) -> tuple[EcheancePrevue, ...]:
    """Return the échéances that share ``total`` by these terms, from the pièce's date."""
    montants = repartir(total, [1] * conditions.fois)
    return tuple(
        EcheancePrevue(rang + 1, conditions.date(depart, rang), montant)
        for rang, montant in enumerate(montants)
        if montant > 0
    )


def echeances_a_la_main(saisies: Sequence[EcheanceSaisie], total: int) -> tuple[EcheancePrevue, ...]:
    """Return the échéances typed by hand, in order of date; amounts and shares are not mixed.

    Raises ``echeances_inegales`` when they do not add up to ``total`` exactly (with both figures, centimes).
    """
    if not 0 < len(saisies) <= ECHEANCES_MAXIMUM:
        raise ErreurMetier("echeances_nombre", champ="echeances", maximum=ECHEANCES_MAXIMUM)
    if all(s.montant is not None and not s.part for s in saisies):
        montants = [int(s.montant or 0) for s in saisies]
    elif all(s.montant is None and s.part for s in saisies):
        montants = _par_parts([lire_part(s.part) for s in saisies], total)
    else:
        raise ErreurMetier("echeances_melangees", champ="echeances")
    if sum(montants) != total or min(montants) <= 0:
        raise ErreurMetier("echeances_inegales", champ="echeances", somme=sum(montants), total=total)
    ordre = sorted(zip(saisies, montants, strict=True), key=lambda paire: paire[0].date)
    return tuple(EcheancePrevue(rang, saisie.date, montant) for rang, (saisie, montant) in enumerate(ordre, 1))


def lire_part(texte: str, *, champ: str = "part") -> Fraction:
    """Read ``"1/3"`` or a percent (``"40"``, ``"33.33"``); raises ``part_invalide``."""
    propre = texte.strip()
    if (trouve := _PART_FRACTION.fullmatch(propre)) and int(trouve[2]):
        part = Fraction(int(trouve[1]), int(trouve[2]))
    elif trouve := _PART_POURCENT.fullmatch(propre):
        part = Fraction(int(trouve[1]) * 100 + int((trouve[2] or "").ljust(2, "0")), 100_00)
    else:
        raise ErreurMetier("part_invalide", champ=champ, valeur=texte[:40])
    if not 0 < part <= 1:
        raise ErreurMetier("part_invalide", champ=champ, valeur=texte[:40])
    return part


def _par_parts(parts: Sequence[Fraction], total: int) -> list[int]:
    if sum(parts) != 1:
        somme = sum(parts) * total
        raise ErreurMetier("echeances_inegales", champ="echeances", somme=int(somme), total=total)
    commun = lcm(*(part.denominator for part in parts))
    return repartir(total, [int(part * commun) for part in parts])
