"""A list whose rows are ticked for an amount: the first column ticks, the last one is typed in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QObject, Qt

from caisse_clients.gui.modeles.base import Index
from caisse_clients.gui.modeles.colonnes import Colonne, Format
from caisse_clients.gui.modeles.liste import ModeleListe

COLONNE_COCHE = 0


class Coche(IntEnum):
    """How much of a row is chosen."""

    RIEN = 0
    PARTIE = 1
    TOUT = 2


_LECTURE = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_SAISIE = _LECTURE | Qt.ItemFlag.ItemIsEditable
_ETATS = {
    Coche.RIEN: Qt.CheckState.Unchecked,
    Coche.PARTIE: Qt.CheckState.PartiallyChecked,
    Coche.TOUT: Qt.CheckState.Checked,
}


class ModeleACocher(ModeleListe):
    """Rows to tick. ``choisi`` and ``plein`` give the amount chosen on a row and the whole of it.

    ``ecrire`` writes an amount of a row (a row may be in another currency). Amounts live with their owner: after a
    change, ``rafraichir`` has the row, or every row, drawn again.
    """

    def __init__(
        self,
        colonnes: Sequence[Colonne],
        cle_de: Callable[[Any], Any],
        *,
        choisi: Callable[[Any], int],
        plein: Callable[[Any], int],
        ecrire: Callable[[int, Any, Colonne], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(colonnes, cle_de, parent, couleur_ligne=lambda ligne: "info_doux" if choisi(ligne) else None)
        self._choisi, self._plein, self._ecrire = choisi, plein, ecrire

    @property
    def colonne_montant(self) -> int:
        """Rank of the column that is typed in place."""
        return len(self.colonnes) - 1

    def coche(self, ligne: Any) -> Coche:
        """Return whether nothing, a part or all of a row is chosen."""
        choisi = self._choisi(ligne)
        if not choisi:
            return Coche.RIEN
        return Coche.TOUT if choisi == self._plein(ligne) else Coche.PARTIE

    def cles(self) -> list[Any]:
        """Return the keys in the order shown."""
        return [self._cle_de(ligne) for ligne in self._lignes]

    def deplacer(self, rang: int, pas: int) -> int:
        """Move a row up (-1) or down (1); return where it stands. The order asked for in a header is given up."""
        arrivee = rang + pas
        if not (0 <= rang < len(self._lignes) and 0 <= arrivee < len(self._lignes)):
            return rang
        self._ordre = None
        self.layoutAboutToBeChanged.emit()
        self._lignes[rang], self._lignes[arrivee] = self._lignes[arrivee], self._lignes[rang]
        self.layoutChanged.emit()
        return arrivee

    def rafraichir(self, cle: Any = None) -> None:
        """Have the row of ``cle`` drawn again, or all of them."""
        if not self._lignes:
            return
        rang = None if cle is None else self.rang(cle)
        debut, fin = (0, len(self._lignes) - 1) if rang is None else (rang, rang)
        self.dataChanged.emit(self.index(debut, 0), self.index(fin, self.colonne_montant))

    def texte(self, ligne: Any, colonne: Colonne) -> str:
        """Return the cell as shown; amounts in the currency of the row."""
        if colonne.format is Format.MONTANT:
            valeur = colonne.valeur(ligne)
            return "" if valeur is None else self._ecrire(valeur, ligne, colonne)
        return super().texte(ligne, colonne)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that the amount may be typed; asked for every cell drawn, so it makes nothing."""
        return _SAISIE if index.column() == len(self._colonnes) - 1 else _LECTURE

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Tell a screen reader, too, whether the row is ticked; give the editor the amount."""
        if index.isValid() and role == Qt.ItemDataRole.CheckStateRole and index.column() == COLONNE_COCHE:
            return _ETATS[self.coche(self._lignes[index.row()])]
        if index.isValid() and role == Qt.ItemDataRole.EditRole and index.column() == self.colonne_montant:
            return self.texte(self._lignes[index.row()], self.colonnes[index.column()])
        return super().data(index, role)
