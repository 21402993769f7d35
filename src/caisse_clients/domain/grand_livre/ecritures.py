"""An écriture as a value: its lines, and the double entry of each movement of a compte client (DOMAIN §3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from caisse_clients.domain.comptes import Mouvement, TypeCompte
from caisse_clients.kernel.argent import Centimes
from caisse_clients.kernel.erreurs import Bogue


@dataclass(frozen=True, slots=True)
class Ligne:
    """One line: a general account, optionally a tiers and a compte client; debit or credit in centimes."""

    compte: str
    debit: Centimes
    credit: Centimes
    tiers: int | None = None
    compte_client: int | None = None
    devise: str | None = None
    montant_devise: int | None = None

    def inversee(self) -> Ligne:
        """Return the contrary line."""
        return replace(self, debit=self.credit, credit=self.debit)


@dataclass(frozen=True, slots=True)
class Motif:
    """Why a manual movement is made, and the general account it meets (DOMAIN §2)."""

    code: str
    libelle: str
    compte_debit: str
    compte_credit: str

    def contrepartie(self, *, au_debit: bool) -> str:
        """Return the general account of the counterpart line (658 at the debit, 758 at the credit…)."""
        return self.compte_debit if au_debit else self.compte_credit


def equilibrer(lignes: Iterable[Ligne]) -> tuple[Ligne, ...]:
    """Return the lines; raises ``Bogue`` when they do not balance (the database refuses it too)."""
    toutes = tuple(lignes)
    if len(toutes) < 2 or sum(x.debit - x.credit for x in toutes) != 0:
        raise Bogue("ecriture_desequilibree", lignes=toutes)
    return toutes


def lignes_du_mouvement(
    *,
    type_compte: TypeCompte,
    compte_general: str,
    numero: int,
    tiers: int,
    mouvement: Mouvement,
    motif: Motif,
) -> tuple[Ligne, ...]:
    """Return the two balanced lines of a manual movement (DOMAIN §3, first and third rows).

    ``tiers`` is the debtor or creditor of the account: the organisme for an organisme-crédit account, else
    the client. An entrée debits the account's line when its type is a claim, credits it when it is a debt.
    """
    au_debit = (mouvement.entree > 0) == (type_compte.sens > 0)
    montant, zero = mouvement.montant, Centimes(0)
    du_compte = Ligne(compte_general, montant if au_debit else zero, zero if au_debit else montant, tiers, numero)
    contre = Ligne(
        motif.contrepartie(au_debit=not au_debit), zero if au_debit else montant, montant if au_debit else zero
    )
    return equilibrer((du_compte, contre) if au_debit else (contre, du_compte))
