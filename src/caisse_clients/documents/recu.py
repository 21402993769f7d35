"""The receipt of an entry or an exit of a compte client: values in, PDF bytes out.

One layout on A5; A4 carries it twice side by side, the client's copy and the shop's, with a line to cut along; the
roll of the till has its own (``ticket.py``).
"""

from __future__ import annotations

from caisse_clients.documents.cadre_recu import HAUT_SOLDE, LIGNE_MENTION, SIGNATURES, CadreRecu, instant_dit
from caisse_clients.documents.donnees_recu import DonneesRecu, Emetteur, FormatRecu, Sens, titre_du_compte
from caisse_clients.documents.feuillet import A4, A5, GRIS, MM, Feuillet
from caisse_clients.documents.nombre_en_lettres import montant_en_lettres
from caisse_clients.documents.polices import couper
from caisse_clients.documents.ticket import rendre_ticket
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant

__all__ = ["DonneesRecu", "Emetteur", "FormatRecu", "Sens", "rendre_recu"]

_LIGNE_PRECISION = 4.3 * MM


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


class _Recu(CadreRecu):
    """One copy, drawn from top to bottom."""

    def __init__(self, feuillet: Feuillet, donnees: DonneesRecu, origine: float, exemplaire: str) -> None:
        super().__init__(feuillet, origine, exemplaire)
        self._d = donnees

    def tracer(self) -> None:
        d = self._d
        y = self.fond(d.sans_valeur)
        numero = f"n° {d.poste}-{d.operation}"
        y = self.entete(y, d.emetteur, "REÇU", [numero, f"du {ecrire_date(d.date)}"], tirage=d.tirage)
        y = self.client(y + 5 * MM, d.client, d.client_nom, d.client_adresse)
        lettres = montant_en_lettres(d.montant)
        lignes = couper(lettres[:1].upper() + lettres[1:], self.large - 8 * MM, 9, maximum=3)
        sens = "Entrée" if d.sens is Sens.ENTREE else "Sortie"
        y = self.somme(y + 5 * MM, titre_du_compte(d), sens, f"{ecrire_montant(d.montant)} €", lignes)
        mention = couper(d.mention, self.large, 7.5, maximum=4) if d.mention else []
        sous_precisions = HAUT_SOLDE + 8 * MM + len(mention) * LIGNE_MENTION
        y = self._precisions(y + 7 * MM, SIGNATURES - sous_precisions)
        solde = f"{ecrire_montant(d.solde)} € {d.solde_dit}"
        y = self.solde(y + 2 * MM, "Solde du compte après l'opération", solde) + 1.5 * MM
        for rang, ligne in enumerate(mention, 1):
            self.feuillet.texte(self.gauche, y + rang * LIGNE_MENTION, ligne, corps=7.5, couleur=GRIS)
        self.signatures()
        self.pied(
            f"Enregistré le {instant_dit(d.enregistre_le)} par {d.operateur} au poste {d.poste}",
            f"Opération n° {d.operation} · empreinte {d.empreinte[:16].upper()}",
        )

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
            self.feuillet.texte(self.gauche, y, libelle, corps=8.5, couleur=GRIS)
            maximum = max(1, int((plancher - y) // _LIGNE_PRECISION)) if libelle == "Commentaire" else 2
            for ligne in couper(valeur, self.large - colonne, 9, maximum=maximum):
                self.feuillet.texte(self.gauche + colonne, y, ligne, corps=9)
                y += _LIGNE_PRECISION
            y += 0.8 * MM
        return y
