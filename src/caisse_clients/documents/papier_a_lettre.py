"""The shop's A4 paper: who writes, the address in the window of the envelope, head of the next pages, foot n/m."""

from __future__ import annotations

from dataclasses import dataclass

from caisse_clients.documents.donnees_recu import Emetteur, siret_dit
from caisse_clients.documents.feuillet import A4, ACCENT, BLANC, GRIS, MM, ROUGE, Aligne, Couleur, Feuillet
from caisse_clients.documents.polices import couper

GAUCHE = 14 * MM
DROITE = A4.large - 14 * MM
HAUT_SUITE = 24 * MM
_FENETRE = 112 * MM
"""Left edge of the window of an envelope, and of the title above it."""
_HAUT_ADRESSE = 50 * MM
_HAUT_CORPS = 92 * MM
_FILIGRANE = Couleur(0.925, 0.938, 0.955)
_SANS_VALEUR = Couleur(0.97, 0.88, 0.88)


@dataclass(frozen=True, slots=True)
class EnTete:
    """What stands around a letter; one that is sent to nobody (no ``destinataire``) starts higher.

    ``reference`` and ``dates`` stand under the title, ``suite`` at the head of the next pages. ``precisions`` are the
    pairs beside the address. ``legal`` is what the law wants known of the shop, ``edition`` who made the paper and
    when. ``filigrane`` stands across the pages; ``sans_valeur`` names what makes the paper worthless.
    """

    emetteur: Emetteur
    titre: str
    reference: str
    dates: str
    suite: str
    destinataire: tuple[str, ...]
    precisions: tuple[tuple[str, str], ...] = ()
    legal: str = ""
    edition: str = ""
    filigrane: str = ""
    duplicata: str = ""
    sans_valeur: str = ""
    alerte: bool = False
    """``reference`` is in red: the paper of a draft."""


class PapierALettre:
    """Draws what stands around the text of a letter; its pages go from ``haut`` or ``HAUT_SUITE`` down to ``bas``."""

    def __init__(self, feuillet: Feuillet, en_tete: EnTete) -> None:
        self._f, self._e = feuillet, en_tete
        self._precisions = [
            (libelle, couper(valeur, 58 * MM, 8.8, maximum=3)) for libelle, valeur in en_tete.precisions if valeur
        ]
        bas_des_precisions = _HAUT_ADRESSE + sum(len(lignes) for _, lignes in self._precisions) * 4.6 * MM
        self.haut = max(_HAUT_CORPS if en_tete.destinataire else 0, bas_des_precisions + 8 * MM)
        self._legal = couper(self._donnees_legales(), DROITE - GAUCHE - 24 * MM, 7, maximum=4)
        self._pied = A4.haut - 9 * MM - len(self._legal) * 3.2 * MM
        self.bas = self._pied - 4 * MM

    def commencer(self, numero: int, pages: int) -> float:
        """Draw all of a page but its text; return where the text starts. The sheet must be blank."""
        self._fond()
        self._tracer_pied(numero, pages)
        return self._tete() if numero == 1 else self._tete_de_suite()

    def _fond(self) -> None:
        """What the page is not: a draft, a cancelled pièce, a paper of a training base."""
        milieu, centre = A4.large / 2, A4.haut / 2
        if self._e.filigrane:
            self._f.texte_incline(milieu, centre, self._e.filigrane, corps=108, angle=52, couleur=_FILIGRANE)
        elif self._e.sans_valeur:
            self._f.texte_incline(milieu, centre, "SANS VALEUR", corps=88, angle=52, couleur=_SANS_VALEUR)
        if self._e.sans_valeur:
            self._f.boite(0, 0, A4.large, 8 * MM, fond=ROUGE)
            bandeau = f"{self._e.sans_valeur} — SANS VALEUR"
            self._f.texte(milieu, 5.4 * MM, bandeau, corps=10.5, gras=True, couleur=BLANC, aligne=Aligne.CENTRE)

    def _tete(self) -> float:
        self._emetteur()
        self._titre()
        self._destinataire()
        y = _HAUT_ADRESSE
        for libelle, lignes in self._precisions:
            self._f.texte(GAUCHE, y + 3 * MM, libelle, corps=8.2, couleur=GRIS)
            for ligne in lignes:
                self._f.texte(GAUCHE + 32 * MM, y + 3 * MM, ligne, corps=8.8)
                y += 4.6 * MM
        return self.haut

    def _emetteur(self) -> None:
        emetteur, y, place = self._e.emetteur, 20 * MM, _FENETRE - GAUCHE - 8 * MM
        for ligne in couper(emetteur.raison_sociale, place, 14, gras=True, maximum=2):
            self._f.texte(GAUCHE, y, ligne, corps=14, gras=True)
            y += 5.6 * MM
        y -= 0.6 * MM
        for ligne in (emetteur.station, *emetteur.adresse[:5], siret_dit(emetteur.siret)):
            if ligne:
                self._f.texte(GAUCHE, y, ligne, corps=8.4, couleur=GRIS, place=place)
                y += 3.9 * MM

    def _titre(self) -> None:
        place, y = DROITE - _FENETRE, 20 * MM
        self._f.texte(_FENETRE, y, self._e.titre.upper(), corps=19, gras=True, couleur=ACCENT, place=place)
        if self._e.alerte:
            self._f.texte(_FENETRE, y + 6.4 * MM, self._e.reference, corps=10.5, gras=True, couleur=ROUGE)
        else:
            self._f.texte(_FENETRE, y + 6.4 * MM, self._e.reference, corps=10.5, gras=True, place=place)
        self._f.texte(_FENETRE, y + 11.4 * MM, self._e.dates, corps=9.5)
        if self._e.duplicata:
            large, haut = 42 * MM, 6.4 * MM
            self._f.boite(_FENETRE, y + 15.5 * MM, large, haut, filet=ROUGE)
            milieu = _FENETRE + large / 2
            self._f.texte(
                milieu, y + 20 * MM, self._e.duplicata, corps=10, gras=True, couleur=ROUGE, aligne=Aligne.CENTRE
            )

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
            for rang, entiere in enumerate(self._e.destinataire)
            for ligne in couper(entiere, DROITE - _FENETRE, corps + 0.5, gras=rang == 0, maximum=3)
            if ligne
        ]

    def _tete_de_suite(self) -> float:
        y = 17 * MM
        self._f.texte(GAUCHE, y, self._e.emetteur.raison_sociale, corps=9.5, gras=True, place=80 * MM)
        self._f.texte(DROITE, y, f"{self._e.suite} — suite", corps=9, couleur=GRIS, aligne=Aligne.DROITE)
        if self._e.duplicata:
            y += 4.2 * MM
            self._f.texte(DROITE, y, self._e.duplicata, corps=8, gras=True, couleur=ROUGE, aligne=Aligne.DROITE)
        return HAUT_SUITE

    def _tracer_pied(self, numero: int, pages: int) -> None:
        y = self._pied
        self._f.trait(GAUCHE, y - 1.5 * MM, DROITE, y - 1.5 * MM)
        for rang, ligne in enumerate(self._legal, 1):
            self._f.texte(GAUCHE, y + rang * 3.2 * MM, ligne, corps=7, couleur=GRIS)
        self._f.texte(DROITE, y + 3.2 * MM, f"Page {numero}/{pages}", corps=7.5, couleur=GRIS, aligne=Aligne.DROITE)

    def _donnees_legales(self) -> str:
        emetteur = self._e.emetteur
        tete = " · ".join(filter(None, (emetteur.raison_sociale, siret_dit(emetteur.siret), self._e.legal)))
        return "\n".join(filter(None, (tete, self._e.edition)))
