"""Sources and targets of imputations, resolved from what people type and locked in one order (DOMAIN §2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from caisse_clients.application.tiers import client_effectif
from caisse_clients.application.ventes.cadre import Cadre
from caisse_clients.domain.comptes import TypeCompte
from caisse_clients.domain.pieces import TypePiece
from caisse_clients.domain.reglages import EURO
from caisse_clients.domain.reglements import Reference, SorteSource
from caisse_clients.kernel.argent import arrondir
from caisse_clients.kernel.erreurs import ErreurMetier
from caisse_clients.storage import comptes as stock_comptes
from caisse_clients.storage import pieces as stock_pieces
from caisse_clients.storage import reglements as stock
from caisse_clients.storage.comptes import Compte
from caisse_clients.storage.pieces import Echeance, Piece
from caisse_clients.storage.reglements import Imputation, Reglement

ENTREES = (TypeCompte.CREDIT, TypeCompte.ORGANISME_CREDIT)
"""Comptes whose use on a pièce is an entrée: mise en compte, prise en charge; they have no limit of their own."""
SANS_LIMITE = 10**15


@dataclass(frozen=True, slots=True)
class Source:
    """What pays: a règlement, an avoir or a compte client; ``reste`` in centimes, ``reste_devise`` in its currency."""

    sorte: SorteSource
    reference: int
    numero: str
    client: int
    devise: str
    date: dt.date
    reste: int
    reste_devise: int
    reglement: Reglement | None = None
    compte: Compte | None = None

    def en_euros(self, montant_devise: int) -> int:
        """Return the centimes that ``montant_devise`` takes off it: all of them when it takes all."""
        if self.devise == EURO or self.compte is not None:
            return montant_devise
        return _part(self.reste, montant_devise, self.reste_devise)

    def moins(self, montant: int, montant_devise: int) -> Source:
        """Return the source after an imputation."""
        return replace(self, reste=self.reste - montant, reste_devise=self.reste_devise - montant_devise)


@dataclass(frozen=True, slots=True)
class Cible:
    """What is paid: échéances of one pièce (oldest first), or a compte crédit / organisme crédit / export."""

    nom: str
    client: int
    devise: str
    piece: Piece | None = None
    echeances: tuple[Echeance, ...] = ()
    compte: Compte | None = None

    @property
    def reste_devise(self) -> int:
        """What may still be imputed, in minor units of its currency."""
        if self.compte is not None:
            return self.compte.solde
        return sum(e.reste_devise for e in self.echeances)

    def meme_chose(self, autre: Cible) -> bool:
        """Tell whether both are, or are of, the same pièce or the same compte."""
        if self.piece is None or autre.piece is None:
            return self.compte is not None and autre.compte is not None and self.compte.numero == autre.compte.numero
        return self.piece.id == autre.piece.id


def en_euros_de_l_echeance(echeance: Echeance, montant_devise: int) -> int:
    """Return the centimes that ``montant_devise`` settles of an échéance: all of them when it settles all."""
    return _part(echeance.reste, montant_devise, echeance.reste_devise)


def _part(reste: int, montant_devise: int, reste_devise: int) -> int:
    if montant_devise == reste_devise:
        return reste
    return arrondir(Fraction(reste * montant_devise, reste_devise))


def verrouiller(cadre: Cadre, references: Iterable[Reference]) -> None:
    """Lock in one order all that these sources and targets touch: pièces, règlements and avoirs, comptes.

    Two posts that take the same things from opposite ends then queue instead of meeting in a deadlock. What does not
    exist is left out: who reads it next says so.
    """
    affaires, restes, comptes = set[int](), set[tuple[SorteSource, int]](), set[int]()
    for reference in references:
        texte = str(reference).strip().upper()
        if texte.isdecimal():
            comptes.add(int(texte))
        elif "\0" not in texte:
            if (r := stock.charger(cadre.tx, texte)) is not None:
                affaires.update(stock.affaires_de_la_source(cadre.tx, SorteSource.REGLEMENT, r.id))
                restes.add((SorteSource.REGLEMENT, r.id))
            elif (p := stock_pieces.trouver(cadre.tx, texte.partition("/")[0])) is not None:
                affaires.add(stock_pieces.affaire_de(cadre.tx, p))
                restes.add((SorteSource.AVOIR, p))
    stock_pieces.verrouiller(cadre.tx, affaires)
    for sorte, identifiant in sorted(restes):
        stock.reste_de(cadre.tx, sorte, identifiant)
    for numero in sorted(comptes):
        stock_comptes.verrouiller(cadre.tx, numero)


def piece_de(cadre: Cadre, numero: str, *, champ: str = "piece") -> Piece:
    """Return a pièce by any number it had, its affaire locked; raises ``piece_inconnue``."""
    identifiant = None if "\0" in numero else stock_pieces.trouver(cadre.tx, numero.strip().upper())
    if identifiant is None:
        raise ErreurMetier("piece_inconnue", champ=champ, piece=numero[:40])
    stock_pieces.verrouiller(cadre.tx, [stock_pieces.affaire_de(cadre.tx, identifiant)])
    return stock_pieces.charger(cadre.tx, identifiant)


def reglement_de(cadre: Cadre, numero: str, *, champ: str = "reglement") -> Reglement:
    """Return a règlement by its RC, the pièces it paid and itself locked; raises ``reglement_inconnu``."""
    trouve = None if "\0" in numero else stock.charger(cadre.tx, numero.strip().upper())
    if trouve is None:
        raise ErreurMetier("reglement_inconnu", champ=champ, reglement=numero[:40])
    stock_pieces.verrouiller(cadre.tx, stock.affaires_de_la_source(cadre.tx, SorteSource.REGLEMENT, trouve.id))
    stock.reste_de(cadre.tx, SorteSource.REGLEMENT, trouve.id)
    return stock.charger_id(cadre.tx, trouve.id)


def compte_de(cadre: Cadre, numero: int, *, champ: str) -> Compte:
    """Return a compte client, its balance locked; raises ``compte_inconnu``."""
    compte = stock_comptes.verrouiller(cadre.tx, numero)
    if compte is None:
        raise ErreurMetier("compte_inconnu", champ=champ, compte=numero)
    return compte


def source_de(cadre: Cadre, reference: Reference, *, champ: str = "source") -> Source:
    """Return a source as people name it: ``RC-…``, an avoir's number, or a compte's number.

    Raises ``reglement_inconnu``, ``piece_inconnue``, ``compte_inconnu``, ``source_invalide``.
    """
    if isinstance(reference, int) or reference.strip().isdecimal():
        return source_compte(cadre, compte_de(cadre, int(reference), champ=champ), champ=champ)
    numero = reference.strip().upper()
    connu = "\0" not in numero and stock.charger(cadre.tx, numero) is not None  # whatever its series was then
    if connu or numero.startswith(cadre.reglages["serie.reglement"] + "-"):
        return source_reglement(cadre, reglement_de(cadre, numero, champ=champ), champ=champ)
    return source_avoir(cadre, piece_de(cadre, numero, champ=champ), champ=champ)


def source_reglement(cadre: Cadre, r: Reglement, *, champ: str = "source") -> Source:
    """Return a received règlement as a source."""
    if r.sens < 0:
        raise ErreurMetier("source_invalide", champ=champ, source=r.numero)
    reste = stock.reste_de(cadre.tx, SorteSource.REGLEMENT, r.id)
    return Source(
        SorteSource.REGLEMENT, r.id, r.numero, r.client, r.devise, r.date, reste.reste, reste.reste_devise, reglement=r
    )


def source_avoir(cadre: Cadre, p: Piece, *, champ: str = "source") -> Source:
    """Return an avoir as a source; raises ``source_invalide`` for any other pièce."""
    if p.type is not TypePiece.AVOIR:
        raise ErreurMetier("source_invalide", champ=champ, source=p.numero)
    reste = stock.reste_de(cadre.tx, SorteSource.AVOIR, p.id)
    return Source(SorteSource.AVOIR, p.id, p.numero, p.client, p.devise, p.date, reste.reste, reste.reste_devise)


def source_compte(cadre: Cadre, compte: Compte, *, champ: str = "source") -> Source:
    """Return a compte client as a source; an export account never is one."""
    if compte.type is TypeCompte.EXPORT:
        raise ErreurMetier("source_invalide", champ=champ, source=str(compte.numero))
    reste = SANS_LIMITE if compte.type in ENTREES else compte.solde
    return Source(
        SorteSource.COMPTE,
        compte.numero,
        f"compte {compte.type.libelle.lower()} n° {compte.numero}",
        compte.client,
        EURO,
        cadre.date,
        reste,
        reste,
        compte=compte,
    )


def recharger(cadre: Cadre, source: Source) -> Source:
    """Return a source as it is after imputations were taken back."""
    if source.sorte is SorteSource.COMPTE:
        return source_compte(cadre, compte_de(cadre, source.reference, champ="source"))
    reste = stock.reste_de(cadre.tx, source.sorte, source.reference)
    return replace(source, reste=reste.reste, reste_devise=reste.reste_devise)


def cible_de(cadre: Cadre, reference: Reference, *, champ: str = "cible") -> Cible:
    """Return a target: a pièce, ``"<pièce>/<rang>"``, or a compte's number; raises ``cible_invalide``."""
    if isinstance(reference, int) or reference.strip().isdecimal():
        return cible_compte(compte_de(cadre, int(reference), champ=champ), champ=champ)
    numero, _, rang = reference.strip().upper().partition("/")
    p = piece_de(cadre, numero, champ=champ)
    return cible_piece(cadre, p, rang=rang, champ=champ)


def cible_piece(cadre: Cadre, p: Piece, *, rang: str = "", champ: str = "cible") -> Cible:
    """Return a pièce, or one échéance of it, as a target."""
    if not p.type.due or not p.etat.vivante:
        raise ErreurMetier("cible_invalide", champ=champ, piece=p.numero, etat=p.etat.libelle.lower())
    echeances = [e for e in stock_pieces.echeances_de(cadre.tx, p.id) if not rang or str(e.rang) == rang]
    if not echeances:
        raise ErreurMetier("echeance_inconnue", champ=champ, echeance=f"{p.numero}/{rang}")
    return Cible(f"{p.numero}/{rang}" if rang else p.numero, p.client, p.devise, p, tuple(echeances))


def cible_compte(compte: Compte, *, champ: str = "cible") -> Cible:
    """Return a compte crédit, organisme crédit or export as a target; its debtor is who pays."""
    if compte.type.dette_envers_client:
        raise ErreurMetier("cible_invalide", champ=champ, piece=f"compte {compte.numero}", etat=compte.type.libelle)
    return Cible(f"compte n° {compte.numero}", compte.tiers, EURO, compte=compte)


def controler_le_couple(cadre: Cadre, source: Source, cible: Cible) -> None:
    """Refuse money of one client on what another owes (``autre_client``), or between two currencies."""
    if source.client != cible.client and (
        client_effectif(cadre.ctx, source.client) != client_effectif(cadre.ctx, cible.client)
    ):
        raise ErreurMetier("autre_client", champ="cible", source=source.numero, cible=cible.nom)
    if source.devise != cible.devise:
        raise ErreurMetier(
            "devise_differente", champ="cible", source=source.devise, cible=cible.devise, piece=cible.nom
        )
    if source.compte is not None and cible.compte is not None and source.compte.type in ENTREES:
        raise ErreurMetier("cible_invalide", champ="cible", piece=cible.nom, etat="compte")


def controler_l_avoir(cadre: Cadre, i: Imputation) -> None:
    """Refuse to take an avoir off the pièce it corrects, or off the facture that cancels it (``avoir_de_sa_piece``).

    Only its excess is disponible, once.
    """
    if i.avoir is None or i.piece is None:
        return
    avoir, piece = stock_pieces.charger(cadre.tx, i.avoir), stock_pieces.charger(cadre.tx, i.piece)
    if avoir.origine == piece.id or piece.origine == avoir.id:
        raise ErreurMetier("avoir_de_sa_piece", champ="imputation", avoir=avoir.numero, piece=piece.numero)


def controler_le_retrait(cadre: Cadre, i: Imputation) -> None:
    """Refuse to take off a compte crédit what it has since been paid (``compte_deja_regle``)."""
    if i.compte_source is None:
        return
    compte = compte_de(cadre, i.compte_source, champ="imputation")
    if compte.type in ENTREES and compte.solde < i.montant:
        raise ErreurMetier(
            "compte_deja_regle", champ="imputation", compte=compte.numero, solde=compte.solde, montant=i.montant
        )
