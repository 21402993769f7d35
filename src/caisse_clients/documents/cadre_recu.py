"""What every receipt on A5 shares: the band of what is worthless, the shop, the client, signatures, and the foot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from caisse_clients.documents.donnees_recu import Emetteur, siret_dit
from caisse_clients.documents.feuillet import (
    A5,
    ACCENT,
    BLANC,
    FILET,
    FOND,
    GRIS,
    MM,
    ROUGE,
    Aligne,
    Couleur,
    Feuillet,
)
from caisse_clients.documents.polices import couper
from caisse_clients.kernel.formats import ecrire_code, ecrire_date

MARGE = 13 * MM
SIGNATURES = A5.haut - 32 * MM
"""Where the signatures start."""
HAUT_SOLDE = 9.5 * MM
LIGNE_MENTION = 3.4 * MM
_SANS_VALEUR = Couleur(0.97, 0.86, 0.86)
_BROUILLON = Couleur(0.925, 0.938, 0.955)


class CadreRecu:
    """One copy on an A5 sheet, or on the half of an A4 that starts at ``origine``.

    Each part is drawn from ``haut`` down and returns where the next one starts.
    """

    def __init__(self, feuillet: Feuillet, origine: float, exemplaire: str) -> None:
        self.feuillet, self._origine, self._exemplaire = feuillet, origine, exemplaire
        self.gauche, self.droite = origine + MARGE, origine + A5.large - MARGE
        self.large = A5.large - 2 * MARGE

    def fond(self, sans_valeur: str, *, brouillon: str = "") -> float:
        """Say across the page and in a red band what the paper is not."""
        centre, f = self._origine + A5.large / 2, self.feuillet
        if brouillon:
            f.texte_incline(centre, A5.haut / 2, brouillon, corps=66, angle=52, couleur=_BROUILLON)
        elif sans_valeur:
            f.texte_incline(centre, A5.haut / 2, "SANS VALEUR", corps=52, angle=50, couleur=_SANS_VALEUR)
        if not sans_valeur:
            return 0
        haut = 8 * MM
        f.boite(self._origine, 0, A5.large, haut, fond=ROUGE)
        texte = f"{sans_valeur} — SANS VALEUR"
        f.texte(centre, haut - 2.6 * MM, texte, corps=11, gras=True, couleur=BLANC, aligne=Aligne.CENTRE)
        return haut

    def entete(self, haut: float, emetteur: Emetteur, titre: str, a_droite: Sequence[str], *, tirage: int) -> float:
        """Shop on the left, name and number of the document on the right."""
        f, y = self.feuillet, haut + 16 * MM
        moitie = self.large * 0.58
        f.texte(self.gauche, y, emetteur.raison_sociale, corps=12, gras=True, place=moitie)
        f.texte(self.droite, y, titre, corps=19, gras=True, couleur=ACCENT, aligne=Aligne.DROITE)
        a_gauche = [t for t in (emetteur.station, *emetteur.adresse[:5], siret_dit(emetteur.siret)) if t]
        for rang, texte in enumerate(a_droite):
            ou = y + (5.2 + 4.3 * rang) * MM
            f.texte(self.droite, ou, texte, corps=9.5, gras=rang == 0, aligne=Aligne.DROITE)
        for rang, texte in enumerate(a_gauche):
            f.texte(self.gauche, y + (4.6 + 3.8 * rang) * MM, texte, corps=8, couleur=GRIS, place=moitie)
        bas = y + max(4.6 + 3.8 * len(a_gauche), 5.2 + 4.3 * len(a_droite)) * MM
        if tirage > 1:
            bas = self._duplicata(max(bas, y + 14 * MM), tirage)
        f.trait(self.gauche, bas, self.droite, bas, couleur=ACCENT, epais=1.2)
        return bas

    def _duplicata(self, y: float, tirage: int) -> float:
        large, haut = 40 * MM, 6.4 * MM
        self.feuillet.boite(self.droite - large, y - 2 * MM, large, haut, filet=ROUGE)
        milieu = self.droite - large / 2
        texte = f"DUPLICATA n° {tirage - 1}"
        self.feuillet.texte(milieu, y + 2.4 * MM, texte, corps=10, gras=True, couleur=ROUGE, aligne=Aligne.CENTRE)
        return y + 7 * MM

    def client(self, haut: float, code: int, nom_entier: str, lignes: Sequence[str]) -> float:
        """The client in a box: two lines of name, three of address."""
        f, place = self.feuillet, self.large - 7 * MM
        nom = couper(nom_entier, place, 11, gras=True, maximum=2)
        adresse = [ligne for ligne in lignes if ligne][:3]
        grandeur = (7.5 + 5 * len(nom) + 4.2 * len(adresse)) * MM
        f.boite(self.gauche, haut, self.large, grandeur, fond=FOND)
        x, y = self.gauche + 3.5 * MM, haut + 4.6 * MM
        f.texte(x, y, "CLIENT", corps=6.5, gras=True, couleur=GRIS)
        numero = f"n° {ecrire_code(code)}"
        f.texte(self.droite - 3.5 * MM, y, numero, corps=8, couleur=GRIS, aligne=Aligne.DROITE)
        for ligne in nom:
            y += 5 * MM
            f.texte(x, y, ligne, corps=11, gras=True)
        for ligne in adresse:
            y += 4.2 * MM
            f.texte(x, y, ligne, corps=9, place=place)
        return haut + grandeur

    def somme(self, haut: float, titre: str, sens: str, montant: str, lettres: Sequence[str]) -> float:
        """The amount, large, in figures and in words."""
        f, grandeur = self.feuillet, 25 * MM + 4 * MM * (max(len(lettres), 1) - 1)
        f.boite(self.gauche, haut, self.large, grandeur, filet=FILET)
        f.boite(self.gauche, haut, 1.2 * MM, grandeur, fond=ACCENT)
        x = self.gauche + 4.5 * MM
        f.texte(x, haut + 6.5 * MM, titre, corps=10.5, gras=True)
        f.texte(x, haut + 15 * MM, sens, corps=10, couleur=GRIS)
        f.texte(self.droite - 4 * MM, haut + 15.6 * MM, montant, corps=21, gras=True, aligne=Aligne.DROITE)
        for rang, ligne in enumerate(lettres):
            f.texte(x, haut + (21.3 + 4 * rang) * MM, ligne, corps=9)
        return haut + grandeur

    def solde(self, haut: float, libelle: str, texte: str) -> float:
        """What remains, in a box."""
        self.feuillet.boite(self.gauche, haut, self.large, HAUT_SOLDE, fond=FOND)
        y = haut + 6 * MM
        self.feuillet.texte(self.gauche + 3.5 * MM, y, libelle, corps=9)
        self.feuillet.texte(self.droite - 3.5 * MM, y, texte, corps=10, gras=True, aligne=Aligne.DROITE)
        return haut + HAUT_SOLDE

    def signatures(self) -> None:
        """Where both sign."""
        y, large = SIGNATURES, (self.large - 8 * MM) / 2
        for rang, libelle in enumerate(("Signature du client", "Pour le magasin")):
            x = self.gauche + rang * (large + 8 * MM)
            self.feuillet.texte(x, y, libelle, corps=7.5, couleur=GRIS)
            self.feuillet.pointille(x, y + 14 * MM, x + large, y + 14 * MM)

    def pied(self, premiere: str, seconde: str) -> None:
        """Two small lines: who recorded it, when, where, and what an inspection looks for."""
        y = A5.haut - 12 * MM
        place = self.large - 32 * MM if self._exemplaire else self.large
        self.feuillet.texte(self.gauche, y, premiere, corps=6.8, couleur=GRIS, place=place)
        self.feuillet.texte(self.gauche, y + 3.3 * MM, seconde, corps=6.8, couleur=GRIS, place=place)
        if self._exemplaire:
            self.feuillet.texte(
                self.droite, y, self._exemplaire, corps=7.5, gras=True, couleur=GRIS, aligne=Aligne.DROITE
            )


def instant_dit(instant: dt.datetime) -> str:
    """Write an instant as the foot of a document does: ``15/07/2014 à 09:05``."""
    return f"{ecrire_date(instant)} à {instant:%H:%M}"
