"""The tabs of a client's card that are views of their own, asked as one: Gestion commerciale, Accès, Financier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from caisse_clients.gui.ecran import ContexteEcran, Ecran
from caisse_clients.gui.formulaires.fiche_client import Ui_FicheClient
from caisse_clients.gui.vues.gestion_commerciale import GestionCommerciale
from caisse_clients.gui.vues.onglet_acces import OngletAcces
from caisse_clients.gui.vues.onglet_financier import OngletFinancier
from caisse_clients.gui.widgets.grille import Grille

Onglet: TypeAlias = GestionCommerciale | OngletAcces | OngletFinancier


class OngletsDuClient(QObject):
    """``change`` says that a row chosen in one of them is another one."""

    change = Signal()

    def __init__(self, ui: Ui_FicheClient, contexte: ContexteEcran, hote: Ecran) -> None:
        super().__init__(hote)
        self._onglets: tuple[Onglet, ...] = (
            GestionCommerciale(ui, contexte, hote),
            OngletAcces(ui, contexte, hote),
            OngletFinancier(ui, contexte, hote),
        )
        for onglet in self._onglets:
            onglet.change.connect(self.change)

    def montrer(self, client: int) -> None:
        """Show this client in each; a tab not in sight reads when it is seen."""
        for onglet in self._onglets:
            onglet.montrer(client)

    def commandes(self) -> Mapping[str, Callable[[], object]]:
        """Return what the keys of all of them do."""
        return {nom: faire for onglet in self._onglets for nom, faire in onglet.commandes().items()}

    def repond(self, geste: str) -> bool:
        """Tell whether one of them does ``geste``."""
        return any(geste in onglet.gestes for onglet in self._onglets)

    def empechement(self, geste: str) -> str:
        """Return why a gesture of theirs cannot be done, as a French sentence."""
        return next((onglet.empechement(geste) for onglet in self._onglets if geste in onglet.gestes), "")

    @property
    def devant(self) -> bool:
        """True while one of them is in sight."""
        return any(onglet.page_devant for onglet in self._onglets)

    def grille(self) -> Grille | None:
        """Return the grid in use of the one in sight."""
        return next((onglet.grille() for onglet in self._onglets if onglet.page_devant), None)
