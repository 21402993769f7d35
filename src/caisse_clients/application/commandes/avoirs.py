"""Command that gives an avoir: on a facture (whole, by line, by amount) or without (DOMAIN §2, Sources and uses)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from caisse_clients.application.commandes import pieces
from caisse_clients.application.commandes.pieces import SUJETS, exiger_raison
from caisse_clients.application.commandes.registre import commande
from caisse_clients.application.commandes.saisies import QuantiteDeLigne, Remboursement
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.tiers import client_effectif
from caisse_clients.application.ventes import crediter, rendre, suivre, vendre
from caisse_clients.application.ventes import imputer as moteur
from caisse_clients.application.ventes.cadre import Cadre, cadre_de, mode_de
from caisse_clients.application.ventes.reduire import reduire
from caisse_clients.application.ventes.sources import Source, cible_piece, piece_de, recharger, source_avoir
from caisse_clients.application.ventes.suivre import montant_contrat
from caisse_clients.domain.devises import en_unites
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.pieces import EtatPiece, TypePiece
from caisse_clients.domain.reglages import Article, SorteArticle
from caisse_clients.domain.reglements import MotifImputation
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage.pieces import Piece


@dataclass(frozen=True, slots=True)
class EmettreAvoir:
    """Give an avoir.

    With ``piece`` (a validated facture or ticket): whole, by ``lignes`` of that pièce, or by ``montant`` (VAT split
    like the sale's); it first settles what remains due. Without: ``client`` and ``montant``, net of tax. ``rabais``: a
    rebate (7097) rather than a cancelled sale. ``article``: of sorte *avoir*, or *remboursement* when money is given
    back; it names the lines, and without ``piece`` says their account. ``garder``: the excess becomes a numbered
    compte avoir; ``remboursement`` pays it out.
    """

    raison: str
    client: int | None = None
    piece: str = ""
    lignes: tuple[QuantiteDeLigne, ...] = ()
    article: str = ""
    montant: Centimes | None = None
    rabais: bool = False
    garder: bool = False
    remboursement: Remboursement | None = None
    date: dt.date | None = None


@commande("emettre_avoir", EmettreAvoir, Droit.EMETTRE_AVOIR, "Émission d'un avoir")
def emettre_avoir(c: EmettreAvoir, ctx: Contexte) -> Effet:
    """Write the avoir, settle what the pièce still owes, then keep, give back or leave disponible the excess."""
    cadre = cadre_de(ctx, c.date)
    raison = exiger_raison(c.raison)
    origine = _origine(cadre, c)
    article = _article(cadre, c)
    if origine is None:
        avoir = crediter.sans_piece(cadre, c.client or 0, c.montant or 0, article=article, raison=raison)
    else:
        montant = None if c.montant is None else en_unites(c.montant, origine.devise)
        demandees = [(ligne.rang, ligne.quantite) for ligne in c.lignes]
        avoir = crediter.sur_piece(cadre, origine, demandees, montant, rabais=c.rabais, raison=raison, article=article)
    rendre.controler_la_limite(cadre, avoir.client, avoir.total_ttc, champ="montant")
    cadre.touches.add(("piece", avoir.id))
    source = source_avoir(cadre, avoir)
    if origine is not None:
        source = reduire(cadre, _regler_l_origine(cadre, origine, source, raison), origine)
    valeurs: dict[str, Any] = {"piece": avoir.numero, "compte": None, "disponible": "", "rembourse": "0.00"}
    if c.remboursement is not None:
        ctx.exiger(Droit.REMBOURSER, champ="remboursement")
        voulu = c.remboursement.montant
        rendu = source.reste_devise if voulu is None else en_unites(voulu, avoir.devise)
        mode = mode_de(cadre, c.remboursement.mode)
        reglement, source = rendre.rembourser(cadre, source, mode, rendu, raison=raison, deja_compte=True)
        valeurs |= {"rembourse": montant_contrat(rendu, avoir.devise), "reglement": reglement.numero}
    valeurs["disponible"] = montant_contrat(source.reste_devise, avoir.devise)
    if c.garder and source.reste_devise > 0:
        valeurs["compte"] = crediter.garder(cadre, avoir, source)
    vendre.conclure(cadre)
    return Effet(valeurs, SUJETS)


def _origine(cadre: Cadre, c: EmettreAvoir) -> Piece | None:
    if not c.piece:
        if c.client is None or c.montant is None:
            raise ErreurMetier("avoir_sans_montant", champ="client" if c.client is None else "montant")
        if c.lignes:
            raise ErreurMetier("lignes_sans_piece", champ="lignes")
        return None
    p = piece_de(cadre, c.piece)
    if p.type not in (TypePiece.FACTURE, TypePiece.TICKET) or p.etat is not EtatPiece.VALIDEE:
        raise ErreurMetier("avoir_sur_non_facture", champ="piece", piece=p.numero, etat=p.etat.libelle.lower())
    if suivre.annule_un_avoir(cadre, p):
        raise ErreurMetier("avoir_sur_annulation", champ="piece", piece=p.numero)
    if c.client is not None and client_effectif(cadre.ctx, c.client) != client_effectif(cadre.ctx, p.client):
        raise ErreurMetier("autre_client", champ="client", source=str(c.client), cible=p.numero)
    if c.lignes and c.montant is not None:
        raise ErreurMetier("lignes_ou_montant", champ="montant")
    return p


def _article(cadre: Cadre, c: EmettreAvoir) -> Article | None:
    if not c.article.strip():
        return None
    sortes = (SorteArticle.AVOIR,) if c.remboursement is None else (SorteArticle.REMBOURSEMENT, SorteArticle.AVOIR)
    return crediter.article_de(cadre, c.article, *sortes)


def _regler_l_origine(cadre: Cadre, origine: Piece, source: Source, raison: str) -> Source:
    """Settle with the avoir what the pièce owes; when it cancels a commande's facture, its money goes back up first."""
    if suivre.annulee_par_avoir(cadre, origine) and suivre.mere_de(cadre, origine) is not None:
        pieces.remonter(cadre, origine, None, raison=raison)
        source = recharger(cadre, source)
    cible = cible_piece(cadre, origine)
    montant = min(cible.reste_devise, source.reste_devise)
    if montant > 0:
        source = moteur.imputer(cadre, source, cible, montant, MotifImputation.AVOIR).source
    return source
