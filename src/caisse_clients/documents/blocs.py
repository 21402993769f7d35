"""What flows down a page after a table: blocks of known height, kept whole, small tables that go over pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from caisse_clients.documents.feuillet import ACCENT, FILET, GRIS, MM, NOIR, Aligne, Couleur, Feuillet
from caisse_clients.documents.polices import couper

LIGNE = 4.7 * MM
CORPS = 8.2
_CORPS_TITRE = 7.4
_BASE = 3.4 * MM


class Bloc(NamedTuple):
    """Something of known height; ``tracer`` draws it under a given y. ``lie``: never parted from the next one."""

    hauteur: float
    tracer: Callable[[float], None]
    lie: bool = False


class ColonneBloc(NamedTuple):
    """A column of a small table: title, width in points, side."""

    titre: str
    large: float
    aligne: Aligne = Aligne.GAUCHE


def espace(hauteur: float, *, lie: bool = False) -> Bloc:
    """Return white space."""
    return Bloc(hauteur, lambda _y: None, lie)


def titre(feuillet: Feuillet, x: float, texte: str) -> Bloc:
    """Return the small heading of a section, kept with what follows."""

    def tracer(y: float) -> None:
        feuillet.texte(x, y + 3.4 * MM, texte.upper(), corps=7, gras=True, couleur=ACCENT)

    return Bloc(5.2 * MM, tracer, lie=True)


def tableau(
    feuillet: Feuillet,
    x: float,
    colonnes: Sequence[ColonneBloc],
    lignes: Sequence[Sequence[str]],
    *,
    gras: frozenset[int] = frozenset(),
) -> list[Bloc]:
    """Return a small table, one block a row, headings kept with the first; rows of ``gras`` stand out."""
    large = sum(colonne.large for colonne in colonnes)
    places = list(_places(x, colonnes))

    def rangee(y: float, textes: Sequence[str], *, corps: float = CORPS, gras: bool, couleur: Couleur = NOIR) -> None:
        base = y + _BASE
        for (ancre, aligne, place), texte in zip(places, textes, strict=True):
            if texte:
                feuillet.texte(ancre, base, texte, corps=corps, gras=gras, couleur=couleur, aligne=aligne, place=place)

    def entetes(y: float) -> None:
        rangee(y, [colonne.titre for colonne in colonnes], corps=_CORPS_TITRE, gras=False, couleur=GRIS)
        feuillet.trait(x, y + LIGNE, x + large, y + LIGNE, couleur=GRIS, epais=0.6)

    def corps(textes: Sequence[str], fort: bool) -> Callable[[float], None]:
        def tracer(y: float) -> None:
            rangee(y, textes, gras=fort)
            feuillet.trait(x, y + LIGNE, x + large, y + LIGNE, couleur=FILET, epais=0.4)

        return tracer

    dernier = len(lignes) - 1
    blocs = [Bloc(LIGNE, entetes, lie=bool(lignes))]
    # A total never stands alone at the head of a page.
    return blocs + [
        Bloc(LIGNE, corps(ligne, rang in gras), lie=rang < dernier and rang + 1 in gras)
        for rang, ligne in enumerate(lignes)
    ]


def _places(x: float, colonnes: Sequence[ColonneBloc]) -> Iterator[tuple[float, Aligne, float | None]]:
    """Return where the text of each column hangs, and how much room it has: a figure is never cut."""
    for colonne in colonnes:
        a_gauche = colonne.aligne is Aligne.GAUCHE
        ancre = x if a_gauche else x + colonne.large
        yield ancre, colonne.aligne, colonne.large - 1.5 * MM if a_gauche else None
        x += colonne.large


def paragraphe(feuillet: Feuillet, x: float, large: float, texte: str, *, corps: float = 7.2) -> list[Bloc]:
    """Return a text cut to ``large`` points, one block a line."""
    interligne = corps * 1.32

    def ligne(contenu: str) -> Callable[[float], None]:
        return lambda y: feuillet.texte(x, y + corps, contenu, corps=corps, couleur=GRIS)

    return [Bloc(interligne, ligne(contenu)) for contenu in couper(texte, large, corps)]


def hauteur(blocs: Sequence[Bloc]) -> float:
    """Return how high blocks are together."""
    return sum(bloc.hauteur for bloc in blocs)


def tracer_blocs(y: float, blocs: Sequence[Bloc]) -> float:
    """Draw blocks one under the other; return where they end."""
    for bloc in blocs:
        bloc.tracer(y)
        y += bloc.hauteur
    return y


def groupes(blocs: Sequence[Bloc]) -> list[list[Bloc]]:
    """Gather the blocks that are never parted."""
    gerbes: list[list[Bloc]] = []
    lie = False
    for bloc in blocs:
        if lie:
            gerbes[-1].append(bloc)
        else:
            gerbes.append([bloc])
        lie = bloc.lie
    return gerbes
