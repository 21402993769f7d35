"""A typed grid (``modeles.cases``) seen by Qt: every keystroke goes to the sheet, which decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from caisse_clients.gui.modeles.base import RACINE, Index
from caisse_clients.gui.modeles.cases import Case, ColonneSaisie, Feuille

ROLE_FAUTE = 266
"""``UserRole`` + 10: why the cell is refused."""
_A_DROITE = (Case.NOMBRE, Case.CALCUL, Case.CHOIX)
_DROITE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_GAUCHE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ModeleFeuille(QAbstractTableModel):
    """Cells of a ``Feuille``. ``saisie`` is emitted after every change of what is typed."""

    saisie = Signal()

    def __init__(self, feuille: Feuille, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.feuille = feuille
        self._colonnes = tuple(feuille.colonnes)
        self._rangees = feuille.nombre()

    @property
    def colonnes(self) -> tuple[ColonneSaisie, ...]:
        """Columns shown, in order."""
        return self._colonnes

    def champ(self, colonne: int) -> str:
        """Return the field of a column."""
        return self._colonnes[colonne].champ

    def relire(self) -> None:
        """Show the sheet as it is now: other rows, other columns."""
        self.beginResetModel()
        self._colonnes, self._rangees = tuple(self.feuille.colonnes), self.feuille.nombre()
        self.endResetModel()

    def rafraichir(self) -> None:
        """Show again what every cell says; rows that were added or removed by the sheet come and go."""
        self._suivre_le_nombre()
        if self._rangees:
            self.dataChanged.emit(self.index(0, 0), self.index(self._rangees - 1, len(self._colonnes) - 1))

    def rowCount(self, parent: Index = RACINE) -> int:
        """Return how many rows are shown, the blank one included."""
        return 0 if parent.isValid() else self._rangees

    def columnCount(self, parent: Index = RACINE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._colonnes)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tell which cells may be typed in."""
        droits = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.feuille.modifiable(self.champ(index.column())):
            droits |= Qt.ItemFlag.ItemIsEditable
        return droits

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title of a column, or the number of a row (the blank one has none)."""
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                return "" if self.feuille.vide(section) else str(section + 1)
            return None
        if not 0 <= section < len(self._colonnes):
            return None
        colonne = self._colonnes[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return colonne.titre
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _DROITE if colonne.case in _A_DROITE else _GAUCHE
        return (colonne.aide or None) if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, holds while typed, or is refused for."""
        if not index.isValid():
            return None
        rang, colonne = index.row(), self._colonnes[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                valeur: Any = self.feuille.texte(rang, colonne.champ)
            case Qt.ItemDataRole.EditRole:
                valeur = self.feuille.edition(rang, colonne.champ)
            case Qt.ItemDataRole.TextAlignmentRole:
                valeur = _DROITE if colonne.case in _A_DROITE else _GAUCHE
            case Qt.ItemDataRole.ToolTipRole | 266:  # ROLE_FAUTE
                valeur = self.feuille.faute(rang, colonne.champ) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                valeur = f"{colonne.titre} : {self.feuille.texte(rang, colonne.champ) or 'vide'}"
            case _:
                valeur = None
        return valeur

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Put what was typed in a cell."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        champ = self.champ(index.column())
        if str(value) == self.feuille.edition(index.row(), champ):
            return True
        self.feuille.taper(index.row(), champ, str(value))
        self._dire_le_changement()
        return True

    def quitter(self, index: Index) -> None:
        """The cell was left: it is written in full."""
        if not index.isValid():
            return
        rang, champ = index.row(), self.champ(index.column())
        avant = [self.feuille.edition(rang, colonne.champ) for colonne in self._colonnes]
        self.feuille.quitter(rang, champ)
        self.feuille.activer(None, "")
        if avant != [self.feuille.edition(rang, colonne.champ) for colonne in self._colonnes]:
            self._dire_le_changement()
        else:
            self.rafraichir()

    def choisir(self, index: Index, code: str) -> None:
        """Take a proposition for a cell."""
        self.feuille.choisir(index.row(), self.champ(index.column()), code)
        self._dire_le_changement()

    def coller(self, index: Index, cases: Sequence[Sequence[str]]) -> None:
        """Put a block from this cell on."""
        self.feuille.coller(index.row(), self.champ(index.column()), cases)
        self._dire_le_changement()

    def retirer(self, rang: int) -> bool:
        """Remove a row; False when there is nothing to remove."""
        if not self.feuille.retirer(rang):
            return False
        self.relire()
        self.saisie.emit()
        return True

    def deplacer(self, rang: int, pas: int) -> int:
        """Move a row; return where it is."""
        arrivee = self.feuille.deplacer(rang, pas)
        if arrivee != rang:
            self._dire_le_changement()
        return arrivee

    def _dire_le_changement(self) -> None:
        self.rafraichir()
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(0, self._rangees - 1))
        self.saisie.emit()

    def _suivre_le_nombre(self) -> None:
        """The blank row that was typed in leaves another under it."""
        nombre = self.feuille.nombre()
        if nombre > self._rangees:
            self.beginInsertRows(RACINE, self._rangees, nombre - 1)
            self._rangees = nombre
            self.endInsertRows()
        elif nombre < self._rangees:
            self.beginRemoveRows(RACINE, nombre, self._rangees - 1)
            self._rangees = nombre
            self.endRemoveRows()
