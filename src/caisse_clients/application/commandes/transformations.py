"""Commands that make one pièce from another: deliver and invoice a commande, whole or in part (manual 003)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caisse_clients.application.commandes import pieces
from caisse_clients.application.commandes.pieces import SUJETS, exiger_raison
from caisse_clients.application.commandes.registre import commande
from caisse_clients.application.commandes.saisies import QuantiteDeLigne
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.ventes import ecrire_pieces, glisser, suivre, vendre
from caisse_clients.application.ventes.cadre import Cadre, cadre_de, fiche_de
from caisse_clients.application.ventes.sources import piece_de
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.pieces import EtatPiece, TypePiece, calculer
from caisse_clients.domain.reglements import MotifImputation
from caisse_clients.kernel.argent import Quantite
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_montant_contrat
from caisse_clients.storage import pieces as stock
from caisse_clients.storage.pieces import LigneEcrite, Piece


@dataclass(frozen=True, slots=True)
class LivrerCommande:
    """Make a bon de livraison; without ``lignes``, of all that is not delivered yet."""

    piece: str
    lignes: tuple[QuantiteDeLigne, ...] = ()
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class FacturerCommande:
    """Invoice a commande or a bon de livraison, whole or by ``lignes``; its money slides to the facture.

    ``valider`` True (default False) gives the final number at once.
    """

    piece: str
    lignes: tuple[QuantiteDeLigne, ...] = ()
    date: dt.date | None = None
    valider: bool = False


@dataclass(frozen=True, slots=True)
class AnnulerLivraison:
    """Cancel a bon de livraison that is not invoiced."""

    piece: str
    raison: str


@commande("livrer_commande", LivrerCommande, Droit.GERER_COMMANDES, "Livraison d'une commande")
def livrer_commande(c: LivrerCommande, ctx: Contexte) -> Effet:
    """Make the bon de livraison; raises ``tout_est_livre`` when nothing is left."""
    cadre = cadre_de(ctx, c.date)
    mere = _en_cours(cadre, c.piece, TypePiece.COMMANDE)
    lignes = stock.lignes_de(ctx.tx, mere)
    deja = stock.quantites_issues(ctx.tx, mere.id, TypePiece.BON_LIVRAISON)
    quantites = _quantites(lignes, deja, c.lignes, "tout_est_livre", mere.numero)
    bon = _ajouter(cadre, TypePiece.BON_LIVRAISON, mere, lignes, quantites)
    return Effet({"piece": bon.numero}, SUJETS)


@commande("annuler_livraison", AnnulerLivraison, Droit.GERER_COMMANDES, "Annulation d'un bon de livraison")
def annuler_livraison(c: AnnulerLivraison, ctx: Contexte) -> Effet:
    """Cancel the bon; raises ``livraison_facturee`` once invoiced."""
    cadre = cadre_de(ctx)
    raison = exiger_raison(c.raison)
    bon = _en_cours(cadre, c.piece, TypePiece.BON_LIVRAISON)
    if any(f.etat.vivante for f in stock.issues_de(ctx.tx, bon.id, TypePiece.FACTURE)):
        raise ErreurMetier("livraison_facturee", champ="piece", piece=bon.numero)
    stock.changer(ctx.tx, bon, etat=EtatPiece.ANNULEE.value, raison=raison)
    return Effet({"piece": bon.numero}, SUJETS)


@commande("facturer_commande", FacturerCommande, Droit.FACTURER, "Facturation d'une commande")
def facturer_commande(c: FacturerCommande, ctx: Contexte) -> Effet:
    """Make the facture, let the money of the commande slide to it, validate it when asked."""
    cadre = cadre_de(ctx, c.date)
    origine = mere = _en_cours(cadre, c.piece, TypePiece.COMMANDE, TypePiece.BON_LIVRAISON)
    if origine.type is TypePiece.BON_LIVRAISON:
        mere = stock.charger(ctx.tx, origine.affaire)
    demandees = c.lignes
    if origine is not mere and not demandees:
        demandees = _restant_du_bon(cadre, origine)
    lignes = stock.lignes_de(ctx.tx, mere)
    deja = suivre.quantites_facturees(cadre, mere)
    quantites = _quantites(lignes, deja, demandees, "tout_est_facture", mere.numero)
    facture = _ajouter(cadre, TypePiece.FACTURE, origine, lignes, quantites)
    conditions = mere.ligne["conditions"] or cadre.reglages["conditions_par_defaut"]
    prevues = ecrire_pieces.prevoir(facture.total_devise, facture.date, conditions, (), facture.devise)
    ecrire_pieces.ajouter_echeances(cadre, facture, prevues)
    glissees = glisser.glisser(cadre, mere, facture, facture.total_devise, MotifImputation.GLISSEMENT)
    glissees += suivre.resynchroniser(cadre, mere, facture)
    if c.valider:
        facture = pieces.valider(cadre, facture)
    vendre.conclure(cadre)
    return Effet(
        {
            "piece": facture.numero,
            "glissee": pieces.en_contrat(facture, glissees),
            "reste_du": ecrire_montant_contrat(suivre.reste_du(cadre, facture)),
        },
        SUJETS,
    )


def _restant_du_bon(cadre: Cadre, bon: Piece) -> tuple[QuantiteDeLigne, ...]:
    """Return what is not invoiced yet of a bon de livraison, by rank of the commande."""
    facturees = stock.quantites_issues(cadre.tx, bon.id, TypePiece.FACTURE)
    restant = tuple(
        QuantiteDeLigne(ligne.rang_origine, Quantite(ligne.quantite - facturees.get(ligne.rang_origine, 0)))
        for ligne in stock.lignes_de(cadre.tx, bon)
        if ligne.rang_origine is not None and ligne.quantite > facturees.get(ligne.rang_origine, 0)
    )
    if not restant:
        raise ErreurMetier("tout_est_facture", champ="piece", piece=bon.numero)
    return restant


def _en_cours(cadre: Cadre, numero: str, *types: TypePiece) -> Piece:
    p = piece_de(cadre, numero)
    if p.type not in types:
        raise ErreurMetier("piece_d_un_autre_type", champ="piece", piece=p.numero, type=p.type.libelle.lower())
    if p.etat is not EtatPiece.EN_COURS:
        raise ErreurMetier("piece_morte", champ="piece", piece=p.numero, etat=p.etat.libelle.lower())
    return p


def _quantites(
    lignes: Sequence[LigneEcrite],
    deja: Mapping[int, int],
    demandees: Sequence[QuantiteDeLigne],
    code_si_rien: str,
    numero: str,
) -> dict[int, int]:
    """Return the quantities to take by rank; refuses more than is left (``quantite_depassee``)."""
    restes = {ligne.rang: ligne.quantite - deja.get(ligne.rang, 0) for ligne in lignes}
    if not demandees:
        quantites = {rang: reste for rang, reste in restes.items() if reste > 0}
        if not quantites:
            raise ErreurMetier(code_si_rien, champ="piece", piece=numero)
        return quantites
    quantites = {}
    for n, demandee in enumerate(demandees):
        reste = restes.get(demandee.rang)
        if reste is None:
            raise ErreurMetier("rang_inconnu", champ=f"lignes[{n}].rang", rang=demandee.rang, piece=numero)
        quantite = reste if demandee.quantite is None else demandee.quantite
        if not 0 < quantite <= reste - quantites.get(demandee.rang, 0):
            raise ErreurMetier("quantite_depassee", champ=f"lignes[{n}].quantite", rang=demandee.rang, piece=numero)
        quantites[demandee.rang] = quantites.get(demandee.rang, 0) + quantite
    return quantites


def _ajouter(
    cadre: Cadre,
    type_piece: TypePiece,
    origine: Piece,
    lignes: Sequence[LigneEcrite],
    quantites: Mapping[int, int],
) -> Piece:
    calculees, totaux = calculer(ecrire_pieces.reprises(lignes, quantites))
    return ecrire_pieces.ajouter(
        cadre,
        type_piece,
        fiche_de(cadre, origine.client),
        calculees,
        totaux,
        etat=EtatPiece.BROUILLON if type_piece is TypePiece.FACTURE else EtatPiece.EN_COURS,
        origine=origine,
        devise=origine.devise,
        cours=origine.cours,
        conditions=origine.ligne["conditions"],
        reference=origine.ligne["reference"],
    )
