"""A TrueType font for reportlab whose embedded parts are made once, not once a document.

Cutting a font down to the characters of a page is most of the cost of a page. Every document starts from one
alphabet, what French needs, so that nearly all share the same parts, kept ready compressed.
"""

from __future__ import annotations

import threading
import zlib
from functools import lru_cache
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont, makeToUnicodeCMap

ALPHABET = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆÑàâäçéèêëîïôöùûüÿœæñ"
    + "«»‹›“”‘’…–—·•°²³½¼¾§€£×−\u2009\u202f\ufffd"
)
"""Characters every document embeds, under the same codes; the others follow as they come."""


class Pieces(NamedTuple):
    """The parts of one subset as they stand in a file: font program and character map compressed, widths written."""

    programme: bytes
    longueur: int
    unicode: bytes
    chasses: bytes


class Fonte(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A font read once; any thread may draw with it, each document on its own thread."""

    def __init__(self, nom: str, fichier: str) -> None:
        super().__init__(nom, fichier)
        self._verrou = threading.Lock()
        self._codes: dict[int, str] = {}
        self._pieces = lru_cache(maxsize=32)(self._preparer)

    def commencer(self, document: Any) -> dict[int, str]:
        """Give the characters of ``ALPHABET`` their codes in a new document, and return them as written there."""
        [(_, octets)] = self.splitString(ALPHABET, document)
        if not self._codes:
            self._codes = {ord(signe): echapper(octet) for signe, octet in zip(ALPHABET, octets, strict=True)}
        return self._codes

    def addObjects(self, doc: Any) -> None:
        """Write the font into a document that ends; called by reportlab."""
        etat = self.state[doc]
        etat.frozen = 1
        for numero, signes in enumerate(etat.subsets):
            interne = self.getSubsetInternalName(numero, doc)[1:]
            base = (SUBSETN(numero) + b"+" + self.face.name + self.face.subfontNameX).decode("pdfdoc")
            pieces = self._pieces(base, tuple(signes))
            decrite = pdfdoc.PDFTrueTypeFont()
            decrite.Name, decrite.BaseFont = interne, base
            decrite.FirstChar, decrite.LastChar = 0, len(signes) - 1
            decrite.Widths = _DejaEcrit(pieces.chasses)
            decrite.ToUnicode = doc.Reference(_flux(pieces.unicode), f"toUnicodeCMap:{base}")
            programme = doc.Reference(_flux(pieces.programme, Length1=pieces.longueur), f"fontFile:{base}")
            decrite.FontDescriptor = doc.Reference(self._description(base, programme), f"fontDescriptor:{base}")
            doc.Reference(decrite, interne)
            doc.idToObject["BasicFonts"].dict[interne] = decrite
        del self.state[doc]

    def _preparer(self, base: str, signes: tuple[int, ...]) -> Pieces:
        with self._verrou:  # the font file is read from one place at a time
            programme = self.face.makeSubset(list(signes))
        carte = makeToUnicodeCMap(base, list(signes))
        chasses = " ".join(str(self.face.getCharWidth(signe)) for signe in signes)
        return Pieces(
            zlib.compress(programme), len(programme), zlib.compress(carte.encode()), f"[ {chasses} ]".encode()
        )

    def _description(self, base: str, programme: Any) -> Any:
        face, symbolique, non_symbolique = self.face, 1 << 2, 1 << 5
        return pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "Ascent": face.ascent,
                "CapHeight": face.capHeight,
                "Descent": face.descent,
                "Flags": face.flags & ~non_symbolique | symbolique,
                "FontBBox": pdfdoc.PDFArray(face.bbox),
                "FontName": pdfdoc.PDFName(base),
                "ItalicAngle": face.italicAngle,
                "StemV": face.stemV,
                "FontFile2": programme,
                "MissingWidth": face.defaultWidth,
            }
        )


class _DejaEcrit(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """A value whose bytes are known."""

    def __init__(self, octets: bytes) -> None:
        self._octets = octets

    def format(self, document: Any) -> bytes:
        """Return the bytes; called by reportlab."""
        del document
        return self._octets


def echapper(octet: int) -> str:
    """Return a character code as it stands inside a string of page operators."""
    return chr(octet) if 32 <= octet < 127 and octet not in b"()\\" else f"\\{octet:03o}"


def _flux(comprime: bytes, **entrees: int) -> Any:
    dictionnaire = pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode"), **entrees})
    return pdfdoc.PDFStream(dictionary=dictionnaire, content=comprime)
