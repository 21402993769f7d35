"""Calendar arithmetic on business dates: months keep their day, or take the last one of a shorter month."""

from __future__ import annotations

import calendar
import datetime as dt


def ajouter_mois(jour: dt.date, mois: int) -> dt.date:
    """Return the same day ``mois`` months later (31 January + 1 = 28 or 29 February); raises ``OverflowError``."""
    rang = jour.year * 12 + jour.month - 1 + mois
    annee, mois_0 = divmod(rang, 12)
    if not dt.MINYEAR <= annee <= dt.MAXYEAR:
        raise OverflowError(annee)
    return dt.date(annee, mois_0 + 1, min(jour.day, calendar.monthrange(annee, mois_0 + 1)[1]))
