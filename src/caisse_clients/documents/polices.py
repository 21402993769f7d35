"""The two embedded fonts: what they can draw, how wide it is, and what is drawn in place of the rest."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from caisse_clients.config import chemin_ressource
from caisse_clients.documents.fonte import ALPHABET, Fonte

REGULIERE = "Roboto-Regular"
GRASSE = "Roboto-Bold"
SIGNE_ABSENT = "\ufffd"
"""Drawn for what the font lacks (emoji, other scripts): seen, so that nobody believes the name is complete."""

_SURS = frozenset(ALPHABET) - {SIGNE_ABSENT}
"""Characters drawn as they are, in any order."""
_INVISIBLES = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]")
_MODIFICATEURS = re.compile("[\U0001f3fb-\U0001f3ff\u20e3]")
_PAIRES = re.compile("\u200d.")


@cache
def police(nom: str) -> Fonte:
    """Return the embedded font, read from ``resources/polices`` once per process."""
    return Fonte(nom, str(chemin_ressource("polices", f"{nom}.ttf")))


def tracable(texte: str) -> str:
    """Return ``texte`` as it can be drawn on one line: composed, without control or direction characters.

    Each thing the fonts lack becomes one ``SIGNE_ABSENT``; a family of emoji joined together is one thing.
    """
    if (texte.isascii() and texte.isprintable()) or _SURS.issuperset(texte):
        return texte
    return _tracable(texte)


@lru_cache(maxsize=4096)
def _tracable(texte: str) -> str:
    compose = unicodedata.normalize("NFC", _PAIRES.sub("", texte))
    nu = _MODIFICATEURS.sub("", _INVISIBLES.sub("", compose))
    connus = police(REGULIERE).face.charToGlyph
    signes = []
    for signe in nu:
        if (ord(signe) in connus and signe.isprintable()) or signe in "\u00a0\u2009\u202f":
            signes.append(signe)
        elif signe.isspace():
            signes.append(" ")
        elif not unicodedata.combining(signe) and unicodedata.category(signe) != "Cc":
            signes.append(_decompose(signe, connus))
    return "".join(signes)


def _decompose(signe: str, connus: dict[int, int]) -> str:
    """Give the plain form of a fancy letter (``𝐀`` → ``A``, ``ﬁ`` → ``fi``) when the font has it."""
    simple = unicodedata.normalize("NFKC", signe)
    return simple if simple != signe and all(ord(c) in connus for c in simple) else SIGNE_ABSENT


class _Chasses(dict[str, int]):
    """Width of each character in thousandths of the body, worked out when first met."""

    def __init__(self, nom: str) -> None:
        super().__init__()
        self._face = police(nom).face

    def __missing__(self, signe: str) -> int:
        chasse: int = self._face.getCharWidth(ord(" " if signe == "\u00a0" else signe))
        self[signe] = chasse
        return chasse


@cache
def _chasses(nom: str) -> _Chasses:
    return _Chasses(nom)


def largeur(texte: str, corps: float, *, gras: bool = False) -> float:
    """Return the width in points of a drawable text."""
    return _milliemes(texte, gras) * corps / 1000


@lru_cache(maxsize=8192)
def _milliemes(texte: str, gras: bool) -> int:
    """A grid says the same towns and codes over and over: their width is kept."""
    return sum(map(_chasses(GRASSE if gras else REGULIERE).__getitem__, texte))


def elider(texte: str, place: float, corps: float, *, gras: bool = False) -> str:
    """Return ``texte``, cut with ``…`` when it is wider than ``place`` points."""
    disponible = place * 1000 / corps + 1  # a thousandth more than measured: it fits what was measured to fit it
    if _milliemes(texte, gras) <= disponible:
        return texte
    chasses = _chasses(GRASSE if gras else REGULIERE)
    disponible -= chasses["…"]
    garde = 0
    for signe in texte:
        disponible -= chasses[signe]
        if disponible < 0:
            break
        garde += 1
    return texte[:garde].rstrip() + "…"


def couper(texte: str, place: float, corps: float, *, gras: bool = False, maximum: int = 1_000) -> list[str]:
    """Return ``texte`` cut into lines of ``place`` points, at the spaces; the last of ``maximum`` lines is elided."""
    return list(_couper(texte, place, corps, gras, maximum))


@lru_cache(maxsize=1024)
def _couper(texte: str, place: float, corps: float, gras: bool, maximum: int) -> tuple[str, ...]:
    """The same names, addresses and mentions come back from paper to paper."""
    lignes: list[str] = []
    for paragraphe in texte.splitlines() or [""]:
        ligne = ""
        for mot in tracable(paragraphe).split():
            essai = f"{ligne} {mot}" if ligne else mot
            if largeur(essai, corps, gras=gras) <= place:
                ligne = essai
                continue
            if ligne:
                lignes.append(ligne)
            *pleines, ligne = _couper_mot(mot, place, corps, gras)
            lignes.extend(pleines)
            if len(lignes) > maximum:
                break
        lignes.append(ligne)
    if len(lignes) > maximum:
        reste = " ".join(lignes[maximum - 1 :])
        lignes = [*lignes[: maximum - 1], elider(reste, place, corps, gras=gras)]
    return tuple(lignes)


def _couper_mot(mot: str, place: float, corps: float, gras: bool) -> list[str]:
    """A word wider than the line is cut where it must be: nothing overflows, nothing is lost."""
    morceaux, debut, long = [], 0, 0.0
    chasses = _chasses(GRASSE if gras else REGULIERE)
    for rang, signe in enumerate(mot):
        chasse = chasses[signe] * corps / 1000
        if long + chasse > place and rang > debut:
            morceaux.append(mot[debut:rang])
            debut, long = rang, 0.0
        long += chasse
    return [*morceaux, mot[debut:]]
