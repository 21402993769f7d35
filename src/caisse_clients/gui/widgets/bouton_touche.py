"""The button of the F-key bar: a key cap with its name, and what the key does here."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from caisse_clients.gui.theme import jetons, mesures

_MARGE, _ECART = 8, 7


class BoutonTouche(QAbstractButton):
    """Shows an action as the manuals' pictures do: ``[F2] Valider``.

    Takes no focus: the keys themselves work from anywhere, and Tab stays among the fields.
    """

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._action = action
        action.changed.connect(self._relire)
        action.visibleChanged.connect(lambda: self.setVisible(action.isVisible()))
        self.clicked.connect(action.trigger)
        self._relire()

    def action(self) -> QAction:
        """Return the action shown."""
        return self._action

    def touche(self) -> str:
        """Return the name on the key cap (``F2``, ``Échap``…)."""
        return self._touche

    def sizeHint(self) -> QSize:
        """Return the room for the key cap and the words."""
        mots = self.fontMetrics()
        hauteur = mesures().ligne + 6
        return QSize(self._largeur_touche() + mots.horizontalAdvance(self.text()) + 2 * _MARGE + _ECART, hauteur)

    def minimumSizeHint(self) -> QSize:
        """Return the same room: nothing may be cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the key cap, then the words."""
        peintre = QPainter(self)
        peintre.setRenderHint(QPainter.RenderHint.Antialiasing)
        j, actif = jetons(), self.isEnabled()
        if actif and (self.underMouse() or self.isDown()):
            peintre.setPen(Qt.PenStyle.NoPen)
            peintre.setBrush(j.couleur("survol" if not self.isDown() else "bord"))
            peintre.drawRoundedRect(QRectF(self.rect()).adjusted(1, 2, -1, -2), 5, 5)
        x = _MARGE
        if self.touche():
            x = self._peindre_touche(peintre, actif)
        peintre.setFont(self.font())
        peintre.setPen(j.couleur("texte" if actif else "desactive"))
        place = self.rect().adjusted(x, 0, -2, 0)  # narrower than asked for on a small screen or a touch till
        texte = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        peintre.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, texte)
        peintre.end()

    def _peindre_touche(self, peintre: QPainter, actif: bool) -> int:
        """Draw the cap: a side in shadow, a top that goes down by a pixel when pressed; return where words start."""
        j = jetons()
        hauteur = min(self.height() - 8, 24 if mesures().ligne < 30 else 32)
        enfonce = 1 if self.isDown() else 0
        cote = QRectF(_MARGE, (self.height() - hauteur) / 2, self._largeur_touche(), hauteur)
        peintre.setPen(Qt.PenStyle.NoPen)
        peintre.setBrush(j.couleur("touche_ombre" if actif else "bord"))
        peintre.drawRoundedRect(cote.adjusted(0, 1, 0, 0), 4, 4)
        dessus = cote.adjusted(0.5, 0.5 + enfonce, -0.5, -1.5 + enfonce)
        peintre.setPen(QPen(j.couleur("touche_bord" if actif else "bord"), 1))
        peintre.setBrush(j.couleur("touche_fond") if actif else QColor(j.fond))
        peintre.drawRoundedRect(dessus, 4, 4)
        police = self.font()
        police.setBold(True)
        police.setPointSizeF(police.pointSizeF() * 0.88)
        peintre.setFont(police)
        peintre.setPen(j.couleur("touche_texte" if actif else "desactive"))
        peintre.drawText(dessus, Qt.AlignmentFlag.AlignCenter, self.touche())
        return int(cote.right()) + _ECART

    def _largeur_touche(self) -> int:
        return max(28, self.fontMetrics().horizontalAdvance(self.touche()) + 14) if self.touche() else 0

    def _relire(self) -> None:
        # Worded once: it is asked for at each size hint and each paint.
        sequence = self._action.shortcut()
        nom = sequence.toString(QKeySequence.SequenceFormat.NativeText)
        self._touche = "Esc" if sequence == QKeySequence("Esc") else nom
        self.setText(self._action.text().replace("&", ""))
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())
        self.setAccessibleName(f"{self.touche()} {self.text()}".strip())
        self.updateGeometry()
        self.update()
