"""Who stands behind a command besides its user, and what it is told beside its fields. Imports nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a command is told beside its fields: in no file, never hashed, never sealed, never printed."""

    nouveau_pin: str = field(default="", repr=False)
    pin_actuel: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Approbation:
    """Another user's yes to one act, given with his PIN at the screen of who acts."""

    utilisateur: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Session:
    """What is known of who acts: ``approbateur`` and ``identifie`` (the user himself) were verified by PIN."""

    approbateur: str | None = None
    identifie: bool = False
    secrets: Secrets = field(default_factory=Secrets)
