"""What the first start may ask for; apart, because the window paints without the dialog that asks."""

from __future__ import annotations

from enum import Enum, auto


class Depart(Enum):
    """What the base to be made will hold."""

    NOUVELLE = auto()
    DEMONSTRATION = auto()
    IMPORTER = auto()
