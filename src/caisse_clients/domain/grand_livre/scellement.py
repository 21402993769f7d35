"""Canonical form and fingerprint of a sealed operation (ARCHITECTURE §5, LEGAL §2).

The form is versioned: a version's field lists never change, a new column means a new version. Values are
integers, ISO dates, NFC text, hex of bytes; personal text is absent, only its salted hash is there, so that
an erasure allowed by law does not break the chain. Pure functions, any thread.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

VERSION_CANON = 3
EMPREINTE_INITIALE = bytes(32)
"""What the first operation of a poste is chained to."""

ENTETE = (
    "id",
    "poste",
    "sequence",
    "horodatage",
    "date_metier",
    "utilisateur",
    "approbateur",
    "commande",
    "id_commande",
    "empreinte_commande",
    "resultat",
    "version_canon",
    "horloge_reculee",
    "cle_id",
)

_VERSION_1: Mapping[str, tuple[str, ...]] = {
    "base_info": ("id", "uuid", "cree_le", "ecole", "demonstration"),
    "cle_poste": ("id", "poste", "cle_publique"),
    "station_version": ("code", "version", "libelle", "adresse", "raison_sociale", "siret", "mentions"),
    "poste_version": ("code", "version", "libelle", "station"),
    "utilisateur_version": ("code", "version", "libelle", "role", "actif", "pin_version"),
    "parametre_version": ("cle", "version", "valeur"),
    "motif_version": ("code", "version", "libelle", "compte_debit", "compte_credit", "actif"),
    "client_version": (
        "code",
        "version",
        "sorte",
        "professionnel",
        "plafond_credit",
        "personnel_empreinte",
    ),
    "fusion": ("id", "absorbe", "garde", "annule"),
    "compte_client": ("numero", "client", "type", "sens", "date_ouverture", "organisme", "dossier"),
    "ecriture": (
        "id",
        "journal",
        "date",
        "station",
        "libelle",
        "motif",
        "motif_libelle",
        "origine",
        "extourne_de",
        "personnel_empreinte",
    ),
    "ligne": (
        "ecriture_id",
        "rang",
        "date",
        "compte",
        "tiers",
        "compte_client",
        "debit",
        "credit",
        "devise",
        "montant_devise",
    ),
    "cloture": ("id", "periode", "station", "debut", "fin", "total_periode", "total_perpetuel"),
    "tirage": ("id", "document", "reference", "rang"),
}

_VERSION_2: Mapping[str, tuple[str, ...]] = {
    **_VERSION_1,
    "taux_tva_version": ("code", "version", "taux", "libelle", "compte", "actif"),
    "article_version": ("code", "version", "libelle", "sorte", "nature", "taux", "prix_ttc", "compte", "actif"),
    "mode_reglement_version": ("code", "version", "libelle", "compte", "journal", "numerique", "especes", "actif"),
    "banque_version": ("code", "version", "libelle", "iban", "bic", "compte", "journal", "emetteur", "actif"),
    "piece_version": (
        "id",
        "version",
        "type",
        "client",
        "affaire",
        "origine",
        "station",
        "devise",
        "cours",
        "etat",
        "numero",
        "date",
        "conditions",
        "professionnel",
        "total_ht",
        "total_tva",
        "total_ttc",
        "total_devise",
        "version_lignes",
        "ecriture",
        "personnel_empreinte",
    ),
    "numero_piece": ("numero", "piece", "serie", "station", "exercice", "rang"),
    "piece_ligne": (
        "piece",
        "version",
        "rang",
        "article",
        "libelle",
        "nature",
        "compte",
        "quantite",
        "prix",
        "ttc",
        "remise",
        "taux",
        "montant_ht",
        "montant_tva",
        "montant_ttc",
        "rang_origine",
    ),
    "echeance_version": (
        "id",
        "version",
        "piece",
        "rang",
        "date",
        "date_reglement",
        "prevu",
        "montant",
        "montant_devise",
        "mode",
        "banque",
        "relance",
        "litige",
        "personnel_empreinte",
    ),
    "reglement_version": (
        "id",
        "version",
        "numero",
        "client",
        "station",
        "sens",
        "mode",
        "mode_libelle",
        "numerique",
        "especes",
        "date",
        "devise",
        "cours",
        "montant",
        "montant_devise",
        "banque",
        "etat",
        "ecriture",
        "personnel_empreinte",
    ),
    "imputation": (
        "id",
        "reglement",
        "avoir",
        "compte_source",
        "echeance",
        "compte_cible",
        "remboursement",
        "montant",
        "montant_source",
        "montant_devise",
        "date",
        "station",
        "motif",
        "ecriture",
        "ecriture_acompte",
        "facture_acompte",
        "annule",
        "personnel_empreinte",
    ),
    "fichier": ("empreinte", "taille", "type"),
    "piece_jointe": ("id", "reglement", "fichier", "personnel_empreinte"),
    "lettrage": ("id", "tiers", "lettre", "date", "annule"),
    "lettrage_ligne": ("lettrage", "ecriture", "rang"),
    "transfert": ("id", "du", "au", "nombre"),
    "transfert_ecriture": ("ecriture", "transfert"),
    "relance": ("id", "client", "niveau", "date", "montant", "frais", "penalites"),
    "relance_echeance": ("relance", "echeance", "reste"),
}
"""Version 2 adds pièces, règlements, imputations and relances; what version 1 sealed is sealed as before."""

_VERSION_3: Mapping[str, tuple[str, ...]] = {
    **_VERSION_2,
    "acces_version": (
        "id",
        "version",
        "client",
        "piece",
        "article",
        "libelle",
        "debut",
        "fin",
        "mois",
        "prix",
        "etat",
        "renouvelle",
    ),
    "archivage": (
        "id",
        "acces",
        "date",
        "prorata",
        "consommes",
        "total",
        "prix",
        "anterieurs",
        "encaisse",
        "montant_avoir",
        "retenu",
        "credit",
        "du",
        "reduit",
        "rembourse",
        "avoir",
        "compte",
        "reglement",
        "annule",
    ),
    "cheque_version": (
        "id",
        "version",
        "acces",
        "rang",
        "date",
        "montant",
        "numero",
        "banque",
        "echeance",
        "reglement",
        "archivage",
        "personnel_empreinte",
    ),
    "bon_avoir": ("id", "compte", "personnel_empreinte"),
    "exigibilite": ("id", "piece", "compte", "attente", "tva", "exigible", "ecriture"),
}
"""Version 3 adds accès, their cheques and stops, the bons d'avoir and the VAT of services fallen due."""

CHAMPS: Mapping[int, Mapping[str, tuple[str, ...]]] = {1: _VERSION_1, 2: _VERSION_2, 3: _VERSION_3}
"""Sealed fields of each table, by version; the order of tables is the order inside an operation."""

_texte: Callable[[str], str] = json.encoder.encode_basestring  # a JSON string, accents kept


def _etrangere(valeur: Any) -> str:
    """Show a value of a foreign type as such: it only comes from a tampered base, never crash on it."""
    return f'["?",{_texte(type(valeur).__name__)},{_texte(str(valeur))}]'


_ECRITURES: dict[type, Callable[[Any], str]] = {
    type(None): lambda _valeur: "null",
    str: _texte,
    int: int.__repr__,
    bool: lambda valeur: "1" if valeur else "0",
    bytes: lambda valeur: f'"{valeur.hex()}"',
    memoryview: lambda valeur: f'"{valeur.hex()}"',
    dt.date: lambda valeur: f'"{valeur.isoformat()}"',
}
"""How each type of value is written; rows are written by the million, so one look-up decides."""


def ligne_canonique(table: str, valeurs: Iterable[Any]) -> str:
    """Return one row (values in the order of ``CHAMPS``) as one line of JSON: an array, table first, no blanks."""
    ecriture = _ECRITURES.get
    return f'["{table}",' + ",".join([ecriture(type(v), _etrangere)(v) for v in valeurs]) + "]"


def dans_l_ordre(lignes: list[str]) -> list[str]:
    """Return the canonical rows of one table and operation in the order of the seal: that of their text.

    Neither the order of insertion nor a database's own order of keys enters the seal.
    """
    return lignes if len(lignes) < 2 else sorted(lignes)


def empreinte_operation(
    precedente: bytes, signature_precedente: bytes, entete: Sequence[Any], lignes: Iterable[str]
) -> bytes:
    """Return SHA-256(previous fingerprint, previous signature, header, rows), 32 bytes.

    The previous *signature* is in the chain too: changing one byte of it shows without any costly check of
    signatures. ``entete`` follows ``ENTETE``; ``lignes`` are in the order of ``CHAMPS`` then of keys.
    """
    condense = hashlib.sha256(precedente)
    condense.update(signature_precedente)
    condense.update("\n".join((ligne_canonique("operation", entete), *lignes)).encode("utf-8", "surrogatepass"))
    return condense.digest()


def empreinte_personnelle(sel: bytes, textes: Sequence[str | None]) -> bytes:
    """Return the salted hash by which personal text enters the seal, 32 bytes."""
    canonique = "[" + ",".join(["null" if texte is None else _texte(texte) for texte in textes]) + "]"
    return hashlib.sha256(sel + canonique.encode("utf-8", "surrogatepass")).digest()
