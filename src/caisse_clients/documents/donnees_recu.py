"""What a receipt says, whatever the paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from caisse_clients.kernel.formats import ecrire_code


class Sens(StrEnum):
    """Which way the money of the account moved."""

    ENTREE = "entree"
    SORTIE = "sortie"


class FormatRecu(StrEnum):
    """The sheets a receipt can be made for."""

    A5 = "a5"
    A4 = "a4"
    TICKET = "ticket"


@dataclass(frozen=True, slots=True)
class Emetteur:
    """The shop at the head of a document; what is empty is not printed."""

    raison_sociale: str
    station: str = ""
    adresse: tuple[str, ...] = ()
    siret: str = ""


@dataclass(frozen=True, slots=True)
class DonneesRecu:
    """Everything a receipt says. Amounts are centimes; ``solde`` is the account's after the operation, and
    ``solde_dit`` says for whom it is (``en faveur du client``, ``dû par le client``): never a bare sign.

    ``tirage`` 1 is the original, n the duplicata n - 1. ``sans_valeur`` names what makes the paper worthless
    (``"BASE ÉCOLE"``), else is empty. ``mention`` is the shop's own sentence (arrhes or acompte, conditions).
    """

    emetteur: Emetteur
    sens: Sens
    date: dt.date
    montant: int
    compte: int
    type_compte: str
    client: int
    client_nom: str
    client_adresse: tuple[str, ...]
    solde: int
    solde_dit: str
    motif: str
    beneficiaire: str
    commentaire: str
    operateur: str
    poste: str
    operation: int
    empreinte: str
    enregistre_le: dt.datetime
    tirage: int = 1
    sans_valeur: str = ""
    mention: str = ""
    organisme: str = ""
    annule: int | None = None


def titre_du_compte(donnees: DonneesRecu) -> str:
    """Name the account as the manual does: ``Compte acompte n° 266``."""
    return f"Compte {donnees.type_compte.lower()} n° {ecrire_code(donnees.compte)}"


def siret_dit(siret: str) -> str:
    """Name the number by its length: a station has a SIRET, a shop that gave only nine digits a SIREN."""
    compact = "".join(siret.split())
    if not compact:
        return ""
    groupes = (compact[:3], compact[3:6], compact[6:9], compact[9:])
    return f"{'SIREN' if len(compact) <= 9 else 'SIRET'} {' '.join(filter(None, groupes))}"
