"""The receipt on an 80 mm roll: as high as what it says, for the printer of the till."""

from __future__ import annotations

from caisse_clients.documents.donnees_recu import DonneesRecu, Sens, siret_dit, titre_du_compte
from caisse_clients.documents.feuillet import MM
from caisse_clients.documents.nombre_en_lettres import montant_en_lettres
from caisse_clients.documents.rouleau import LigneRouleau, coupees, rendre_rouleau
from caisse_clients.kernel.formats import ecrire_code, ecrire_date, ecrire_montant


def rendre_ticket(donnees: DonneesRecu) -> bytes:
    """Return the receipt as a PDF of one page, 80 mm wide; the same bytes for the same values."""
    lignes = [*_tete(donnees), *_corps(donnees), *_pied(donnees)]
    titre, sujet = f"Reçu {donnees.poste}-{donnees.operation}", f"{titre_du_compte(donnees)}, {donnees.client_nom}"
    return rendre_rouleau(lignes, titre=titre, auteur=donnees.emetteur.raison_sociale, sujet=sujet)


def _tete(d: DonneesRecu) -> list[LigneRouleau]:
    lignes = []
    if d.sans_valeur:
        lignes.append(LigneRouleau(f"{d.sans_valeur} — SANS VALEUR", corps=9, gras=True, bandeau=True))
    lignes += coupees(d.emetteur.raison_sociale, corps=11, gras=True, centre=True, avant=1.5 * MM)
    for texte in (d.emetteur.station, *d.emetteur.adresse[:5], siret_dit(d.emetteur.siret)):
        lignes += coupees(texte, corps=7.5, centre=True)
    lignes.append(LigneRouleau("REÇU", corps=14, gras=True, centre=True, avant=2 * MM))
    if d.tirage > 1:
        lignes.append(LigneRouleau(f"DUPLICATA n° {d.tirage - 1}", corps=10, gras=True, bandeau=True))
    lignes.append(LigneRouleau(f"n° {d.poste}-{d.operation}", f"du {ecrire_date(d.date)}", avant=MM))
    return [*lignes, LigneRouleau(filet=True)]


def _corps(d: DonneesRecu) -> list[LigneRouleau]:
    lignes = [LigneRouleau("Client", f"n° {ecrire_code(d.client)}", corps=7.5)]
    lignes += coupees(d.client_nom, corps=9.5, gras=True)
    for texte in d.client_adresse:
        lignes += coupees(texte)
    lignes += [
        LigneRouleau(filet=True),
        LigneRouleau(titre_du_compte(d), gras=True),
        LigneRouleau(
            "Entrée" if d.sens is Sens.ENTREE else "Sortie", f"{ecrire_montant(d.montant)} €", corps=14, gras=True
        ),
        *coupees(montant_en_lettres(d.montant).capitalize(), corps=8, avant=0.5 * MM),
        LigneRouleau(filet=True),
    ]
    annule = "" if d.annule is None else f"l'écriture n° {ecrire_code(d.annule)}"
    for libelle, valeur in (
        ("Motif", d.motif),
        ("Organisme", d.organisme),
        ("Bénéficiaire", d.beneficiaire),
        ("Annule", annule),
        ("Commentaire", d.commentaire),
    ):
        if valeur:
            lignes += coupees(f"{libelle} : {valeur}")
    lignes.append(LigneRouleau("Solde du compte après l'opération", corps=7.5, avant=1.5 * MM))
    lignes += coupees(f"{ecrire_montant(d.solde)} € {d.solde_dit}", corps=10, gras=True)
    return [*lignes, LigneRouleau(filet=True)]


def _pied(d: DonneesRecu) -> list[LigneRouleau]:
    instant = f"{ecrire_date(d.enregistre_le)} à {d.enregistre_le:%H:%M}"
    return [
        *coupees(d.mention, corps=7),
        LigneRouleau("Signature du client", corps=7.5, avant=2 * MM),
        LigneRouleau(filet=True, avant=14 * MM),
        *coupees(f"Enregistré le {instant} par {d.operateur} au poste {d.poste}", corps=6.8),
        *coupees(f"Opération n° {d.operation} · empreinte {d.empreinte[:16].upper()}", corps=6.8),
    ]
