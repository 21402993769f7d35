"""A short list held whole in memory (accounts of one client, settings, users…)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from caisse_clients.gui.modeles.base import RACINE, CouleurDeLigne, Index, ModeleGrille
from caisse_clients.gui.modeles.colonnes import Colonne, Pastille
from caisse_clients.kernel.texte import cle_recherche


class ModeleListe(ModeleGrille):
    """Rows given all at once; ``cle_de`` names a row so that the selection survives a new list."""

    def __init__(
        self,
        colonnes: Sequence[Colonne],
        cle_de: Callable[[Any], Any],
        parent: QObject | None = None,
        *,
        couleur_ligne: CouleurDeLigne | None = None,
    ) -> None:
        super().__init__(colonnes, parent, couleur_ligne=couleur_ligne)
        self._cle_de = cle_de
        self._lignes: list[Any] = []
        self._ordre: tuple[Colonne, bool] | None = None

    def montrer(self, lignes: Sequence[Any]) -> None:
        """Replace the rows; the order the user asked for stays."""
        self.beginResetModel()
        self._lignes = self._ranger(lignes)
        self.endResetModel()

    @property
    def lignes(self) -> tuple[Any, ...]:
        """Rows, in the order shown."""
        return tuple(self._lignes)

    def rowCount(self, parent: Index = RACINE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._lignes)

    def ligne(self, rang: int) -> Any | None:
        """Return the row at ``rang``."""
        return self._lignes[rang] if 0 <= rang < len(self._lignes) else None

    def cle(self, rang: int) -> Any | None:
        """Return the key of the row at ``rang``."""
        ligne = self.ligne(rang)
        return None if ligne is None else self._cle_de(ligne)

    def rang(self, cle: Any) -> int | None:
        """Return where the row of key ``cle`` stands, or None."""
        return next((rang for rang, ligne in enumerate(self._lignes) if self._cle_de(ligne) == cle), None)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort in memory; empty cells go last in either order."""
        colonne = self._colonnes[column]
        if colonne.tri is None:
            return
        self._ordre = (colonne, order == Qt.SortOrder.DescendingOrder)
        self.montrer(self._lignes)
        self.tri_change.emit(colonne.tri, self._ordre[1])

    def _ranger(self, lignes: Sequence[Any]) -> list[Any]:
        if self._ordre is None:
            return list(lignes)
        colonne, decroissant = self._ordre
        pleines = [ligne for ligne in lignes if colonne.valeur(ligne) is not None]
        vides = [ligne for ligne in lignes if colonne.valeur(ligne) is None]
        pleines.sort(key=lambda ligne: _cle_de_tri(colonne.valeur(ligne)), reverse=decroissant)
        return pleines + vides


def _cle_de_tri(valeur: Any) -> Any:
    if isinstance(valeur, Pastille):
        valeur = valeur.texte
    return cle_recherche(valeur) if isinstance(valeur, str) else valeur
