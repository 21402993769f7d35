"""What the paged model and the short list have in common: cells made from columns, from memory only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from caisse_clients.gui.modeles.colonnes import A_DROITE, Colonne, Format, ecrire_valeur
from caisse_clients.gui.theme import jetons

Index: TypeAlias = QModelIndex | QPersistentModelIndex
CouleurDeLigne: TypeAlias = Callable[[Any], str | None]

RACINE = QModelIndex()
ROLE_PASTILLE = int(Qt.ItemDataRole.UserRole) + 1
ROLE_ABSENTE = int(Qt.ItemDataRole.UserRole) + 2
ROLE_CLE = int(Qt.ItemDataRole.UserRole) + 3

_DROITE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_GAUCHE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class ModeleGrille(QAbstractTableModel):
    """A table of rows seen through columns. Rows are frozen values; ``data()`` never goes to the database.

    ``couleur_ligne`` gives the token of a row's background (``"alerte_doux"``), or None. A subclass says
    what row stands at a rank, and finds the rank of a key.
    """

    tri_change = Signal(str, bool)
    """Column's ``tri`` and whether it is descending: the user asked for another order."""

    def __init__(
        self, colonnes: Sequence[Colonne], parent: QObject | None = None, *, couleur_ligne: CouleurDeLigne | None = None
    ) -> None:
        super().__init__(parent)
        self._colonnes = tuple(colonnes)
        self._couleur_ligne = couleur_ligne

    @property
    def colonnes(self) -> tuple[Colonne, ...]:
        """Columns, in the order of the model."""
        return self._colonnes

    def ligne(self, rang: int) -> Any | None:
        """Return the row at ``rang``, or None when it is not in memory."""
        raise NotImplementedError

    def cle(self, rang: int) -> Any | None:
        """Return the key of the row at ``rang``: known even when the row itself is not loaded."""
        raise NotImplementedError

    def rang(self, cle: Any) -> int | None:
        """Return where the row of key ``cle`` stands, or None."""
        raise NotImplementedError

    def suivre(self, cle: Any) -> None:
        """Say which row the view has chosen; a model that reads in the background finds it there."""

    def columnCount(self, parent: Index = RACINE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._colonnes)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title, alignment or help of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._colonnes):
            return None
        colonne = self._colonnes[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return colonne.titre
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignement(colonne)
        if role == Qt.ItemDataRole.ToolTipRole:
            return colonne.aide or None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, from memory; a row not loaded answers only ``ROLE_ABSENTE``."""
        if not index.isValid():
            return None
        colonne = self._colonnes[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignement(colonne)
        if role == ROLE_CLE:
            return self.cle(index.row())
        if role not in _ROLES_DE_VALEUR:
            return None
        ligne = self.ligne(index.row())
        if ligne is None:
            return True if role == ROLE_ABSENTE else None
        return self._cellule(ligne, colonne, role)

    def texte(self, ligne: Any, colonne: Colonne) -> str:
        """Return the cell as shown."""
        return ecrire_valeur(colonne.valeur(ligne), colonne.format)

    def couleur_de_ligne(self, ligne: Any) -> QColor | None:
        """Return the ground of a row that is not an ordinary one, or None."""
        jeton = self._couleur_ligne(ligne) if self._couleur_ligne is not None else None
        return jetons().couleur(jeton) if jeton else None

    def _cellule(self, ligne: Any, colonne: Colonne, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.texte(ligne, colonne)
        if role == Qt.ItemDataRole.ToolTipRole:
            return (self.texte(ligne, colonne) or None) if colonne.elastique else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{colonne.titre} : {self.texte(ligne, colonne) or 'vide'}"
        if role == ROLE_PASTILLE and colonne.format is Format.PASTILLE:
            valeur = colonne.valeur(ligne)
            return valeur.gravite.value if valeur is not None else None
        if role == Qt.ItemDataRole.BackgroundRole:
            return self.couleur_de_ligne(ligne)
        return None


_ROLES_DE_VALEUR = frozenset(
    {
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.ToolTipRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
        int(Qt.ItemDataRole.BackgroundRole),
        ROLE_PASTILLE,
        ROLE_ABSENTE,
    }
)


def alignement(colonne: Colonne) -> Qt.AlignmentFlag:
    """Return how a column's cells and title line up: figures right, dates in the middle, words left."""
    if colonne.format in A_DROITE:
        return _DROITE
    return _CENTRE if colonne.format is Format.DATE else _GAUCHE
