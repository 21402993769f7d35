"""The bon of a compte avoir: what it is worth, its code as bars and in groups of four; values in, PDF bytes out."""

from __future__ import annotations

from caisse_clients.documents.code_barres import HAUTEUR, MODULE, SILENCE, symbole, tracer_code
from caisse_clients.documents.donnees_bon import DonneesBon, FormatBon
from caisse_clients.documents.donnees_recu import siret_dit
from caisse_clients.documents.feuillet import (
    A4,
    ACCENT,
    BLANC,
    FILET,
    GRIS,
    MM,
    NOIR,
    ROUGE,
    Aligne,
    Couleur,
    Feuillet,
)
from caisse_clients.documents.nombre_en_lettres import montant_en_lettres
from caisse_clients.documents.polices import couper
from caisse_clients.documents.rouleau import LigneRouleau, coupees, rendre_rouleau
from caisse_clients.domain.bons import par_quatre
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant

SANS_CODE = "Le code est tiré à l'impression : un aperçu ne paie rien."
_TITRE = "BON D'AVOIR"
_HAUT = 99 * MM
"""A third of an A4."""
_GAUCHE, _DROITE = 14 * MM, A4.large - 14 * MM
_MILIEU = 112 * MM
_CODE_Y = 64 * MM
_SANS_VALEUR = Couleur(0.97, 0.88, 0.88)


def rendre_bon(donnees: DonneesBon, format_bon: FormatBon = FormatBon.A4) -> bytes:
    """Return the bon as PDF, the same bytes for the same values."""
    titre, sujet = f"Bon d'avoir, compte {donnees.compte}", donnees.client_nom
    if format_bon is FormatBon.TICKET:
        lignes = [*_tete(donnees), *_corps(donnees), *_pied(donnees)]
        return rendre_rouleau(lignes, titre=titre, auteur=donnees.emetteur.raison_sociale, sujet=sujet)
    feuillet = Feuillet(A4, titre=titre, auteur=donnees.emetteur.raison_sociale, sujet=sujet)
    _Bon(feuillet, donnees).tracer()
    return feuillet.octets()


def _precisions(d: DonneesBon) -> list[tuple[str, str]]:
    """What it comes from, and what was already used of it."""
    lignes = [("Client", d.client_nom), ("Origine", f"{d.origine}, le {ecrire_date(d.date)}".removeprefix(", "))]
    if d.employe:
        lignes.append(("Déjà employé", f"{_euros(d.employe)} sur {_euros(d.montant)}"))
    return lignes


def _somme_dite(d: DonneesBon) -> str:
    lettres = montant_en_lettres(d.solde)
    return lettres[:1].upper() + lettres[1:]


class _Bon:
    """The upper third of an A4: value on the left, whose it is on the right, the code under both."""

    def __init__(self, feuillet: Feuillet, donnees: DonneesBon) -> None:
        self._f, self._d = feuillet, donnees

    def tracer(self) -> None:
        self._fond()
        self._emetteur()
        self._titre()
        self._valeur()
        self._de_qui()
        self._code()
        self._mention()
        self._f.texte(_GAUCHE, 93.5 * MM, self._d.edition, corps=6.8, couleur=GRIS, place=_DROITE - _GAUCHE)
        self._f.pointille(0, _HAUT, A4.large, _HAUT)

    def _fond(self) -> None:
        if not self._d.sans_valeur:
            return
        milieu = A4.large / 2
        # Beside the code, whose white sides would hide it.
        self._f.texte_incline(150 * MM, 62 * MM, "SANS VALEUR", corps=38, angle=14, couleur=_SANS_VALEUR)
        self._f.boite(0, 0, A4.large, 7 * MM, fond=ROUGE)
        bandeau = f"{self._d.sans_valeur} — SANS VALEUR"
        self._f.texte(milieu, 4.9 * MM, bandeau, corps=10, gras=True, couleur=BLANC, aligne=Aligne.CENTRE)

    def _emetteur(self) -> None:
        """Between the top and the value there is room for five lines; the SIRET is never the one left out."""
        e, y, place = self._d.emetteur, 15 * MM, _MILIEU - _GAUCHE - 6 * MM
        noms = couper(e.raison_sociale, place, 12.5, gras=True, maximum=2)
        for rang, ligne in enumerate(noms):
            self._f.texte(_GAUCHE, y + 4.6 * MM * rang, ligne, corps=12.5, gras=True)
        y += 4.6 * MM * (len(noms) - 1)
        adresse, siret = " · ".join(filter(None, e.adresse[:5])), siret_dit(e.siret)
        lignes = [ligne for texte in (e.station, adresse) if texte for ligne in couper(texte, place, 8, maximum=2)]
        for ligne in filter(None, (*lignes[: 5 - len(noms)], siret)):
            y += 3.7 * MM
            self._f.texte(_GAUCHE, y, ligne, corps=8, couleur=GRIS)

    def _titre(self) -> None:
        y = 15 * MM
        self._f.texte(_DROITE, y, _TITRE, corps=19, gras=True, couleur=ACCENT, aligne=Aligne.DROITE)
        numero = f"Compte avoir n° {ecrire_code(self._d.compte)}"
        self._f.texte(_DROITE, y + 5.8 * MM, numero, corps=10, gras=True, aligne=Aligne.DROITE)
        if self._d.tirage > 1:
            large, haut, x = 40 * MM, 6 * MM, _DROITE - 40 * MM
            self._f.boite(x, y + 8.6 * MM, large, haut, filet=ROUGE)
            texte = f"DUPLICATA n° {self._d.tirage - 1}"
            ou = x + large / 2
            self._f.texte(ou, y + 12.9 * MM, texte, corps=10, gras=True, couleur=ROUGE, aligne=Aligne.CENTRE)

    def _valeur(self) -> None:
        haut, large, grandeur = 34 * MM, _MILIEU - _GAUCHE - 6 * MM, 25 * MM
        self._f.boite(_GAUCHE, haut, large, grandeur, filet=FILET)
        self._f.boite(_GAUCHE, haut, 1.2 * MM, grandeur, fond=ACCENT)
        x, droite = _GAUCHE + 4 * MM, _GAUCHE + large - 4 * MM
        self._f.texte(x, haut + 6 * MM, f"Valeur au {ecrire_date(self._d.au)}", corps=9, couleur=GRIS)
        self._f.texte(droite, haut + 13.5 * MM, _euros(self._d.solde), corps=22, gras=True, aligne=Aligne.DROITE)
        for rang, ligne in enumerate(couper(_somme_dite(self._d), large - 8 * MM, 8.5, maximum=2)):
            self._f.texte(x, haut + (18.6 + 3.7 * rang) * MM, ligne, corps=8.5)

    def _de_qui(self) -> None:
        y, colonne = 38 * MM, 24 * MM
        for libelle, valeur in _precisions(self._d):
            self._f.texte(_MILIEU, y, libelle, corps=8.2, couleur=GRIS)
            gras = libelle == "Client"
            for ligne in couper(valeur, _DROITE - _MILIEU - colonne, 9.5, gras=gras, maximum=2):
                self._f.texte(_MILIEU + colonne, y, ligne, corps=9.5, gras=gras)
                y += 4.3 * MM
            y += 1.2 * MM

    def _code(self) -> None:
        if not self._d.code:
            self._f.boite(_GAUCHE, _CODE_Y, 90 * MM, HAUTEUR, filet=FILET)
            self._f.texte(_GAUCHE + 4 * MM, _CODE_Y + HAUTEUR / 2 + MM, SANS_CODE, corps=8.5, couleur=GRIS)
            return
        trouve = symbole(self._d.code)
        x = _GAUCHE - SILENCE * MODULE  # the margin of the sheet is the white side of the code
        self._f.boite(x, _CODE_Y - 2 * MM, trouve.large, HAUTEUR + 9 * MM, fond=BLANC)
        tracer_code(self._f, x, _CODE_Y, trouve)
        lisible, milieu = par_quatre(self._d.code), x + trouve.large / 2
        self._f.texte(milieu, _CODE_Y + HAUTEUR + 5 * MM, lisible, corps=11, gras=True, aligne=Aligne.CENTRE)

    def _mention(self) -> None:
        y, x = _CODE_Y + 3 * MM, _MILIEU
        for ligne in couper(self._d.mention, _DROITE - x, 8.5, maximum=6) if self._d.mention else ():
            self._f.texte(x, y, ligne, corps=8.5, couleur=NOIR)
            y += 3.9 * MM


# on the roll --------------------------------------------------------------------------------------------------


def _tete(d: DonneesBon) -> list[LigneRouleau]:
    lignes = []
    if d.sans_valeur:
        lignes.append(LigneRouleau(f"{d.sans_valeur} — SANS VALEUR", corps=9, gras=True, bandeau=True))
    lignes += coupees(d.emetteur.raison_sociale, corps=11, gras=True, centre=True, avant=1.5 * MM)
    for texte in (d.emetteur.station, *d.emetteur.adresse[:5], siret_dit(d.emetteur.siret)):
        lignes += coupees(texte, corps=7.5, centre=True)
    lignes.append(LigneRouleau(_TITRE, corps=14, gras=True, centre=True, avant=2 * MM))
    if d.tirage > 1:
        lignes.append(LigneRouleau(f"DUPLICATA n° {d.tirage - 1}", corps=10, gras=True, bandeau=True))
    return [*lignes, *coupees(f"Compte avoir n° {ecrire_code(d.compte)}", centre=True), LigneRouleau(filet=True)]


def _corps(d: DonneesBon) -> list[LigneRouleau]:
    lignes = [
        LigneRouleau(f"Valeur au {ecrire_date(d.au)}", corps=7.5),
        LigneRouleau("", _euros(d.solde), corps=16, gras=True),
        *coupees(_somme_dite(d), corps=8, avant=0.5 * MM),
        LigneRouleau(filet=True),
    ]
    for libelle, valeur in _precisions(d):
        lignes += coupees(f"{libelle} : {valeur}")
    return [*lignes, LigneRouleau(filet=True)]


def _pied(d: DonneesBon) -> list[LigneRouleau]:
    if d.code:
        code = [
            LigneRouleau(barres=symbole(d.code), avant=2 * MM),
            LigneRouleau(par_quatre(d.code), corps=10, gras=True, centre=True, avant=MM),
        ]
    else:
        code = coupees(SANS_CODE, corps=8, centre=True, avant=2 * MM)
    return [*code, *coupees(d.mention, corps=8, avant=2 * MM), *coupees(d.edition, corps=6.8, avant=2 * MM)]


def _euros(centimes: int) -> str:
    return f"{ecrire_montant(centimes)}\u00a0€"
