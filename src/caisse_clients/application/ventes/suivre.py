"""What is expected, invoiced and paid of pièces, and the controls that follow from it (DOMAIN §2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from caisse_clients.application.ventes import ecrire_pieces, glisser
from caisse_clients.application.ventes import imputer as moteur
from caisse_clients.application.ventes.cadre import Cadre, compte_de_tva
from caisse_clients.application.ventes.glisser import Glissee
from caisse_clients.application.ventes.sources import cible_piece, recharger
from caisse_clients.domain.devises import en_centiemes
from caisse_clients.domain.echeances import EcheancePrevue
from caisse_clients.domain.grand_livre.ecritures import Ligne
from caisse_clients.domain.grand_livre.schemas import Vente
from caisse_clients.domain.pieces import EtatPiece, LigneCalculee, LignePreparee, TypePiece
from caisse_clients.domain.reglages import EURO
from caisse_clients.domain.reglements import MotifImputation
from caisse_clients.kernel.argent import repartir
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.kernel.formats import ecrire_montant_contrat
from caisse_clients.storage import pieces as stock
from caisse_clients.storage import reglements as stock_reglements
from caisse_clients.storage.pieces import LigneEcrite, Piece

RABAIS = "rabais"
"""What stands for the terms of an avoir that is a rebate: nobody pays an avoir, it has no terms of its own."""


def montant_contrat(unites: int, devise: str) -> str:
    """Write minor units of a currency as a contract string."""
    return ecrire_montant_contrat(en_centiemes(unites, devise))


def reste_du(cadre: Cadre, p: Piece) -> int:
    """Return what remains due on a pièce, in centimes."""
    return sum(e.reste for e in stock.echeances_de(cadre.tx, p.id))


def impute_en_devise(cadre: Cadre, p: Piece) -> int:
    """Return what is imputed on a pièce, in minor units of its currency."""
    return sum(i.montant_devise for i in stock_reglements.imputations_sur(cadre.tx, p.id))


def mere_de(cadre: Cadre, p: Piece) -> Piece | None:
    """Return the commande a facture comes from, when money may still go up to it."""
    if p.affaire == p.id:
        return None
    origine = stock.charger(cadre.tx, p.affaire)
    return origine if origine.type is TypePiece.COMMANDE and origine.etat is EtatPiece.EN_COURS else None


def factures_de(cadre: Cadre, p: Piece, *, sans: Piece | None = None) -> list[Piece]:
    """Return the living factures of a commande, those that an avoir cancelled left out, and ``sans``."""
    return [
        f
        for f in stock.de_l_affaire(cadre.tx, p.affaire)
        if f.type is TypePiece.FACTURE and f.id != p.id
        if f.etat.vivante and (sans is None or f.id != sans.id) and not annulee_par_avoir(cadre, f)
    ]


def annulee_par_avoir(cadre: Cadre, f: Piece) -> bool:
    """Tell whether one avoir cancelled the whole of a facture; a rebate of the whole leaves the sale made."""
    return any(a.total_devise == f.total_devise and a.ligne["conditions"] != RABAIS for a in avoirs_de(cadre, f))


def annule_un_avoir(cadre: Cadre, f: Piece) -> bool:
    """Tell whether a facture only stands there to cancel an avoir (an accès taken up again)."""
    return f.origine is not None and stock.charger(cadre.tx, f.origine).type is TypePiece.AVOIR


def avoirs_de(cadre: Cadre, f: Piece) -> list[Piece]:
    """Return the avoirs of a facture that count, oldest first: not those that a facture has cancelled."""
    return [
        a
        for a in stock.issues_de(cadre.tx, f.id, TypePiece.AVOIR)
        if not stock.issues_de(cadre.tx, a.id, TypePiece.FACTURE)
    ]


def quantites_facturees(cadre: Cadre, p: Piece, *, sans: Piece | None = None) -> dict[int, int]:
    """Return by line rank of a commande the quantity on its living factures (thousandths)."""
    total: dict[int, int] = {}
    for f in factures_de(cadre, p, sans=sans):
        for ligne in stock.lignes_de(cadre.tx, f):
            if ligne.rang_origine is not None:
                total[ligne.rang_origine] = total.get(ligne.rang_origine, 0) + ligne.quantite
    return total


def attendu_de_la_commande(cadre: Cadre, p: Piece, *, sans: Piece | None = None) -> int:
    """Return what a commande should still expect: its total less its factures; nothing once invoiced or cancelled."""
    if p.etat is not EtatPiece.EN_COURS or est_facturee(cadre, p, sans=sans):
        return 0
    return max(0, p.total_devise - sum(f.total_devise for f in factures_de(cadre, p, sans=sans)))


def est_facturee(cadre: Cadre, p: Piece, *, sans: Piece | None = None) -> bool:
    """Tell whether everything of a commande is on living factures."""
    deja = quantites_facturees(cadre, p, sans=sans)
    return all(deja.get(ligne.rang, 0) >= ligne.quantite for ligne in stock.lignes_de(cadre.tx, p))


def resynchroniser(cadre: Cadre, p: Piece, facture: Piece) -> list[Glissee]:
    """Make a commande expect what is not invoiced; money beyond that slides to ``facture``, else is freed."""
    attendu = attendu_de_la_commande(cadre, p)
    glissees: list[Glissee] = []
    trop = impute_en_devise(cadre, p) - attendu
    if trop > 0:
        glissees = glisser.glisser(cadre, p, facture, trop, MotifImputation.GLISSEMENT)
        trop -= sum(g.montant for g in glissees)
    if trop > 0:  # parts rounded one by one may leave a cent that no facture takes
        glisser.degager(cadre, p, trop)
    ecrire_pieces.attendre(cadre, p, attendu)
    return glissees


def controler_les_quantites(cadre: Cadre, p: Piece, lignes: Sequence[LigneCalculee]) -> None:
    """Refuse a change that takes from a commande what is already invoiced or delivered of it, or moves it."""
    if p.type is not TypePiece.COMMANDE:
        return
    anciennes = {ligne.rang: ligne for ligne in stock.lignes_de(cadre.tx, p)}
    nouvelles = {
        ligne.rang: ligne.preparee.quantite
        for ligne in lignes
        if ligne.rang in anciennes and _est_restee(anciennes[ligne.rang], ligne, lignes)
    }
    livrees = stock.quantites_issues(cadre.tx, p.id, TypePiece.BON_LIVRAISON)
    for deja, code in ((quantites_facturees(cadre, p), "quantite_deja_facturee"), (livrees, "quantite_deja_livree")):
        for rang, quantite in deja.items():
            if nouvelles.get(rang, 0) < quantite:
                raise ErreurMetier(code, champ=f"lignes[{rang - 1}].quantite", piece=p.numero, rang=rang)


def _est_restee(ancienne: LigneEcrite, a_sa_place: LigneCalculee, lignes: Sequence[LigneCalculee]) -> bool:
    """Tell whether a line is still at its rank, by which what is invoiced of it is known.

    A new name or price is no move, unless the line as it was stands elsewhere.
    """

    def prix(ligne: LigneEcrite | LignePreparee) -> tuple[int, bool, int]:
        return ligne.prix, bool(ligne.ttc), ligne.taux

    neuve = a_sa_place.preparee
    meme_libelle, meme_prix = neuve.libelle == ancienne.libelle, prix(neuve) == prix(ancienne)
    if meme_libelle and meme_prix:
        return True
    ailleurs = [x.preparee for x in lignes if x.rang != a_sa_place.rang and x.preparee.libelle == ancienne.libelle]
    if meme_libelle:
        return all(prix(x) != prix(ancienne) for x in ailleurs)
    return meme_prix and not ailleurs


def controler_le_dessous(cadre: Cadre, p: Piece, apres: Piece) -> None:
    """Refuse a total under what is invoiced and paid (``depasse_reste_du`` with the list of what pays it)."""
    facture = sum(f.total_devise for f in factures_de(cadre, p))
    impute = impute_en_devise(cadre, p)
    if apres.total_devise < facture + impute:
        sources = [
            glisser.source_de_l_imputation(cadre, i).numero
            for i in stock_reglements.imputations_sur(cadre.tx, p.id)
            if i.motif is not MotifImputation.ECART
        ]
        raise ErreurMetier(
            "depasse_reste_du",
            champ="lignes",
            raison="commande",
            piece=p.numero,
            total=apres.total_devise,
            montant=facture + impute,
            liste=", ".join(dict.fromkeys(sources)) or "les factures",
        )


def replanifier(cadre: Cadre, p: Piece, prevues: Sequence[EcheancePrevue]) -> None:
    """Give a pièce new échéances; what was imputed on the old ones is laid again on the new, oldest first."""
    euros = repartir(p.total_ttc, [e.montant for e in prevues])
    reports = [
        (i, moteur.retirer(cadre, i, motif=MotifImputation.RETRAIT, raison="Nouvelles échéances", glisse=True))
        for i in stock_reglements.imputations_sur(cadre.tx, p.id)
        if i.motif is not MotifImputation.ECART
    ]
    anciennes = {e.rang: e for e in stock.echeances_de(cadre.tx, p.id)}
    neuves = []
    for prevue, part in zip(prevues, euros, strict=True):
        if (ancienne := anciennes.pop(prevue.rang, None)) is None:
            neuves.append((prevue.rang, prevue.date, part, prevue.montant))
            continue
        stock.changer_echeance(
            cadre.tx, ancienne, date=prevue.date, prevu=prevue.montant, montant=part, montant_devise=prevue.montant
        )
    for ancienne in anciennes.values():
        stock.changer_echeance(cadre.tx, ancienne, prevu=0, montant=0, montant_devise=0)
    if neuves:
        stock.ajouter_echeances(cadre.tx, p.id, neuves)
    if p.type is TypePiece.COMMANDE:
        ecrire_pieces.attendre(cadre, p, attendu_de_la_commande(cadre, p))
    for i, report in reports:
        source = recharger(cadre, glisser.source_de_l_imputation(cadre, i))
        moteur.imputer(cadre, source, cible_piece(cadre, p), i.montant_devise, i.motif, report=report)


Part = tuple[str, int, int, int, str]
"""What a line brings to a sale: account, rate, HT, VAT (in the pièce's currency), nature."""


def parts_de(lignes: Iterable[LigneEcrite | LigneCalculee]) -> list[Part]:
    """Return what lines bring to a sale."""
    return [
        (x.preparee.compte, x.preparee.taux, x.montant_ht, x.montant_tva, x.preparee.nature)
        if isinstance(x, LigneCalculee)
        else (x.compte, x.taux, x.montant_ht, x.montant_tva, x.nature)
        for x in lignes
    ]


def vente_en_euros(cadre: Cadre, p: Mapping[str, Any], parts: Iterable[Part], *, rabais: str = "") -> Vente:
    """Return what a pièce row credits by account, in euros that add up to its totals; ``rabais``: account of all HT."""
    ht: dict[str, int] = {}
    tva: dict[str, int] = {}
    for compte, taux, montant_ht, montant_tva, _nature in parts:
        ht[rabais or compte] = ht.get(rabais or compte, 0) + montant_ht
        if montant_tva:
            taxe = compte_de_tva(cadre, taux)
            tva[taxe] = tva.get(taxe, 0) + montant_tva
    if p["devise"] == EURO:
        return Vente(ht, tva)
    return Vente(_ramener(ht, p["total_ht"]), _ramener(tva, p["total_tva"]))


def _ramener(par_compte: dict[str, int], total: int) -> dict[str, int]:
    if not par_compte or not any(par_compte.values()):
        return {}
    return dict(zip(par_compte, repartir(total, list(par_compte.values())), strict=True))


def en_devise(lignes: Sequence[Ligne], p: Mapping[str, Any]) -> tuple[Ligne, ...]:
    """Write on the client's line of a pièce row in a foreign currency what it is worth in that currency."""
    if p["devise"] == EURO:
        return tuple(lignes)
    return tuple(
        replace(x, devise=p["devise"], montant_devise=p["total_devise"]) if x.tiers == p["client"] else x
        for x in lignes
    )
