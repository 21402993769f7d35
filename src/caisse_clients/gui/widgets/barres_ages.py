"""A calm bar chart of a few amounts: a word on the left, its bar, its amount in full on the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from caisse_clients.gui.presentateurs.balance_agee import Barre
from caisse_clients.gui.theme import jetons

_ECART = 10
_EPAISSEUR = 12


class BarresAges(QWidget):
    """Draws with the colours of the theme; the words say everything that the colours do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._barres: tuple[Barre, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Répartition par âge")

    def montrer(self, barres: Sequence[Barre]) -> None:
        """Show these bars; none leaves the place empty."""
        self._barres = tuple(barres)
        self.setAccessibleDescription(" ; ".join(f"{barre.libelle} {barre.montant}" for barre in self._barres))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of five bars: the screen does not move when they come."""
        return QSize(480, 5 * self._pas())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each bar between its word and its amount."""
        if not self._barres:
            return
        peintre = QPainter(self)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        j, police = jetons(), peintre.fontMetrics()
        gauche = max(police.horizontalAdvance(barre.libelle) for barre in self._barres) + _ECART
        droite = max(police.horizontalAdvance(barre.montant) for barre in self._barres) + _ECART
        place = max(0, self.width() - gauche - droite)
        milieu = Qt.AlignmentFlag.AlignVCenter
        for rang, barre in enumerate(self._barres):
            haut, pas = rang * self._pas(), self._pas()
            peintre.setPen(j.couleur("texte_discret"))
            peintre.drawText(QRectF(0, haut, gauche, pas), milieu | Qt.AlignmentFlag.AlignLeft, barre.libelle)
            trait = QRectF(gauche, haut + (pas - _EPAISSEUR) / 2, place, _EPAISSEUR)
            peintre.setPen(Qt.PenStyle.NoPen)
            peintre.setBrush(j.couleur("neutre_doux"))
            peintre.drawRoundedRect(trait, 3, 3)
            if barre.part:
                # Never thinner than its rounding: what is owed is seen, however little beside the rest.
                trait.setWidth(max(6, place * barre.part // 1000))
                peintre.setBrush(j.couleur(barre.jeton))
                peintre.drawRoundedRect(trait, 3, 3)
            peintre.setPen(j.couleur("texte"))
            texte = QRectF(self.width() - droite, haut, droite, pas)
            peintre.drawText(texte, milieu | Qt.AlignmentFlag.AlignRight, barre.montant)
        peintre.end()

    def _pas(self) -> int:
        return self.fontMetrics().height() + 6
