"""How much work a piece of code does, counted and never timed: a busy machine changes seconds, not this."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def lignes_de(travail: Callable[[], object]) -> int:
    """Return the lines of Python that ``travail`` runs in this thread, all that it calls included."""
    compte = 0

    def suivre(_cadre: FrameType, evenement: str, _valeur: object) -> Any:
        nonlocal compte
        compte += evenement == "line"
        return suivre

    avant = sys.gettrace()
    sys.settrace(suivre)
    try:
        travail()
    finally:
        sys.settrace(avant)
    return compte
