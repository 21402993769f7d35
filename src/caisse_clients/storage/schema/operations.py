"""Sealed operations, keys of the posts, and what the base is (ARCHITECTURE §5)."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text, UniqueConstraint

from caisse_clients.storage.schema.base import (
    booleen,
    brouillon,
    derive,
    entier,
    fait,
    jour,
    octets,
    operation_id,
    texte,
    versionne,
)

base_info = fait(
    "base_info",
    entier("id", primary_key=True),
    texte("uuid"),
    entier("cree_le"),
    booleen("ecole"),
    booleen("demonstration"),
    operation_id(),
    CheckConstraint("id = 1", name="unique"),
)

operation = fait(
    "operation",
    entier("id", primary_key=True),
    texte("poste", ForeignKey("poste.code")),
    entier("sequence"),
    entier("horodatage"),
    jour("date_metier"),
    texte("utilisateur"),
    texte("approbateur", nullable=True),
    texte("commande"),
    texte("id_commande", nullable=True),
    octets("empreinte_commande", nullable=True),
    texte("resultat"),
    entier("version_canon"),
    booleen("horloge_reculee"),
    entier("cle_id", ForeignKey("cle_poste.id", deferrable=True, initially="DEFERRED", use_alter=True)),
    octets("empreinte"),
    octets("signature"),
    UniqueConstraint("poste", "sequence"),
    UniqueConstraint("id_commande"),
)
"""One row per command. ``horodatage`` is in UTC microseconds since 1970; the row is written last."""

cle_poste = fait(
    "cle_poste",
    entier("id", primary_key=True),
    texte("poste", ForeignKey("poste.code")),
    octets("cle_publique"),
    operation_id(),
)

tete_poste = derive(
    "tete_poste",
    Column("poste", Text, ForeignKey("poste.code"), primary_key=True),
    entier("sequence"),
    entier("horodatage"),
    octets("empreinte"),
    octets("signature"),
)
"""Last operation of each poste, kept by the trigger of ``operation``."""

compteur = derive(
    "compteur",
    Column("nom", Text, primary_key=True),
    entier("prochain"),
    par_declencheur=False,
)
"""Next number of each gap-free series; taken inside the transaction, under the row's lock."""

station, station_version = versionne(
    "station",
    Column("code", Text, primary_key=True),
    texte("libelle"),
    texte("adresse"),
    texte("raison_sociale"),
    texte("siret"),
    texte("mentions"),
)

poste, poste_version = versionne(
    "poste",
    Column("code", Text, primary_key=True),
    texte("libelle"),
    texte("station", ForeignKey("station.code")),
)

utilisateur, utilisateur_version = versionne(
    "utilisateur",
    Column("code", Text, primary_key=True),
    texte("libelle"),
    texte("role"),
    booleen("actif"),
    entier("pin_version"),
    secrets=(texte("pin_empreinte", nullable=True),),
)

essai_pin = brouillon(
    "essai_pin",
    Column("utilisateur", Text, ForeignKey("utilisateur.code"), primary_key=True),
    entier("echecs"),
    entier("dernier"),
)
"""Wrong PINs of a user since his last right one; ``dernier`` in UTC microseconds. Every poste sees the same delay."""

parametre, parametre_version = versionne(
    "parametre",
    Column("cle", Text, primary_key=True),
    texte("valeur"),
)

motif, motif_version = versionne(
    "motif",
    Column("code", Text, primary_key=True),
    texte("libelle"),
    texte("compte_debit"),
    texte("compte_credit"),
    booleen("actif"),
)

cloture = fait(
    "cloture",
    entier("id", primary_key=True),
    texte("periode"),
    texte("station", ForeignKey("station.code"), nullable=True),
    jour("debut"),
    jour("fin"),
    entier("total_periode"),
    entier("total_perpetuel"),
    operation_id(),
    CheckConstraint("periode IN ('jour', 'mois', 'exercice')", name="periode"),
    CheckConstraint("debut <= fin", name="dates"),
)
Index("ix_cloture_fin", cloture.c.fin, cloture.c.debut)

tirage = fait(
    "tirage",
    entier("id", primary_key=True),
    texte("document"),
    entier("reference"),
    entier("rang"),
    operation_id(),
    UniqueConstraint("document", "reference", "rang"),
)
"""Each printing of a document, numbered: the first is the original, the others are duplicates (LEGAL §2)."""
