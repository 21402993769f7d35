"""A table of any length over the pages of a letter: headings repeated, totals carried from page to page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from caisse_clients.documents.blocs import Bloc, groupes, hauteur, tracer_blocs
from caisse_clients.documents.feuillet import ACCENT, BLANC, FILET, FOND, GRIS, MM, NOIR, Aligne, Couleur, Feuillet
from caisse_clients.documents.papier_a_lettre import DROITE, GAUCHE, HAUT_SUITE, PapierALettre
from caisse_clients.documents.polices import couper, largeur, tracable
from caisse_clients.kernel.suivi import Suivi

ENTETE = 7 * MM
REPORT = 6.2 * MM
_CORPS = (8.6, 7.8, 7.0, 6.2)
_JEU = 1.7 * MM
_AUTOUR = 1.25 * MM
_LIBELLE_MINIMAL = 46 * MM
_FIGURES = 17 * MM
_CHIFFRE = re.compile(r"\d")
_PAS = 500
"""Rows between two words on how far the work is."""


class ColonneLongue(NamedTuple):
    """A column: ``souple`` takes what room is left and wraps; the others are as wide as their widest text."""

    titre: str
    aligne: Aligne = Aligne.GAUCHE
    souple: bool = False


class Rangee(NamedTuple):
    """A row: one text a column. ``forte`` stands out; ``lie`` is never parted from the next one."""

    textes: Sequence[str]
    forte: bool = False
    couleur: Couleur = NOIR
    lie: bool = False


Reports = Callable[[int], Sequence[str]]
"""Gives the texts of « À reporter » after so many rows, one a column ("" where nothing is carried)."""


@dataclass(slots=True)
class _Page:
    debut: int
    fin: int
    bas: float
    avec_table: bool = True
    blocs: list[Bloc] = field(default_factory=list)


class TableauLong:
    """The table of one letter and the blocks under it; ``tracer`` draws all its pages on the feuillet."""

    def __init__(
        self,
        feuillet: Feuillet,
        papier: PapierALettre,
        colonnes: Sequence[ColonneLongue],
        rangees: Sequence[Rangee],
        *,
        reports: Reports | None = None,
        avant: Sequence[Bloc] = (),
        vide: str = "Aucune ligne.",
    ) -> None:
        self._f, self._papier, self._colonnes, self._rangees = feuillet, papier, colonnes, rangees
        self._reports, self._avant, self._vide = reports, avant, vide
        [self._souple] = [rang for rang, colonne in enumerate(colonnes) if colonne.souple]
        self._corps, larges = self._mesurer()
        self._interligne = self._corps * 0.46 * MM
        self._places = list(_ancres(colonnes, larges))
        self._place_libelle = larges[self._souple] - 2 * _JEU
        self._hauteurs = [self._hauteur(rangee) for rangee in rangees]

    def tracer(self, suite: Sequence[Bloc], *, suivi: Suivi | None = None) -> None:
        """Draw the pages; ``suite`` flows under the table, its first block never without a row above it."""
        pages = self._planifier(suite)
        for numero, page in enumerate(pages, 1):
            if numero > 1:
                self._f.page_suivante()
            y = self._papier.commencer(numero, len(pages))
            if numero == 1:
                y = tracer_blocs(y, self._avant)
            if page.avec_table:
                y = self._page(y, page, suivi)
            tracer_blocs(y, page.blocs)

    def total(self, titre: str, textes: Sequence[str]) -> Bloc:
        """Return the row of totals, under the columns, for the head of what flows under the table."""

        def tracer(y: float) -> None:
            self._f.trait(GAUCHE, y, DROITE, y, couleur=ACCENT, epais=1.2)
            self._ligne_grasse(y, titre, textes, NOIR)

        return Bloc(REPORT, tracer)

    def _planifier(self, suite: Sequence[Bloc]) -> list[_Page]:
        pages = [_Page(0, 0, self._papier.haut + hauteur(self._avant) + ENTETE)]
        reserve = REPORT if self._reports else 0.0
        bas = self._papier.bas
        hauteurs = self._hauteurs
        for rang, haute in enumerate(hauteurs):
            page = pages[-1]
            besoin = haute + (hauteurs[rang + 1] if self._rangees[rang].lie and rang + 1 < len(hauteurs) else 0.0)
            if page.fin > page.debut and page.bas + besoin + reserve > bas:
                page = self._page_de_suite(pages)
            page.fin = rang + 1
            page.bas += haute
        if not self._rangees:
            pages[-1].bas += REPORT
        gerbes = groupes(suite)
        if gerbes and pages[-1].bas + hauteur(gerbes[0]) > bas and pages[-1].fin - pages[-1].debut > 1:
            page = pages[-1]
            page.fin -= 1
            page.bas -= hauteurs[page.fin]
            neuve = self._page_de_suite(pages)
            neuve.fin += 1
            neuve.bas += hauteurs[neuve.debut]
        for gerbe in gerbes:
            if pages[-1].bas + hauteur(gerbe) > bas:
                pages.append(_Page(len(self._rangees), len(self._rangees), HAUT_SUITE, avec_table=False))
            pages[-1].blocs += gerbe
            pages[-1].bas += hauteur(gerbe)
        return pages

    def _page_de_suite(self, pages: list[_Page]) -> _Page:
        debut = pages[-1].fin
        page = _Page(debut, debut, HAUT_SUITE + ENTETE + (REPORT if self._reports else 0.0))
        pages.append(page)
        return page

    def _page(self, y: float, page: _Page, suivi: Suivi | None) -> float:
        y = self._entetes(y)
        if self._reports and page.debut:
            y = self._reporter(y, "Report", self._reports(page.debut))
        for rang in range(page.debut, page.fin):
            if suivi is not None and rang % _PAS == 0:
                suivi.avancer(rang, len(self._rangees), "Mise en page")
            y = self._rangee(y, self._rangees[rang], self._hauteurs[rang])
        if not self._rangees:
            self._f.texte(GAUCHE + _JEU, y + REPORT - 1.9 * MM, self._vide, corps=self._corps, couleur=GRIS)
            y += REPORT
        if self._reports and page.fin < len(self._rangees):
            y = self._reporter(y, "À reporter", self._reports(page.fin))
        return y

    def _entetes(self, y: float) -> float:
        self._f.boite(GAUCHE, y, DROITE - GAUCHE, ENTETE, fond=ACCENT)
        base = y + ENTETE / 2 + self._corps * 0.36
        for colonne, (ancre, aligne) in zip(self._colonnes, self._places, strict=True):
            self._f.texte(ancre, base, colonne.titre, corps=self._corps, gras=True, couleur=BLANC, aligne=aligne)
        return y + ENTETE

    def _rangee(self, y: float, rangee: Rangee, haute: float) -> float:
        corps, tracer = self._corps, self._f.texte
        base = y + _AUTOUR + corps * 0.78
        if rangee.forte:
            self._f.boite(GAUCHE, y, DROITE - GAUCHE, haute, fond=FOND)
        for rang, texte in enumerate(rangee.textes):
            if not texte:
                continue
            ancre, aligne = self._places[rang]
            if rang == self._souple:
                for n, ligne in enumerate(self._coupe(texte, rangee.forte)):
                    tracer(ancre, base + n * self._interligne, ligne, corps=corps, gras=rangee.forte,
                           couleur=rangee.couleur)  # fmt: skip
            else:
                tracer(ancre, base, texte, corps=corps, gras=rangee.forte, couleur=rangee.couleur, aligne=aligne)
        y += haute
        self._f.trait(GAUCHE, y, DROITE, y, couleur=FILET, epais=0.4)
        return y

    def _reporter(self, y: float, titre: str, textes: Sequence[str]) -> float:
        self._f.boite(GAUCHE, y, DROITE - GAUCHE, REPORT, fond=FOND)
        self._ligne_grasse(y, titre, textes, GRIS)
        return y + REPORT

    def _ligne_grasse(self, y: float, titre: str, textes: Sequence[str], couleur: Couleur) -> None:
        base = y + REPORT / 2 + self._corps * 0.36
        self._f.texte(self._places[self._souple][0], base, titre, corps=self._corps, gras=True, couleur=couleur)
        for texte, (ancre, aligne) in zip(textes, self._places, strict=True):
            if texte:
                self._f.texte(ancre, base, texte, corps=self._corps, gras=True, aligne=aligne)

    def _hauteur(self, rangee: Rangee) -> float:
        texte = rangee.textes[self._souple]
        lignes = 1
        if largeur(tracable(texte), self._corps, gras=rangee.forte) > self._place_libelle or "\n" in texte:
            lignes = len(self._coupe(texte, rangee.forte))
        return 2 * _AUTOUR + self._corps * 0.95 + (lignes - 1) * self._interligne

    def _coupe(self, texte: str, gras: bool) -> Sequence[str]:
        if "\n" not in texte and largeur(tracable(texte), self._corps, gras=gras) <= self._place_libelle:
            return (texte,)
        return couper(texte, self._place_libelle, self._corps, gras=gras, maximum=4)

    def _mesurer(self) -> tuple[float, list[float]]:
        """Find the largest body that leaves the label room: a figure is never cut."""
        larges: list[float] = []
        fixes = [self._plus_larges(rang) for rang in range(len(self._colonnes))]
        for corps in _CORPS:
            larges = [
                max(
                    _FIGURES - 2 * _JEU if corps == _CORPS[0] and colonne.aligne is Aligne.DROITE else 0.0,
                    largeur(colonne.titre, corps, gras=True),
                    *(largeur(texte, corps, gras=True) for texte in fixes[rang]),
                )
                + 2 * _JEU
                if rang != self._souple
                else 0.0
                for rang, colonne in enumerate(self._colonnes)
            ]
            larges[self._souple] = DROITE - GAUCHE - sum(larges)
            if larges[self._souple] >= _LIBELLE_MINIMAL:
                break
        return corps, larges

    def _plus_larges(self, rang: int) -> Sequence[str]:
        """Return one text of each shape of a column: figures all have the same width."""
        if rang == self._souple:
            return ()
        formes = {_CHIFFRE.sub("0", rangee.textes[rang]) for rangee in self._rangees}
        if self._reports:
            formes.add(_CHIFFRE.sub("0", self._reports(len(self._rangees))[rang]))
        return [tracable(forme) for forme in formes] or ("",)


def _ancres(colonnes: Sequence[ColonneLongue], larges: Sequence[float]) -> Iterator[tuple[float, Aligne]]:
    x = GAUCHE
    for colonne, large in zip(colonnes, larges, strict=True):
        yield x + (_JEU if colonne.aligne is Aligne.GAUCHE else large - _JEU), colonne.aligne
        x += large
