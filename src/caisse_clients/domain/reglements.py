"""Règlements and their imputation: what may be used on what, what locks a règlement, cash limits (DOMAIN §2)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from caisse_clients.kernel.erreurs import ErreurMetier

ESPECES_RESIDENT = 1_000_00
ESPECES_NON_RESIDENT = 15_000_00
"""Cash allowed per sale, in centimes: a resident or any professional; a non-resident consumer (CMF D112-3)."""


Reference = str | int
"""How people name a source or a target: a pièce, an échéance or a règlement by text, a compte by its number."""


class EtatReglement(StrEnum):
    """What became of a règlement: *reçu* may be edited, *validé* went to accounting, *annulé* counts no more."""

    RECU = "recu"
    VALIDE = "valide"
    ANNULE = "annule"

    @property
    def libelle(self) -> str:
        """French word for the state."""
        return {"recu": "Reçu", "valide": "Validé", "annule": "Annulé"}[self.value]


class SorteSource(StrEnum):
    """Where a disponible comes from."""

    REGLEMENT = "reglement"
    AVOIR = "avoir"
    COMPTE = "compte"

    @property
    def libelle(self) -> str:
        """French word shown in the right column."""
        return {"reglement": "Règlement", "avoir": "Avoir", "compte": "Compte client"}[self.value]


class MotifImputation(StrEnum):
    """Why an imputation row was written; the historique words it."""

    REGLEMENT = "reglement"
    AVOIR = "avoir"
    COMPTE = "compte"
    PRISE_EN_CHARGE = "prise_en_charge"
    MISE_EN_COMPTE = "mise_en_compte"
    GLISSEMENT = "glissement"
    REMONTEE = "remontee"
    ECART = "ecart"
    REMBOURSEMENT = "remboursement"
    CONVERSION = "conversion"
    RETRAIT = "retrait"


class RaisonVerrou(StrEnum):
    """Why a règlement may not be changed; the screen shows it before the click (manual 003)."""

    ANNULE = "reglement_annule"
    NUMERIQUE = "reglement_numerique"
    EXPORTE = "reglement_exporte"
    REMIS = "reglement_remis"
    REMBOURSEMENT = "reglement_remboursement"

    @property
    def libelle(self) -> str:
        """Short French reason for a column or a tooltip."""
        return _VERROUS[self]


_VERROUS = {
    RaisonVerrou.ANNULE: "annulé",
    RaisonVerrou.NUMERIQUE: "paiement numérique : seul le commentaire se modifie",
    RaisonVerrou.EXPORTE: "exporté en comptabilité",
    RaisonVerrou.REMIS: "remis en banque",
    RaisonVerrou.REMBOURSEMENT: "remboursement : annulez-le plutôt",
}


def verrou(*, annule: bool, numerique: bool, exporte: bool) -> RaisonVerrou | None:
    """Return what keeps a règlement from being edited or deleted, or None (DOMAIN §2, Acomptes)."""
    if annule:
        return RaisonVerrou.ANNULE
    if exporte:
        return RaisonVerrou.EXPORTE
    return RaisonVerrou.NUMERIQUE if numerique else None


def controler_especes_de_la_vente(
    deja: int, montant: int, *, professionnel: bool, non_resident: bool, champ: str = "mode"
) -> None:
    """Refuse cash beyond the law on one sale (a commande and its factures), refunds counted apart.

    ``deja`` and ``montant`` in centimes. Raises ``especes_interdites``, on the field that said it was cash.
    """
    limite = ESPECES_NON_RESIDENT if non_resident and not professionnel else ESPECES_RESIDENT
    if deja + montant > limite:
        raise ErreurMetier("especes_interdites", champ=champ, raison="vente", cumul=deja + montant, limite=limite)


@dataclass(frozen=True, slots=True)
class Du:
    """Something due, for the proposal: key (``"FA-…/1"`` or ``"C266"``), what remains, when; centimes."""

    cle: str
    reste: int
    date: str
    devise: str = "EUR"


@dataclass(frozen=True, slots=True)
class Disponible:
    """A source that can still pay: key (``"RC-…"``, ``"AV-…"``, ``"C12"``), what is left, when; centimes."""

    cle: str
    disponible: int
    date: str
    devise: str = "EUR"


@dataclass(frozen=True, slots=True)
class Proposition:
    """One imputation proposed: so much of this source on that due, in minor units of their currency."""

    source: str
    cible: str
    montant: int


def proposer(dus: list[Du], disponibles: list[Disponible], *, exact: bool = True) -> list[Proposition]:
    """Return the automatic proposal: exact matches first (unless ``exact`` is False), then oldest due first.

    A source only pays dues of its currency. Order of the lists breaks ties: the user's order is kept.
    Nothing is proposed beyond what is due or beyond what is left (property).
    """
    propositions = _jumeaux(dus, disponibles) if exact else []
    payes = {p.cible for p in propositions}
    utilises = {p.source for p in propositions}
    return propositions + ventiler(
        sorted((d for d in dus if d.cle not in payes), key=lambda d: d.date),
        sorted((d for d in disponibles if d.cle not in utilises), key=lambda d: d.date),
    )


def ventiler(dus: list[Du], disponibles: list[Disponible]) -> list[Proposition]:
    """Pair ticked amounts in the order given: each due takes from each source until one side is used up.

    In one pass, whatever the number of open items: a source that is used up is not looked at again.
    """
    files: dict[str, deque[list[Any]]] = {}
    for source in disponibles:
        if source.disponible > 0:
            files.setdefault(source.devise, deque()).append([source.cle, source.disponible])
    propositions: list[Proposition] = []
    for du in dus:
        reste, file = du.reste, files.get(du.devise)
        while reste > 0 and file:
            tete = file[0]
            montant = min(reste, tete[1])
            propositions.append(Proposition(tete[0], du.cle, montant))
            reste -= montant
            tete[1] -= montant
            if not tete[1]:
                file.popleft()
    return propositions


def _jumeaux(dus: list[Du], disponibles: list[Disponible]) -> list[Proposition]:
    """Pair each source with the first due of exactly its amount that no other source has taken."""
    libres: dict[tuple[str, int], deque[str]] = {}
    for du in dus:
        if du.reste > 0:
            libres.setdefault((du.devise, du.reste), deque()).append(du.cle)
    return [
        Proposition(source.cle, file.popleft(), source.disponible)
        for source in disponibles
        if (file := libres.get((source.devise, source.disponible)))
    ]


def lettre_suivante(derniere: str) -> str:
    """Return the letter after ``derniere``: AA, AB … ZZ, AAA… (LEGAL §5: capitals, never used again)."""
    if not derniere:
        return "AA"
    chiffres = list(derniere)
    for rang in range(len(chiffres) - 1, -1, -1):
        if chiffres[rang] != "Z":
            chiffres[rang] = chr(ord(chiffres[rang]) + 1)
            return "".join(chiffres[: rang + 1]) + "A" * (len(chiffres) - rang - 1)
    return "A" * (len(derniere) + 1)
