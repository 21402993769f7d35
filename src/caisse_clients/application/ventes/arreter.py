"""The stop of an accès: what it gives back, and its contrary (manual 001, DOMAIN §2 Accès).

The avoir first settles the échéances of the cheques handed back, the last ones first; what it leaves is the client's,
on a numbered compte avoir or given back. A cheque handed back leaves the due list: nothing of it is expected any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from caisse_clients.application.ventes import crediter, noms, rendre, suivre
from caisse_clients.application.ventes import imputer as moteur
from caisse_clients.application.ventes.cadre import Cadre
from caisse_clients.application.ventes.reduire import reduire
from caisse_clients.application.ventes.sources import Source, cible_piece, compte_de, piece_de, source_avoir
from caisse_clients.domain.acces import Equation, EtatAcces, EtatCheque
from caisse_clients.domain.pieces import TypePiece
from caisse_clients.domain.reglages import Article, SorteArticle
from caisse_clients.domain.reglements import MotifImputation, SorteSource
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import acces as stock
from caisse_clients.storage import pieces as stock_pieces
from caisse_clients.storage import reglages_ventes
from caisse_clients.storage import reglements as stock_reglements
from caisse_clients.storage.acces import Acces, Cheque
from caisse_clients.storage.mises_en_compte import a_reduire, ecarts
from caisse_clients.storage.pieces import Echeance, Piece


@dataclass(frozen=True, slots=True)
class Situation:
    """An accès under lock: its facture, what is due on it, its cheques."""

    acces: Acces
    piece: Piece
    echeances: tuple[Echeance, ...]
    cheques: tuple[Cheque, ...]
    anterieurs: int
    encaisse: int
    a_reduire: int

    @property
    def reste(self) -> int:
        """What remains due on the facture (centimes)."""
        return sum(e.reste for e in self.echeances)

    @property
    def detenus(self) -> tuple[Cheque, ...]:
        """The cheques in the safe, oldest first."""
        tenus = (c for c in self.cheques if c.etat is EtatCheque.DETENU)
        return tuple(sorted(tenus, key=lambda c: (c.date, c.rang)))

    def equation(self, montant_avoir: int) -> Equation:
        """Return what a stop with this avoir comes to."""
        return Equation(self.piece.total_ttc, self.anterieurs, self.encaisse, self.reste, montant_avoir, self.a_reduire)


def situation(cadre: Cadre, identifiant: int, *, champ: str = "acces") -> Situation:
    """Return an accès, its facture locked; raises ``acces_inconnu``."""
    connu = stock.charger(cadre.tx, identifiant)
    if connu is None:
        raise ErreurMetier("acces_inconnu", champ=champ, acces=identifiant)
    p = piece_de(cadre, stock_pieces.charger(cadre.tx, connu.piece).numero)
    a = stock.charger(cadre.tx, identifiant)  # as it is once the lock is ours
    assert a is not None  # it was there before the lock, and nothing is ever deleted
    propres = {avoir.id for avoir in stock_pieces.issues_de(cadre.tx, p.id, TypePiece.AVOIR)}
    imputees = stock_reglements.imputations_sur(cadre.tx, p.id)
    en_compte = a_reduire(cadre.tx.connexion, [p.id]).get(p.id, 0)
    sans_argent = en_compte + ecarts(cadre.tx.connexion, p.id)  # still owed by comptes, or written off
    return Situation(
        acces=a,
        piece=p,
        echeances=tuple(stock_pieces.echeances_de(cadre.tx, p.id)),
        cheques=tuple(stock.cheques_de(cadre.tx, a.id)),
        anterieurs=sum(avoir.total_ttc for avoir in suivre.avoirs_de(cadre, p)),
        encaisse=sum(i.montant for i in imputees if i.avoir not in propres) - sans_argent,
        a_reduire=en_compte,
    )


def verrouiller(cadre: Cadre, identifiants: Iterable[int]) -> None:
    """Lock the factures of several accès in one order: two posts that take the same ones queue."""
    connus = (stock.charger(cadre.tx, identifiant) for identifiant in sorted(set(identifiants)))
    affaires = [stock_pieces.affaire_de(cadre.tx, a.piece) for a in connus if a is not None]
    stock_pieces.verrouiller(cadre.tx, affaires)


def article_d_arret(cadre: Cadre, code: str, *, rembourse: bool) -> Article:
    """Return the article of a stop: the one named, else the only one of its sorte.

    Raises ``article_avoir_absent`` when the shop has none, ``article_a_choisir`` when it has several.
    """
    sortes = (SorteArticle.REMBOURSEMENT, SorteArticle.AVOIR) if rembourse else (SorteArticle.AVOIR,)
    connus = [a for a in reglages_ventes.lire_articles(cadre.tx.connexion) if a.sorte in sortes]
    if not connus:
        raise ErreurMetier("article_avoir_absent", champ="article")
    if code.strip():
        return crediter.article_de(cadre, code, *sortes)
    for sorte in sortes:
        de_la_sorte = [a for a in connus if a.sorte == sorte]
        if len(de_la_sorte) == 1:
            return crediter.article_de(cadre, de_la_sorte[0].code, sorte)
        if de_la_sorte:
            break
    raise ErreurMetier("article_a_choisir", champ="article", liste=", ".join(a.code for a in connus))


def crediter_l_arret(
    cadre: Cadre, s: Situation, montant: int, gardes: Collection[int], *, article: Article, raison: str
) -> tuple[Piece, Source]:
    """Write the avoir of a stop and settle with it what the facture still expects; return it and what it leaves."""
    rendre.controler_la_limite(cadre, s.piece.client, montant, champ="montant_avoir")
    avoir = crediter.sur_piece(cadre, s.piece, [], montant, rabais=False, raison=raison, article=article)
    cadre.touches.add(("piece", avoir.id))
    source = source_avoir(cadre, avoir)
    for e in _dans_l_ordre(s, gardes):
        if source.reste_devise > 0 and e.reste_devise > 0:
            cible = cible_piece(cadre, s.piece, rang=str(e.rang))
            part = min(e.reste_devise, source.reste_devise)
            source = moteur.imputer(cadre, source, cible, part, MotifImputation.AVOIR).source
    return avoir, reduire(cadre, source, s.piece)


def rendre_les_cheques(cadre: Cadre, s: Situation, gardes: Collection[int], archivage: int) -> list[Cheque]:
    """Mark as handed back the held cheques that are not kept; return them, oldest first."""
    rendus = [c for c in s.detenus if c.rang not in gardes]
    apres = {e.id: e for e in stock_pieces.echeances_de(cadre.tx, s.piece.id)}
    avant = {e.id: e for e in s.echeances}
    for c in rendus:
        stock.changer_cheque(cadre.tx, c, archivage=archivage)
        if avant[c.echeance].impute == 0 and apres[c.echeance].reste == 0:
            stock_pieces.changer_echeance(cadre.tx, apres[c.echeance], prevu=0)
    return rendus


def reprendre_les_cheques(cadre: Cadre, s: Situation, archivage: int) -> list[int]:
    """Put back in the safe the cheques that a stop had handed back; return their ranks."""
    echeances = {e.id: e for e in stock_pieces.echeances_de(cadre.tx, s.piece.id)}
    repris = [c for c in s.cheques if c.ligne["archivage"] == archivage]
    for c in repris:
        e = echeances[c.echeance]
        stock.changer_cheque(cadre.tx, c, archivage=None)
        stock_pieces.changer_echeance(cadre.tx, e, prevu=e.montant_devise)
    return [c.rang for c in repris]


def annuler_l_avoir(cadre: Cadre, s: Situation, archivage: dict[str, Any], raison: str) -> Piece:
    """Take the avoir of a stop back while nothing of it was used, and cancel it by a facture; return that facture.

    Raises ``avoir_utilise`` with where, ``arret_rembourse`` with the règlement to cancel first.
    """
    avoir = stock_pieces.charger(cadre.tx, archivage["avoir"])
    assert avoir.ecriture is not None  # a validated avoir has one
    rendre.controler_l_anciennete(cadre, avoir.ecriture)
    imputees = stock_reglements.imputations_de(cadre.tx, SorteSource.AVOIR, avoir.id)
    for i in imputees:
        if i.remboursement is not None:
            rendu = stock_reglements.charger_id(cadre.tx, i.remboursement).numero
            raise ErreurMetier("arret_rembourse", champ="acces", reglement=rendu, acces=s.acces.id)
        if i.piece not in (None, s.piece.id):
            ou = noms.usages(cadre, SorteSource.AVOIR, avoir.id)
            raise ErreurMetier("avoir_utilise", champ="acces", avoir=avoir.numero, ou=ou)
    if archivage["compte"] is not None:
        compte = compte_de(cadre, archivage["compte"], champ="acces")
        if compte.solde != archivage["credit"] - archivage["rembourse"]:
            ou = noms.usages(cadre, SorteSource.COMPTE, compte.numero) or f"compte n° {compte.numero}"
            raise ErreurMetier("avoir_utilise", champ="acces", avoir=avoir.numero, ou=ou)
    for i in reversed(imputees):
        moteur.retirer(cadre, i, motif=MotifImputation.RETRAIT, raison=raison)
    return crediter.annuler(cadre, avoir, s.piece, raison)


def changer_l_etat(cadre: Cadre, s: Situation, etat: EtatAcces) -> None:
    """Put an accès aside, or take it up again."""
    stock.changer(cadre.tx, s.acces, etat)


def _dans_l_ordre(s: Situation, gardes: Collection[int]) -> Iterable[Echeance]:
    """Return the échéances as an avoir settles them: cheques handed back, then no cheque, then cheques kept."""
    rangs = {c.echeance: (2 if c.rang in gardes else 0) for c in s.detenus}
    return sorted(s.echeances, key=lambda e: (rangs.get(e.id, 1), -e.date.toordinal(), -e.rang))
