"""Pages of a PDF as images, off the UI thread. PDFium is not thread-safe: one lock for the whole process."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from PySide6.QtGui import QImage

POINTS_PAR_POUCE = 72
_PDFIUM = threading.Lock()


@dataclass(frozen=True, slots=True)
class PagePdf:
    """Size of a page in points (1/72 inch)."""

    largeur: float
    hauteur: float


def lire_pages(pdf: bytes) -> tuple[PagePdf, ...]:
    """Return the sizes of the pages; raises ``ValueError`` when the bytes are no PDF."""
    import pypdfium2

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as erreur:
            raise ValueError("not a PDF") from erreur
        try:
            tailles = [document.get_page_size(rang) for rang in range(len(document))]
        finally:
            document.close()
    return tuple(PagePdf(largeur, hauteur) for largeur, hauteur in tailles)


def rendre_page(pdf: bytes, rang: int, points_par_pouce: float) -> QImage:
    """Return page ``rang`` (from 0) drawn at this resolution, on white."""
    import pypdfium2

    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            page = document[rang]
            dessin = page.render(scale=points_par_pouce / POINTS_PAR_POUCE, prefer_bgrx=True)
            image = QImage(
                bytes(dessin.buffer), dessin.width, dessin.height, dessin.stride, QImage.Format.Format_RGB32
            ).copy()
            dessin.close()
            page.close()
        finally:
            document.close()
    return image
