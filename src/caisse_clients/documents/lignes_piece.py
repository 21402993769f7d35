"""The lines of a pièce over its pages: columns as wide as their figures, long labels wrapped, totals carried over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from caisse_clients.documents.donnees_piece import DonneesPiece, LigneImprimee
from caisse_clients.documents.feuillet import ACCENT, BLANC, FILET, FOND, GRIS, MM, NOIR, Aligne, Feuillet
from caisse_clients.documents.polices import couper, largeur, tracable
from caisse_clients.domain.pieces import CENT_POUR_CENT
from caisse_clients.kernel.argent import arrondir
from caisse_clients.kernel.formats import ecrire_pourcent, ecrire_quantite

ENTETE = 7 * MM
REPORT = 6.2 * MM
"""Height of a line « À reporter » or « Report »."""

_CORPS = (8.6, 7.8, 7.0, 6.2, 5.4)
_JEU = 1.7 * MM
_AUTOUR = 1.5 * MM
_FIGURES = 24 * MM
_LIBELLE_MINIMAL = 48 * MM
_LIGNES_D_UN_MORCEAU = 36
"""A label of ten thousand characters goes over several pages, so many lines at a time."""

Cellule = Callable[[LigneImprimee], str]


class Rangee(NamedTuple):
    """One drawn line: its label cut, its cells, its height, and what it adds to the totals carried over."""

    libelle: Sequence[str]
    cellules: Sequence[str]
    hauteur: float
    reports: Sequence[int]


class _Colonne(NamedTuple):
    titre: str
    cellule: Cellule
    aligne: Aligne = Aligne.DROITE
    report: Callable[[LigneImprimee], int] | None = None
    au_moins: float = 15 * MM


class LignesPiece:
    """The table between ``gauche`` and ``droite``; drawn slice by slice by who knows the pages."""

    def __init__(self, feuillet: Feuillet, donnees: DonneesPiece, gauche: float, droite: float) -> None:
        self._f, self._d, self._gauche, self._droite = feuillet, donnees, gauche, droite
        self._colonnes = _colonnes(donnees)
        textes = [[colonne.cellule(ligne) for colonne in self._colonnes] for ligne in donnees.lignes]
        self._corps, self._larges = self._mesurer(textes)
        self._interligne = self._corps * 0.46 * MM
        self._large_libelle = droite - gauche - sum(self._larges)
        # A reference stands before the label, figures after it.
        self._avant = sum(
            large
            for large, colonne in zip(self._larges, self._colonnes, strict=True)
            if colonne.aligne is Aligne.GAUCHE
        )
        self._places = list(self._ancres())
        self.rangees = [
            rangee
            for ligne, cellules in zip(donnees.lignes, textes, strict=True)
            for rangee in self._rangees(ligne, cellules)
        ]

    @property
    def avec_reports(self) -> bool:
        """True when there are totals to carry from page to page."""
        return any(colonne.report for colonne in self._colonnes)

    def entetes(self, y: float) -> float:
        """Draw the headings under ``y``; return where the first line starts."""
        self._f.boite(self._gauche, y, self._droite - self._gauche, ENTETE, fond=ACCENT)
        base = y + ENTETE / 2 + self._corps * 0.36
        gris = {"corps": self._corps, "gras": True, "couleur": BLANC}
        self._f.texte(self._gauche + self._avant + _JEU, base, "Désignation", **gris)  # type: ignore[arg-type]  # one look for four texts
        self._cellules(base, [colonne.titre for colonne in self._colonnes], gras=True, claire=True)
        return y + ENTETE

    def tracer(self, y: float, rangees: Sequence[Rangee]) -> float:
        """Draw lines under ``y``; return where they end."""
        for rangee in rangees:
            base = y + _AUTOUR + self._corps * 0.78
            for rang, texte in enumerate(rangee.libelle):
                self._f.texte(
                    self._gauche + self._avant + _JEU, base + rang * self._interligne, texte, corps=self._corps
                )
            self._cellules(base, rangee.cellules)
            y += rangee.hauteur
            self._f.trait(self._gauche, y, self._droite, y, couleur=FILET, epais=0.4)
        return y

    def reporter(self, y: float, titre: str, sommes: Sequence[int]) -> float:
        """Draw « À reporter » or « Report » with what the lines so far add up to."""
        self._f.boite(self._gauche, y, self._droite - self._gauche, REPORT, fond=FOND)
        base = y + REPORT / 2 + self._corps * 0.36
        ou = self._gauche + self._avant + self._large_libelle - _JEU
        self._f.texte(ou, base, titre, corps=self._corps, gras=True, couleur=GRIS, aligne=Aligne.DROITE)
        restantes = iter(sommes)
        textes = [self._d.monnaie.ecrire(next(restantes)) if colonne.report else "" for colonne in self._colonnes]
        self._cellules(base, textes, gras=True)
        return y + REPORT

    def sommes(self, rangees: Sequence[Rangee]) -> list[int]:
        """Return what these lines add up to, one figure for each column carried over."""
        return [sum(colonne) for colonne in zip(*(rangee.reports for rangee in rangees), strict=True)]

    def _cellules(self, base: float, textes: Sequence[str], *, gras: bool = False, claire: bool = False) -> None:
        couleur, tracer, corps = BLANC if claire else NOIR, self._f.texte, self._corps
        for texte, (ancre, aligne) in zip(textes, self._places, strict=True):
            if texte:
                tracer(ancre, base, texte, corps=corps, gras=gras, couleur=couleur, aligne=aligne)

    def _ancres(self) -> Iterator[tuple[float, Aligne]]:
        """Return where the text of each column hangs, the label standing after the reference."""
        x = self._gauche
        for large, colonne in zip(self._larges, self._colonnes, strict=True):
            if colonne.aligne is not Aligne.GAUCHE and x < self._gauche + self._avant + self._large_libelle:
                x += self._large_libelle
            yield x + (_JEU if colonne.aligne is Aligne.GAUCHE else large - _JEU), colonne.aligne
            x += large

    def _mesurer(self, textes: Sequence[Sequence[str]]) -> tuple[float, list[float]]:
        """Find the largest body that leaves the label room: a figure is never cut."""
        larges: list[float] = []
        sommes = [
            self._d.monnaie.ecrire(sum(map(colonne.report, self._d.lignes))) if colonne.report else ""
            for colonne in self._colonnes
        ]
        for corps in _CORPS:
            larges = [
                max(
                    colonne.au_moins - 2 * _JEU if corps == _CORPS[0] else 0.0,
                    largeur(colonne.titre, corps, gras=True),
                    largeur(sommes[rang], corps, gras=True),
                    max((largeur(tracable(ligne[rang]), corps) for ligne in textes), default=0.0),
                )
                + 2 * _JEU
                for rang, colonne in enumerate(self._colonnes)
            ]
            if self._droite - self._gauche - sum(larges) >= _LIBELLE_MINIMAL:
                return corps, larges
        return _CORPS[-1], larges

    def _rangees(self, ligne: LigneImprimee, cellules: Sequence[str]) -> list[Rangee]:
        place = max(self._large_libelle - 2 * _JEU, 10 * MM)
        coupe = couper(ligne.libelle, place, self._corps)
        while len(coupe) > 1 and not coupe[-1]:
            coupe.pop()
        reports = [colonne.report(ligne) for colonne in self._colonnes if colonne.report]
        rangees = []
        for debut in range(0, len(coupe), _LIGNES_D_UN_MORCEAU):
            morceau = coupe[debut : debut + _LIGNES_D_UN_MORCEAU]
            hauteur = 2 * _AUTOUR + self._corps * 0.95 + (len(morceau) - 1) * self._interligne
            if debut == 0:
                rangees.append(Rangee(morceau, cellules, hauteur, reports))
            else:
                rangees.append(Rangee(morceau, [""] * len(cellules), hauteur, [0] * len(reports)))
        return rangees


def _colonnes(d: DonneesPiece) -> list[_Colonne]:
    """Choose the columns: what a professional needs (unit price HT), what a consumer paid (TTC), nothing more.

    A price stands as it was typed. To a professional a TTC price also gives its HT (CGI ann. II, 242 nonies A).
    """
    colonnes = []
    if any(ligne.reference for ligne in d.lignes):
        colonnes.append(_Colonne("Référence", lambda ligne: ligne.reference, Aligne.GAUCHE, au_moins=20 * MM))
    colonnes.append(_Colonne("Quantité", lambda ligne: ecrire_quantite(ligne.quantite)))
    if not d.chiffree:
        return colonnes
    ecrire = d.monnaie.ecrire
    en_ttc = any(ligne.ttc for ligne in d.lignes)
    en_ht = d.professionnel or any(not ligne.ttc for ligne in d.lignes)
    if en_ht:
        colonnes.append(
            _Colonne("Prix unit. HT", lambda ligne: _prix_ht(ligne, ecrire, partout=d.professionnel), au_moins=_FIGURES)
        )
    if en_ttc:
        colonnes.append(
            _Colonne("Prix unit. TTC", lambda ligne: ecrire(ligne.prix) if ligne.ttc else "", au_moins=_FIGURES)
        )
    if any(ligne.remise for ligne in d.lignes):
        colonnes.append(_Colonne("Remise", lambda ligne: _pourcent(ligne.remise) if ligne.remise else ""))
    colonnes.append(_Colonne("TVA", lambda ligne: _pourcent(ligne.taux)))
    if en_ht:
        colonnes.append(
            _Colonne(
                "Total HT",
                lambda ligne: ecrire(ligne.montant_ht),
                report=lambda ligne: ligne.montant_ht,
                au_moins=_FIGURES,
            )
        )
    if en_ttc:
        colonnes.append(
            _Colonne(
                "Total TTC",
                lambda ligne: ecrire(ligne.montant_ttc),
                report=lambda ligne: ligne.montant_ttc,
                au_moins=_FIGURES,
            )
        )
    return colonnes


def _prix_ht(ligne: LigneImprimee, ecrire: Callable[[int], str], *, partout: bool) -> str:
    if not ligne.ttc:
        return ecrire(ligne.prix)
    if not partout:
        return ""
    return ecrire(arrondir(Fraction(ligne.prix * CENT_POUR_CENT, CENT_POUR_CENT + ligne.taux)))


def _pourcent(centiemes: int) -> str:
    return f"{ecrire_pourcent(centiemes)}\u00a0%"
