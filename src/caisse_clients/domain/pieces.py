"""Pièces: their types, states and lines, and totals exact by VAT rate (manual 003, DOMAIN §2 Money, LEGAL §5).

Amounts of lines are minor units of the pièce's currency; rates and remises are in hundredths of a percent
(``Pourcent``: 20 % = 2000), quantities in thousandths (``Quantite``: 1 = 1000). A TTC price stays the TTC price to
the cent: for each rate the VAT is taken out of the sum of the TTC lines, and added to the sum of the HT lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from caisse_clients.kernel.argent import MONTANT_MAXIMAL, Centimes, Pourcent, Quantite, arrondir, repartir
from caisse_clients.kernel.erreurs import ErreurMetier

CENT_POUR_CENT = 100_00
UNITE = Quantite(1_000)
"""One, in thousandths."""
SANS_REMISE = Pourcent(0)
LIGNES_MAXIMUM = 500


class TypePiece(StrEnum):
    """The commercial documents. A *ticket* is a sale to the walk-in client, paid at once."""

    COMMANDE = "commande"
    BON_LIVRAISON = "bon_livraison"
    FACTURE = "facture"
    FACTURE_ACOMPTE = "facture_acompte"
    AVOIR = "avoir"
    AVOIR_ACOMPTE = "avoir_acompte"
    TICKET = "ticket"

    @property
    def libelle(self) -> str:
        """French words for the type."""
        return _LIBELLES[self]

    @property
    def due(self) -> bool:
        """True when the client owes its échéances (a bon de livraison holds no money, an avoir gives some)."""
        return self in (TypePiece.COMMANDE, TypePiece.FACTURE, TypePiece.TICKET)


_LIBELLES = {
    TypePiece.COMMANDE: "Commande",
    TypePiece.BON_LIVRAISON: "Bon de livraison",
    TypePiece.FACTURE: "Facture",
    TypePiece.FACTURE_ACOMPTE: "Facture d'acompte",
    TypePiece.AVOIR: "Avoir",
    TypePiece.AVOIR_ACOMPTE: "Avoir sur acompte",
    TypePiece.TICKET: "Ticket",
}


class EtatPiece(StrEnum):
    """Where a pièce stands: a draft becomes *validée* or *supprimée*, a commande *annulée*; a validated one stays."""

    BROUILLON = "brouillon"
    EN_COURS = "en_cours"
    VALIDEE = "validee"
    ANNULEE = "annulee"
    SUPPRIMEE = "supprimee"

    @property
    def libelle(self) -> str:
        """French word for the state."""
        return _ETATS[self]

    @property
    def vivante(self) -> bool:
        """True while the pièce counts."""
        return self not in (EtatPiece.ANNULEE, EtatPiece.SUPPRIMEE)


_ETATS = {
    EtatPiece.BROUILLON: "Brouillon",
    EtatPiece.EN_COURS: "En cours",
    EtatPiece.VALIDEE: "Validée",
    EtatPiece.ANNULEE: "Annulée",
    EtatPiece.SUPPRIMEE: "Supprimée",
}


class StatutPaiement(StrEnum):
    """Payment status of a pièce: nothing, orange, green (manual 003)."""

    NON_PAYE = "non_paye"
    PARTIEL = "partiel"
    SOLDE = "solde"

    @property
    def libelle(self) -> str:
        """Word shown beside the colour."""
        return {"non_paye": "Non payé", "partiel": "Partiel", "solde": "Soldé"}[self.value]


def statut_paiement(verse: int, reste: int) -> StatutPaiement:
    """Return the status of a pièce from what is paid and what remains due, in centimes."""
    if reste == 0:
        return StatutPaiement.SOLDE
    return StatutPaiement.PARTIEL if verse > 0 else StatutPaiement.NON_PAYE


class NatureLigne(StrEnum):
    """Goods or services: which sales account, and when VAT falls due."""

    BIEN = "bien"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class LigneSaisie:
    """A line as a command brings it: one of ``prix_ttc`` and ``prix_ht`` (unit price), or an article that has one.

    Whatever the article gives may be left out: ``libelle``, price, ``taux_tva``, ``nature``.
    """

    libelle: str = ""
    quantite: Quantite = UNITE
    prix_ttc: Centimes | None = None
    prix_ht: Centimes | None = None
    taux_tva: Pourcent | None = None
    remise: Pourcent = SANS_REMISE
    article: str = ""
    nature: NatureLigne | None = None


@dataclass(frozen=True, slots=True)
class LignePreparee:
    """A line ready to be computed: article and accounts resolved. ``prix`` is TTC when ``ttc``, else HT."""

    libelle: str
    quantite: Quantite
    prix: int
    ttc: bool
    taux: Pourcent
    remise: Pourcent
    article: str
    nature: NatureLigne
    compte: str
    rang_origine: int | None = None


@dataclass(frozen=True, slots=True)
class LigneCalculee:
    """A line with its amounts; over a pièce they add up to the totals, rate by rate, to the cent."""

    rang: int
    preparee: LignePreparee
    montant_ht: int
    montant_tva: int
    montant_ttc: int


@dataclass(frozen=True, slots=True)
class TotalTaux:
    """Base, VAT and TTC of one rate."""

    taux: Pourcent
    ht: int
    tva: int

    @property
    def ttc(self) -> int:
        """HT + VAT."""
        return self.ht + self.tva


@dataclass(frozen=True, slots=True)
class Totaux:
    """Totals of a pièce, and by rate (highest rate first)."""

    par_taux: tuple[TotalTaux, ...]

    @property
    def ht(self) -> int:
        """Sum of the bases."""
        return sum(t.ht for t in self.par_taux)

    @property
    def tva(self) -> int:
        """Sum of the VAT."""
        return sum(t.tva for t in self.par_taux)

    @property
    def ttc(self) -> int:
        """HT + VAT."""
        return self.ht + self.tva


def montant_brut(ligne: LignePreparee) -> int:
    """Return quantity × price − remise, rounded once, in the sense of the price (TTC or HT)."""
    return arrondir(
        Fraction(ligne.quantite, UNITE) * ligne.prix * Fraction(CENT_POUR_CENT - ligne.remise, CENT_POUR_CENT)
    )


def tva_comprise(ttc: int, taux: int) -> int:
    """Return the VAT inside a TTC amount, rounded once."""
    return arrondir(Fraction(ttc * taux, CENT_POUR_CENT + taux))


def calculer(lignes: Sequence[LignePreparee]) -> tuple[tuple[LigneCalculee, ...], Totaux]:
    """Return the lines with their amounts, ranks from 1, and the totals by rate.

    Raises ``piece_sans_ligne``, ``piece_sans_montant`` (nothing to pay), ``montant_invalide`` (too large).
    """
    if not lignes:
        raise ErreurMetier("piece_sans_ligne", champ="lignes")
    if len(lignes) > LIGNES_MAXIMUM:
        raise ErreurMetier("trop_de_lignes_de_piece", champ="lignes", maximum=LIGNES_MAXIMUM)
    bruts = [montant_brut(ligne) for ligne in lignes]
    tva = [0] * len(lignes)
    par_taux: dict[int, list[int]] = {}
    for taux in sorted({ligne.taux for ligne in lignes}, reverse=True):
        total = par_taux[taux] = [0, 0]
        for ttc in (True, False):
            rangs = [i for i, ligne in enumerate(lignes) if ligne.taux == taux and ligne.ttc is ttc]
            brut = sum(bruts[i] for i in rangs)
            if brut == 0:
                continue
            taxe = tva_comprise(brut, taux) if ttc else arrondir(Fraction(brut * taux, CENT_POUR_CENT))
            for i, part in zip(rangs, repartir(taxe, [bruts[i] for i in rangs]), strict=True):
                tva[i] = part
            total[0] += brut - taxe if ttc else brut
            total[1] += taxe
    totaux = Totaux(tuple(TotalTaux(Pourcent(taux), ht, taxe) for taux, (ht, taxe) in par_taux.items()))
    if totaux.ttc <= 0:
        raise ErreurMetier("piece_sans_montant", champ="lignes")
    if totaux.ttc > MONTANT_MAXIMAL:
        raise ErreurMetier("montant_invalide", champ="lignes", valeur=str(totaux.ttc))
    calculees = tuple(
        LigneCalculee(rang, ligne, brut - taxe if ligne.ttc else brut, taxe, brut if ligne.ttc else brut + taxe)
        for rang, (ligne, brut, taxe) in enumerate(zip(lignes, bruts, tva, strict=True), 1)
    )
    return calculees, totaux


def ventiler_par_taux(montant: int, totaux: Totaux) -> tuple[TotalTaux, ...]:
    """Split a TTC amount by the rates of a pièce (an acompte, an avoir by amount); sums exactly to ``montant``."""
    parts = repartir(montant, [t.ttc for t in totaux.par_taux])
    ventilees = []
    for part, t in zip(parts, totaux.par_taux, strict=True):
        # the VAT of the whole gives the VAT of the whole: 1 200 takes 200, whatever the line prices rounded to
        tva = 0 if t.ttc == 0 else arrondir(Fraction(part * t.tva, t.ttc))
        if part:
            ventilees.append(TotalTaux(t.taux, part - tva, tva))
    return tuple(ventilees)


def retrancher(totaux: Totaux, pris: Totaux) -> Totaux:
    """Return what is left of totals once others are taken off, rate by rate."""
    deja = {t.taux: t for t in pris.par_taux}
    zero = TotalTaux(Pourcent(0), 0, 0)
    return Totaux(
        tuple(
            TotalTaux(t.taux, t.ht - deja.get(t.taux, zero).ht, t.tva - deja.get(t.taux, zero).tva)
            for t in totaux.par_taux
        )
    )


def ventiler_avec_tva(montant: int, restants: Totaux, tva: int) -> tuple[TotalTaux, ...]:
    """Split a TTC amount by the rates of ``restants``, its VAT in all being ``tva`` as far as they allow.

    A document then says the VAT that the ledger moved, to the cent; nothing goes beyond what is left of a rate.
    """
    reste = {t.taux: t for t in restants.par_taux}
    ventilees = list(ventiler_par_taux(min(montant, restants.ttc), restants))
    ecart = tva - sum(t.tva for t in ventilees)
    for rang, t in sorted(enumerate(ventilees), key=lambda x: -x[1].tva):
        bas, haut = max(0, t.ttc - reste[t.taux].ht), min(t.ttc, reste[t.taux].tva)
        voulue = min(max(t.tva + ecart, bas), haut)
        ecart -= voulue - t.tva
        ventilees[rang] = TotalTaux(t.taux, t.ttc - voulue, voulue)
    return tuple(ventilees)


def numero_de_piece(prefixe: str, station: str, exercice: int, rang: int) -> str:
    """Return the number of a document: series, station, exercice, rank (LEGAL §3: letters, digits, ``-``, no space)."""
    return f"{prefixe}-{station}-{exercice}-{rang:05d}"
