"""A pièce on the 80 mm roll: the ticket of a counter sale, for the printer of the till."""

from __future__ import annotations

from caisse_clients.documents.donnees_piece import DonneesPiece, LigneImprimee
from caisse_clients.documents.donnees_recu import siret_dit
from caisse_clients.documents.feuillet import MM
from caisse_clients.documents.rouleau import LigneRouleau, coupees, rendre_rouleau
from caisse_clients.kernel.formats import ecrire_date, ecrire_montant, ecrire_pourcent, ecrire_quantite


def rendre_ticket_piece(donnees: DonneesPiece) -> bytes:
    """Return the pièce as a PDF of one page, 80 mm wide; the same bytes for the same values."""
    lignes = [*_tete(donnees), *_lignes(donnees), *_totaux(donnees), *_pied(donnees)]
    titre = f"{donnees.titre} {donnees.numero}".strip()
    sujet = " ".join(donnees.destinataire[:1])
    return rendre_rouleau(lignes, titre=titre, auteur=donnees.emetteur.raison_sociale, sujet=sujet)


def _tete(d: DonneesPiece) -> list[LigneRouleau]:
    lignes = []
    if d.sans_valeur:
        lignes.append(LigneRouleau(f"{d.sans_valeur} — SANS VALEUR", corps=9, gras=True, bandeau=True))
    if d.brouillon or d.annulee:
        lignes.append(LigneRouleau(d.annulee or "BROUILLON", corps=10, gras=True, bandeau=True))
    lignes += coupees(d.emetteur.raison_sociale, corps=11, gras=True, centre=True, avant=1.5 * MM)
    for texte in (d.emetteur.station, *d.emetteur.adresse[:5], siret_dit(d.emetteur.siret)):
        lignes += coupees(texte, corps=7.5, centre=True)
    lignes += coupees(d.titre.upper(), corps=13, gras=True, centre=True, avant=2 * MM)
    if d.tirage > 1:
        lignes.append(LigneRouleau(f"DUPLICATA n° {d.tirage - 1}", corps=10, gras=True, bandeau=True))
    lignes.append(LigneRouleau(f"n° {d.numero}" if d.numero else "", f"du {ecrire_date(d.date)}", avant=MM))
    for texte in d.destinataire:
        lignes += coupees(texte, corps=8)
    for libelle, valeur in d.precisions:
        if valeur:
            lignes += coupees(f"{libelle} : {valeur}", corps=7.5)
    return [*lignes, LigneRouleau(filet=True)]


def _lignes(d: DonneesPiece) -> list[LigneRouleau]:
    lignes: list[LigneRouleau] = []
    for ligne in d.lignes:
        lignes += coupees(ligne.libelle or "—", avant=0.6 * MM)
        lignes.append(LigneRouleau(_detail(d, ligne), _montant(d, ligne), corps=8))
    return [*lignes, LigneRouleau(filet=True)]


def _detail(d: DonneesPiece, ligne: LigneImprimee) -> str:
    """Quantity, price as typed, rebate, rate."""
    quantite = ecrire_quantite(ligne.quantite)
    if not d.chiffree:
        return f"   Quantité {quantite}"
    prix = f"{d.monnaie.ecrire(ligne.prix)}{'' if ligne.ttc else ' HT'}"
    remise = f" − {ecrire_pourcent(ligne.remise)} %" if ligne.remise else ""
    return f"   {quantite} × {prix}{remise}  (TVA {ecrire_pourcent(ligne.taux)} %)"


def _montant(d: DonneesPiece, ligne: LigneImprimee) -> str:
    return d.monnaie.ecrire(ligne.montant_ttc) if d.chiffree else ""


def _totaux(d: DonneesPiece) -> list[LigneRouleau]:
    if not d.chiffree:
        return []
    lignes = [LigneRouleau("TOTAL TTC", d.monnaie.dire(d.ttc), corps=13, gras=True)]
    for t in d.par_taux:
        detail = f"dont TVA {ecrire_pourcent(t.taux)} % sur {d.monnaie.ecrire(t.ht)} HT"
        lignes.append(LigneRouleau(detail, d.monnaie.ecrire(t.tva), corps=7.5))
    if d.contre_valeur is not None:
        euros = f"Soit {ecrire_montant(d.contre_valeur.ttc)} € (1 EUR = {d.contre_valeur.cours} {d.monnaie.code})"
        lignes += coupees(euros, corps=7.5)
    for acompte in d.acomptes:
        lignes.append(LigneRouleau(f"Acompte {acompte.numero}", d.monnaie.ecrire(-acompte.ttc), corps=8))
    for paiement in d.paiements:
        lignes.append(LigneRouleau(paiement.libelle, d.monnaie.ecrire(paiement.montant), corps=9, avant=0.5 * MM))
    if d.deja_facture:
        lignes.append(LigneRouleau("Déjà facturé", d.monnaie.ecrire(-d.deja_facture), corps=8))
    if d.net and d.net != d.ttc:
        nom = "Reste en votre faveur" if d.avoir else "Reste à payer"
        lignes.append(LigneRouleau(nom, d.monnaie.dire(d.net), corps=9, gras=True))
    return [*lignes, LigneRouleau(filet=True)]


def _pied(d: DonneesPiece) -> list[LigneRouleau]:
    lignes = [*coupees(d.commentaire, corps=8)]
    for texte in (*d.mentions, d.legal, d.edition):
        lignes += coupees(texte, corps=6.8, centre=True, avant=0.6 * MM)
    return lignes
