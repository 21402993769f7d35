"""A grid whose rows are ticked with Espace or a click on the box, and where nothing is typed."""

from __future__ import annotations

from typing import Any

from caisse_clients.gui.widgets.grille_a_cocher import GrilleACocher


class GrilleCoches(GrilleACocher):
    """Shows a ``ModeleCoches``."""

    def edit(self, *_quoi: Any) -> bool:  # type: ignore[override]  # both overloads at once
        """Open no field: a click on the last column, or a figure typed, changes nothing."""
        return False
