"""Threads that take jobs from one queue, in order (see ``taches.py``)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue


class Fils:
    """``nombre`` threads on one queue; ``fermer`` at the end."""

    def __init__(self, nombre: int, nom: str) -> None:
        self._file: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self._fils = [threading.Thread(target=self._vivre, name=f"{nom}-{n}", daemon=True) for n in range(nombre)]
        for fil in self._fils:
            fil.start()

    def ajouter(self, corps: Callable[[], object]) -> None:
        """Run ``corps`` after what was asked for before; it raises nothing."""
        self._file.put(corps)

    def attendre(self) -> None:
        """Block until every job asked for before is done; called from another thread than these."""
        barriere = threading.Barrier(len(self._fils) + 1)
        for _ in self._fils:
            self._file.put(barriere.wait)
        barriere.wait()

    def fermer(self) -> None:
        """Finish what is queued, then end the threads."""
        for _ in self._fils:
            self._file.put(None)
        for fil in self._fils:
            fil.join()

    def _vivre(self) -> None:
        while (corps := self._file.get()) is not None:
            corps()
