"""A row of totals that stays under a grid, each figure under its column, whatever is scrolled or resized."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from caisse_clients.gui.modeles.base import alignement
from caisse_clients.gui.theme import jetons, mesures
from caisse_clients.gui.widgets.grille import Grille

_MARGE = 8


class PiedGrille(QWidget):
    """Give it its grid with ``suivre``, then the texts by column name with ``montrer``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grille: Grille | None = None
        self._textes: dict[str, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Totaux")

    def suivre(self, grille: Grille) -> None:
        """Stay under the columns of ``grille``, whose model is already there."""
        self._grille = grille
        entetes = grille.horizontalHeader()
        entetes.sectionResized.connect(lambda *_: self.update())
        entetes.sectionMoved.connect(lambda *_: self.update())
        grille.horizontalScrollBar().valueChanged.connect(lambda _: self.update())

    def montrer(self, textes: Mapping[str, str]) -> None:
        """Show these texts under the columns they name; nothing when there are none."""
        self._textes = dict(textes)
        self.setAccessibleDescription(" ; ".join(f"{nom} : {texte}" for nom, texte in self._textes.items()))
        self.update()

    def texte(self, colonne: str) -> str:
        """Return what stands under a column."""
        return self._textes.get(colonne, "")

    def sizeHint(self) -> QSize:
        """Return the height of a row of the grid."""
        return QSize(200, mesures().ligne + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, then each text where its column is."""
        peintre = QPainter(self)
        j = jetons()
        peintre.fillRect(self.rect(), j.couleur("entete"))
        peintre.setPen(j.couleur("bord"))
        peintre.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self._grille is None:
            return
        peintre.setPen(j.couleur("texte"))
        entetes, bord = self._grille.horizontalHeader(), self._grille.viewport().x()
        for rang in self._grille.colonnes_affichees():
            colonne = self._grille.modele.colonnes[rang]
            if texte := self._textes.get(colonne.nom, ""):
                x, largeur = bord + entetes.sectionViewportPosition(rang), entetes.sectionSize(rang)
                cadre = QRect(x + _MARGE, 0, largeur - 2 * _MARGE, self.height())
                peintre.setFont(self._police(texte, cadre.width()))
                peintre.drawText(cadre, alignement(colonne) | Qt.TextFlag.TextSingleLine, texte)
        peintre.end()

    def _police(self, texte: str, largeur: int) -> QFont:
        """Return the font that has the whole text hold: a total cut in its middle would be read as another one."""
        police = self.font()
        police.setBold(True)
        prise = QFontMetrics(police).horizontalAdvance(texte)
        if prise > largeur > 0:
            police.setPointSizeF(max(6.0, police.pointSizeF() * largeur / prise))
        return police
