"""How cells are drawn: calm rows, pills, a grey bar where a row is still on its way."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from caisse_clients.gui.modeles.base import ROLE_ABSENTE, ROLE_PASTILLE
from caisse_clients.gui.theme import jetons, mesures

_MARGE_CELLULE = 8


class DelegueGrille(QStyledItemDelegate):
    """Draws every cell of a ``Grille``: no frame around one cell (the whole row is chosen), wide margins."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the width of the words and the height of every row."""
        taille = super().sizeHint(option, index)
        supplement = 22 if index.data(ROLE_PASTILLE) else 2 * _MARGE_CELLULE
        return QSize(taille.width() + supplement, mesures().ligne)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the ground, then the words, the pill or the waiting bar."""
        choix = QStyleOptionViewItem(option)
        self.initStyleOption(choix, index)
        choix.state &= ~QStyle.StateFlag.State_HasFocus
        texte, choix.text = choix.text, ""
        style = option.widget.style() if option.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, choix, painter, choix.widget)
        if index.data(ROLE_ABSENTE):
            self._peindre_attente(painter, choix)
        elif (gravite := index.data(ROLE_PASTILLE)) is not None:
            self._peindre_pastille(painter, choix, texte, gravite)
        elif texte:
            self._peindre_texte(painter, choix, texte)

    def _peindre_texte(self, painter: QPainter, option: QStyleOptionViewItem, texte: str) -> None:
        cadre = option.rect.adjusted(_MARGE_CELLULE, 0, -_MARGE_CELLULE, 0)
        palette = option.palette
        groupe = palette.ColorGroup.Active
        choisie = bool(option.state & QStyle.StateFlag.State_Selected)
        role = palette.ColorRole.HighlightedText if choisie else palette.ColorRole.Text
        painter.save()
        painter.setFont(option.font)
        painter.setPen(palette.color(groupe, role))
        une_ligne = texte.replace("\n", " ")
        coupe = option.fontMetrics.elidedText(une_ligne, Qt.TextElideMode.ElideRight, cadre.width())
        painter.drawText(cadre, int(option.displayAlignment) | int(Qt.TextFlag.TextSingleLine), coupe)
        painter.restore()

    def _peindre_pastille(self, painter: QPainter, option: QStyleOptionViewItem, texte: str, gravite: str) -> None:
        j = jetons()
        largeur = option.fontMetrics.horizontalAdvance(texte) + 18
        hauteur = min(option.rect.height() - 6, option.fontMetrics.height() + 4)
        haut = option.rect.top() + (option.rect.height() - hauteur) / 2
        cadre = QRectF(
            option.rect.left() + _MARGE_CELLULE - 2, haut, min(largeur, option.rect.width() - _MARGE_CELLULE), hauteur
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(j.couleur(f"{gravite}_doux"))
        painter.drawRoundedRect(cadre, hauteur / 2, hauteur / 2)
        painter.setFont(option.font)
        painter.setPen(j.couleur(gravite))
        painter.drawText(cadre, Qt.AlignmentFlag.AlignCenter, texte)
        painter.restore()

    def _peindre_attente(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """A short grey bar: the row is being read."""
        hauteur = 8
        largeur = max(12, min(option.rect.width() - 2 * _MARGE_CELLULE, option.rect.width() * 3 // 5))
        cadre = QRectF(option.rect.left() + _MARGE_CELLULE, option.rect.center().y() - hauteur / 2, largeur, hauteur)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(jetons().couleur("neutre_doux"))
        painter.drawRoundedRect(cadre, 4, 4)
        painter.restore()
