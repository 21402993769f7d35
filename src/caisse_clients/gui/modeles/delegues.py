"""How cells are drawn: calm rows, pills, a grey bar where a row is still on its way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from caisse_clients.gui.modeles.base import ROLE_PASTILLE, ModeleGrille, alignement
from caisse_clients.gui.modeles.colonnes import Format
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
        """Draw the ground, then the words, the pill or the waiting bar.

        Straight from the model's row: the ordinary way (``initStyleOption``, then the style sheet) asks each cell
        for ten roles and takes six times as long, which is felt when scrolling.
        """
        modele = index.model()
        if not isinstance(modele, ModeleGrille):
            super().paint(painter, option, index)
            return
        ligne, colonne = modele.ligne(index.row()), modele.colonnes[index.column()]
        tons, cadre = _tons(bool(option.widget.property("orange"))), option.rect
        choisie = bool(option.state & QStyle.StateFlag.State_Selected)
        if choisie:
            painter.fillRect(cadre, tons.choix)
        elif ligne is not None and (fond := modele.couleur_de_ligne(ligne)) is not None:
            painter.fillRect(cadre, fond)
        if ligne is None:
            _peindre_attente(painter, cadre)
            return
        texte = modele.texte(ligne, colonne)
        if not texte:
            return
        if colonne.format is Format.PASTILLE:
            _peindre_pastille(painter, option, texte, str(colonne.valeur(ligne).gravite))
            return
        painter.setFont(option.font)
        painter.setPen(tons.texte_choisi if choisie else tons.texte)
        largeur = cadre.width() - 2 * _MARGE_CELLULE
        if "\n" in texte:
            texte = texte.replace("\n", " ")
        if option.fontMetrics.horizontalAdvance(texte) > largeur:
            texte = option.fontMetrics.elidedText(texte, Qt.TextElideMode.ElideRight, largeur)
        painter.drawText(cadre.adjusted(_MARGE_CELLULE, 0, -_MARGE_CELLULE, 0), alignement(colonne), texte)


@dataclass(frozen=True, slots=True)
class _Tons:
    """Colours of one kind of grid, made once a theme."""

    choix: QColor
    texte: QColor
    texte_choisi: QColor


def _tons(orange: bool) -> _Tons:
    return _tons_du_theme(jetons().nom, orange)


@lru_cache(maxsize=4)
def _tons_du_theme(_nom: str, orange: bool) -> _Tons:
    """By the name of the theme in force: to hash all its tokens for every cell is felt when scrolling."""
    j = jetons()
    if orange:
        return _Tons(j.couleur("orange_selection"), j.couleur("orange_texte"), j.couleur("orange_texte"))
    return _Tons(j.couleur("selection"), j.couleur("texte"), j.couleur("selection_texte"))


def _peindre_pastille(painter: QPainter, option: QStyleOptionViewItem, texte: str, gravite: str) -> None:
    j = jetons()
    largeur = option.fontMetrics.horizontalAdvance(texte) + 18
    hauteur = min(option.rect.height() - 6, option.fontMetrics.height() + 4)
    haut = option.rect.top() + (option.rect.height() - hauteur) / 2
    large = min(largeur, option.rect.width() - _MARGE_CELLULE)
    texte = option.fontMetrics.elidedText(texte, Qt.TextElideMode.ElideRight, large - 12)
    cadre = QRectF(option.rect.left() + _MARGE_CELLULE - 2, haut, large, hauteur)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(j.couleur(f"{gravite}_doux"))
    painter.drawRoundedRect(cadre, hauteur / 2, hauteur / 2)
    painter.setFont(option.font)
    painter.setPen(j.couleur(gravite))
    painter.drawText(cadre, Qt.AlignmentFlag.AlignCenter, texte)
    painter.restore()


def _peindre_attente(painter: QPainter, place: QRect) -> None:
    """A short grey bar: the row is being read."""
    hauteur = 8
    largeur = max(12, min(place.width() - 2 * _MARGE_CELLULE, place.width() * 3 // 5))
    cadre = QRect(place.left() + _MARGE_CELLULE, place.center().y() - hauteur // 2, largeur, hauteur)
    painter.fillRect(cadre, jetons().couleur("neutre_doux"))
