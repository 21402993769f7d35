"""A list whose rows are ticked or not, whole."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from caisse_clients.gui.modeles.a_cocher import ModeleACocher
from caisse_clients.gui.modeles.base import Index
from caisse_clients.gui.modeles.colonnes import Colonne, ecrire_valeur

_LECTURE = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren


class ModeleCoches(ModeleACocher):
    """Rows whose key is in ``cochees`` are ticked; no amount of them is typed. The first column is the box."""

    def __init__(
        self,
        colonnes: Sequence[Colonne],
        cle_de: Callable[[Any], Any],
        cochees: Container[Any],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(
            colonnes,
            cle_de,
            choisi=lambda ligne: int(cle_de(ligne) in cochees),
            plein=lambda _ligne: 1,
            ecrire=lambda valeur, _ligne, colonne: ecrire_valeur(valeur, colonne.format),
            parent=parent,
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Nothing is typed here."""
        return _LECTURE
