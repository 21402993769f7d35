"""What a verification of the base finds: anomalies (something was changed) and events (worth knowing)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

MAXIMUM_ANOMALIES = 1_000
"""Beyond, a report says that there are more rather than listing a whole base."""


@dataclass(frozen=True, slots=True)
class Anomalie:
    """One thing that does not hold; ``operation`` is the sealed operation it touches, when known."""

    code: str
    texte: str
    operation: int | None = None
    poste: str = ""


@dataclass(frozen=True, slots=True)
class Evenement:
    """A fact that is in order but that an auditor wants to see (new key, clock set back)."""

    code: str
    texte: str
    operation: int | None
    poste: str
    instant: dt.datetime | None = None


@dataclass(slots=True)
class Rapport:
    """Outcome of a verification. ``signatures`` counts those checked; ``tronque`` = more anomalies than kept."""

    operations: int = 0
    lignes: int = 0
    signatures: int = 0
    complet: bool = False
    tronque: bool = False
    anomalies: list[Anomalie] = field(default_factory=list)
    evenements: list[Evenement] = field(default_factory=list)

    @property
    def intact(self) -> bool:
        """True when nothing was changed."""
        return not self.anomalies

    def signaler(self, code: str, texte: str, operation: int | None = None, poste: str = "") -> None:
        """Add an anomaly, at most ``MAXIMUM_ANOMALIES``."""
        if len(self.anomalies) >= MAXIMUM_ANOMALIES:
            self.tronque = True
            return
        self.anomalies.append(Anomalie(code, texte, operation, poste))
