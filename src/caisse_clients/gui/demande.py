"""Who opens the base, and what is asked of another user when a command wants a right its user has not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caisse_clients.kernel.erreurs import ErreurMetier

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from caisse_clients.application.session import Approbation


@dataclass(slots=True)
class Identite:
    """Who opens the base: written by the login dialog, read by the writer thread at the next opening.

    ``de_confiance``: the caller of ``build_window`` has already made sure of it.
    """

    utilisateur: str = ""
    pin: str = field(default="", repr=False)
    de_confiance: bool = False


@dataclass(frozen=True, slots=True)
class Demande:
    """A command refused for want of a right that somebody else holds; it waits for an answer, one way or the other.

    ``essayer(approbation, refuser, fini)`` runs the same command again: not authorised, it calls ``refuser`` and
    waits for another try; otherwise it calls ``fini``, then tells who asked for the command. ``renoncer`` lets the
    first refusal go to who asked.
    """

    intitule: str
    erreur: ErreurMetier
    hote: QObject | None
    essayer: Callable[[Approbation, Callable[[Exception], None], Callable[[], None]], None]
    renoncer: Callable[[], None]


class AApprouver(Exception):
    """A refusal on its way from the writer thread, that somebody else may lift."""

    def __init__(self, erreur: ErreurMetier) -> None:
        super().__init__(erreur)
        self.erreur = erreur
