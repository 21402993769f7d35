"""The paper of a pièce on A4: the address in the window of the envelope, lines over as many pages as it takes.

Pages are planned before the first is drawn: each says how many there are, and carries the totals of those before.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from caisse_clients.documents.blocs import Bloc, groupes, hauteur, tracer_blocs
from caisse_clients.documents.donnees_piece import DonneesPiece, FormatPiece
from caisse_clients.documents.feuillet import A4, MM, Feuillet
from caisse_clients.documents.lignes_piece import ENTETE, REPORT, LignesPiece, Rangee
from caisse_clients.documents.papier_a_lettre import DROITE, GAUCHE, HAUT_SUITE, EnTete, PapierALettre
from caisse_clients.documents.ticket_piece import rendre_ticket_piece
from caisse_clients.documents.totaux_piece import SuitePiece
from caisse_clients.kernel.formats import ecrire_code, ecrire_date


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
        self._lignes = LignesPiece(self._f, donnees, GAUCHE, DROITE)
        self._suite = SuitePiece(self._f, donnees, GAUCHE, DROITE)
        self._papier = PapierALettre(self._f, self._en_tete())
        self._haut, self._bas = self._papier.haut, self._papier.bas

    def tracer(self) -> bytes:
        pages, mentions = self._planifier()
        for numero, page in enumerate(pages, 1):
            if numero > 1:
                self._f.page_suivante()
            y = self._papier.commencer(numero, len(pages))
            if page.rangees or numero == 1 or page.report is not None:
                y = self._tableau(y, page)
            y = tracer_blocs(y, page.blocs)
            if numero == len(pages):
                tracer_blocs(max(y, self._bas - hauteur(mentions)), mentions)
        return self._f.octets()

    def _planifier(self) -> tuple[list[_Page], list[Bloc]]:
        pages = self._pages_de_lignes()
        blocs = self._suite.blocs()
        gerbes = groupes(blocs)
        if gerbes:
            self._garder_une_ligne(pages, hauteur(gerbes[0]))
        for gerbe in gerbes:
            if pages[-1].bas + hauteur(gerbe) > self._bas:
                pages.append(_Page(bas=HAUT_SUITE))
            pages[-1].blocs += gerbe
            pages[-1].bas += hauteur(gerbe)
        mentions = self._suite.mentions()
        if mentions and pages[-1].bas + 4 * MM + hauteur(mentions) > self._bas:
            pages.append(_Page(bas=HAUT_SUITE))
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
        page = _Page(bas=HAUT_SUITE + ENTETE)
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

    def _en_tete(self) -> EnTete:
        d = self._d
        nom = f"{d.titre} n° {d.numero}" if d.numero else f"{d.titre} (brouillon)"
        return EnTete(
            emetteur=d.emetteur,
            titre=d.titre,
            reference="Brouillon, sans numéro" if d.brouillon else f"n° {d.numero}",
            dates=f"du {ecrire_date(d.date)}",
            suite=f"{nom} du {ecrire_date(d.date)}",
            destinataire=d.destinataire,
            precisions=(("N° client", ecrire_code(d.client)), *d.precisions),
            legal=d.legal,
            edition=d.edition,
            filigrane="BROUILLON" if d.brouillon and not d.annulee else d.annulee,
            duplicata=f"DUPLICATA n° {d.tirage - 1}" if d.tirage > 1 else "",
            sans_valeur=d.sans_valeur,
            alerte=d.brouillon,
        )
