"""A photo of a cheque on a page; a damaged or enormous one is refused, never a crash."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from caisse_clients.gui.rendu_image import image_en_pdf
from caisse_clients.gui.rendu_pdf import lire_pages
from caisse_clients.kernel.erreurs import ErreurMetier


@pytest.mark.parametrize(("taille", "couchee"), [((300, 200), True), ((200, 300), False)])
@pytest.mark.parametrize("fin", ["png", "jpg"])
def test_une_image_tient_sur_une_page_a4_dans_son_sens(
    qapp: QApplication, tmp_path: Path, taille: tuple[int, int], couchee: bool, fin: str
) -> None:
    image = QImage(*taille, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    assert image.save(str(tmp_path / f"photo.{fin}"))
    (page,) = lire_pages(image_en_pdf((tmp_path / f"photo.{fin}").read_bytes(), "photo"))
    assert (page.largeur > page.hauteur) is couchee


def _png_demesure() -> bytes:
    """A PNG of a few bytes that claims 60 000 × 60 000 pixels."""

    def morceau(nom: bytes, donnees: bytes) -> bytes:
        return struct.pack(">I", len(donnees)) + nom + donnees + struct.pack(">I", zlib.crc32(nom + donnees))

    entete = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + morceau(b"IHDR", entete) + morceau(b"IDAT", zlib.compress(b"")) + morceau(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "contenu", [b"\x89PNG\r\n\x1a\n", _png_demesure(), b"\xff\xd8\xff\xe0garbage"], ids=["vide", "enorme", "abimee"]
)
@pytest.mark.qt_log_ignore("exceeds the current allocation limit", "JPEG datastream contains no image")
def test_une_image_abimee_ou_demesuree_est_un_refus(qapp: QApplication, contenu: bytes) -> None:
    with pytest.raises(ErreurMetier) as refus:
        image_en_pdf(contenu, "photo.png")
    assert refus.value.code == "piece_jointe_illisible"
