"""A photo or a scan on one A4 page, so that one window shows and prints every document."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPageLayout, QPageSize, QPainter, QPdfWriter

from caisse_clients.kernel.erreurs import ErreurMetier

_MEMOIRE_MO = 256
"""Largest image unfolded, in megabytes: a small file may claim to be enormous."""
_MARGE_MM = 8.0
_RESOLUTION = 200


def image_en_pdf(contenu: bytes, nom: str) -> bytes:
    """Return a PNG or a JPEG as a PDF of one page, turned as the camera held it (any thread).

    Raises ``piece_jointe_illisible`` when it is damaged, or larger once unfolded than a page can need.
    """
    image = _lire(contenu, nom)
    sortie = QBuffer()
    sortie.open(QBuffer.OpenModeFlag.WriteOnly)
    page = QPdfWriter(sortie)
    page.setResolution(_RESOLUTION)
    page.setTitle(nom)
    orientation = (
        QPageLayout.Orientation.Landscape if image.width() > image.height() else QPageLayout.Orientation.Portrait
    )
    marges = QMarginsF(_MARGE_MM, _MARGE_MM, _MARGE_MM, _MARGE_MM)
    page.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), orientation, marges, QPageLayout.Unit.Millimeter)
    )
    peintre = QPainter(page)
    place = QRect(0, 0, page.width(), page.height())
    taille: QSize = image.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
    cadre = QRect((place.width() - taille.width()) // 2, 0, taille.width(), taille.height())
    peintre.drawImage(cadre, image)
    peintre.end()
    return bytes(sortie.data().data())


def _lire(contenu: bytes, nom: str) -> QImage:
    octets = QByteArray(contenu)
    entree = QBuffer(octets)
    entree.open(QBuffer.OpenModeFlag.ReadOnly)
    lecteur = QImageReader(entree)
    lecteur.setAllocationLimit(_MEMOIRE_MO)
    lecteur.setAutoTransform(True)
    image = lecteur.read()
    if image.isNull():
        cause = "image abîmée ou démesurée"
        raise ErreurMetier("piece_jointe_illisible", raison="lecture", fichier=nom, cause=cause)
    return image
