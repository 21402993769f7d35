"""Command of the counter: a sale to the walk-in client, lines and payments in one transaction (DOMAIN §2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from caisse_clients.application.commandes.pieces import SUJETS
from caisse_clients.application.commandes.registre import commande
from caisse_clients.application.commandes.saisies import Paiement
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.sujets import Sujet
from caisse_clients.application.ventes import ecrire_pieces, encaisser, suivre, vendre
from caisse_clients.application.ventes import imputer as moteur
from caisse_clients.application.ventes.cadre import Cadre, cadre_de, fiche_de, mode_de
from caisse_clients.application.ventes.sources import cible_piece, source_reglement
from caisse_clients.domain.clients import Coordonnees, SorteClient, verifier_coordonnees
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.echeances import EcheancePrevue
from caisse_clients.domain.pieces import EtatPiece, LigneSaisie, TypePiece, calculer
from caisse_clients.domain.reglages import EURO
from caisse_clients.domain.reglements import MotifImputation
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_montant_contrat
from caisse_clients.storage import clients as stock_clients


@dataclass(frozen=True, slots=True)
class EnregistrerVenteComptoir:
    """Record a ticket: it must be wholly paid (cash given back is not entered)."""

    lignes: tuple[LigneSaisie, ...]
    reglements: tuple[Paiement, ...]
    date: dt.date | None = None
    station: str = ""


SUJETS_COMPTOIR = SUJETS | {Sujet.CLIENTS}


@commande("enregistrer_vente_comptoir", EnregistrerVenteComptoir, Droit.ENCAISSER, "Vente au comptoir")
def enregistrer_vente_comptoir(c: EnregistrerVenteComptoir, ctx: Contexte) -> Effet:
    """Write the ticket, its payments and their imputation; raises ``ticket_mal_paye`` with both figures."""
    cadre = cadre_de(ctx, c.date, c.station)
    calculees, totaux = calculer(ecrire_pieces.preparer(cadre, c.lignes, EURO))
    paye = sum(p.montant for p in c.reglements)
    if paye != totaux.ttc or any(p.montant <= 0 for p in c.reglements):
        raise ErreurMetier("ticket_mal_paye", champ="reglements", total=totaux.ttc, montant=paye)
    fiche = fiche_de(cadre, client_passager(cadre))
    vente = suivre.parts_de(calculees)
    ticket = ecrire_pieces.ajouter(
        cadre,
        TypePiece.TICKET,
        fiche,
        calculees,
        totaux,
        etat=EtatPiece.VALIDEE,
        comptabiliser=lambda ligne: vendre.comptabiliser(cadre, ligne, ligne["numero"], vente),
    )
    ecrire_pieces.ajouter_echeances(cadre, ticket, [EcheancePrevue(1, cadre.date, totaux.ttc)])
    numeros = []
    for paiement in c.reglements:
        montants = (int(paiement.montant), int(paiement.montant))
        r = encaisser.ajouter(cadre, client=ticket.client, mode=mode_de(cadre, paiement.mode), montants=montants)
        moteur.imputer(cadre, source_reglement(cadre, r), cible_piece(cadre, ticket), None, MotifImputation.REGLEMENT)
        numeros.append(r.numero)
    vendre.conclure(cadre)
    valeurs = {"piece": ticket.numero, "total_ttc": ecrire_montant_contrat(totaux.ttc), "reglements": numeros}
    return Effet(valeurs, SUJETS_COMPTOIR)


def client_passager(cadre: Cadre) -> int:
    """Return the walk-in client of the station, made at its first sale (DOMAIN §1)."""
    coordonnees = verifier_coordonnees(Coordonnees(nom=f"CLIENT PASSAGER {cadre.station}"))
    existant = stock_clients.passager_de_cle(cadre.tx, coordonnees.cle_tri)
    if existant is not None:
        return existant
    code = cadre.tx.numeros("client")
    stock_clients.ajouter(cadre.tx, [stock_clients.ligne_de(code, SorteClient.PASSAGER, coordonnees)])
    return code
