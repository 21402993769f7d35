"""What the paper of a pièce says: commande, bon de livraison, facture, facture d'acompte, avoir, ticket."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from caisse_clients.documents.donnees_recu import Emetteur
from caisse_clients.domain.pieces import TotalTaux, TypePiece
from caisse_clients.kernel.argent import Pourcent
from caisse_clients.kernel.formats import ecrire_montant_en


class FormatPiece(StrEnum):
    """The sheets a pièce can be made for."""

    A4 = "a4"
    TICKET = "ticket"


@dataclass(frozen=True, slots=True)
class Monnaie:
    """A currency: its ISO code and how many digits it has after the comma."""

    code: str = "EUR"
    chiffres: int = 2

    @property
    def signe(self) -> str:
        """What stands after an amount."""
        return "€" if self.code == "EUR" else self.code

    def ecrire(self, mineurs: int) -> str:
        """Write an amount of this currency, bare."""
        return ecrire_montant_en(mineurs, self.chiffres)

    def dire(self, mineurs: int) -> str:
        """Write an amount with its currency; the space never breaks."""
        return f"{self.ecrire(mineurs)}\u00a0{self.signe}"


EURO = Monnaie()


@dataclass(frozen=True, slots=True)
class LigneImprimee:
    """A line. ``prix`` is TTC when ``ttc`` else HT; amounts in minor units of the pièce's currency."""

    libelle: str
    quantite: int
    prix: int
    ttc: bool
    taux: int
    remise: int
    montant_ht: int
    montant_tva: int
    reference: str = ""

    @property
    def montant_ttc(self) -> int:
        """HT + VAT."""
        return self.montant_ht + self.montant_tva


@dataclass(frozen=True, slots=True)
class AcompteImprime:
    """A deposit that a facture takes off: its document, its date, its HT and VAT rate by rate."""

    numero: str
    date: dt.date
    par_taux: tuple[TotalTaux, ...]

    @property
    def ttc(self) -> int:
        """What was paid."""
        return sum(t.ttc for t in self.par_taux)


@dataclass(frozen=True, slots=True)
class PaiementImprime:
    """What was paid on the pièce, apart from its acomptes; for an avoir, what it was used for."""

    numero: str
    date: dt.date
    libelle: str
    montant: int


@dataclass(frozen=True, slots=True)
class EcheanceImprimee:
    """An échéance: when, how much in all, what of it is still to be paid, by which mode ("" when free)."""

    date: dt.date
    montant: int
    reste: int
    mode: str = ""


@dataclass(frozen=True, slots=True)
class ContreValeur:
    """The totals of a pièce in foreign currency, in euro centimes, at ``cours`` (as written)."""

    cours: str
    ht: int
    tva: int
    ttc: int


@dataclass(frozen=True, slots=True)
class DonneesPiece:
    """Everything the paper says. Amounts are minor units of ``monnaie``; ``deja_facture`` is a commande's.

    ``numero`` is empty for a draft, which is marked BROUILLON across its pages. ``precisions`` are the pairs beside
    the address (``("Commande", "CO-S1-2014-00001 du 15/07/2014")``). ``legal`` is what the law wants known of the
    shop (form, capital, RCS, VAT number), ``mentions`` what it wants said to this client. ``tirage`` 1 is the
    original, n the duplicata n - 1; ``sans_valeur`` names what makes the paper worthless.
    """

    emetteur: Emetteur
    type: TypePiece
    numero: str
    date: dt.date
    destinataire: tuple[str, ...]
    client: int
    professionnel: bool
    lignes: tuple[LigneImprimee, ...]
    legal: str = ""
    monnaie: Monnaie = EURO
    contre_valeur: ContreValeur | None = None
    precisions: tuple[tuple[str, str], ...] = ()
    acomptes: tuple[AcompteImprime, ...] = ()
    paiements: tuple[PaiementImprime, ...] = ()
    deja_facture: int = 0
    echeances: tuple[EcheanceImprimee, ...] = ()
    conditions: str = ""
    commentaire: str = ""
    mentions: tuple[str, ...] = ()
    annulee: str = ""
    tirage: int = 1
    sans_valeur: str = ""
    edition: str = ""

    @property
    def brouillon(self) -> bool:
        """True while it has no number."""
        return not self.numero

    @property
    def chiffree(self) -> bool:
        """A bon de livraison says quantities, never prices."""
        return self.type is not TypePiece.BON_LIVRAISON

    @property
    def titre(self) -> str:
        """Name of the document, as its heading and file say it."""
        return self.type.libelle

    @property
    def par_taux(self) -> tuple[TotalTaux, ...]:
        """Totals of the lines by VAT rate, highest first."""
        return totaux_par_taux((ligne.taux, ligne.montant_ht, ligne.montant_tva) for ligne in self.lignes)

    @property
    def ttc(self) -> int:
        """Total of the lines."""
        return sum(ligne.montant_ttc for ligne in self.lignes)

    @property
    def avoir(self) -> bool:
        """True for an avoir, on a facture or on a facture d'acompte."""
        return self.type in (TypePiece.AVOIR, TypePiece.AVOIR_ACOMPTE)

    @property
    def net(self) -> int:
        """What remains to pay, or in favour of the client."""
        return self.ttc - self.deja_facture - self.verse

    @property
    def verse(self) -> int:
        """What is already paid: acomptes and règlements."""
        return sum(a.ttc for a in self.acomptes) + sum(p.montant for p in self.paiements)


def totaux_par_taux(parts: Iterable[tuple[int, int, int]]) -> tuple[TotalTaux, ...]:
    """Add up (rate, HT, VAT) by rate, highest rate first."""
    sommes: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for taux, ht, tva in parts:
        sommes[taux][0] += ht
        sommes[taux][1] += tva
    return tuple(TotalTaux(Pourcent(taux), *sommes[taux]) for taux in sorted(sommes, reverse=True))
