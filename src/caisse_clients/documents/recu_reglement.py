"""The receipt of a règlement on A5 (A4: two copies side by side), over as many sheets as what it pays takes."""

from __future__ import annotations

from collections.abc import Sequence

from caisse_clients.documents.blocs import Bloc, ColonneBloc, espace, groupes, hauteur, tableau, titre, tracer_blocs
from caisse_clients.documents.cadre_recu import HAUT_SOLDE, LIGNE_MENTION, SIGNATURES, CadreRecu
from caisse_clients.documents.donnees_recu import FormatRecu, Sens
from caisse_clients.documents.donnees_reglement import DonneesReglement
from caisse_clients.documents.feuillet import A4, A5, GRIS, MM, Aligne, Feuillet
from caisse_clients.documents.nombre_en_lettres import montant_en_lettres
from caisse_clients.documents.polices import couper
from caisse_clients.documents.ticket_reglement import rendre_ticket_reglement
from caisse_clients.kernel.formats import ecrire_date, ecrire_montant

_HAUT_SUITE = 22 * MM
_BAS = A5.haut - 20 * MM


def rendre_recu_reglement(donnees: DonneesReglement, format_recu: FormatRecu = FormatRecu.A5) -> bytes:
    """Return the receipt as PDF, the same bytes for the same values."""
    if format_recu is FormatRecu.TICKET:
        return rendre_ticket_reglement(donnees)
    taille = A5 if format_recu is FormatRecu.A5 else A4.couchee()
    feuillet = Feuillet(
        taille,
        titre=f"{donnees.titre} {donnees.numero}".strip(),
        auteur=donnees.emetteur.raison_sociale,
        sujet=donnees.client_nom,
    )
    if format_recu is FormatRecu.A5:
        copies = [_Recu(feuillet, donnees, 0, "")]
    else:
        noms = ("Exemplaire du client", "Exemplaire du magasin")
        copies = [_Recu(feuillet, donnees, rang * taille.large / 2, nom) for rang, nom in enumerate(noms)]
    for feuille in range(copies[0].feuilles):
        if feuille:
            feuillet.page_suivante()
        for copie in copies:
            copie.tracer(feuille)
        if len(copies) > 1:
            feuillet.pointille(taille.large / 2, 0, taille.large / 2, taille.haut)
    return feuillet.octets()


class _Recu(CadreRecu):
    """One copy; its sheets are planned when it is made: all but the last only carry lines."""

    def __init__(self, feuillet: Feuillet, donnees: DonneesReglement, origine: float, exemplaire: str) -> None:
        super().__init__(feuillet, origine, exemplaire)
        self._d = donnees
        self._lettres = self._en_lettres()
        self._mentions = [
            ligne for mention in donnees.mentions if mention for ligne in couper(mention, self.large, 7.5, maximum=6)
        ]
        self._entetes = espace(0)
        self._plan = self._planifier()

    @property
    def feuilles(self) -> int:
        """How many sheets it takes."""
        return len(self._plan)

    def tracer(self, feuille: int) -> None:
        """Draw one sheet."""
        y = self.fond(self._d.sans_valeur, brouillon=self._d.filigrane)
        y = self._tete(y) if feuille == 0 else self._tete_de_suite(feuille)
        y = tracer_blocs(y, self._plan[feuille])
        if feuille == self.feuilles - 1:
            self._fin(max(y + 3 * MM, self._plancher()))
            self.signatures()
        page = f"Page {feuille + 1}/{self.feuilles}" if self.feuilles > 1 else ""
        self.pied(self._d.edition, page)

    def _tete(self, y: float) -> float:
        d = self._d
        nom = f"n° {d.numero}" if d.numero else "sans numéro"
        y = self.entete(y, d.emetteur, d.titre.upper(), [nom, f"du {ecrire_date(d.date)}"], tirage=d.tirage)
        y = self.client(y + 5 * MM, d.client, d.client_nom, d.client_adresse)
        verbe = "Reçu" if d.sens is Sens.ENTREE else "Rendu"
        par = f"Par {d.mode.lower() if not d.mode[:2].isupper() else d.mode}"
        titre_somme = par + (f" — {d.reference}" if d.reference else "")
        [titre_somme] = couper(titre_somme, self.large - 9 * MM, 10.5, gras=True, maximum=1)
        y = self.somme(y + 5 * MM, titre_somme, verbe, d.monnaie.dire(d.montant), self._lettres)
        return y + 3 * MM

    def _tete_de_suite(self, feuille: int) -> float:
        d = self._d
        y = 16 * MM
        self.feuillet.texte(self.gauche, y, d.emetteur.raison_sociale, corps=9, gras=True, place=self.large * 0.5)
        nom = f"{d.titre} n° {d.numero}" if d.numero else f"{d.titre} (brouillon)"
        texte = f"{nom} — suite" if feuille else nom
        self.feuillet.texte(self.droite, y, texte, corps=8.5, couleur=GRIS, aligne=Aligne.DROITE)
        return _HAUT_SUITE

    def _fin(self, y: float) -> None:
        """What is left of the money, and what the law wants said of it."""
        d = self._d
        if d.sens is Sens.ENTREE:
            if d.disponible:
                self.solde(y, "Reste disponible", f"{d.monnaie.dire(d.disponible)} en faveur du client")
            else:
                self.solde(y, "Reste disponible", "aucun, tout est employé")
            y += HAUT_SOLDE + 1.5 * MM
        for rang, ligne in enumerate(self._mentions, 1):
            self.feuillet.texte(self.gauche, y + rang * LIGNE_MENTION, ligne, corps=7.5, couleur=GRIS)

    def _plancher(self) -> float:
        """Where the end starts: it stands on the signatures."""
        reste = HAUT_SOLDE + 1.5 * MM if self._d.sens is Sens.ENTREE else 0
        return SIGNATURES - 6 * MM - reste - len(self._mentions) * LIGNE_MENTION

    def _planifier(self) -> list[list[Bloc]]:
        """Fill the sheets to their foot; the end and the signatures need room on the last one."""
        gerbes, feuilles = groupes(self._blocs()), [list[Bloc]()]
        y = self._haut_du_corps()
        for rang, gerbe in enumerate(gerbes):
            grandeur = hauteur(gerbe)
            fin = self._plancher() - 3 * MM if rang == len(gerbes) - 1 else _BAS
            if y + grandeur > fin and feuilles[-1]:
                feuilles.append([self._entetes])
                y = _HAUT_SUITE + self._entetes.hauteur
            feuilles[-1] += gerbe
            y += grandeur
        if y > self._plancher():
            feuilles.append([])
        return feuilles

    def _haut_du_corps(self) -> float:
        """Where the head of the first sheet ends, without drawing it."""
        d, e = self._d, self._d.emetteur
        a_gauche = len([t for t in (e.station, *e.adresse[:5], e.siret) if t])
        y = (8 if d.sans_valeur else 0) * MM + 16 * MM + max(4.6 + 3.8 * a_gauche, 13.8) * MM
        y += 14 * MM if d.tirage > 1 else 0
        noms = len(couper(d.client_nom, self.large - 7 * MM, 11, gras=True, maximum=2))
        adresse = min(len([ligne for ligne in d.client_adresse if ligne]), 3)
        return y + (5 + 7.5 + 5 * noms + 4.2 * adresse + 5 + 25 + 4 * max(len(self._lettres) - 1, 0) + 3) * MM

    def _blocs(self) -> list[Bloc]:
        d = self._d
        if not d.lignes:
            return []
        colonnes = [
            ColonneBloc("Pièce", 56 * MM),
            ColonneBloc("", self.large - 82 * MM),
            ColonneBloc("Montant", 26 * MM, Aligne.DROITE),
        ]
        lignes = [[ligne.titre, ligne.detail, d.monnaie.ecrire(ligne.montant)] for ligne in d.lignes]
        forts: frozenset[int] = frozenset()
        if len(lignes) > 1:
            forts = frozenset({len(lignes)})
            lignes.append(["Total", "", d.monnaie.ecrire(sum(ligne.montant for ligne in d.lignes))])
        debut = [espace(1.5 * MM, lie=True), titre(self.feuillet, self.gauche, d.titre_des_lignes)]
        corps = tableau(self.feuillet, self.gauche, colonnes, lignes, gras=forts)
        self._entetes = corps[0]
        return debut + corps

    def _en_lettres(self) -> Sequence[str]:
        """Words for euros; for another currency its worth in euros, which is what the accounts keep."""
        d = self._d
        if d.contre_valeur is not None:
            euros, cours = d.contre_valeur
            return [f"soit {ecrire_montant(euros)} € (1 EUR = {cours} {d.monnaie.code})"]
        lettres = montant_en_lettres(d.montant)
        return couper(lettres[:1].upper() + lettres[1:], self.large - 8 * MM, 9, maximum=3)
