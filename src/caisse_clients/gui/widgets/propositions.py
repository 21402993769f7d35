"""The list that opens under a cell while one types: what it says is read, ↑ ↓ choose, nothing takes the focus."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from caisse_clients.gui.modeles.cases import Proposition
from caisse_clients.gui.modeles.colonnes import Colonne
from caisse_clients.gui.modeles.liste import ModeleListe
from caisse_clients.gui.theme import jetons, mesures


class ListePropositions(QListView):
    """Choices under a field; ``prise`` gives the ``Proposition`` that was clicked."""

    prise = Signal(object)

    def __init__(self, champ: QWidget) -> None:
        super().__init__(champ)
        self.setWindowFlags(Qt.WindowType.ToolTip)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setUniformItemSizes(True)
        self.setAccessibleName("Propositions")
        self._modele = ModeleListe([Colonne("Proposition", lambda p: f"{p.code} {p.libelle}")], lambda p: p.code, self)
        self.setModel(self._modele)
        self.setItemDelegate(_DelegueProposition(self))
        self.clicked.connect(lambda index: self.prise.emit(self._modele.ligne(index.row())))

    def montrer(self, champ: QWidget, propositions: Sequence[Proposition]) -> None:
        """Show the choices under ``champ`` (above it when the screen ends there), the first one marked; none hides."""
        self._modele.montrer(propositions)
        if not propositions:
            self.hide()
            return
        hauteur = len(propositions) * (mesures().ligne + 2) + 8
        largeur = max(champ.width(), 420 if any(p.code != p.libelle for p in propositions) else 240)
        coin, ecran = champ.mapToGlobal(QPoint(0, champ.height() + 1)), champ.screen().availableGeometry()
        if coin.y() + hauteur > ecran.bottom():
            coin.setY(champ.mapToGlobal(QPoint(0, 0)).y() - hauteur - 1)
        coin.setX(max(ecran.left(), min(coin.x(), ecran.right() - largeur)))
        self.setGeometry(QRect(coin, QSize(largeur, hauteur)))
        self.setCurrentIndex(self._modele.index(0, 0))
        self.show()
        self.raise_()

    def bouger(self, pas: int) -> None:
        """Mark another choice."""
        rang = self.currentIndex().row() + pas
        self.setCurrentIndex(self._modele.index(max(0, min(self._modele.rowCount() - 1, rang)), 0))

    def marquee(self) -> Proposition | None:
        """Return the choice marked, None while the list is closed."""
        ligne = self._modele.ligne(self.currentIndex().row()) if self.isVisible() else None
        return ligne if isinstance(ligne, Proposition) else None


class _DelegueProposition(QStyledItemDelegate):
    """One choice a row: its code, its words in bold, a figure on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), mesures().ligne + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        choix = QStyleOptionViewItem(option)
        self.initStyleOption(choix, index)
        choix.text = ""
        choix.state &= ~QStyle.StateFlag.State_HasFocus
        choix.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, choix, painter, choix.widget)
        modele, j = index.model(), jetons()
        proposition = modele.ligne(index.row()) if isinstance(modele, ModeleListe) else None
        if proposition is None:
            return
        painter.save()
        cadre, milieu = choix.rect.adjusted(8, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter
        debut = 0
        if proposition.code != proposition.libelle:
            debut = max(90, choix.fontMetrics.horizontalAdvance(proposition.code) + 14)
            painter.setPen(j.couleur("texte_discret"))
            painter.drawText(cadre, milieu | Qt.AlignmentFlag.AlignLeft, proposition.code)
        painter.setPen(j.couleur("texte_discret"))
        painter.drawText(cadre, milieu | Qt.AlignmentFlag.AlignRight, proposition.droite)
        droite = choix.fontMetrics.horizontalAdvance(proposition.droite) + 14 if proposition.droite else 0
        gras = choix.font
        gras.setBold(True)
        painter.setFont(gras)
        painter.setPen(j.couleur("texte"))
        place = cadre.adjusted(debut, 0, -droite, 0)
        mots = painter.fontMetrics().elidedText(proposition.libelle, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, milieu | Qt.AlignmentFlag.AlignLeft, mots)
        painter.restore()
