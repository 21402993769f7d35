"""A progress bar on stderr for long jobs, only where a person watches."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from caisse_clients.kernel.suivi import Suivi

LARGEUR = 30
_PERIODE_NS = 100_000_000


class BarreDeProgression:
    """Gives a job its ``suivi``; leaving the block clears the bar. Silent when stderr is no terminal."""

    def __init__(self) -> None:
        self._visible = sys.stderr.isatty()
        self._prochaine = 0
        self._ecrite = 0
        self.suivi = Suivi(self._dire if self._visible else None)

    def __enter__(self) -> Suivi:
        return self.suivi

    def __exit__(
        self, sorte: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._ecrite:
            sys.stderr.write("\r" + " " * self._ecrite + "\r")
            sys.stderr.flush()

    def _dire(self, fait: int, total: int, etape: str) -> None:
        maintenant = time.monotonic_ns()
        if maintenant < self._prochaine:
            return
        self._prochaine = maintenant + _PERIODE_NS
        texte = barre(fait, total, etape)
        sys.stderr.write("\r" + texte.ljust(self._ecrite))
        sys.stderr.flush()
        self._ecrite = len(texte)


def barre(fait: int, total: int, etape: str) -> str:
    """Return the text of the bar; without a known total only the count is said."""
    if total <= 0:
        return f"{etape}… {fait}" if fait else f"{etape}…"
    plein = LARGEUR * min(fait, total) // total
    return f"[{'#' * plein}{'.' * (LARGEUR - plein)}] {100 * min(fait, total) // total:3d} % {etape}"
