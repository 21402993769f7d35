"""Values that readings of pièces, règlements and imputations return; amounts in centimes unless said otherwise.

``montant_devise`` figures are in minor units of the pièce's currency; they equal the euro figures for a pièce in euros.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from caisse_clients.domain.pieces import EtatPiece, NatureLigne, StatutPaiement, TypePiece
from caisse_clients.domain.reglements import EtatReglement, MotifImputation, SorteSource


@dataclass(frozen=True, slots=True)
class CriterePieces:
    """Filter of a list of pièces; empty fields do not filter. ``texte``: number (part of it) or client's name."""

    types: tuple[TypePiece, ...] = ()
    client: int | None = None
    statut: StatutPaiement | None = None
    etat: EtatPiece | None = None
    du: dt.date | None = None
    au: dt.date | None = None
    texte: str = ""
    ouvertes: bool = False
    """Only pièces with something left to pay."""
    supprimees: bool = False
    """Deleted drafts too."""


class LignePiece(NamedTuple):
    """One row of a list of pièces; ``regle`` = acompte / réglé, ``facture`` = invoiced of a commande or a bon.

    A bon de livraison holds no money: ``regle`` is what stands on its commande, ``origine`` (DOMAIN, SCREENS).
    """

    id: int
    numero: str
    type: TypePiece
    etat: EtatPiece
    date: dt.date
    client: int
    client_nom: str
    total_ttc: int
    facture: int
    regle: int
    reste_du: int
    statut: StatutPaiement
    devise: str
    total_devise: int
    origine: str = ""


class FactureACrediter(NamedTuple):
    """A facture on which an avoir may be given: at most ``plafond``; it first settles ``reste_du``.

    ``origine``: the commande or bon it was made from, "" when there is none. ``a_reduire``: what comptes crédit or an
    organisme took over of it and still owe, that the avoir takes off next.
    """

    numero: str
    date: dt.date
    total_ttc: int
    plafond: int
    reste_du: int
    origine: str
    a_reduire: int = 0


@dataclass(frozen=True, slots=True)
class TotauxPieces:
    """Totals under a list, over the whole filter, in euros."""

    nombre: int
    total_ttc: int
    regle: int
    reste_du: int


@dataclass(frozen=True, slots=True)
class VueLignePiece:
    """A line of a pièce; ``prix`` TTC when ``ttc`` else HT, amounts in the pièce's currency.

    ``facturee`` and ``livree``: quantities (thousandths) already invoiced and delivered, for a commande.
    ``rang_origine``: its line on the commande or the facture it comes from.
    """

    rang: int
    article: str
    libelle: str
    nature: NatureLigne
    quantite: int
    prix: int
    ttc: bool
    taux: int
    remise: int
    montant_ht: int
    montant_tva: int
    montant_ttc: int
    facturee: int = 0
    livree: int = 0
    rang_origine: int | None = None


@dataclass(frozen=True, slots=True)
class VueEcheance:
    """An échéance; ``cle`` is ``"<pièce>/<rang>"``."""

    cle: str
    rang: int
    date: dt.date
    montant: int
    impute: int
    reste: int
    montant_devise: int
    reste_devise: int
    mode: str
    banque: str


@dataclass(frozen=True, slots=True)
class VueImputation:
    """One imputation in force. ``source``: RC, avoir number, or ``"Compte n"``; ``cible`` likewise.

    ``retirable``: un-matching is possible from the screens. ``mode`` of the règlement ("" otherwise). ``acompte``: it
    was made on a commande or a draft, before the facture.
    """

    imputation: int
    date: dt.date
    source: str
    sorte_source: SorteSource | None
    cible: str
    montant: int
    montant_devise: int
    motif: MotifImputation
    mode: str
    mode_libelle: str
    facture_acompte: str
    retirable: bool
    acompte: bool = False


@dataclass(frozen=True, slots=True)
class LigneHistoriquePiece:
    """One line of a pièce's Historique, in plain words, latest first.

    ``reglement``: RC to open by a click ("" if none); ``survol``: date, mode, amount on hover; ``instant`` in UTC.
    """

    instant: dt.datetime
    utilisateur: str
    texte: str
    reglement: str = ""
    survol: str = ""
    piece: str = ""


@dataclass(frozen=True, slots=True)
class VuePiece:
    """A whole pièce as screens and documents show it.

    ``acomptes``: factures d'acompte / reçus taken back by a facture (number, date, HT, TVA by rate).
    ``verrou``: why it may not be modified ("" if it may). ``suites``: pièces made from it (BL, factures, avoirs).
    """

    id: int
    numero: str
    brouillon: str
    type: TypePiece
    etat: EtatPiece
    date: dt.date
    client: int
    client_nom: str
    destinataire: str
    professionnel: bool
    station: str
    devise: str
    cours: int | None
    conditions: str
    reference: str
    commentaire: str
    total_ht: int
    total_tva: int
    total_ttc: int
    total_devise: int
    facture: int
    regle: int
    reste_du: int
    statut: StatutPaiement
    origine: str
    suites: tuple[str, ...]
    lignes: tuple[VueLignePiece, ...]
    echeances: tuple[VueEcheance, ...]
    imputations: tuple[VueImputation, ...]
    version: int
    verrou: str
    raison: str


class LigneReglement(NamedTuple):
    """One row of the list of règlements; ``sens`` 1 received, -1 given back; ``verrou``: its code, "" if none."""

    id: int
    numero: str
    date: dt.date
    client: int
    client_nom: str
    mode: str
    mode_libelle: str
    sens: int
    montant: int
    reference: str
    disponible: int
    etat: EtatReglement
    verrou: str


@dataclass(frozen=True, slots=True)
class CritereReglements:
    """Filter of the list of règlements; empty fields do not filter."""

    client: int | None = None
    mode: str = ""
    etat: EtatReglement | None = None
    du: dt.date | None = None
    au: dt.date | None = None
    disponibles: bool = False
    """Only those with something left to use."""
    texte: str = ""


@dataclass(frozen=True, slots=True)
class TotauxReglements:
    """Totals under the list of règlements, over the whole filter, in euros; those cancelled count for nothing."""

    recu: int
    rendu: int
    disponible: int


@dataclass(frozen=True, slots=True)
class VersionReglement:
    """One version of a règlement, oldest first; ``instant`` in UTC."""

    version: int
    instant: dt.datetime
    utilisateur: str
    mode_libelle: str
    date: dt.date
    montant: int
    reference: str
    etat: str
    raison: str


@dataclass(frozen=True, slots=True)
class PieceJointe:
    """A supporting file of a règlement; the content is read apart. ``taille`` in bytes."""

    id: int
    nom: str
    type: str
    taille: int
    empreinte: str


@dataclass(frozen=True, slots=True)
class VueReglement:
    """A whole règlement. ``exporte``: already in the accounts."""

    id: int
    numero: str
    client: int
    client_nom: str
    station: str
    sens: int
    mode: str
    mode_libelle: str
    numerique: bool
    date: dt.date
    devise: str
    cours: int | None
    montant: int
    montant_devise: int
    banque: str
    reference: str
    impute: int
    disponible: int
    disponible_devise: int
    etat: EtatReglement
    verrou: str
    exporte: bool
    version: int
    imputations: tuple[VueImputation, ...]
    versions: tuple[VersionReglement, ...]
    pieces_jointes: tuple[PieceJointe, ...]


class LigneDue(NamedTuple):
    """One row of the left column: an échéance of a pièce, or a compte crédit / export of the client.

    ``cle`` is what ``imputer.cible`` takes (``"FA-…/1"``, or the compte's number as text ``"266"``);
    ``reste_devise`` is what may be typed (minor units of ``devise``).
    """

    cle: str
    titre: str
    type: str
    date: dt.date
    date_echeance: dt.date
    montant: int
    reste: int
    devise: str
    reste_devise: int
    compte: int | None


class LigneDisponible(NamedTuple):
    """One row of the right column. ``cle`` is what ``imputer.source`` takes (``"RC…"``, ``"AV…"``, ``"12"``)."""

    cle: str
    sorte: SorteSource
    titre: str
    date: dt.date
    montant: int
    disponible: int
    devise: str
    disponible_devise: int
    compte: int | None


@dataclass(frozen=True, slots=True)
class VueMode:
    """A mode de règlement. ``numerique`` locks its règlements; ``especes`` counts toward the cash limit."""

    code: str
    libelle: str
    compte: str
    journal: str
    numerique: bool
    especes: bool
    actif: bool


@dataclass(frozen=True, slots=True)
class VueBanque:
    """A bank account of the shop."""

    code: str
    libelle: str
    iban: str
    bic: str
    compte: str
    journal: str
    emetteur: str
    actif: bool


@dataclass(frozen=True, slots=True)
class VueTaux:
    """A VAT rate in use; ``taux`` in hundredths of a percent."""

    code: str
    taux: int
    libelle: str
    compte: str
    actif: bool


@dataclass(frozen=True, slots=True)
class VueArticle:
    """An article; ``prix_ttc`` None when it is typed each time. ``sorte``: vente, avoir, remboursement."""

    code: str
    libelle: str
    sorte: str
    nature: NatureLigne
    taux: int
    prix_ttc: int | None
    compte: str
    actif: bool
