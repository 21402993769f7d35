"""The receipt of an entry or an exit of a compte client: values in, PDF bytes out.

One layout on A5; A4 carries it twice side by side, the client's copy and the shop's, with a line to cut along; the
roll of the till has its own (``ticket.py``).
"""

from __future__ import annotations

from caisse_clients.documents.donnees_recu import (
    DonneesRecu,
    Emetteur,
    FormatRecu,
    Sens,
    siret_dit,
    titre_du_compte,
)
from caisse_clients.documents.feuillet import (
    A4,
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
from caisse_clients.documents.nombre_en_lettres import montant_en_lettres
from caisse_clients.documents.polices import couper
from caisse_clients.documents.ticket import rendre_ticket
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant

__all__ = ["DonneesRecu", "Emetteur", "FormatRecu", "Sens", "rendre_recu"]

_MARGE = 13 * MM
_FILIGRANE = Couleur(0.97, 0.86, 0.86)
_SIGNATURES = A5.haut - 32 * MM
_HAUT_SOLDE = 9.5 * MM
_LIGNE_PRECISION = 4.3 * MM
_LIGNE_MENTION = 3.4 * MM


def rendre_recu(donnees: DonneesRecu, format_recu: FormatRecu = FormatRecu.A5) -> bytes:
    """Return the receipt as PDF, the same bytes for the same values."""
    if format_recu is FormatRecu.TICKET:
        return rendre_ticket(donnees)
    taille = A5 if format_recu is FormatRecu.A5 else A4.couchee()
    feuillet = Feuillet(
        taille,
        titre=f"Reçu {donnees.poste}-{donnees.operation}",
        auteur=donnees.emetteur.raison_sociale,
        sujet=f"{titre_du_compte(donnees)}, {donnees.client_nom}",
    )
    if format_recu is FormatRecu.A5:
        _Recu(feuillet, donnees, 0, "").tracer()
    else:
        for rang, exemplaire in enumerate(("Exemplaire du client", "Exemplaire du magasin")):
            _Recu(feuillet, donnees, rang * taille.large / 2, exemplaire).tracer()
        feuillet.pointille(taille.large / 2, 0, taille.large / 2, taille.haut)
    return feuillet.octets()


class _Recu:
    """One copy, drawn from top to bottom; each part returns where the next one starts."""

    def __init__(self, feuillet: Feuillet, donnees: DonneesRecu, origine: float, exemplaire: str) -> None:
        self._f, self._d, self._exemplaire = feuillet, donnees, exemplaire
        self._origine = origine
        self._gauche, self._droite = origine + _MARGE, origine + A5.large - _MARGE
        self._large = A5.large - 2 * _MARGE

    def tracer(self) -> None:
        if self._d.sans_valeur:
            centre = self._origine + A5.large / 2
            self._f.texte_incline(centre, A5.haut / 2, "SANS VALEUR", corps=52, angle=50, couleur=_FILIGRANE)
        y = self._bandeau()
        y = self._entete(y)
        y = self._client(y + 5 * MM)
        y = self._somme(y + 5 * MM)
        mention = couper(self._d.mention, self._large, 7.5, maximum=4) if self._d.mention else []
        sous_precisions = _HAUT_SOLDE + 8 * MM + len(mention) * _LIGNE_MENTION
        y = self._precisions(y + 7 * MM, _SIGNATURES - sous_precisions)
        y = self._solde(y + 2 * MM) + 1.5 * MM
        for rang, ligne in enumerate(mention, 1):
            self._f.texte(self._gauche, y + rang * _LIGNE_MENTION, ligne, corps=7.5, couleur=GRIS)
        self._signatures()
        self._pied()

    def _bandeau(self) -> float:
        if not self._d.sans_valeur:
            return 0
        haut = 8 * MM
        self._f.boite(self._origine, 0, A5.large, haut, fond=ROUGE)
        centre = self._origine + A5.large / 2
        texte = f"{self._d.sans_valeur} — SANS VALEUR"
        self._f.texte(centre, haut - 2.6 * MM, texte, corps=11, gras=True, couleur=BLANC, aligne=Aligne.CENTRE)
        return haut

    def _entete(self, haut: float) -> float:
        """Shop on the left, name and number of the document on the right."""
        emetteur, y = self._d.emetteur, haut + 16 * MM
        moitie = self._large * 0.58
        self._f.texte(self._gauche, y, emetteur.raison_sociale, corps=12, gras=True, place=moitie)
        self._f.texte(self._droite, y, "REÇU", corps=19, gras=True, couleur=ACCENT, aligne=Aligne.DROITE)
        a_droite = [f"n° {self._d.poste}-{self._d.operation}", f"du {ecrire_date(self._d.date)}"]
        a_gauche = [t for t in (emetteur.station, *emetteur.adresse[:5], siret_dit(emetteur.siret)) if t]
        for rang, texte in enumerate(a_droite):
            ou = y + (5.2 + 4.3 * rang) * MM
            self._f.texte(self._droite, ou, texte, corps=9.5, gras=rang == 0, aligne=Aligne.DROITE)
        for rang, texte in enumerate(a_gauche):
            self._f.texte(self._gauche, y + (4.6 + 3.8 * rang) * MM, texte, corps=8, couleur=GRIS, place=moitie)
        bas = y + max(4.6 + 3.8 * len(a_gauche), 5.2 + 4.3 * len(a_droite)) * MM
        if self._d.tirage > 1:
            bas = self._duplicata(max(bas, y + 14 * MM))
        self._f.trait(self._gauche, bas, self._droite, bas, couleur=ACCENT, epais=1.2)
        return bas

    def _duplicata(self, y: float) -> float:
        large, haut = 40 * MM, 6.4 * MM
        self._f.boite(self._droite - large, y - 2 * MM, large, haut, filet=ROUGE)
        milieu = self._droite - large / 2
        texte = f"DUPLICATA n° {self._d.tirage - 1}"
        self._f.texte(milieu, y + 2.4 * MM, texte, corps=10, gras=True, couleur=ROUGE, aligne=Aligne.CENTRE)
        return y + 7 * MM

    def _client(self, haut: float) -> float:
        place = self._large - 7 * MM
        nom = couper(self._d.client_nom, place, 11, gras=True, maximum=2)
        adresse = [ligne for ligne in self._d.client_adresse if ligne][:3]
        grandeur = (7.5 + 5 * len(nom) + 4.2 * len(adresse)) * MM
        self._f.boite(self._gauche, haut, self._large, grandeur, fond=FOND)
        x, y = self._gauche + 3.5 * MM, haut + 4.6 * MM
        self._f.texte(x, y, "CLIENT", corps=6.5, gras=True, couleur=GRIS)
        numero = f"n° {ecrire_code(self._d.client)}"
        self._f.texte(self._droite - 3.5 * MM, y, numero, corps=8, couleur=GRIS, aligne=Aligne.DROITE)
        for ligne in nom:
            y += 5 * MM
            self._f.texte(x, y, ligne, corps=11, gras=True)
        for ligne in adresse:
            y += 4.2 * MM
            self._f.texte(x, y, ligne, corps=9, place=place)
        return haut + grandeur

    def _somme(self, haut: float) -> float:
        """The amount, large, in figures and in words, and the account it moved."""
        grandeur = 25 * MM
        lettres = montant_en_lettres(self._d.montant)
        lignes = couper(lettres[:1].upper() + lettres[1:], self._large - 8 * MM, 9, maximum=3)
        grandeur += 4 * MM * (len(lignes) - 1)
        self._f.boite(self._gauche, haut, self._large, grandeur, filet=FILET)
        self._f.boite(self._gauche, haut, 1.2 * MM, grandeur, fond=ACCENT)
        x = self._gauche + 4.5 * MM
        self._f.texte(x, haut + 6.5 * MM, titre_du_compte(self._d), corps=10.5, gras=True)
        sens = "Entrée" if self._d.sens is Sens.ENTREE else "Sortie"
        self._f.texte(x, haut + 15 * MM, sens, corps=10, couleur=GRIS)
        montant = f"{ecrire_montant(self._d.montant)} €"
        self._f.texte(self._droite - 4 * MM, haut + 15.6 * MM, montant, corps=21, gras=True, aligne=Aligne.DROITE)
        for rang, ligne in enumerate(lignes):
            self._f.texte(x, haut + (21.3 + 4 * rang) * MM, ligne, corps=9)
        return haut + grandeur

    def _precisions(self, y: float, plancher: float) -> float:
        """Say why and for whom; a comment that would run into the signatures is elided."""
        lignes = [("Motif", self._d.motif), ("Organisme", self._d.organisme), ("Bénéficiaire", self._d.beneficiaire)]
        if self._d.annule is not None:
            lignes.append(("Annule", f"l'écriture n° {ecrire_code(self._d.annule)}"))
        lignes.append(("Commentaire", self._d.commentaire))
        colonne = 27 * MM
        for libelle, valeur in lignes:
            if not valeur:
                continue
            self._f.texte(self._gauche, y, libelle, corps=8.5, couleur=GRIS)
            maximum = max(1, int((plancher - y) // _LIGNE_PRECISION)) if libelle == "Commentaire" else 2
            for ligne in couper(valeur, self._large - colonne, 9, maximum=maximum):
                self._f.texte(self._gauche + colonne, y, ligne, corps=9)
                y += _LIGNE_PRECISION
            y += 0.8 * MM
        return y

    def _solde(self, haut: float) -> float:
        self._f.boite(self._gauche, haut, self._large, _HAUT_SOLDE, fond=FOND)
        y = haut + 6 * MM
        self._f.texte(self._gauche + 3.5 * MM, y, "Solde du compte après l'opération", corps=9)
        texte = f"{ecrire_montant(self._d.solde)} € {self._d.solde_dit}"
        self._f.texte(self._droite - 3.5 * MM, y, texte, corps=10, gras=True, aligne=Aligne.DROITE)
        return haut + _HAUT_SOLDE

    def _signatures(self) -> None:
        y, large = _SIGNATURES, (self._large - 8 * MM) / 2
        for rang, libelle in enumerate(("Signature du client", "Pour le magasin")):
            x = self._gauche + rang * (large + 8 * MM)
            self._f.texte(x, y, libelle, corps=7.5, couleur=GRIS)
            self._f.pointille(x, y + 14 * MM, x + large, y + 14 * MM)

    def _pied(self) -> None:
        """Who recorded it, when, where, and the start of its seal: what an inspection looks for."""
        y = A5.haut - 12 * MM
        instant = f"{ecrire_date(self._d.enregistre_le)} à {self._d.enregistre_le:%H:%M}"
        qui = f"Enregistré le {instant} par {self._d.operateur} au poste {self._d.poste}"
        sceau = f"Opération n° {self._d.operation} · empreinte {self._d.empreinte[:16].upper()}"
        place = self._large - 32 * MM if self._exemplaire else self._large
        self._f.texte(self._gauche, y, qui, corps=6.8, couleur=GRIS, place=place)
        self._f.texte(self._gauche, y + 3.3 * MM, sceau, corps=6.8, couleur=GRIS, place=place)
        if self._exemplaire:
            self._f.texte(self._droite, y, self._exemplaire, corps=7.5, gras=True, couleur=GRIS, aligne=Aligne.DROITE)
