"""The content of the tab *Accès*: the client's accès over the cheques of the one chosen (manual 001)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.formulaires.fiche_client import Ui_FicheClient
from caisse_clients.gui.widgets.grille import Grille


class OngletAcces(QObject):
    """Nothing is read before the tab is first seen. ``change`` says that the row chosen is another one."""

    change = Signal()
    gestes: frozenset[str] = frozenset()
    """Last part of the catalogue ids that this tab answers."""

    def __init__(self, ui: Ui_FicheClient, contexte: ContexteEcran, hote: Ecran) -> None:
        super().__init__(hote)
        self._ui, self._contexte, self._hote = ui, contexte, hote
        self._client: int | None = None

    @property
    def page_devant(self) -> bool:
        """True while the tab is the one in sight."""
        return self._ui.ficheOnglets.currentWidget() is self._ui.accesPage

    def montrer(self, client: int) -> None:
        """Show this client; read again, now or when the tab is seen."""
        self._client = client

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return what the keys of the tab do, by their catalogue ids."""
        return {}

    def empechement(self, geste: str) -> str:
        """Return why a gesture of the tab cannot be done, as a French sentence."""
        return ""

    def grille(self) -> Grille | None:
        """Return the grid that has the keyboard, or had it last."""
        return None
