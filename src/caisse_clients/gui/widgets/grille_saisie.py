"""A grid one types in from end to end without a mouse: a cell is always being typed, Entrée goes to the next.

Entrée and Tab go on, Maj+Entrée and Maj+Tab come back, ↑ ↓ change line, Ctrl+Suppr removes the line, Alt+↑ ↓ move
it, F7 opens the choices of the cell, a block copied from a spreadsheet is pasted as it is.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from caisse_clients.gui.modeles.base import Index
from caisse_clients.gui.modeles.feuille import ModeleFeuille
from caisse_clients.gui.theme import mesures
from caisse_clients.gui.widgets.case_saisie import DelegueSaisie


class GrilleSaisie(QTableView):
    """Give it a ``ModeleFeuille`` with ``montrer_feuille``. ``case_active`` is emitted when another cell is typed."""

    case_active = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._modele: ModeleFeuille | None = None
        self._obligatoire = False
        self._retenue: tuple[int, str] | None = None
        self._delegue = DelegueSaisie(self, self)
        self.setItemDelegate(self._delegue)
        declencheurs = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            declencheurs.CurrentChanged
            | declencheurs.SelectedClicked
            | declencheurs.DoubleClicked
            | declencheurs.AnyKeyPressed
        )
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rangs = self.verticalHeader()
        rangs.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rangs.setDefaultSectionSize(mesures().ligne + 4)
        rangs.setMinimumWidth(30)
        rangs.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        entetes = self.horizontalHeader()
        entetes.setHighlightSections(False)
        entetes.setSectionsClickable(False)
        entetes.setMinimumSectionSize(32)

    def montrer_feuille(self, modele: ModeleFeuille, *, amorce: str = "", obligatoire: bool = False) -> None:
        """Show a sheet; ``amorce`` is written in the first cell of the blank row, to say what to type.

        ``obligatoire``: it needs a line, so Entrée (pressed once too often) does not leave it without one.
        """
        self._modele, self._obligatoire = modele, obligatoire
        self._delegue.amorce = amorce
        self.setModel(modele)
        modele.modelAboutToBeReset.connect(self._retenir_la_case)
        modele.modelReset.connect(self._reprendre)
        self._poser_les_colonnes()

    @property
    def modele(self) -> ModeleFeuille:
        """The model shown; raises ``RuntimeError`` before ``montrer_feuille``."""
        if self._modele is None:
            raise RuntimeError("montrer_feuille has not been called")
        return self._modele

    def aller(self, rang: int, champ: str) -> None:
        """Type in that cell: the focus goes there."""
        colonne = next((n for n, c in enumerate(self.modele.colonnes) if c.champ == champ), 0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(self.modele.index(min(rang, self.modele.rowCount() - 1), colonne))
        self._ecrire()

    def case(self) -> tuple[int, str] | None:
        """Return the cell that has the focus (row, field), or None."""
        index = self.currentIndex()
        tient = self.hasFocus() or self._delegue.ouverte is not None
        return (index.row(), self.modele.champ(index.column())) if index.isValid() and tient else None

    def avancer(self, pas: int = 1, *, sortir: bool = False) -> None:
        """Go to the next cell that may be typed, or the one before; past the ends, to the next field.

        ``sortir``: from the blank line too (Entrée: nothing more to type; Tab goes through its cells).
        """
        rang, colonne = self.currentIndex().row(), self.currentIndex().column()
        saisies = [n for n, c in enumerate(self.modele.colonnes) if self.modele.feuille.modifiable(c.champ)]
        if not saisies:
            return
        place = saisies.index(colonne) if colonne in saisies else 0
        if sortir and self._obligatoire and self.modele.rowCount() == 1 and colonne == 0:
            return
        sort = sortir and self.modele.feuille.vide(rang) and rang == self.modele.rowCount() - 1
        rang, place = rang + (place + pas) // len(saisies), (place + pas) % len(saisies)
        if sort or not 0 <= rang < self.modele.rowCount():
            self.setFocus()
            self.focusNextPrevChild(pas > 0)
            return
        self.setCurrentIndex(self.modele.index(rang, saisies[place]))

    def monter(self, pas: int) -> None:
        """Go to the same cell of another line."""
        index = self.currentIndex()
        rang = max(0, min(self.modele.rowCount() - 1, index.row() + pas))
        if rang != index.row():
            self.setCurrentIndex(self.modele.index(rang, index.column()))

    def retirer(self) -> None:
        """Remove the line of the cell (Ctrl+Suppr)."""
        index = self.currentIndex()
        if index.isValid() and self.modele.retirer(index.row()):
            self.aller(index.row(), self.modele.champ(index.column()))

    def deplacer(self, pas: int) -> None:
        """Move the line of the cell up or down (Alt+↑ ↓)."""
        index = self.currentIndex()
        if index.isValid():
            rang = self.modele.deplacer(index.row(), pas)
            self.setCurrentIndex(self.modele.index(rang, index.column()))

    def ouvrir_les_choix(self) -> None:
        """Open the choices of the cell, whatever is typed (F7)."""
        if self.currentIndex().isValid():
            self._ecrire()
            self._delegue.proposer(tout=True)

    def coller(self, texte: str) -> bool:
        """Paste a block of cells from the current one on; False when the text is a single cell."""
        if "\t" not in texte and "\n" not in texte.strip():
            return False
        index = self.currentIndex()
        cases = [rangee.rstrip("\r").split("\t") for rangee in texte.rstrip("\r\n").split("\n")]
        self.modele.coller(index, cases)
        self.aller(min(index.row() + len(cases), self.modele.rowCount() - 1), self.modele.champ(index.column()))
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go on typing where one was; in the first cell of the blank row at first."""
        super().focusInEvent(event)
        if self._modele is None or not self._modele.rowCount() or self._delegue.ouverte is not None:
            return
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._placer()
        self._ecrire()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in a sheet that is only read; keys of a cell being typed go to the cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            recule = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.avancer(-1 if recule else 1, sortir=not recule)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width again among the elastic columns."""
        super().resizeEvent(event)
        self._poser_l_elastique()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Forget the cell that was typed."""
        super().closeEditor(editor, hint)
        self._delegue.oublier(editor)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the sheet which cell is being typed."""
        super().currentChanged(current, previous)
        if self._modele is not None and current.isValid():
            self._modele.feuille.activer(current.row(), self._modele.champ(current.column()))
            self._modele.rafraichir()
        self.case_active.emit()

    def _retenir_la_case(self) -> None:
        self._retenue = self.case()

    def _reprendre(self) -> None:
        """The sheet shows other rows or columns: the cell that was being typed still is."""
        self._poser_les_colonnes()
        if self._retenue is not None and self.modele.rowCount():
            self.aller(*self._retenue)

    def _placer(self) -> None:
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.modele.index(self.modele.rowCount() - 1, 0))

    def _ecrire(self) -> None:
        index = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:  # to be current was enough; Qt warns of twice
            return
        if index.isValid() and self.modele.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _poser_les_colonnes(self) -> None:
        self._annoncer_la_lecture()
        entetes, police = self.horizontalHeader(), self.fontMetrics()
        for rang, colonne in enumerate(self.modele.colonnes):
            titre = police.horizontalAdvance(colonne.titre) * 11 // 10 + 22
            entetes.resizeSection(rang, max(colonne.largeur * mesures().icone // 18, titre))
        self._poser_l_elastique()

    def _annoncer_la_lecture(self) -> None:
        """A sheet that is only read shows its rows chosen, one that is typed shows the cell being typed."""
        ecrite = any(self.modele.feuille.modifiable(c.champ) for c in self.modele.colonnes)
        modes, sortes = QAbstractItemView.SelectionMode, QAbstractItemView.SelectionBehavior
        self.setSelectionMode(modes.NoSelection if ecrite else modes.SingleSelection)
        self.setSelectionBehavior(sortes.SelectItems if ecrite else sortes.SelectRows)

    def _poser_l_elastique(self) -> None:
        if self._modele is None:
            return
        entetes = self.horizontalHeader()
        elastiques = [(rang, c) for rang, c in enumerate(self._modele.colonnes) if c.elastique]
        prises = sum(entetes.sectionSize(rang) for rang in range(entetes.count()))
        reste = self.viewport().width() - prises + sum(entetes.sectionSize(rang) for rang, _ in elastiques)
        total = sum(colonne.largeur for _, colonne in elastiques)
        for rang, colonne in elastiques:
            entetes.resizeSection(rang, max(colonne.largeur, reste * colonne.largeur // total))
