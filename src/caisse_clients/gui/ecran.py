"""What a screen is and what it is given. Screens show, ask and say; they never import each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caisse_clients.gui.boites import Boites
from caisse_clients.gui.preferences import Preferences
from caisse_clients.gui.taches import Taches

if TYPE_CHECKING:
    from caisse_clients.application.services import InfoBase, Services, Utilisateur
    from caisse_clients.application.sujets import Sujet
    from caisse_clients.kernel.horloge import Horloge


@dataclass(frozen=True, slots=True)
class ContexteEcran:
    """Everything a screen may use, handed over when it is made.

    ``ouvrir(nom, **parametres)`` opens another screen by name; ``dire(texte)`` writes in the status line.
    """

    taches: Taches
    boites: Boites
    services: Services
    horloge: Horloge
    preferences: Preferences
    ouvrir: Callable[..., QWidget]
    dire: Callable[[str], None]

    @property
    def utilisateur(self) -> Utilisateur:
        """Who works; ``droits`` say what is greyed (the refusal itself is the executor's)."""
        return self.services.utilisateur

    @property
    def base(self) -> InfoBase:
        """The base that is open."""
        return self.services.base


class Ecran(QWidget):
    """A tab of the main window.

    A subclass sets ``nom`` (its scope in the catalogue) and ``titre``, answers ``commandes`` and
    ``empechement``, and emits ``actionsChangees`` when those answers change.
    """

    nom: ClassVar[str] = ""
    titre: ClassVar[str] = ""
    sujets: ClassVar[frozenset[Sujet]] = frozenset()
    """What makes ``recharger`` be called after a command, here or in another tab."""

    titreChange = Signal(str)
    actionsChangees = Signal()
    fermetureDemandee = Signal()

    def __init__(self, contexte: ContexteEcran, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.contexte = contexte
        self.setObjectName(self.nom)

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return what this screen does for the catalogue ids of its scope (and ``actualiser``)."""
        return {}

    def empechement(self, identifiant: str) -> str:
        """Return why the action cannot be done now, as a French sentence; empty when it can."""
        return ""

    def montrer(self, **parametres: object) -> None:
        """Go to what ``ouvrir(nom, **parametres)`` asks for; called again when the tab is already open."""

    def recharger(self, sujets: frozenset[Sujet]) -> None:
        """Read again what is on screen, keeping the selection by id."""

    def peut_fermer(self) -> bool:
        """Return False to stay open (the screen has asked the user)."""
        return True

    def fermer(self) -> None:
        """Save column widths and the like; called once, just before the screen is destroyed."""
