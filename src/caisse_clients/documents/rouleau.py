"""The 80 mm roll of the till: lines under each other, as high as what they say, nothing elided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caisse_clients.documents.feuillet import BLANC, MM, NOIR, Aligne, Couleur, Feuillet, Taille
from caisse_clients.documents.polices import couper

if TYPE_CHECKING:
    from caisse_clients.documents.code_barres import Symbole

LARGEUR = 80 * MM

_MARGE = 4 * MM
PLACE = LARGEUR - 2 * _MARGE
_INTERLIGNE = 1.28
HAUTEUR_DU_CODE = 15 * MM


@dataclass(frozen=True, slots=True)
class LigneRouleau:
    """One line of the roll; ``droite`` at the other edge, ``bandeau`` white on black, ``barres`` a code instead."""

    texte: str = ""
    droite: str = ""
    corps: float = 8.5
    gras: bool = False
    centre: bool = False
    bandeau: bool = False
    filet: bool = False
    avant: float = 0.0
    barres: Symbole | None = None

    @property
    def hauteur(self) -> float:
        """Height in points, space before included."""
        if self.filet:
            return self.avant + 2 * MM
        if self.barres is not None:
            return self.avant + HAUTEUR_DU_CODE
        return self.avant + self.corps * _INTERLIGNE + (2 * MM if self.bandeau else 0)


def rendre_rouleau(lignes: Sequence[LigneRouleau], *, titre: str, auteur: str, sujet: str) -> bytes:
    """Return the lines as a PDF of one page, 80 mm wide; the same bytes for the same values."""
    taille = Taille(LARGEUR, sum(ligne.hauteur for ligne in lignes) + 2 * _MARGE)
    feuillet = Feuillet(taille, titre=titre, auteur=auteur, sujet=sujet)
    y = _MARGE
    for ligne in lignes:
        _tracer(feuillet, ligne, y)
        y += ligne.hauteur
    return feuillet.octets()


def coupees(
    texte: str, *, corps: float = 8.5, gras: bool = False, centre: bool = False, avant: float = 0.0
) -> list[LigneRouleau]:
    """Return a text as lines of the roll: it has no width but all the height it wants."""
    if not texte.strip():
        return []
    lignes = couper(texte, PLACE, corps, gras=gras)
    return [
        LigneRouleau(ligne, corps=corps, gras=gras, centre=centre, avant=avant if rang == 0 else 0.0)
        for rang, ligne in enumerate(lignes)
    ]


def _tracer(feuillet: Feuillet, ligne: LigneRouleau, y: float) -> None:
    bas, droite = y + ligne.hauteur, LARGEUR - _MARGE
    if ligne.filet:
        feuillet.trait(_MARGE, bas - MM, droite, bas - MM, couleur=NOIR, epais=0.5)
        return
    if ligne.barres is not None:
        _tracer_le_code(feuillet, ligne.barres, y + ligne.avant)
        return
    couleur: Couleur = NOIR
    base = bas - ligne.corps * (_INTERLIGNE - 1) - (MM if ligne.bandeau else 0)
    if ligne.bandeau:
        feuillet.boite(_MARGE, y + ligne.avant, PLACE, ligne.hauteur - ligne.avant, fond=NOIR)
        couleur = BLANC
    aligne, x = (Aligne.CENTRE, LARGEUR / 2) if ligne.centre or ligne.bandeau else (Aligne.GAUCHE, _MARGE)
    feuillet.texte(x, base, ligne.texte, corps=ligne.corps, gras=ligne.gras, couleur=couleur, aligne=aligne)
    feuillet.texte(droite, base, ligne.droite, corps=ligne.corps, gras=ligne.gras, aligne=Aligne.DROITE)


def _tracer_le_code(feuillet: Feuillet, barres: Symbole, y: float) -> None:
    from caisse_clients.documents.code_barres import tracer_code  # loaded by who draws a code only

    tracer_code(feuillet, (LARGEUR - barres.large) / 2, y, barres, HAUTEUR_DU_CODE)
