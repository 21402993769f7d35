"""A PDF being drawn: text, rules and boxes placed in points from the top left, the same bytes for the same values.

Written straight as page operators over reportlab's canvas: its own ``drawString`` splits every text into font
subsets again and again, three times the cost of a page of figures.
"""

from __future__ import annotations

import io
from enum import Enum
from typing import NamedTuple

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from caisse_clients.documents.fonte import Fonte, echapper
from caisse_clients.documents.polices import GRASSE, REGULIERE, elider, largeur, police, tracable

rl_config.useA85 = 0
"""Streams as plain bytes: their base 85 form, made for mail of the nineties, costs a third of the time and size."""

MM = 72 / 25.4
"""One millimetre in points."""


class Taille(NamedTuple):
    """A sheet, in points."""

    large: float
    haut: float

    def couchee(self) -> Taille:
        """Return the same sheet on its side."""
        return Taille(self.haut, self.large)


A4 = Taille(210 * MM, 297 * MM)
A5 = Taille(148 * MM, 210 * MM)


class Couleur(NamedTuple):
    """Red, green, blue, from 0 to 1."""

    rouge: float
    vert: float
    bleu: float


NOIR = Couleur(0.09, 0.11, 0.14)
GRIS = Couleur(0.40, 0.44, 0.50)
FILET = Couleur(0.80, 0.83, 0.87)
FOND = Couleur(0.945, 0.953, 0.965)
ACCENT = Couleur(0.11, 0.31, 0.53)
ROUGE = Couleur(0.72, 0.11, 0.11)
BLANC = Couleur(1.0, 1.0, 1.0)


class Aligne(Enum):
    """Which side of a text its x is."""

    GAUCHE = 0
    CENTRE = 1
    DROITE = 2


class Feuillet:
    """One PDF document in the making; ``y`` grows downwards, and a text stands on its baseline."""

    def __init__(self, taille: Taille, *, titre: str, auteur: str, sujet: str = "") -> None:
        self.taille = taille
        self._flux = io.BytesIO()
        police(REGULIERE)
        self._canevas = Canvas(
            self._flux, pagesize=taille, pageCompression=1, invariant=1, lang="fr-FR", initialFontName=REGULIERE
        )
        self._canevas.setTitle(tracable(titre))
        self._canevas.setAuthor(tracable(auteur))
        self._canevas.setSubject(tracable(sujet))
        self._canevas.setCreator("Caisse Clients")
        self._encres = {gras: _Encre(police(GRASSE if gras else REGULIERE), self._canevas) for gras in (False, True)}
        self._ordres: list[str] = []
        self._couleur: Couleur | None = None

    def texte(
        self,
        x: float,
        y: float,
        texte: str,
        *,
        corps: float = 9,
        gras: bool = False,
        couleur: Couleur = NOIR,
        aligne: Aligne = Aligne.GAUCHE,
        place: float | None = None,
    ) -> None:
        """Draw one line of text; wider than ``place`` points, it is elided."""
        trace = tracable(texte)
        if not trace:
            return
        if place is not None:
            trace = elider(trace, place, corps, gras=gras)
        if aligne is not Aligne.GAUCHE:
            x -= largeur(trace, corps, gras=gras) / (2 if aligne is Aligne.CENTRE else 1)
        self._peindre(couleur)
        self._ordres.append(f"BT {self._encres[gras].morceaux(trace, corps, x, self.taille.haut - y)} ET")

    def texte_incline(self, x: float, y: float, texte: str, *, corps: float, angle: float, couleur: Couleur) -> None:
        """Draw a text centred on (x, y) and turned: a mention across the page."""
        self._vider()
        self._canevas.saveState()
        self._canevas.translate(x, self.taille.haut - y)
        self._canevas.rotate(angle)
        self._canevas.setFillColorRGB(*couleur)
        self._canevas.setFont(GRASSE, corps)
        self._canevas.drawCentredString(0, -corps / 3, tracable(texte))
        self._canevas.restoreState()

    def trait(
        self, x1: float, y1: float, x2: float, y2: float, *, couleur: Couleur = FILET, epais: float = 0.6
    ) -> None:
        """Draw a rule."""
        haut = self.taille.haut
        self._ordres.append(f"{_rvb(couleur)} RG {epais:.2f} w {x1:.2f} {haut - y1:.2f} m {x2:.2f} {haut - y2:.2f} l S")

    def pointille(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a dashed rule: here one cuts or signs."""
        self._ordres.append("[3 3] 0 d")
        self.trait(x1, y1, x2, y2, couleur=GRIS, epais=0.5)
        self._ordres.append("[] 0 d")

    def boite(
        self,
        x: float,
        y: float,
        large: float,
        haut: float,
        *,
        fond: Couleur | None = None,
        filet: Couleur | None = None,
    ) -> None:
        """Draw a box whose top left corner is (x, y)."""
        cadre = f"{x:.2f} {self.taille.haut - y - haut:.2f} {large:.2f} {haut:.2f} re"
        if fond is not None:
            self._peindre(fond)
            self._ordres.append(f"{cadre} f")
        if filet is not None:
            self._ordres.append(f"{_rvb(filet)} RG 0.60 w {cadre} S")

    def page_suivante(self) -> None:
        """Close the page and start another of the same size."""
        self._vider()
        self._couleur = None
        self._canevas.showPage()

    def octets(self) -> bytes:
        """Close the last page and return the document."""
        self.page_suivante()
        self._canevas.save()
        return self._flux.getvalue()

    def _peindre(self, couleur: Couleur) -> None:
        if couleur != self._couleur:
            self._couleur = couleur
            self._ordres.append(f"{_rvb(couleur)} rg")

    def _vider(self) -> None:
        if self._ordres:
            self._canevas.addLiteral("\n".join(self._ordres))
            self._ordres.clear()


class _Encre:
    """Encodes texts for one font of one document, each character worked out once."""

    def __init__(self, fonte: Fonte, canevas: Canvas) -> None:
        self._fonte = fonte
        self._document = canevas._doc  # noqa: SLF001 - reportlab's own TTFont functions ask for it
        self._noms: dict[int, str] = {}
        self._codes = _Codes(self, fonte.commencer(self._document))

    def morceaux(self, texte: str, corps: float, x: float, y: float) -> str:
        """Return the operators that draw ``texte`` at (x, y), changing subset when one holds 256 characters."""
        place = f"1 0 0 1 {x:.2f} {y:.2f} Tm"
        try:
            return f"{self._nom(0)} {corps:g} Tf {place} ({texte.translate(self._codes)}) Tj"
        except _AutreSousEnsemble:
            ordres = [place]
            for numero, octets in self._fonte.splitString(texte, self._document):
                ordres.append(f"{self._nom(numero)} {corps:g} Tf ({''.join(map(echapper, octets))}) Tj")
            return " ".join(ordres)

    def code(self, point: int) -> str:
        """Return the escaped code of a character in the first subset."""
        [(numero, octets)] = self._fonte.splitString(chr(point), self._document)
        if numero:
            raise _AutreSousEnsemble
        return echapper(octets[0])

    def _nom(self, numero: int) -> str:
        if numero not in self._noms:
            self._noms[numero] = self._fonte.getSubsetInternalName(numero, self._document)
        return self._noms[numero]


class _AutreSousEnsemble(Exception):
    """More than 255 different characters in a document: the text goes the long way."""


class _Codes(dict[int, str]):
    """Codes of the first subset, worked out when a character is first met."""

    def __init__(self, encre: _Encre, connus: dict[int, str]) -> None:
        super().__init__(connus)
        self._encre = encre

    def __missing__(self, point: int) -> str:
        code = self._encre.code(point)
        self[point] = code
        return code


def _rvb(couleur: Couleur) -> str:
    return f"{couleur.rouge:.3f} {couleur.vert:.3f} {couleur.bleu:.3f}"
