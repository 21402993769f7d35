"""Any grid as displayed, over pages: headings repeated, amounts on the right, totals at the end, page n/m."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caisse_clients.documents.feuillet import (
    A4,
    ACCENT,
    BLANC,
    FILET,
    FOND,
    GRIS,
    MM,
    NOIR,
    ROUGE,
    Aligne,
    Couleur,
    Feuillet,
    Taille,
)
from caisse_clients.documents.polices import largeur, tracable
from caisse_clients.kernel.suivi import Suivi

_MARGE = 12 * MM
_CORPS = 8.5
_PLUS_PETITS = (7.8, 7.1, 6.4)
_LIGNE = 5.2 * MM
_ENTETE = 6.6 * MM
_JEU = 1.8 * MM
_ECHANTILLON = 200
_LARGEUR_PREFEREE = 62 * MM
_LARGEUR_MINIMALE = 14 * MM


@dataclass(frozen=True, slots=True)
class ColonneGrille:
    """A column of a printed grid."""

    titre: str
    aligne: Aligne = Aligne.GAUCHE


@dataclass(frozen=True, slots=True)
class MarquesGrille:
    """What stands around the grid: the shop's name, who printed it and when, and what makes it worthless."""

    auteur: str = ""
    edition: str = ""
    sans_valeur: str = ""


def rendre_grille(
    titre: str,
    sous_titre: str,
    colonnes: Sequence[ColonneGrille],
    lignes: Sequence[Sequence[str]],
    totaux: Sequence[str] | None = None,
    *,
    marques: MarquesGrille | None = None,
    suivi: Suivi | None = None,
    couleurs: Sequence[Couleur] = (),
    resume: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Return the grid as PDF: the cells are the texts of the screen, in its order.

    Upright when the columns fit, else on its side, then in smaller letters; a text wider than its column is elided with
    ``…``, a figure (on the right) never is while there is any room. ``totaux``
    has one text a column. ``couleurs``: one a row, or none; ``resume``: what is said at the end, under the totals. Same
    bytes for the same values.
    """
    naturelles = _largeurs_naturelles(colonnes, lignes, totaux)
    taille = A4 if sum(naturelles) <= A4.large - 2 * _MARGE else A4.couchee()
    grille = _Grille(titre, sous_titre, colonnes, marques or MarquesGrille(), taille)
    place = taille.large - 2 * _MARGE
    corps = next((c for c in (_CORPS, *_PLUS_PETITS) if sum(_au_corps(naturelles, c)) <= place), _PLUS_PETITS[-1])
    grille.repartir(_au_corps(naturelles, corps), corps)
    grille.couleurs, grille.resume = couleurs, resume
    return grille.tracer(lignes, totaux, suivi)


class _Grille:
    def __init__(
        self, titre: str, sous_titre: str, colonnes: Sequence[ColonneGrille], marques: MarquesGrille, taille: Taille
    ) -> None:
        self._titre, self._sous_titre, self._colonnes, self._marques = titre, sous_titre, colonnes, marques
        self._f = Feuillet(taille, titre=titre, auteur=marques.auteur, sujet=sous_titre)
        self._gauche, self._droite = _MARGE, taille.large - _MARGE
        self._bas = taille.haut - 14 * MM
        self._places: list[tuple[float, float, Aligne]] = []
        self._corps_du_texte = _CORPS
        self.couleurs: Sequence[Couleur] = ()
        self.resume: Sequence[tuple[str, str]] = ()

    def repartir(self, naturelles: Sequence[float], corps: float) -> None:
        """Fit the columns to the sheet: too wide, the widest shrink first; too narrow, texts share what is left."""
        self._corps_du_texte = corps
        place = self._droite - self._gauche
        larges = _serrer(naturelles, place, [c.aligne is Aligne.DROITE for c in self._colonnes])
        reste = place - sum(larges)
        textes = [rang for rang, colonne in enumerate(self._colonnes) if colonne.aligne is Aligne.GAUCHE]
        souples = textes or range(len(larges))
        poids = sum(larges[rang] for rang in souples)
        x = self._gauche
        for rang, colonne in enumerate(self._colonnes):
            large = larges[rang] + (reste * larges[rang] / poids if rang in souples and poids else 0)
            self._places.append((x, large, colonne.aligne))
            x += large

    def tracer(self, lignes: Sequence[Sequence[str]], totaux: Sequence[str] | None, suivi: Suivi | None) -> bytes:
        pages = self._decouper(len(lignes), (1 if totaux is not None else 0) + len(self.resume))
        fait = 0
        for numero, combien in enumerate(pages, 1):
            if suivi is not None:
                suivi.avancer(fait, len(lignes), "Mise en page")
            if numero > 1:
                self._f.page_suivante()
            y = self._haut_de_page(premiere=numero == 1)
            y = self._entetes(y)
            tranche = lignes[fait : fait + combien]
            y = self._corps(y, tranche, self.couleurs[fait : fait + combien])
            fait += len(tranche)
            if not lignes:
                self._f.texte(self._gauche + _JEU, y + _LIGNE - 1.65 * MM, "Aucune ligne.", corps=_CORPS, couleur=GRIS)
                y += _LIGNE
            if numero == len(pages):
                self._fin(y, totaux)
            self._pied(numero, len(pages))
        return self._f.octets()

    def _decouper(self, lignes: int, fin: int) -> list[int]:
        """Return how many rows each page takes; totals never stand alone on the last one."""
        premiere = int((self._bas - self._hauteur_de_tete(premiere=True) - _ENTETE) // _LIGNE)
        suivantes = int((self._bas - self._hauteur_de_tete(premiere=False) - _ENTETE) // _LIGNE)
        rangees = lignes + fin
        pages, reste = [min(premiere, rangees)], max(rangees - premiere, 0)
        while reste > 0:
            pages.append(min(suivantes, reste))
            reste -= suivantes
        manque = max(fin + 1, 2) - pages[-1]
        if len(pages) > 1 and manque > 0:
            pages[-2:] = [pages[-2] - manque, pages[-1] + manque]
        return pages

    def _hauteur_de_tete(self, *, premiere: bool) -> float:
        return (26 if premiere else 15) * MM

    def _haut_de_page(self, *, premiere: bool) -> float:
        if self._marques.sans_valeur:
            self._f.boite(0, 0, self._f.taille.large, 6.5 * MM, fond=ROUGE)
            texte = f"{self._marques.sans_valeur} — SANS VALEUR"
            milieu = self._f.taille.large / 2
            self._f.texte(milieu, 4.6 * MM, texte, corps=9.5, gras=True, couleur=BLANC, aligne=Aligne.CENTRE)
        place = (self._droite - self._gauche) * 0.7
        if premiere:
            self._f.texte(self._gauche, 15 * MM, self._titre, corps=15, gras=True, place=place)
            self._f.texte(self._gauche, 20.5 * MM, self._sous_titre, corps=9, couleur=GRIS, place=place)
            if self._marques.auteur:
                auteur = self._marques.auteur
                self._f.texte(self._droite, 15 * MM, auteur, corps=9.5, gras=True, aligne=Aligne.DROITE)
        else:
            self._f.texte(self._gauche, 11.5 * MM, self._titre, corps=9.5, gras=True, place=place)
            self._f.texte(self._droite, 11.5 * MM, "suite", corps=8, couleur=GRIS, aligne=Aligne.DROITE)
        return self._hauteur_de_tete(premiere=premiere)

    def _entetes(self, y: float) -> float:
        self._f.boite(self._gauche, y, self._droite - self._gauche, _ENTETE, fond=ACCENT)
        textes = [colonne.titre for colonne in self._colonnes]
        self._rangee(y + _ENTETE - 2.2 * MM, textes, gras=True, claire=True)
        return y + _ENTETE

    def _corps(self, y: float, lignes: Sequence[Sequence[str]], couleurs: Sequence[Couleur]) -> float:
        large = self._droite - self._gauche
        for rang, ligne in enumerate(lignes):
            if rang % 2:
                self._f.boite(self._gauche, y, large, _LIGNE, fond=FOND)
            y += _LIGNE
            self._rangee(y - 1.65 * MM, ligne, couleur=couleurs[rang] if couleurs else NOIR)
        self._f.trait(self._gauche, y, self._droite, y, couleur=FILET)
        return y

    def _fin(self, y: float, totaux: Sequence[str] | None) -> None:
        if totaux is not None:
            self._f.trait(self._gauche, y, self._droite, y, couleur=ACCENT, epais=1.2)
            self._rangee(y + _LIGNE - 1.2 * MM, totaux, gras=True)
            y += _LIGNE
        for libelle, valeur in self.resume:
            y += _LIGNE
            base, droite = y - 1.2 * MM, self._droite - _JEU
            self._f.texte(droite - 42 * MM, base, libelle, corps=_CORPS, couleur=GRIS, aligne=Aligne.DROITE)
            self._f.texte(droite, base, valeur, corps=_CORPS + 1, gras=True, aligne=Aligne.DROITE)

    def _rangee(
        self, y: float, textes: Sequence[str], *, gras: bool = False, claire: bool = False, couleur: Couleur = NOIR
    ) -> None:
        couleur, corps = BLANC if claire else couleur, self._corps_du_texte
        for texte, (x, large, aligne) in zip(textes, self._places, strict=True):
            if texte:
                ancre = x + (_JEU, large / 2, large - _JEU)[aligne.value]
                self._f.texte(
                    ancre, y, texte, corps=corps, gras=gras, couleur=couleur, aligne=aligne, place=large - 2 * _JEU
                )

    def _pied(self, numero: int, pages: int) -> None:
        y = self._f.taille.haut - 8 * MM
        self._f.trait(self._gauche, y - 4 * MM, self._droite, y - 4 * MM)
        place = (self._droite - self._gauche) * 0.8
        self._f.texte(self._gauche, y, self._marques.edition, corps=7.5, couleur=GRIS, place=place)
        self._f.texte(self._droite, y, f"Page {numero}/{pages}", corps=7.5, couleur=GRIS, aligne=Aligne.DROITE)


def _largeurs_naturelles(
    colonnes: Sequence[ColonneGrille], lignes: Sequence[Sequence[str]], totaux: Sequence[str] | None
) -> list[float]:
    """Measure the headings, the totals and rows taken evenly over the whole grid."""
    pas = max(1, len(lignes) // _ECHANTILLON)
    larges = [largeur(tracable(colonne.titre), _CORPS, gras=True) for colonne in colonnes]
    if totaux is not None:
        larges = list(map(max, larges, (largeur(tracable(total), _CORPS, gras=True) for total in totaux)))
    for ligne in lignes[::pas]:
        for rang, texte in enumerate(ligne):
            larges[rang] = max(larges[rang], min(largeur(tracable(texte), _CORPS), _LARGEUR_PREFEREE))
    return [large + 2 * _JEU for large in larges]


def _au_corps(naturelles: Sequence[float], corps: float) -> list[float]:
    return [(large - 2 * _JEU) * corps / _CORPS + 2 * _JEU for large in naturelles]


def _serrer(naturelles: Sequence[float], place: float, chiffres: Sequence[bool]) -> list[float]:
    """Cut the columns of text at the one width that makes all fit: narrow ones and figures keep theirs."""
    if sum(naturelles) <= place:
        return list(naturelles)
    textes = [large for large, chiffre in zip(naturelles, chiffres, strict=True) if not chiffre]
    reste = place - (sum(naturelles) - sum(textes))
    if textes and reste >= len(textes) * _LARGEUR_MINIMALE:
        serres = iter(_couper_a(textes, reste))
        return [large if chiffre else next(serres) for large, chiffre in zip(naturelles, chiffres, strict=True)]
    return _couper_a(naturelles, place)


def _couper_a(naturelles: Sequence[float], place: float) -> list[float]:
    reste, coupe = place, place
    for rang, large in enumerate(sorted(naturelles)):
        coupe = reste / (len(naturelles) - rang)
        if large > coupe:
            break
        reste -= large
    coupe = max(coupe, min(_LARGEUR_MINIMALE, place / len(naturelles)))
    return [min(large, coupe) for large in naturelles]
