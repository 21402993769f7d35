"""Progress and cancellation of long work, one object for both (ARCHITECTURE §4)."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Annulee(Exception):
    """Raised inside the work when the user stops it; an open transaction then rolls back."""


class Suivi:
    """What a long job receives: say how far it is, learn that it must stop.

    ``avancer`` is called from the worker thread; ``annuler`` from any thread.
    """

    def __init__(self, dire: Callable[[int, int, str], None] | None = None) -> None:
        self._dire = dire
        self._arret = threading.Event()

    def avancer(self, fait: int, total: int, etape: str) -> None:
        """Report ``fait`` units out of ``total`` (0 = unknown) of the French-named step ``etape``.

        Raises ``Annulee`` when the user has asked to stop.
        """
        if self._arret.is_set():
            raise Annulee
        if self._dire is not None:
            self._dire(fait, total, etape)

    @property
    def arret_demande(self) -> bool:
        """True once the user has asked to stop, whether or not the job has come to it."""
        return self._arret.is_set()

    def annuler(self) -> None:
        """Ask the job to stop at its next ``avancer``."""
        self._arret.set()
