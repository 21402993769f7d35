"""Which encoding a text file is written in, decided the same way every time.

A mark at the start is believed; else strict UTF-8 over the whole file; else the Windows page (cp1252), unless the
bytes only make sense in latin-9. A file glued together from exports of both kinds is read piece by piece.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

_MORCEAU = 1 << 20
_MARQUES = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PROPRE_A_LATIN9 = re.compile(rb"\xa4|(?<=[A-Za-z])[\xbc\xbd]|[\xbc\xbd](?=[A-Za-z])")
_PROPRES_A_WINDOWS = bytes(range(0x80, 0xA0))
_REPLI = "caisse_clients.cp1252"


@dataclass(frozen=True, slots=True)
class Encodage:
    """How to open a text file, and how to name it to the user."""

    codec: str
    libelle: str
    erreurs: str = "replace"


def reconnaitre_encodage(chemin: Path) -> tuple[Encodage, int]:
    """Return the encoding of the whole file and how many line ends it holds (an upper bound of its rows)."""
    lignes, decodeur, votes = 1, codecs.getincrementaldecoder("utf-8")("strict"), _Votes()
    with chemin.open("rb") as fichier:
        tete = fichier.read(1024)
        marque = next((codec for octets, codec in _MARQUES if tete.startswith(octets)), None) or _utf16_sans_marque(
            tete
        )
        utf8 = marque is None
        morceau = tete
        while morceau:
            suite = fichier.read(_MORCEAU)
            lignes += max(morceau.count(b"\n"), morceau.count(b"\r"))
            if utf8:
                utf8 = _decodable(decodeur, morceau, dernier=not suite)
            if marque is None and not morceau.isascii():
                votes.compter(morceau)
            morceau = suite
    if marque is not None:
        return Encodage(marque, marque.removesuffix("-sig").upper()), lignes
    return (Encodage("utf-8", "UTF-8") if utf8 else votes.gagnant()), lignes


class _Votes:
    """Counts, over a file that is not UTF-8, what its bytes above 127 look like."""

    def __init__(self) -> None:
        self._utf8 = self._isoles = self._windows = self._latin9 = 0

    def compter(self, morceau: bytes) -> None:
        lisible = morceau.decode("utf-8", "ignore")
        self._utf8 += len(lisible) - len(lisible.encode("ascii", "ignore"))
        self._isoles += len(morceau) - len(lisible.encode("utf-8"))
        self._windows += len(morceau) - len(morceau.translate(None, _PROPRES_A_WINDOWS))
        if not self._windows and len(morceau.translate(None, b"\xa4\xbc\xbd")) != len(morceau):
            self._latin9 += len(_PROPRE_A_LATIN9.findall(morceau))

    def gagnant(self) -> Encodage:
        if self._utf8 > self._isoles:
            return Encodage("utf-8", "UTF-8 et Windows-1252 mélangés", _REPLI)
        if self._latin9 and not self._windows:
            return Encodage("iso8859-15", "ISO-8859-15")
        return Encodage("cp1252", "Windows-1252")


def _decodable(decodeur: codecs.IncrementalDecoder, morceau: bytes, *, dernier: bool) -> bool:
    try:
        decodeur.decode(morceau, final=dernier)
    except UnicodeDecodeError:
        return False
    return True


def _utf16_sans_marque(tete: bytes) -> str | None:
    """French text in UTF-16 has a NUL in nearly every second byte, always on the same side."""
    moitie = len(tete) // 2
    if moitie < 4:
        return None
    impairs, pairs = tete[1::2].count(0), tete[0::2].count(0)
    if impairs > 0.6 * moitie and pairs < 0.1 * moitie:
        return "utf-16-le"
    if pairs > 0.6 * moitie and impairs < 0.1 * moitie:
        return "utf-16-be"
    return None


def _lire_en_windows(erreur: UnicodeError) -> tuple[str, int]:
    """Read as cp1252 the bytes that are not UTF-8: the rest of a mixed file keeps its own reading."""
    if not isinstance(erreur, UnicodeDecodeError):
        raise erreur
    return erreur.object[erreur.start : erreur.end].decode("cp1252", "replace"), erreur.end


codecs.register_error(_REPLI, _lire_en_windows)
