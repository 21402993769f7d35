"""Reads the text of a PDF back, as a person would copy it."""

from __future__ import annotations

import pypdfium2


def pages_du_pdf(octets: bytes) -> list[str]:
    """Return the text of each page, line breaks and no-break spaces as plain spaces."""
    document = pypdfium2.PdfDocument(octets)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()
