"""The paper of a pièce on A4: the address in the window of the envelope, lines over as many pages as it takes.

Pages are planned before the first is drawn: each says how many there are, and carries the totals of those before.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from caisse_clients.documents.blocs import Bloc, groupes, hauteur, tracer_blocs
from caisse_clients.documents.donnees_piece import DonneesPiece, FormatPiece
from caisse_clients.documents.donnees_recu import siret_dit
from caisse_clients.documents.feuillet import A4, ACCENT, BLANC, GRIS, MM, ROUGE, Aligne, Couleur, Feuillet
from caisse_clients.documents.lignes_piece import ENTETE, REPORT, LignesPiece, Rangee
from caisse_clients.documents.polices import couper
from caisse_clients.documents.ticket_piece import rendre_ticket_piece
from caisse_clients.documents.totaux_piece import SuitePiece
from caisse_clients.kernel.formats import ecrire_code, ecrire_date

_GAUCHE = 14 * MM
_DROITE = A4.large - 14 * MM
_FENETRE = 112 * MM
"""Left edge of the window of an envelope, and of the title above it."""
_HAUT_ADRESSE = 50 * MM
_HAUT_CORPS = 92 * MM
_HAUT_SUITE = 24 * MM
_FILIGRANE = Couleur(0.925, 0.938, 0.955)
_SANS_VALEUR = Couleur(0.97, 0.88, 0.88)


def rendre_piece(donnees: DonneesPiece, format_piece: FormatPiece = FormatPiece.A4) -> bytes:
    """Return the document as PDF, the same bytes for the same values."""
    if format_piece is FormatPiece.TICKET:
        return rendre_ticket_piece(donnees)
    return _Papier(donnees).tracer()


@dataclass(slots=True)
class _Page:
    """What one page carries: lines with the totals before and after them, then blocks."""

    rangees: list[Rangee] = field(default_factory=list)
    report: list[int] | None = None
    a_reporter: list[int] | None = None
    blocs: list[Bloc] = field(default_factory=list)
    bas: float = 0.0


class _Papier:
    def __init__(self, donnees: DonneesPiece) -> None:
        self._d = donnees
        self._f = Feuillet(
            A4,
            titre=f"{donnees.titre} {donnees.numero}".strip(),
            auteur=donnees.emetteur.raison_sociale,
            sujet=" ".join(donnees.destinataire[:1]),
        )
        self._lignes = LignesPiece(self._f, donnees, _GAUCHE, _DROITE)
        self._suite = SuitePiece(self._f, donnees, _GAUCHE, _DROITE)
        self._precisions = [
            (libelle, couper(valeur, 58 * MM, 8.8, maximum=3)) for libelle, valeur in self._toutes_precisions()
        ]
        bas_des_precisions = _HAUT_ADRESSE + sum(len(lignes) for _, lignes in self._precisions) * 4.6 * MM
        self._haut = max(_HAUT_CORPS, bas_des_precisions + 8 * MM)
        self._legal = couper(self._donnees_legales(), _DROITE - _GAUCHE - 24 * MM, 7, maximum=4)
        self._pied = A4.haut - 9 * MM - len(self._legal) * 3.2 * MM
        self._bas = self._pied - 4 * MM

    def tracer(self) -> bytes:
        pages, mentions = self._planifier()
        for numero, page in enumerate(pages, 1):
            if numero > 1:
                self._f.page_suivante()
            self._fond()
            y = self._tete() if numero == 1 else self._tete_de_suite()
            if page.rangees or numero == 1 or page.report is not None:
                y = self._tableau(y, page)
            y = tracer_blocs(y, page.blocs)
            if numero == len(pages):
                tracer_blocs(max(y, self._bas - hauteur(mentions)), mentions)
            self._tracer_pied(numero, len(pages))
        return self._f.octets()

    def _planifier(self) -> tuple[list[_Page], list[Bloc]]:
        pages = self._pages_de_lignes()
        blocs = self._suite.blocs()
        gerbes = groupes(blocs)
        if gerbes:
            self._garder_une_ligne(pages, hauteur(gerbes[0]))
        for gerbe in gerbes:
            if pages[-1].bas + hauteur(gerbe) > self._bas:
                pages.append(_Page(bas=_HAUT_SUITE))
            pages[-1].blocs += gerbe
            pages[-1].bas += hauteur(gerbe)
        mentions = self._suite.mentions()
        if mentions and pages[-1].bas + 4 * MM + hauteur(mentions) > self._bas:
            pages.append(_Page(bas=_HAUT_SUITE))
        return pages, mentions

    def _pages_de_lignes(self) -> list[_Page]:
        pages = [_Page(bas=self._haut + ENTETE)]
        reserve = REPORT if self._lignes.avec_reports else 0
        for rangee in self._lignes.rangees:
            page = pages[-1]
            if page.rangees and page.bas + rangee.hauteur + reserve > self._bas:
                page = self._page_de_suite(pages)
            page.rangees.append(rangee)
            page.bas += rangee.hauteur
        return pages

    def _page_de_suite(self, pages: list[_Page]) -> _Page:
        """Start a page that goes on with the lines, and carries what the pages before add up to."""
        page = _Page(bas=_HAUT_SUITE + ENTETE)
        if self._lignes.avec_reports:
            avant = pages[-1]
            sommes = self._lignes.sommes(avant.rangees)
            avant.a_reporter = [a + b for a, b in zip(avant.report or [0] * len(sommes), sommes, strict=True)]
            page.report = avant.a_reporter
            page.bas += REPORT
        pages.append(page)
        return page

    def _garder_une_ligne(self, pages: list[_Page], suivant: float) -> None:
        """The totals never start a page alone: the last line goes with them."""
        page = pages[-1]
        if page.bas + suivant <= self._bas or len(page.rangees) < 2:
            return
        derniere = page.rangees.pop()
        page.bas -= derniere.hauteur
        suite = self._page_de_suite(pages)
        suite.rangees.append(derniere)
        suite.bas += derniere.hauteur

    def _tableau(self, y: float, page: _Page) -> float:
        y = self._lignes.entetes(y)
        if page.report is not None:
            y = self._lignes.reporter(y, "Report", page.report)
        y = self._lignes.tracer(y, page.rangees)
        if page.a_reporter is not None:
            self._lignes.reporter(y, "À reporter", page.a_reporter)
        return y

    def _fond(self) -> None:
        """What the page is not: a draft, a cancelled pièce, a paper of a training base."""
        milieu, centre = A4.large / 2, A4.haut / 2
        if self._d.brouillon or self._d.annulee:
            texte = self._d.annulee or "BROUILLON"
            self._f.texte_incline(milieu, centre, texte, corps=108, angle=52, couleur=_FILIGRANE)
        elif self._d.sans_valeur:
            self._f.texte_incline(milieu, centre, "SANS VALEUR", corps=88, angle=52, couleur=_SANS_VALEUR)
        if self._d.sans_valeur:
            self._f.boite(0, 0, A4.large, 8 * MM, fond=ROUGE)
            bandeau = f"{self._d.sans_valeur} — SANS VALEUR"
            self._f.texte(milieu, 5.4 * MM, bandeau, corps=10.5, gras=True, couleur=BLANC, aligne=Aligne.CENTRE)

    def _tete(self) -> float:
        self._emetteur()
        self._titre()
        self._destinataire()
        y = _HAUT_ADRESSE
        for libelle, lignes in self._precisions:
            self._f.texte(_GAUCHE, y + 3 * MM, libelle, corps=8.2, couleur=GRIS)
            for ligne in lignes:
                self._f.texte(_GAUCHE + 32 * MM, y + 3 * MM, ligne, corps=8.8)
                y += 4.6 * MM
        return self._haut

    def _emetteur(self) -> None:
        emetteur, y, place = self._d.emetteur, 20 * MM, _FENETRE - _GAUCHE - 8 * MM
        for ligne in couper(emetteur.raison_sociale, place, 14, gras=True, maximum=2):
            self._f.texte(_GAUCHE, y, ligne, corps=14, gras=True)
            y += 5.6 * MM
        y -= 0.6 * MM
        for ligne in (emetteur.station, *emetteur.adresse[:5], siret_dit(emetteur.siret)):
            if ligne:
                self._f.texte(_GAUCHE, y, ligne, corps=8.4, couleur=GRIS, place=place)
                y += 3.9 * MM

    def _titre(self) -> None:
        place, y = _DROITE - _FENETRE, 20 * MM
        self._f.texte(_FENETRE, y, self._d.titre.upper(), corps=19, gras=True, couleur=ACCENT, place=place)
        if self._d.brouillon:
            self._f.texte(_FENETRE, y + 6.4 * MM, "Brouillon, sans numéro", corps=10.5, gras=True, couleur=ROUGE)
        else:
            self._f.texte(_FENETRE, y + 6.4 * MM, f"n° {self._d.numero}", corps=10.5, gras=True, place=place)
        self._f.texte(_FENETRE, y + 11.4 * MM, f"du {ecrire_date(self._d.date)}", corps=9.5)
        if self._d.tirage > 1:
            large, haut = 42 * MM, 6.4 * MM
            self._f.boite(_FENETRE, y + 15.5 * MM, large, haut, filet=ROUGE)
            texte = f"DUPLICATA n° {self._d.tirage - 1}"
            milieu = _FENETRE + large / 2
            self._f.texte(milieu, y + 20 * MM, texte, corps=10, gras=True, couleur=ROUGE, aligne=Aligne.CENTRE)

    def _destinataire(self) -> None:
        """In the window (85 × 35 mm) of the envelopes sold in France: seven lines, ten smaller ones if need be."""
        corps, interligne, maximum = 10.0, 4.7 * MM, 7
        lignes = self._lignes_d_adresse(corps)
        if len(lignes) > maximum:
            corps, interligne, maximum = 8.2, 3.5 * MM, 10
            lignes = self._lignes_d_adresse(corps)
        for rang, (ligne, gras) in enumerate(lignes[:maximum]):
            y = _HAUT_ADRESSE + 4 * MM + rang * interligne
            self._f.texte(_FENETRE, y, ligne, corps=corps + (0.5 if gras else 0), gras=gras)

    def _lignes_d_adresse(self, corps: float) -> list[tuple[str, bool]]:
        return [
            (ligne, rang == 0)
            for rang, entiere in enumerate(self._d.destinataire)
            for ligne in couper(entiere, _DROITE - _FENETRE, corps + 0.5, gras=rang == 0, maximum=3)
            if ligne
        ]

    def _tete_de_suite(self) -> float:
        y = 17 * MM
        nom = f"{self._d.titre} n° {self._d.numero}" if self._d.numero else f"{self._d.titre} (brouillon)"
        self._f.texte(_GAUCHE, y, self._d.emetteur.raison_sociale, corps=9.5, gras=True, place=80 * MM)
        texte = f"{nom} du {ecrire_date(self._d.date)} — suite"
        self._f.texte(_DROITE, y, texte, corps=9, couleur=GRIS, aligne=Aligne.DROITE)
        if self._d.tirage > 1:
            duplicata = f"DUPLICATA n° {self._d.tirage - 1}"
            self._f.texte(_DROITE, y + 4.2 * MM, duplicata, corps=8, gras=True, couleur=ROUGE, aligne=Aligne.DROITE)
        return _HAUT_SUITE

    def _tracer_pied(self, numero: int, pages: int) -> None:
        y = self._pied
        self._f.trait(_GAUCHE, y - 1.5 * MM, _DROITE, y - 1.5 * MM)
        for rang, ligne in enumerate(self._legal, 1):
            self._f.texte(_GAUCHE, y + rang * 3.2 * MM, ligne, corps=7, couleur=GRIS)
        self._f.texte(_DROITE, y + 3.2 * MM, f"Page {numero}/{pages}", corps=7.5, couleur=GRIS, aligne=Aligne.DROITE)

    def _toutes_precisions(self) -> list[tuple[str, str]]:
        premieres = [("N° client", ecrire_code(self._d.client))]
        return [(libelle, valeur) for libelle, valeur in (*premieres, *self._d.precisions) if valeur]

    def _donnees_legales(self) -> str:
        emetteur = self._d.emetteur
        tete = " · ".join(filter(None, (emetteur.raison_sociale, siret_dit(emetteur.siret), self._d.legal)))
        return "\n".join(filter(None, (tete, self._d.edition)))
