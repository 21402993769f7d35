"""A PDF being drawn: text, rules and boxes placed in points from the top left, the same bytes for the same values.

Written straight as page operators: a general canvas, with its objects and its font subsets made anew for each document,
costs ten times more than the page.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from math import cos, radians, sin
from typing import NamedTuple

from caisse_clients.documents.fichier_pdf import FichierPdf
from caisse_clients.documents.fonte import Encre
from caisse_clients.documents.polices import GRASSE, REGULIERE, elider, largeur, police, tracable

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
VERT = Couleur(0.07, 0.40, 0.20)
BLANC = Couleur(1.0, 1.0, 1.0)


_FIN = 0.6


class Aligne(Enum):
    """Which side of a text its x is."""

    GAUCHE = 0
    CENTRE = 1
    DROITE = 2


class Feuillet:
    """One PDF document in the making; ``y`` grows downwards, and a text stands on its baseline."""

    def __init__(self, taille: Taille, *, titre: str, auteur: str, sujet: str = "") -> None:
        self.taille, self._haut = taille, taille.haut
        self._infos = {"Title": titre, "Author": auteur, "Subject": sujet, "Creator": "Caisse Clients"}
        self._encres = (Encre(police(REGULIERE), "R"), Encre(police(GRASSE), "G"))
        self._pages: list[str] = []
        self._ordres: list[str] = []
        self._couleur: Couleur | None = None
        self._plume: tuple[Couleur, float] | None = None

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
        if couleur is not self._couleur:
            self._peindre(couleur)
        self._ordres.append(f"BT {self._encres[gras].morceaux(trace, f'{corps:g}', x, self._haut - y)} ET")

    def texte_incline(self, x: float, y: float, texte: str, *, corps: float, angle: float, couleur: Couleur) -> None:
        """Draw a text centred on (x, y) and turned: a mention across the page."""
        trace = tracable(texte)
        tourne, leve = cos(radians(angle)), sin(radians(angle))
        gauche = -largeur(trace, corps, gras=True) / 2
        matrice = f"{tourne:.5f} {leve:.5f} {-leve:.5f} {tourne:.5f} {x:.2f} {self.taille.haut - y:.2f} cm"
        lettres = self._encres[True].morceaux(trace, f"{corps:g}", gauche, -corps / 3)
        self._ordres.append(f"q {_rvb(couleur)} rg {matrice} BT {lettres} ET Q")

    def trait(
        self, x1: float, y1: float, x2: float, y2: float, *, couleur: Couleur = FILET, epais: float = 0.6
    ) -> None:
        """Draw a rule."""
        haut = self._haut
        plume = couleur, epais
        if plume != self._plume:
            self._plume = plume
            self._ordres.append(f"{_rvb(couleur)} RG {epais:.2f} w")
        self._ordres.append(f"{x1:.2f} {haut - y1:.2f} m {x2:.2f} {haut - y2:.2f} l S")

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
            self._plume = filet, _FIN
            self._ordres.append(f"{_rvb(filet)} RG {_FIN:.2f} w {cadre} S")

    def page_suivante(self) -> None:
        """Close the page and start another of the same size."""
        self._pages.append("\n".join(self._ordres))
        self._ordres.clear()
        self._couleur = self._plume = None

    def octets(self) -> bytes:
        """Close the last page and return the document."""
        self.page_suivante()
        infos = {cle: tracable(valeur) for cle, valeur in self._infos.items()}
        return FichierPdf().octets(self._pages, self.taille, self._encres, infos)

    def _peindre(self, couleur: Couleur) -> None:
        if couleur != self._couleur:
            self._couleur = couleur
            self._ordres.append(f"{_rvb(couleur)} rg")


@cache
def _rvb(couleur: Couleur) -> str:
    return f"{couleur.rouge:.3f} {couleur.vert:.3f} {couleur.bleu:.3f}"
