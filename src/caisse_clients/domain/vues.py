"""Values that readings return to screens, documents and the command line; amounts in centimes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from caisse_clients.domain.clients import SorteClient
from caisse_clients.domain.comptes import TypeCompte


class EtatCompte(StrEnum):
    """State asked for in the search: settled, not settled, all."""

    SOLDES = "soldes"
    NON_SOLDES = "non-soldes"
    TOUS = "tous"


@dataclass(frozen=True, slots=True)
class CritereClients:
    """Search of clients; all given criteria must hold.

    ``code`` finds codes that begin with it, ``nom`` and ``prenom`` what begins with or (from 3 letters)
    contains them, ``texte`` looks in name and first name or, all digits, in codes. ``numero_compte`` is exact.
    """

    code: int | None = None
    nom: str = ""
    prenom: str = ""
    numero_compte: int | None = None
    texte: str = ""


class LigneClient(NamedTuple):
    """One row of the clients' grid; a named tuple, five times faster to make: lists have thousands of them."""

    code: int
    nom: str
    prenom: str
    adresse: str
    code_postal: str
    ville: str


@dataclass(frozen=True, slots=True)
class SoldesClient:
    """What a client owes and what is owed to him (perimeter of *Restant dû*), in centimes."""

    solde_du: int
    disponible: int


@dataclass(frozen=True, slots=True)
class FicheClient:
    """A whole card; ``absorbe_par`` is the code in force when the client was merged into another."""

    code: int
    sorte: SorteClient
    nom: str
    prenom: str
    adresse: str
    code_postal: str
    ville: str
    telephone: str
    courriel: str
    siren: str
    professionnel: bool
    plafond_credit: int | None
    version: int
    absorbe_par: int | None
    absorbes: tuple[int, ...]
    solde_du: int
    disponible: int


class VueEcriture(NamedTuple):
    """One movement of a compte client as the orange table shows it (a named tuple, as ``LigneClient``)."""

    ecriture: int
    date: dt.date
    entree: int
    sortie: int
    beneficiaire: str
    commentaire: str
    motif: str
    annule: int | None
    annulee_par: int | None
    raison: str
    contrepassable: bool


@dataclass(frozen=True, slots=True)
class VueCompte:
    """A compte client with its movements, oldest first."""

    numero: int
    type: TypeCompte
    client: int
    solde: int
    date_ouverture: dt.date
    organisme: int | None
    dossier: str
    ecritures: tuple[VueEcriture, ...]


@dataclass(frozen=True, slots=True)
class LigneHistorique:
    """One act on a client, latest first; ``instant`` in UTC."""

    instant: dt.datetime
    utilisateur: str
    poste: str
    texte: str
    operation: int


@dataclass(frozen=True, slots=True)
class VueMotif:
    """A motif a user may choose."""

    code: str
    libelle: str
    compte_debit: str
    compte_credit: str
    actif: bool


@dataclass(frozen=True, slots=True)
class LigneJournal:
    """One ledger line with its header, for accountants; ``lettrage`` is the letter in force, "" if none."""

    ecriture: int
    rang: int
    journal: str
    date: dt.date
    compte: str
    tiers: int | None
    compte_client: int | None
    libelle: str
    debit: int
    credit: int
    lettrage: str


@dataclass(frozen=True, slots=True)
class LigneBalance:
    """Totals of a general account over a period."""

    compte: str
    debit: int
    credit: int


@dataclass(frozen=True, slots=True)
class LigneOperation:
    """One sealed operation; ``empreinte`` in hexadecimal. ``approbateur``: who authorised it besides, or None."""

    operation: int
    poste: str
    sequence: int
    horodatage: dt.datetime
    utilisateur: str
    approbateur: str | None
    commande: str
    empreinte: str


@dataclass(frozen=True, slots=True)
class VueRecu:
    """What a receipt says of an écriture of compte client; ``solde_apres`` is the balance just after it."""

    ecriture: int
    compte: int
    type: TypeCompte
    date: dt.date
    entree: int
    sortie: int
    solde_apres: int
    motif: str
    beneficiaire: str
    commentaire: str
    raison: str
    annule: int | None
    annulee_par: int | None
    client: FicheClient
    organisme: str
    dossier: str
    operation: int
    empreinte: str
    instant: dt.datetime
    utilisateur: str
    poste: str
    station: str
    station_libelle: str
    raison_sociale: str
    station_adresse: str
    siret: str
    mentions: str
