"""The affectation grid: many rows chosen as ranges, two columns filled in from a list opened at the cell."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStyleOptionViewItem, QWidget

from caisse_clients.gui.modeles.base import Index, ModeleGrille
from caisse_clients.gui.modeles.delegues import DelegueGrille
from caisse_clients.gui.modeles.pagine import ModelePagine
from caisse_clients.gui.presentateurs.gestion_reglements import Offre
from caisse_clients.gui.theme import jetons, mesures
from caisse_clients.gui.widgets.grille import Grille

_ENTREE = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GrilleAffectation(Grille):
    """Maj+↑ ↓ and Ctrl+A choose rows, ← → go from one filled-in column to the other, Entrée opens its list.

    ``choix_demande`` gives the rank of the column; a double click elsewhere opens the row as in any grid.
    """

    choix_demande = Signal(int)
    choix_de_lignes = Signal()
    """Other rows are chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._a_remplir: tuple[int, ...] = ()
        self._colonne = -1
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setItemDelegate(DelegueAffectation(self))

    def montrer_modele(self, modele: ModeleGrille) -> None:
        """Show ``modele``, and say whenever other rows are chosen."""
        super().montrer_modele(modele)
        # The titles have a choice of their own, empty: to draw one, Qt asks the rows' whether each row is chosen.
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(modele, self))
        self.selectionModel().selectionChanged.connect(lambda *_: self.choix_de_lignes.emit())

    def remplir(self, *rangs: int) -> None:
        """Name the columns that are filled in; Entrée fills the first until ← → or a click choose another."""
        self._a_remplir, self._colonne = rangs, rangs[0]

    def colonne_a_remplir(self) -> int:
        """Return the column that Entrée fills: it stays over reloads."""
        return self._colonne

    def nombre_choisi(self) -> int:
        """Return how many rows are chosen."""
        return sum(plage.height() for plage in self.selectionModel().selection().toList())

    def cles_choisies(self) -> array[int]:
        """Return the keys of the rows chosen, in the order shown: by ranges, a hundred thousand cost nothing."""
        modele = self.modele
        assert isinstance(modele, ModelePagine)
        cles, choisies = modele.cles, array("q")
        plages = sorted((plage.top(), plage.bottom()) for plage in self.selectionModel().selection().toList())
        for haut, bas in plages:
            choisies.extend(cles[haut : bas + 1])
        return choisies

    def proposer(self, colonne: int, offres: Sequence[Offre], titre: str = "") -> QMenu:
        """Open a list at the cell of the row chosen; each offer has a letter of its own, ``faire`` takes its code."""
        menu = QMenu(self)
        menu.setObjectName("choixMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if titre:
            menu.addAction(titre).setEnabled(False)
            menu.addSeparator()
        groupe = QActionGroup(menu)
        for offre in offres:
            if not offre.code:
                menu.addSeparator()
            action = menu.addAction(offre.texte)
            action.setCheckable(True)
            action.setChecked(offre.en_vigueur)
            action.setData(offre.code)
            groupe.addAction(action)
        choisie = groupe.checkedAction() or next(iter(groupe.actions()), None)
        menu.setMinimumWidth(self.columnWidth(colonne))
        menu.popup(self.viewport().mapToGlobal(self._coin(colonne)))
        if choisie is not None:
            menu.setActiveAction(choisie)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list, or change column without losing the rows chosen; else as any grid."""
        touche, sorte = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if touche in _ENTREE and not sorte:
            if not event.isAutoRepeat() and self.currentIndex().isValid():
                self.choix_demande.emit(self.colonne_a_remplir())
        elif touche in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not sorte:
            self._changer_de_colonne(1 if touche == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the list of a filled-in cell; elsewhere, the row."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.column() in self._a_remplir:
            self.choix_demande.emit(index.column())
        else:
            super().mouseDoubleClickEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Move the ring to the cell that Entrée fills."""
        super().currentChanged(current, previous)
        if current.column() in self._a_remplir:
            self._colonne = current.column()
        self.viewport().update()

    def cellule_active(self, index: Index) -> bool:
        """Tell whether Entrée fills this cell."""
        return self.hasFocus() and index.column() == self._colonne and index.row() == self.currentIndex().row()

    def _changer_de_colonne(self, pas: int) -> None:
        courant = self.currentIndex()
        if not courant.isValid():
            self.choisir_rang(0)
            return
        place = self._a_remplir.index(self._colonne) + pas
        colonne = self._a_remplir[max(0, min(len(self._a_remplir) - 1, place))]
        index: QModelIndex = self.modele.index(courant.row(), colonne)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(index)

    def _coin(self, colonne: int) -> QPoint:
        """Return where the list opens: under the cell, or at the top when the row is out of sight."""
        index = self.modele.index(max(0, self.currentIndex().row()), colonne)
        self.scrollTo(index)
        cadre: QRect = self.visualRect(index)
        return QPoint(max(0, cadre.left()), max(0, cadre.bottom() + 1))


class DelegueAffectation(DelegueGrille):
    """Draws the rows, and a ring with an arrow on the cell that Entrée fills."""

    def __init__(self, grille: GrilleAffectation) -> None:
        super().__init__(grille)
        self._grille = grille

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, then the ring where it is the active one."""
        super().paint(painter, option, index)
        if not self._grille.cellule_active(index):
            return
        cadre, cote = option.rect, mesures().icone // 2
        painter.save()
        painter.setPen(QPen(jetons().couleur("accent"), 2))
        painter.drawRect(cadre.adjusted(1, 1, -1, -1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, y = cadre.right() - cote - 8, cadre.center().y() - cote // 4
        painter.drawPolyline([QPoint(x, y), QPoint(x + cote // 2, y + cote // 2), QPoint(x + cote, y)])
        painter.restore()
