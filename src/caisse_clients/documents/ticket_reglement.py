"""The receipt of a règlement on the 80 mm roll."""

from __future__ import annotations

from caisse_clients.documents.donnees_recu import Sens, siret_dit
from caisse_clients.documents.donnees_reglement import DonneesReglement
from caisse_clients.documents.feuillet import MM
from caisse_clients.documents.nombre_en_lettres import montant_en_lettres
from caisse_clients.documents.rouleau import LigneRouleau, coupees, rendre_rouleau
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant


def rendre_ticket_reglement(donnees: DonneesReglement) -> bytes:
    """Return the receipt as a PDF of one page, 80 mm wide; the same bytes for the same values."""
    lignes = [*_tete(donnees), *_corps(donnees), *_pied(donnees)]
    titre = f"{donnees.titre} {donnees.numero}".strip()
    return rendre_rouleau(lignes, titre=titre, auteur=donnees.emetteur.raison_sociale, sujet=donnees.client_nom)


def _tete(d: DonneesReglement) -> list[LigneRouleau]:
    lignes = []
    if d.sans_valeur:
        lignes.append(LigneRouleau(f"{d.sans_valeur} — SANS VALEUR", corps=9, gras=True, bandeau=True))
    if d.filigrane:
        lignes.append(LigneRouleau(d.filigrane, corps=10, gras=True, bandeau=True))
    lignes += coupees(d.emetteur.raison_sociale, corps=11, gras=True, centre=True, avant=1.5 * MM)
    for texte in (d.emetteur.station, *d.emetteur.adresse[:5], siret_dit(d.emetteur.siret)):
        lignes += coupees(texte, corps=7.5, centre=True)
    lignes.append(LigneRouleau(d.titre.upper(), corps=14, gras=True, centre=True, avant=2 * MM))
    if d.tirage > 1:
        lignes.append(LigneRouleau(f"DUPLICATA n° {d.tirage - 1}", corps=10, gras=True, bandeau=True))
    lignes.append(LigneRouleau(f"n° {d.numero}" if d.numero else "", f"du {ecrire_date(d.date)}", avant=MM))
    return [*lignes, LigneRouleau(filet=True)]


def _corps(d: DonneesReglement) -> list[LigneRouleau]:
    lignes = [LigneRouleau("Client", f"n° {ecrire_code(d.client)}", corps=7.5)]
    lignes += coupees(d.client_nom, corps=9.5, gras=True)
    for texte in d.client_adresse:
        lignes += coupees(texte)
    verbe = "Reçu" if d.sens is Sens.ENTREE else "Rendu"
    lignes += [LigneRouleau(filet=True), LigneRouleau(verbe, d.monnaie.dire(d.montant), corps=14, gras=True)]
    if d.contre_valeur is None:
        lignes += coupees(montant_en_lettres(d.montant).capitalize(), corps=8, avant=0.5 * MM)
    else:
        lignes += coupees(
            f"soit {ecrire_montant(d.contre_valeur[0])} € (1 EUR = {d.contre_valeur[1]} {d.monnaie.code})", corps=8
        )
    lignes += coupees(f"{d.mode} — {d.reference}" if d.reference else d.mode, gras=True)
    lignes.append(LigneRouleau(filet=True))
    if d.lignes:
        lignes.append(LigneRouleau(d.titre_des_lignes, corps=7.5))
        for ligne in d.lignes:
            lignes.append(LigneRouleau(ligne.titre, d.monnaie.ecrire(ligne.montant), corps=8, avant=0.4 * MM))
            lignes += coupees(ligne.detail, corps=7)
    if d.sens is Sens.ENTREE:
        lignes.append(LigneRouleau("Reste disponible", d.monnaie.dire(d.disponible), corps=9, gras=True, avant=MM))
    return [*lignes, LigneRouleau(filet=True)]


def _pied(d: DonneesReglement) -> list[LigneRouleau]:
    lignes: list[LigneRouleau] = []
    for mention in d.mentions:
        lignes += coupees(mention, corps=7, avant=0.6 * MM)
    lignes += [LigneRouleau("Signature du client", corps=7.5, avant=2 * MM), LigneRouleau(filet=True, avant=14 * MM)]
    return [*lignes, *coupees(d.edition, corps=6.8)]
