"""The cell of a ``GrilleSaisie`` that is being typed: its keys, its choices; and how the others are drawn."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from caisse_clients.gui.modeles.cases import Case
from caisse_clients.gui.modeles.feuille import ROLE_FAUTE, ModeleFeuille
from caisse_clients.gui.theme import jetons, marquer, mesures
from caisse_clients.gui.widgets.propositions import ListePropositions

_MARGE = 7
_CHOISIES = (Case.ARTICLE, Case.CHOIX)
_SENS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class Grille(Protocol):
    """The part of the grid that the keys of a cell need."""

    @property
    def modele(self) -> ModeleFeuille:
        """The model shown."""
        ...

    def aller(self, rang: int, champ: str) -> None:
        """Type in that cell."""

    def avancer(self, pas: int = 1, *, sortir: bool = False) -> None:
        """Go to the next cell."""

    def monter(self, pas: int) -> None:
        """Go to the same cell of another line."""

    def retirer(self) -> None:
        """Remove the line."""

    def deplacer(self, pas: int) -> None:
        """Move the line."""

    def coller(self, texte: str) -> bool:
        """Paste a block."""
        ...


class DelegueSaisie(QStyledItemDelegate):
    """Draws the cells; makes the one that is typed, and gives its keys their meaning."""

    def __init__(self, grille: Grille, hote: QWidget) -> None:
        super().__init__(hote)
        self._grille = grille
        self.amorce = ""
        self.ouverte: QLineEdit | None = None
        self._index = QPersistentModelIndex()
        self._liste = ListePropositions(hote)
        self._liste.prise.connect(lambda _proposition: self._prendre(1, sortir=False))

    # --- The cell being typed

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """Make the field of a cell; what is typed goes to the sheet at each letter."""
        del option
        colonne = self._grille.modele.colonnes[index.column()]
        champ = QLineEdit(parent)
        champ.setObjectName("caseEdit")
        champ.setProperty("case", True)
        champ.setFrame(False)
        champ.setAlignment(Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole)))
        champ.setAccessibleName(f"{colonne.titre}, ligne {index.row() + 1}")
        champ.setStatusTip(colonne.aide)
        self.ouverte, self._index = champ, QPersistentModelIndex(index)
        champ.textEdited.connect(self._taper)
        self._marquer()
        return champ

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Show what the sheet holds; the cursor stays when it is already what is typed."""
        assert isinstance(editor, QLineEdit)
        texte = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if editor.text() != texte:
            editor.setText(texte)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: QModelIndex | QPersistentModelIndex) -> None:
        """Leave the cell: it is written in full (its letters are in the sheet already)."""
        del model
        assert isinstance(editor, QLineEdit)
        self._liste.hide()
        self._grille.modele.quitter(index)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Fill the cell."""
        del index
        editor.setGeometry(option.rect)

    def proposer(self, *, tout: bool = False) -> None:
        """Open or renew the choices of the cell; ``tout`` whatever is typed."""
        champ, modele = self.ouverte, self._grille.modele
        if champ is None or not self._index.isValid():
            return
        colonne = modele.colonnes[self._index.column()]
        texte = "" if tout else champ.text()
        if colonne.case not in _CHOISIES or not (tout or texte.strip()):
            self._liste.hide()
            return
        self._liste.montrer(champ, modele.feuille.propositions(colonne.champ, texte))

    def oublier(self, champ: QWidget) -> None:
        """The cell is closed; another one may be open already."""
        if champ is self.ouverte:
            self.ouverte = None
            self._liste.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the keys of a cell their meaning; Échap closes the choices, then belongs to the window."""
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Escape and not self._liste.isVisible():
                return False
            if event.key() == Qt.Key.Key_Escape or _retire(event):
                event.accept()
                return True
            return False
        if event.type() == QEvent.Type.KeyPress:
            touches = (
                self._touche_de_ligne,
                self._touche_qui_avance,
                self._touche_de_liste,
                self._touche_de_case,
            )
            return any(touche(event) for touche in touches)
        return False

    # --- Its keys

    def _touche_de_ligne(self, event: QKeyEvent) -> bool:
        """Paste a block, remove the line, move it."""
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._grille.coller(QGuiApplication.clipboard().text())
        if _retire(event):
            self._grille.retirer()
            return True
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._grille.deplacer(_SENS[Qt.Key(event.key())])
            return True
        return False

    def _touche_qui_avance(self, event: QKeyEvent) -> bool:
        """Go on with Entrée or Tab, come back with Maj; a key held down stays where it is."""
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        entree = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        recule = event.key() == Qt.Key.Key_Backtab or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not entree and event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        if not (entree and event.isAutoRepeat()):
            self._prendre(-1 if recule else 1, sortir=entree and not recule)
        return True

    def _touche_de_liste(self, event: QKeyEvent) -> bool:
        pas = _SENS.get(Qt.Key(event.key()))
        if not self._liste.isVisible():
            if pas is not None:
                self._grille.monter(pas)
                return True
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._liste.hide()
            return True
        if pas is not None:
            self._liste.bouger(pas)
            return True
        return False

    def _touche_de_case(self, event: QKeyEvent) -> bool:
        """← at the beginning of a cell and → at its end go to the neighbour, as in a spreadsheet."""
        champ = self.ouverte
        if champ is None or champ.hasSelectedText() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() == Qt.Key.Key_Left and champ.cursorPosition() == 0:
            self._grille.avancer(-1)
            return True
        if event.key() == Qt.Key.Key_Right and champ.cursorPosition() == len(champ.text()):
            self._grille.avancer(1)
            return True
        return False

    def _prendre(self, pas: int, *, sortir: bool) -> None:
        """Take the choice marked, if the list is open, and go on; a chosen article leads to the quantity."""
        proposition, index = self._liste.marquee(), self._ici()
        self._liste.hide()
        if proposition is not None and pas > 0 and index.isValid():
            self._grille.modele.choisir(index, proposition.code)
            if self._grille.modele.colonnes[index.column()].case is Case.ARTICLE:
                self._grille.aller(index.row(), "quantite")
                return
        self._grille.avancer(pas, sortir=sortir)

    def _ici(self) -> QModelIndex:
        return self._grille.modele.index(self._index.row(), self._index.column())

    def _taper(self, texte: str) -> None:
        if self._index.isValid():
            self._grille.modele.setData(self._ici(), texte)
            self._marquer()
            self.proposer()

    def _marquer(self) -> None:
        """Show the cell being typed as refused, as the others are."""
        fautive = bool(self._index.data(ROLE_FAUTE))
        if self.ouverte is not None and bool(self.ouverte.property("erreur")) is not fautive:
            marquer(self.ouverte, erreur=fautive)

    # --- The others

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the width of the words and the height of every row."""
        return QSize(super().sizeHint(option, index).width() + 2 * _MARGE, mesures().ligne + 4)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a cell: its words, the red of a refused one, the hint of the blank row."""
        j, cadre = jetons(), QRect(option.rect)
        fautive, calculee = bool(index.data(ROLE_FAUTE)), not index.flags() & Qt.ItemFlag.ItemIsEditable
        lecture = calculee and not self._grille.modele.feuille.modifiable(self._grille.modele.champ(0))
        if fautive:
            painter.fillRect(cadre, j.couleur("erreur_doux"))
        elif option.state & QStyle.StateFlag.State_Selected and lecture:
            painter.fillRect(cadre, j.couleur("selection"))
        texte = str(index.data() or "").replace("\n", " ")
        encre = "erreur" if fautive else "texte"
        if not texte and index.column() == 0 and self.amorce and self._grille.modele.feuille.vide(index.row()):
            texte, encre = self.amorce, "texte_discret"
        if fautive:
            painter.setPen(j.couleur("erreur"))
            painter.drawRect(cadre.adjusted(0, 0, -2, -2))
        painter.setFont(option.font)
        painter.setPen(j.couleur(encre))
        place = cadre.adjusted(_MARGE, 0, -_MARGE, 0)
        mots = option.fontMetrics.elidedText(texte, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole)), mots)


def _retire(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Delete and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
