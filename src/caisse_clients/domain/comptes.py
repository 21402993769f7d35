"""Comptes clients: the five types, their balance and the rules of an entry (manual 000, DOMAIN §2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import ErreurMetier

LIMITE_ESPECES = Centimes(1_000_00)
"""Cash allowed per account and direction, in centimes (CMF art. D112-3)."""


class TypeCompte(StrEnum):
    """The five types of the manual's dialog, in its order."""

    ACOMPTE = "acompte"
    AVOIR = "avoir"
    CREDIT = "credit"
    ORGANISME_CREDIT = "organisme_credit"
    EXPORT = "export"

    @property
    def libelle(self) -> str:
        """The manual's word for the type."""
        return _LIBELLES[self]

    @property
    def dette_envers_client(self) -> bool:
        """True when a balance is owed by the shop to the client (acompte, avoir)."""
        return self in (TypeCompte.ACOMPTE, TypeCompte.AVOIR)

    @property
    def sens(self) -> int:
        """Sign by which ``debit - credit`` of the account's lines raises its balance: -1 or +1."""
        return -1 if self.dette_envers_client else 1

    @property
    def indication(self) -> str:
        """What a balance of this type means, in the words shown beside the type."""
        return _INDICATIONS[self]


_LIBELLES = {
    TypeCompte.ACOMPTE: "Acompte",
    TypeCompte.AVOIR: "Avoir",
    TypeCompte.CREDIT: "Crédit",
    TypeCompte.ORGANISME_CREDIT: "Organisme Crédit",
    TypeCompte.EXPORT: "Export",
}
_INDICATIONS = {
    TypeCompte.ACOMPTE: "nous devons au client",
    TypeCompte.AVOIR: "nous devons au client",
    TypeCompte.CREDIT: "le client nous doit",
    TypeCompte.ORGANISME_CREDIT: "l'organisme nous doit",
    TypeCompte.EXPORT: "sommes dues sur un fichier d'export",
}


class OrigineEcriture(StrEnum):
    """Which act wrote an écriture; F4 undoes the manual ones, the others name their own undoing."""

    CREATION = "creation"
    SAISIE = "saisie"
    SOLDE = "solde"
    REPRISE = "reprise"
    CONTREPASSATION = "contrepassation"
    VENTE = "vente"
    REGLEMENT = "reglement"
    IMPUTATION = "imputation"
    ACOMPTE = "acompte"
    EXIGIBILITE = "exigibilite"

    @property
    def contrepassable(self) -> bool:
        """True when F4 may contre-pass it (manual écritures only)."""
        return self in (
            OrigineEcriture.CREATION,
            OrigineEcriture.SAISIE,
            OrigineEcriture.SOLDE,
            OrigineEcriture.REPRISE,
        )


@dataclass(frozen=True, slots=True)
class Mouvement:
    """An entrée (> 0, sortie 0) or a sortie (> 0, entrée 0) of a compte client, in centimes."""

    entree: Centimes
    sortie: Centimes

    @property
    def montant(self) -> Centimes:
        """The amount moved, always positive."""
        return Centimes(self.entree + self.sortie)

    @property
    def effet(self) -> int:
        """What the balance gains (negative for a sortie), in centimes."""
        return self.entree - self.sortie


def mouvement(entree: Centimes | None, sortie: Centimes | None) -> Mouvement:
    """Return the movement; raises ``entree_ou_sortie`` unless exactly one of the two is above zero."""
    e, s = entree or Centimes(0), sortie or Centimes(0)
    if e < 0 or s < 0:
        raise ErreurMetier("montant_invalide", champ="entree" if e < 0 else "sortie", valeur=str(min(e, s)))
    if (e > 0) == (s > 0):
        raise ErreurMetier("entree_ou_sortie", champ="sortie" if e > 0 else "entree", entree=e, sortie=s)
    return Mouvement(e, s)


def controler_solde(numero: int, solde: int, mouvement: Mouvement) -> int:
    """Return the balance after ``mouvement``; a balance never goes below zero (``solde_insuffisant``)."""
    apres = solde + mouvement.effet
    if apres < 0:
        raise ErreurMetier(
            "solde_insuffisant", champ="sortie", compte=numero, solde=solde, sortie=int(mouvement.sortie)
        )
    return apres


def montant_a_solder(numero: int, solde: int) -> Centimes:
    """Return the sortie that brings the account to zero; raises ``compte_deja_solde`` when it is there."""
    if solde == 0:
        raise ErreurMetier("compte_deja_solde", compte=numero)
    return Centimes(solde)


def est_remboursement(type_compte: TypeCompte, sens_entree: bool, compte_general: str) -> bool:
    """Tell whether a manual movement gives money or value away (DOMAIN §4), whatever the screen.

    A sortie of acompte/avoir, or an entrée of crédit, whose counterpart is a money account (class 5)
    is a remboursement; an entrée of avoir without a pièce is an avoir.
    """
    if type_compte is TypeCompte.AVOIR and sens_entree:
        return True
    sort_de_l_argent = not sens_entree if type_compte.dette_envers_client else sens_entree
    return sort_de_l_argent and compte_general.startswith("5")


def est_ecart(compte_general: str) -> bool:
    """Tell whether the counterpart is an écart de règlement (658 / 758): a write-off, small by rule."""
    return compte_general.startswith(("658", "758"))


def controler_especes(numero: int, deja: int, montant: int) -> None:
    """Refuse cash above 1 000 € cumulated on one account in one direction (CMF art. D112-3)."""
    if deja + montant > LIMITE_ESPECES:
        raise ErreurMetier(
            "especes_interdites", champ="motif", compte=numero, cumul=deja + montant, limite=int(LIMITE_ESPECES)
        )


def controler_date(date: dt.date, aujourd_hui: dt.date, *, champ: str = "date") -> dt.date:
    """Return ``date``; raises ``date_future`` after today's business date."""
    if date > aujourd_hui:
        raise ErreurMetier("date_future", champ=champ, date=date, aujourd_hui=aujourd_hui)
    return date
