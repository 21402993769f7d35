"""The only module that reads the system clock (ARCHITECTURE §4: clock)."""

from __future__ import annotations

import datetime as dt
from typing import Protocol
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


class Horloge(Protocol):
    """Source of the current instant, handed in; tests and training bases freeze it."""

    def maintenant(self) -> dt.datetime:
        """Return the current instant, aware, in UTC."""
        ...


class HorlogeSysteme:
    """The machine's clock."""

    def maintenant(self) -> dt.datetime:
        """Return the current instant, aware, in UTC."""
        return dt.datetime.now(dt.UTC)


class HorlogeFixe:
    """A clock that stands still until told to move (tests, ``CAISSE_CLIENTS_HORLOGE``)."""

    def __init__(self, instant: dt.datetime) -> None:
        if instant.tzinfo is None:
            instant = instant.replace(tzinfo=PARIS)
        self._instant = instant.astimezone(dt.UTC)

    def maintenant(self) -> dt.datetime:
        """Return the frozen instant, aware, in UTC."""
        return self._instant

    def avancer(self, duree: dt.timedelta) -> None:
        """Move the clock by ``duree``."""
        self._instant += duree


def date_metier(instant: dt.datetime) -> dt.date:
    """Return the business date of an aware instant: the calendar day in Paris, not in UTC."""
    return instant.astimezone(PARIS).date()


def aujourd_hui(horloge: Horloge) -> dt.date:
    """Return today's business date (Europe/Paris) by the given clock."""
    return date_metier(horloge.maintenant())
