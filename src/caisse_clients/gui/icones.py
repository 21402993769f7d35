"""Icons of ``resources/icones``: simple strokes, drawn in the colour of the theme in force."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from caisse_clients.config import chemin_ressource
from caisse_clients.gui.theme import jetons

_PARLANTES = {"erreur": "erreur", "alerte": "alerte", "succes": "succes", "info": "info"}
"""Icons whose colour helps their meaning (never alone: a word stands beside)."""


def icone(nom: str, jeton: str | None = None) -> QIcon:
    """Return the icon ``nom``, sharp at any size, following a later change of theme.

    ``jeton`` names the colour token, else the theme's icon colour. Raises ``FileNotFoundError`` for a name that
    has no file: a misspelt icon is found by the first test that opens the screen.
    """
    _trace(nom)
    return QIcon(_MoteurIcone(nom, jeton or _PARLANTES.get(nom, "icone")))


def image_icone(nom: str, cote: int, rapport: float = 1.0, jeton: str | None = None) -> QPixmap:
    """Return the icon as a square pixmap of ``cote`` device-independent pixels (labels, banners)."""
    image = _image(nom, QSize(cote, cote) * rapport, jetons().couleur(jeton or _PARLANTES.get(nom, "icone")).name())
    image.setDevicePixelRatio(rapport)
    return image


@cache
def _trace(nom: str) -> str:
    return chemin_ressource("icones", f"{nom}.svg").read_text(encoding="utf-8")


def _image(nom: str, taille: QSize, couleur: str) -> QPixmap:
    cle = f"icone:{nom}:{taille.width()}x{taille.height()}:{couleur}"
    image = QPixmap()
    if QPixmapCache.find(cle, image):
        return image
    image = QPixmap(taille)
    image.fill(Qt.GlobalColor.transparent)
    dessin = QSvgRenderer(QByteArray(_trace(nom).replace("currentColor", couleur).encode()))
    peintre = QPainter(image)
    cote = min(taille.width(), taille.height())
    dessin.render(peintre, QRectF((taille.width() - cote) / 2, (taille.height() - cote) / 2, cote, cote))
    peintre.end()
    QPixmapCache.insert(cle, image)
    return image


class _MoteurIcone(QIconEngine):
    """Draws the strokes at the asked size, in the colour the theme has at that moment."""

    def __init__(self, nom: str, jeton: str) -> None:
        super().__init__()
        self._nom, self._jeton = nom, jeton

    def clone(self) -> QIconEngine:
        return _MoteurIcone(self._nom, self._jeton)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        rapport = painter.device().devicePixelRatio()
        image = self.scaledPixmap(rect.size() * rapport, mode, state, rapport)
        painter.drawPixmap(QRect(QPoint(rect.x(), rect.y()), rect.size()), image)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _image(self._nom, size, self._couleur(mode))

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        image = _image(self._nom, size, self._couleur(mode))
        image.setDevicePixelRatio(scale)
        return image

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        return size

    def _couleur(self, mode: QIcon.Mode) -> str:
        return jetons().couleur("desactive" if mode == QIcon.Mode.Disabled else self._jeton).name()
