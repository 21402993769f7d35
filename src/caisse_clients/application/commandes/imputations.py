"""Commands on imputations: match, match many at once, un-match, small differences, mise en compte (DOMAIN §2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from caisse_clients.application.commandes.pieces import SUJETS
from caisse_clients.application.commandes.registre import commande
from caisse_clients.application.commandes.saisies import Rapprochement
from caisse_clients.application.contexte import Contexte, Effet
from caisse_clients.application.tiers import client_effectif
from caisse_clients.application.ventes import glisser, mettre_en_compte, suivre, vendre
from caisse_clients.application.ventes import imputer as moteur
from caisse_clients.application.ventes.cadre import Cadre, cadre_de, ecrire
from caisse_clients.application.ventes.sources import (
    ENTREES,
    Cible,
    Source,
    cible_de,
    controler_l_avoir,
    controler_le_couple,
    recharger,
    source_de,
    verrouiller,
)
from caisse_clients.application.ventes.suivre import montant_contrat
from caisse_clients.domain.comptes import OrigineEcriture
from caisse_clients.domain.devises import en_unites
from caisse_clients.domain.droits import Droit
from caisse_clients.domain.grand_livre import schemas
from caisse_clients.domain.reglements import MotifImputation, Reference, SorteSource
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_montant_contrat, lire_montant_contrat
from caisse_clients.kernel.texte import nettoyer
from caisse_clients.storage import comptes as stock_comptes
from caisse_clients.storage import pieces as stock_pieces
from caisse_clients.storage import reglements as stock
from caisse_clients.storage.reglements import Imputation


@dataclass(frozen=True, slots=True)
class Imputer:
    """Use a source (RC…, avoir, compte acompte/avoir) on a target (pièce, échéance, compte crédit/export).

    A compte crédit as source puts the pièce *en compte*. ``montant`` absent = as much as both sides allow.
    """

    source: Reference
    cible: Reference
    montant: Centimes | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Rapprocher:
    """Several sources on several targets in one go, all or nothing (the imputation screen's F2)."""

    client: int
    rapprochements: tuple[Rapprochement, ...]
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class RetirerImputation:
    """Un-match: both sides get the amount back."""

    imputation: int
    raison: str = ""


@dataclass(frozen=True, slots=True)
class PasserEcart:
    """Pass a small remainder to 658 (what a ``cible`` lacks) or 758 (what a ``source`` has too much)."""

    cible: Reference = ""
    source: Reference = ""


@dataclass(frozen=True, slots=True)
class MettreEnCompte:
    """Put unpaid pièces on a compte crédit of the client (``compte``, or a new one)."""

    piece: str
    compte: int | None = None
    montant: Centimes | None = None
    date: dt.date | None = None
    commentaire: str = ""


_MOTIFS = {
    SorteSource.REGLEMENT: MotifImputation.REGLEMENT,
    SorteSource.AVOIR: MotifImputation.AVOIR,
    SorteSource.COMPTE: MotifImputation.COMPTE,
}


@commande("imputer", Imputer, Droit.IMPUTER, "Imputation")
def imputer(c: Imputer, ctx: Contexte) -> Effet:
    """Match one source and one target; both sides are told as they are now."""
    cadre = cadre_de(ctx, c.date)
    verrouiller(cadre, [c.source, c.cible])
    source, cible = source_de(cadre, c.source), cible_de(cadre, c.cible)
    montant = None if c.montant is None else en_unites(c.montant, source.devise)
    faite = _imputer(cadre, source, cible, montant)
    vendre.conclure(cadre)
    return Effet(
        {
            "imputation": faite.ids[0],
            "imputations": list(faite.ids),
            "reste_source": _reste(faite.source),
            "reste_cible": montant_contrat(cible.reste_devise - faite.montant_devise, cible.devise),
        },
        SUJETS,
    )


@commande("rapprocher", Rapprocher, Droit.IMPUTER, "Rapprochement")
def rapprocher(c: Rapprocher, ctx: Contexte) -> Effet:
    """Match several pairs, all or nothing; a refusal names the pair (``champ="rapprochements[n]"``)."""
    cadre = cadre_de(ctx, c.date)
    client = client_effectif(ctx, c.client)
    if not c.rapprochements:
        raise ErreurMetier("rien_a_imputer", champ="rapprochements", raison="vide")
    verrouiller(cadre, [x for paire in c.rapprochements for x in (paire.source, paire.cible)])
    ids: list[int] = []
    suivies: dict[Reference, Source] = {}  # looked up once: a source is slower to find again with each pièce it pays
    for n, paire in enumerate(c.rapprochements):
        champ = f"rapprochements[{n}]"
        source = suivies.get(paire.source) or source_de(cadre, paire.source, champ=champ)
        cible = cible_de(cadre, paire.cible, champ=champ)
        if client_effectif(ctx, cible.client) != client:
            raise ErreurMetier("autre_client", champ=champ, source=source.numero, cible=cible.nom)
        faite = _imputer(cadre, source, cible, en_unites(paire.montant, source.devise, champ=champ))
        if source.compte is None:  # a compte holds its balance, which is read again
            suivies[paire.source] = faite.source
        ids += faite.ids
    vendre.conclure(cadre)
    return Effet({"imputations": ids}, SUJETS)


@commande("retirer_imputation", RetirerImputation, Droit.IMPUTER, "Retrait d'une imputation")
def retirer_imputation(c: RetirerImputation, ctx: Contexte) -> Effet:
    """Un-match; raises ``imputation_inconnue``, ``imputation_deja_retiree``, ``imputation_d_un_remboursement``."""
    cadre = cadre_de(ctx)
    i = stock.charger_imputation(ctx.tx, c.imputation)
    if i is not None:
        _verrouiller_les_deux_cotes(cadre, i)
        i = stock.charger_imputation(ctx.tx, c.imputation)  # again, now that nobody else may take it back
    if i is None:
        connue = stock.imputation_connue(ctx.tx, c.imputation)
        code = "imputation_deja_retiree" if connue else "imputation_inconnue"
        raise ErreurMetier(code, champ="imputation", imputation=c.imputation)
    if i.remboursement is not None or i.motif is MotifImputation.CONVERSION:
        raise ErreurMetier("imputation_d_un_remboursement", champ="imputation", imputation=c.imputation)
    controler_l_avoir(cadre, i)
    raison = nettoyer(c.raison, longueur=200, champ="raison")
    moteur.retirer(cadre, i, motif=MotifImputation.RETRAIT, raison=raison)
    vendre.conclure(cadre)
    source = None if i.cle_source[0] is None else recharger(cadre, glisser.source_de_l_imputation(cadre, i))
    reste_cible = ""
    if i.piece is not None:
        reste_cible = ecrire_montant_contrat(suivre.reste_du(cadre, stock_pieces.charger(ctx.tx, i.piece)))
    elif i.compte_cible is not None:
        reste_cible = ecrire_montant_contrat(cible_de(cadre, i.compte_cible).reste_devise)
    return Effet({"reste_source": "" if source is None else _reste(source), "reste_cible": reste_cible}, SUJETS)


@commande("passer_ecart", PasserEcart, Droit.IMPUTER, "Écart de règlement")
def passer_ecart(c: PasserEcart, ctx: Contexte) -> Effet:
    """Pass what remains of a validated pièce to 658, or of a source to 758, within the limit of the setting."""
    cadre = cadre_de(ctx)
    if bool(c.cible) == bool(c.source):
        raise ErreurMetier("cible_ou_source", champ="cible")
    verrouiller(cadre, [c.cible or c.source])
    if c.cible:
        cible = cible_de(cadre, c.cible)
        if cible.piece is None or cible.piece.provisoire:
            raise ErreurMetier("ecart_sur_provisoire", champ="cible", piece=cible.nom)
        reste = sum(e.reste for e in cible.echeances)
        _controler_ecart(cadre, reste, cible.nom)
        montant = moteur.solder_l_ecart(cadre, cible)
    else:
        montant = _ecart_de_source(cadre, source_de(cadre, c.source))
    vendre.conclure(cadre)
    return Effet({"montant": ecrire_montant_contrat(montant)}, SUJETS)


@commande("mettre_en_compte", MettreEnCompte, Droit.IMPUTER, "Mise en compte d'une pièce")
def commande_mettre_en_compte(c: MettreEnCompte, ctx: Contexte) -> Effet:
    """Put what remains of a pièce (or ``montant``) on a compte crédit, within the client's ceiling."""
    cadre = cadre_de(ctx, c.date)
    verrouiller(cadre, [c.piece] if c.compte is None else [c.piece, c.compte])
    cible = cible_de(cadre, c.piece, champ="piece")
    montant = None if c.montant is None else en_unites(c.montant, cible.devise)
    compte, faite = mettre_en_compte.mettre_en_compte(cadre, cible, montant, c.compte)
    vendre.conclure(cadre)
    return Effet(
        {
            "compte": compte.numero,
            "montant": ecrire_montant_contrat(faite.montant_devise),
            "solde": ecrire_montant_contrat(compte.solde),
        },
        SUJETS,
    )


def _imputer(cadre: Cadre, source: Source, cible: Cible, montant: int | None) -> moteur.Faite:
    controler_le_couple(cadre, source, cible)
    motif = _MOTIFS[source.sorte]
    if source.compte is not None and source.compte.type in ENTREES:
        motif = mettre_en_compte.motif_de(source.compte)
        mettre_en_compte.controler_le_plafond(cadre, source.compte, cible, montant)
    return moteur.imputer(cadre, source, cible, montant, motif)


def _verrouiller_les_deux_cotes(cadre: Cadre, i: Imputation) -> None:
    """Lock what an imputation ties, in the order of ``verrouiller``: pièce, règlement or avoir, comptes."""
    if i.piece is not None:
        stock_pieces.verrouiller(cadre.tx, [stock_pieces.affaire_de(cadre.tx, i.piece)])
    sorte, reference = i.cle_source
    if sorte in (SorteSource.REGLEMENT, SorteSource.AVOIR):
        stock.reste_de(cadre.tx, sorte, reference)
    for numero in sorted(x for x in (i.compte_source, i.compte_cible) if x is not None):
        stock_comptes.verrouiller(cadre.tx, numero)


def _reste(source: Source) -> str:
    if source.compte is not None and source.compte.type in ENTREES:
        return ""
    return montant_contrat(source.reste_devise, source.devise)


def _ecart_de_source(cadre: Cadre, source: Source) -> int:
    if source.compte is not None:
        raise ErreurMetier("source_invalide", champ="source", source=source.numero)
    _controler_ecart(cadre, source.reste, source.numero)
    compte_ecart = cadre.reglages["compte.ecart_gain"]
    lignes = schemas.ecart(cadre.compte_client, compte_ecart, source.client, source.reste, perte=False)
    ecriture = ecrire(cadre, lignes, f"Écart sur {source.numero}", OrigineEcriture.IMPUTATION)
    moteur.consommer(cadre, source, source.reste_devise, MotifImputation.ECART, ecriture=ecriture)
    return source.reste


def _controler_ecart(cadre: Cadre, montant: int, nom: str) -> None:
    if montant <= 0:
        raise ErreurMetier("rien_a_imputer", champ="cible", cible=nom)
    limite = int(lire_montant_contrat(cadre.reglages["limite_ecart"]))
    if montant > limite and Droit.REMBOURSER_SANS_LIMITE not in cadre.ctx.acteur.droits:
        raise ErreurMetier("limite_ecart", champ="montant", montant=montant, limite=limite)
