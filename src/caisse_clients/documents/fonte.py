"""A TrueType font whose embedded parts are made once, not once a document.

Cutting a font down to the characters of a page is most of the cost of a page. Every document starts from one
alphabet, what French needs, so that nearly all share the same parts, kept ready compressed.
"""

from __future__ import annotations

import threading
import zlib
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from reportlab.pdfbase.ttfonts import TTFontFace

ALPHABET = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆÑàâäçéèêëîïôöùûüÿœæñ"
    + "«»‹›“”‘’…–—·•°²³½¼¾§€£×−\u2009\u202f\ufffd"
)
"""Characters every document embeds, under the same codes; the others follow as they come."""

_ASCII = 0x7F
_RIEN = 0
"""A code that stands for no character."""
_PREMIER = (*[_RIEN] * 0x20, *map(ord, ALPHABET[: _ASCII - 0x20]), _RIEN, *map(ord, ALPHABET[_ASCII - 0x20 :]))
"""The first subset: ASCII under its own codes, the rest of the alphabet from 128 on."""
_TAILLE = 256


def echapper(octet: int) -> str:
    """Return a character code as it stands inside a string of page operators."""
    return chr(octet) if 32 <= octet < 127 and octet not in b"()\\" else f"\\{octet:03o}"


_CODES = {signe: echapper(code) for code, signe in enumerate(_PREMIER) if signe}


_SIGNES = {chr(signe): code for signe, code in _CODES.items()}


@lru_cache(maxsize=8192)
def _coder(texte: str) -> str | None:
    """Return a text as every document writes it, None when some of its characters are not in the alphabet."""
    try:
        return "".join(map(_SIGNES.__getitem__, texte))
    except KeyError:
        return None


class Pieces(NamedTuple):
    """The parts of one subset as they stand in a file: font program and character map compressed, widths written."""

    programme: bytes
    longueur: int
    unicode: bytes
    chasses: bytes


class Fonte:
    """A font read once; any thread may draw with it."""

    def __init__(self, nom: str, fichier: str) -> None:
        self.nom = nom
        self.face = TTFontFace(fichier, validate=0)
        self._verrou = threading.Lock()
        self.description = lru_cache(maxsize=32)(self._decrire)
        """``description(name, number)``: the descriptor of a subset whose program is the object of that number."""
        self.pieces = lru_cache(maxsize=32)(self._preparer)
        """``pieces(name, codes)``: the parts of a subset, whose characters stand in the order of their codes."""

    def _decrire(self, base: str, programme: int) -> bytes:
        face, symbolique, non_symbolique = self.face, 1 << 2, 1 << 5
        boite = " ".join(f"{cote:g}" for cote in face.bbox)
        return (
            f"<< /Type /FontDescriptor /FontName /{base} /Flags {face.flags & ~non_symbolique | symbolique} "
            f"/Ascent {face.ascent:g} /Descent {face.descent:g} /CapHeight {face.capHeight:g} /StemV {face.stemV:g} "
            f"/ItalicAngle {face.italicAngle:g} /MissingWidth {face.defaultWidth:g} /FontBBox [ {boite} ] "
            f"/FontFile2 {programme} 0 R >>"
        ).encode()

    def _preparer(self, base: str, signes: tuple[int, ...]) -> Pieces:
        with self._verrou:  # the font file is read from one place at a time
            programme = self.face.makeSubset(list(signes))
        chasses = " ".join(f"{self.face.getCharWidth(signe):g}" for signe in signes)
        unicode = zlib.compress(_carte(base, signes).encode())
        return Pieces(zlib.compress(programme), len(programme), unicode, f"[ {chasses} ]".encode())


class Encre:
    """Encodes the texts of one document in one font, each character worked out once."""

    def __init__(self, fonte: Fonte, prefixe: str) -> None:
        self.fonte, self._prefixe = fonte, prefixe
        self.sous_ensembles: list[list[int]] = [list(_PREMIER)]
        self._ailleurs: dict[int, tuple[int, int]] = {}
        self._codes = _Codes(self.sous_ensembles[0])

    def nom(self, numero: int) -> str:
        """Return the name of a subset in the pages."""
        return f"/{self._prefixe}{numero}"

    def morceaux(self, texte: str, corps: str, x: float, y: float) -> str:
        """Return the operators that draw ``texte`` at (x, y), changing subset when one is full."""
        try:
            codes = _coder(texte) or texte.translate(self._codes)
            return f"/{self._prefixe}0 {corps} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm ({codes}) Tj"
        except _AutreSousEnsemble:
            ordres = [f"1 0 0 1 {x:.2f} {y:.2f} Tm"]
            places = (self._place(ord(signe)) for signe in texte)
            for numero, groupe in groupby(places, key=lambda place: place[0]):
                codes = "".join(echapper(code) for _, code in groupe)
                ordres.append(f"{self.nom(numero)} {corps} Tf ({codes}) Tj")
            return " ".join(ordres)

    def _place(self, point: int) -> tuple[int, int]:
        if point in self._codes:
            return 0, self.sous_ensembles[0].index(point)
        if point not in self._ailleurs:
            if len(self.sous_ensembles) == 1 or len(self.sous_ensembles[-1]) >= _TAILLE:
                self.sous_ensembles.append([_RIEN])
            self.sous_ensembles[-1].append(point)
            self._ailleurs[point] = len(self.sous_ensembles) - 1, len(self.sous_ensembles[-1]) - 1
        return self._ailleurs[point]


class _AutreSousEnsemble(Exception):
    """More different characters in a document than one subset holds: the text goes the long way."""


class _Codes(dict[int, str]):
    """Codes of the first subset: a character first met takes the next one; a full subset sends texts the long way."""

    def __init__(self, premier: list[int]) -> None:
        super().__init__(_CODES)
        self._premier = premier

    def __missing__(self, point: int) -> str:
        if len(self._premier) >= _TAILLE:
            raise _AutreSousEnsemble
        self._premier.append(point)
        code = self[point] = echapper(len(self._premier) - 1)
        return code


def _carte(base: str, signes: tuple[int, ...]) -> str:
    """Return the map from codes back to characters, by which a reader copies and searches the text."""
    lignes = [f"<{code:02X}> <{_utf16(signe)}>" for code, signe in enumerate(signes) if signe]
    blocs = [lignes[debut : debut + 100] for debut in range(0, len(lignes), 100)]  # the most one block may hold
    correspondances = "\n".join(f"{len(bloc)} beginbfchar\n" + "\n".join(bloc) + "\nendbfchar" for bloc in blocs)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({base}) /Ordering ({base}) /Supplement 0 >> def\n"
        f"/CMapName /{base} def\n/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{correspondances}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


def _utf16(signe: int) -> str:
    return chr(signe).encode("utf-16-be").hex().upper()
