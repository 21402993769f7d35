"""A grid whose rows are ticked with Espace and whose amount is typed in place, without leaving the row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyleOptionViewItem, QWidget

from caisse_clients.gui.modeles.a_cocher import COLONNE_COCHE, Coche, ModeleACocher
from caisse_clients.gui.modeles.delegues import DelegueGrille
from caisse_clients.gui.theme import jetons, mesures
from caisse_clients.gui.widgets.grille import Grille

if TYPE_CHECKING:
    from collections.abc import Callable

_CHIFFRES = frozenset("0123456789,.")
_COTE = 15
Index = QModelIndex | QPersistentModelIndex


class GrilleACocher(Grille):
    """Shows a ``ModeleACocher``. It only tells what was asked; amounts change elsewhere.

    Espace or a click on the box ticks, digits open the amount in place, Entrée opens the row as in any grid.
    """

    bascule = Signal(object)
    """Key of the row to tick or untick."""
    montant_tape = Signal(object, str)
    """Key of a row and the amount being typed, at each character."""
    saisie_finie = Signal(object, str)
    """Key of a row and the amount typed, once it is left."""
    saisie_abandonnee = Signal(object)
    """Key of the row whose amount was given up with Échap."""
    cote_demande = Signal(int)
    """← (-1) or → (1): the other column is wanted."""
    voisine_demandee = Signal(object)
    """A Ctrl+arrow, a ``QKeyEvent`` for the other column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delegue = DelegueACocher(self)
        self.setItemDelegate(self._delegue)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.clicked.connect(self._cliquer)

    @property
    def modele_a_cocher(self) -> ModeleACocher:
        """The model shown, as what it is."""
        modele = self.modele
        assert isinstance(modele, ModeleACocher)
        return modele

    def colonnes_affichees(self) -> list[int]:
        """Return the visible columns that hold data: the box is neither exported, printed nor copied."""
        return [rang for rang in super().colonnes_affichees() if rang != COLONNE_COCHE]

    def finir_la_saisie(self) -> None:
        """Take the amount being typed as it stands, and close its field."""
        if (editeur := self._delegue.editeur) is not None:
            self.commitData(editeur)
            self.closeEditor(editeur, DelegueACocher.EndEditHint.NoHint)

    def montrer_sans_tri(self) -> None:
        """Show no order: rows were moved by hand."""
        self._tri = None
        self.horizontalHeader().setSortIndicatorShown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick, type, or change column; else as any grid."""
        touche, ctrl = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if touche == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._basculer()
        elif touche in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not (ctrl or alt):
            self.cote_demande.emit(-1 if touche == Qt.Key.Key_Left else 1)
        elif ctrl and touche in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.voisine_demandee.emit(event)
        elif event.text() in _CHIFFRES and event.text() and not (ctrl or alt):
            self._editer(event)
        elif touche == Qt.Key.Key_Backspace and self.currentIndex().isValid():
            self.saisie_finie.emit(self.cle_courante(), "")
        elif event.text() and event.text().isprintable() and not (ctrl or alt):
            self.keyboardSearch(event.text())  # never Qt's own: a letter would open the amount
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row, except on what a click changes."""
        colonne = self.indexAt(event.position().toPoint()).column()
        if colonne not in (COLONNE_COCHE, self.modele_a_cocher.colonne_montant):
            super().mouseDoubleClickEvent(event)

    def _cliquer(self, index: QModelIndex) -> None:
        if index.column() == COLONNE_COCHE:
            self._basculer()
        elif index.column() == self.modele_a_cocher.colonne_montant:
            self.edit(index)

    def _basculer(self) -> None:
        if (cle := self.cle_courante()) is not None:
            self.bascule.emit(cle)

    def _editer(self, event: QKeyEvent) -> None:
        if not self.currentIndex().isValid():
            self.choisir_rang(0)
        if self.currentIndex().isValid():
            index = self.modele.index(self.currentIndex().row(), self.modele_a_cocher.colonne_montant)
            self.setCurrentIndex(index)
            self.edit(index, QAbstractItemView.EditTrigger.AnyKeyPressed, event)


class DelegueACocher(DelegueGrille):
    """Draws the box of a row and edits its amount; each key that leaves the field does what it does in the grid."""

    def __init__(self, grille: GrilleACocher) -> None:
        super().__init__(grille)
        self._grille = grille
        self.editeur: QLineEdit | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the box in the first column, the rest as any grid."""
        super().paint(painter, option, index)
        modele = index.model()
        if index.column() == COLONNE_COCHE and isinstance(modele, ModeleACocher):
            ligne = modele.ligne(index.row())
            if ligne is not None:
                _peindre_la_coche(painter, QRectF(option.rect), modele.coche(ligne))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the field of an amount; the grid hears each character."""
        champ = QLineEdit(parent)
        champ.setObjectName("montantEnPlaceEdit")
        champ.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        champ.setMaxLength(24)
        champ.setAccessibleName(self._grille.modele.colonnes[index.column()].titre)
        cle = self._grille.modele.cle(index.row())
        champ.textEdited.connect(lambda texte: self._grille.montant_tape.emit(cle, texte))
        self.editeur = champ
        return champ

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget the field; the row stays chosen."""
        if self.editeur is editor:
            self.editeur = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the amount chosen, once: a reload must not take what is being typed."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Tell what was typed; a field opened and left as it was says nothing."""
        if isinstance(editor, QLineEdit) and editor.isModified():
            self._grille.saisie_finie.emit(self._grille.modele.cle(index.row()), editor.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the field by Entrée, Tab, Échap or an arrow."""
        if isinstance(watched, QLineEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if (suite := self._suites().get(Qt.Key(event.key()))) is not None:
                self._grille.finir_la_saisie()
                suite(event)
                return True
            if event.key() == Qt.Key.Key_Escape:
                cle: Any = self._grille.cle_courante()
                watched.setModified(False)
                self.closeEditor.emit(watched, DelegueACocher.EndEditHint.RevertModelCache)
                self._grille.saisie_abandonnee.emit(cle)
                return True
        return super().eventFilter(watched, event)

    def _suites(self) -> dict[Qt.Key, Callable[[QKeyEvent], object]]:
        grille = self._grille

        def rester(_touche: QKeyEvent) -> None:
            grille.setFocus()

        def naviguer(touche: QKeyEvent) -> None:
            grille.setFocus()
            grille.keyPressEvent(touche)

        return {
            Qt.Key.Key_Return: rester,
            Qt.Key.Key_Enter: rester,
            Qt.Key.Key_Up: naviguer,
            Qt.Key.Key_Down: naviguer,
            Qt.Key.Key_PageUp: naviguer,
            Qt.Key.Key_PageDown: naviguer,
            Qt.Key.Key_Tab: lambda _touche: grille.focusNextPrevChild(True),
            Qt.Key.Key_Backtab: lambda _touche: grille.focusNextPrevChild(False),
        }


def _peindre_la_coche(painter: QPainter, cellule: QRectF, coche: Coche) -> None:
    j, echelle = jetons(), mesures().icone / 18
    cadre = QRectF(0, 0, _COTE, _COTE)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(cellule.center())
    painter.scale(echelle, echelle)  # drawn at one size, larger on a touch till
    cadre.moveCenter(QPointF(0, 0))
    painter.setPen(QPen(j.couleur("accent" if coche else "bord_fort"), 1))
    painter.setBrush(j.couleur("accent" if coche else "surface"))
    painter.drawRoundedRect(cadre, 3, 3)
    trait = QPen(j.couleur("accent_texte"), 2)
    trait.setCapStyle(Qt.PenCapStyle.RoundCap)
    trait.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(trait)
    x, y = cadre.x(), cadre.y()
    if coche is Coche.TOUT:
        painter.drawPolyline([QPointF(x + 3.5, y + 8), QPointF(x + 6.5, y + 11), QPointF(x + 11.5, y + 4.5)])
    elif coche is Coche.PARTIE:
        painter.drawLine(QPointF(x + 4, y + 7.5), QPointF(x + 11, y + 7.5))
    painter.restore()
