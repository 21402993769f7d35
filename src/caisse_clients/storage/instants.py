"""Instants as the base holds them: UTC microseconds since 1970, exact, no floating point."""

from __future__ import annotations

import datetime as dt

_EPOQUE = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECONDE = dt.timedelta(microseconds=1)


def en_microsecondes(instant: dt.datetime) -> int:
    """Return the stored form of an aware instant."""
    return (instant - _EPOQUE) // _MICROSECONDE


def en_instant(microsecondes: int) -> dt.datetime:
    """Return the aware UTC instant of a stored timestamp."""
    return _EPOQUE + microsecondes * _MICROSECONDE
