"""Règlements, imputations, what a source can still pay, supporting files, lettrage, transfers to accounting."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text, UniqueConstraint

from caisse_clients.storage.schema.base import (
    booleen,
    derive,
    entier,
    fait,
    jour,
    octets,
    operation_id,
    texte,
    versionne,
)

mode_reglement, mode_reglement_version = versionne(
    "mode_reglement",
    Column("code", Text, primary_key=True),
    texte("libelle"),
    texte("compte"),
    texte("journal"),
    booleen("numerique"),
    booleen("especes"),
    booleen("actif"),
)

banque, banque_version = versionne(
    "banque",
    Column("code", Text, primary_key=True),
    texte("libelle"),
    texte("iban"),
    texte("bic"),
    texte("compte"),
    texte("journal"),
    texte("emetteur"),
    booleen("actif"),
)

reglement, reglement_version = versionne(
    "reglement",
    entier("id", primary_key=True),
    texte("numero"),
    entier("client", ForeignKey("client.code")),
    texte("station", ForeignKey("station.code")),
    entier("sens"),
    texte("mode"),
    texte("mode_libelle"),
    booleen("numerique"),
    booleen("especes"),
    jour("date"),
    texte("devise"),
    entier("cours", nullable=True),
    entier("montant"),
    entier("montant_devise"),
    texte("banque"),
    texte("reference"),
    texte("identite"),
    texte("etat"),
    texte("raison"),
    entier("ecriture", ForeignKey("ecriture.id"), nullable=True),
    personnel=("reference", "identite", "raison"),
)
"""``sens`` 1 received, -1 given back. Editing writes a version under the same RC; ``ecriture`` is the one in force."""
Index("ix_reglement_numero", reglement.c.numero, unique=True)
Index("ix_reglement_date", reglement.c.date, reglement.c.id)
Index("ix_reglement_client", reglement.c.client, reglement.c.date, reglement.c.id)
Index("ix_reglement_ecriture", reglement.c.ecriture)
Index("ix_reglement_version_ecriture", reglement_version.c.ecriture)

imputation = fait(
    "imputation",
    entier("id", primary_key=True),
    entier("reglement", ForeignKey("reglement.id", deferrable=True, initially="DEFERRED"), nullable=True),
    entier("avoir", ForeignKey("piece.id", deferrable=True, initially="DEFERRED"), nullable=True),
    entier("compte_source", ForeignKey("compte_client.numero"), nullable=True),
    entier("echeance", ForeignKey("echeance.id", deferrable=True, initially="DEFERRED"), nullable=True),
    entier("compte_cible", ForeignKey("compte_client.numero"), nullable=True),
    entier("remboursement", ForeignKey("reglement.id", deferrable=True, initially="DEFERRED"), nullable=True),
    entier("montant"),
    entier("montant_source"),
    entier("montant_devise"),
    jour("date"),
    texte("station", ForeignKey("station.code")),
    texte("motif"),
    entier("ecriture", ForeignKey("ecriture.id"), nullable=True),
    entier("ecriture_acompte", ForeignKey("ecriture.id"), nullable=True),
    entier("facture_acompte", ForeignKey("piece.id", deferrable=True, initially="DEFERRED"), nullable=True),
    entier("annule", ForeignKey("imputation.id"), nullable=True),
    texte("raison", nullable=True),
    operation_id(),
    UniqueConstraint("annule"),
    CheckConstraint(
        "(CASE WHEN reglement IS NULL THEN 0 ELSE 1 END) + (CASE WHEN avoir IS NULL THEN 0 ELSE 1 END) "
        "+ (CASE WHEN compte_source IS NULL THEN 0 ELSE 1 END) = (CASE WHEN motif = 'ecart' AND "
        "(echeance IS NOT NULL OR compte_cible IS NOT NULL) THEN 0 ELSE 1 END)",
        name="une_source",
    ),
    CheckConstraint(
        "(CASE WHEN echeance IS NULL THEN 0 ELSE 1 END) + (CASE WHEN compte_cible IS NULL THEN 0 ELSE 1 END) "
        "+ (CASE WHEN remboursement IS NULL THEN 0 ELSE 1 END) = (CASE WHEN motif IN ('ecart', 'conversion') AND "
        "(reglement IS NOT NULL OR avoir IS NOT NULL OR compte_source IS NOT NULL) THEN 0 ELSE 1 END)",
        name="une_cible",
    ),
    CheckConstraint("montant_devise <> 0", name="montant"),
    CheckConstraint("(annule IS NULL) = (montant_devise > 0)", name="sens"),
    personnel=("raison",),
)
"""One source, one target, one amount; un-matching is a row of negative amount that names the first (``annule``).

``montant``: euro centimes taken off the target at its rate; ``montant_source``: taken off the source at its own rate;
``montant_devise``: minor units of the currency. ``ecriture``: the compte's movement, the écart or the exchange
difference; ``ecriture_acompte``: 411 to 4191 + 44571 while the target is a commande or a draft.
"""
DIRECTE = imputation.c.montant_devise > 0
"""A row that matches, not a contrary one: as ``annule IS NULL`` (CHECK ``sens``), which would be searched by the index
of ``annule`` and so go through every imputation of the base."""
Index("ix_imputation_echeance", imputation.c.echeance, imputation.c.id)
Index("ix_imputation_reglement", imputation.c.reglement, imputation.c.id)
Index("ix_imputation_avoir", imputation.c.avoir)
Index("ix_imputation_compte_source", imputation.c.compte_source)
Index("ix_imputation_compte_cible", imputation.c.compte_cible)
Index("ix_imputation_remboursement", imputation.c.remboursement)
Index("ix_imputation_facture_acompte", imputation.c.facture_acompte)
Index("ix_imputation_conversion", imputation.c.ecriture, info={"where": imputation.c.motif == "conversion"})

disponible = derive(
    "disponible",
    Column("sorte", Text, primary_key=True),
    entier("reference", primary_key=True),
    entier("client"),
    entier("montant"),
    entier("utilise"),
    entier("reste"),
    entier("montant_devise"),
    entier("utilise_devise"),
    entier("reste_devise"),
    CheckConstraint("sorte IN ('reglement', 'avoir')", name="sorte"),
    CheckConstraint("reste = montant - utilise AND reste_devise = montant_devise - utilise_devise", name="somme"),
    CheckConstraint("reste >= 0 AND reste_devise >= 0", name="reste"),
    CheckConstraint("utilise >= 0 AND utilise_devise >= 0", name="utilise"),
    CheckConstraint("(reste_devise > 0) OR (reste = 0)", name="devise"),
)
"""What each règlement and avoir can still pay; a compte acompte/avoir keeps its own balance (``solde_compte``)."""
Index(
    "ix_disponible_ouvert",
    disponible.c.client,
    disponible.c.sorte,
    disponible.c.reference,
    info={"where": disponible.c.reste_devise > 0},
)

fichier = fait(
    "fichier",
    Column("empreinte", Text, primary_key=True),
    entier("taille"),
    texte("type"),
    octets("contenu"),
    operation_id(),
)
"""Supporting files by content (SHA-256 in hexadecimal); the fingerprint is sealed, ``verifier`` recomputes it."""

piece_jointe = fait(
    "piece_jointe",
    entier("id", primary_key=True),
    entier("reglement", ForeignKey("reglement.id", deferrable=True, initially="DEFERRED"), index=True),
    texte("fichier", ForeignKey("fichier.empreinte", deferrable=True, initially="DEFERRED")),
    texte("nom", nullable=True),
    operation_id(),
    personnel=("nom",),
)

lettrage = fait(
    "lettrage",
    entier("id", primary_key=True),
    entier("tiers", ForeignKey("client.code"), index=True),
    texte("lettre"),
    jour("date"),
    entier("annule", ForeignKey("lettrage.id"), nullable=True),
    operation_id(),
    UniqueConstraint("annule"),
)
"""A letter given to 411 lines of a tiers whose sum is zero; a row with ``annule`` takes it back."""

DONNE = lettrage.c.lettre != ""
"""A letter given, not one taken back: as ``annule IS NULL``, without its index (see ``DIRECTE``)."""

lettrage_ligne = fait(
    "lettrage_ligne",
    entier("lettrage", ForeignKey("lettrage.id", deferrable=True, initially="DEFERRED"), primary_key=True),
    entier("ecriture", ForeignKey("ecriture.id"), primary_key=True),
    entier("rang", primary_key=True),
    operation_id(),
)
Index("ix_lettrage_ligne_ecriture", lettrage_ligne.c.ecriture, lettrage_ligne.c.rang)

transfert = fait(
    "transfert",
    entier("id", primary_key=True),
    jour("du"),
    jour("au"),
    entier("nombre"),
    operation_id(),
)
"""One transfer to accounting (``exporter ecritures``): what it took is locked."""

transfert_ecriture = fait(
    "transfert_ecriture",
    entier("ecriture", ForeignKey("ecriture.id"), primary_key=True),
    entier("transfert", ForeignKey("transfert.id", deferrable=True, initially="DEFERRED"), index=True),
    operation_id(),
)
