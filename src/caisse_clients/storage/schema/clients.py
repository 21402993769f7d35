"""Client cards, merges, and the search keys."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, UniqueConstraint

from caisse_clients.storage.schema.base import (
    TRI,
    booleen,
    derive,
    entier,
    fait,
    operation_id,
    texte,
    versionne,
)

client, client_version = versionne(
    "client",
    entier("code", primary_key=True),
    texte("sorte"),
    texte("nom"),
    texte("prenom"),
    texte("adresse"),
    texte("code_postal"),
    texte("ville"),
    texte("telephone"),
    texte("courriel"),
    texte("siren"),
    booleen("professionnel"),
    entier("plafond_credit", nullable=True),
    personnel=("nom", "prenom", "adresse", "code_postal", "ville", "telephone", "courriel", "siren"),
    cles_de_recherche=(
        Column("cle_tri", TRI, nullable=False),
        Column("cle_nom", TRI, nullable=False),
        Column("cle_prenom", TRI, nullable=False),
    ),
)
Index("ix_client_tri", client.c.cle_tri, client.c.code)
Index("ix_client_prenom", client.c.cle_prenom, client.c.cle_tri, client.c.code)
Index(
    "ix_client_trigrammes",
    client.c.cle_tri,
    info={"dialecte": "postgresql", "using": "gin", "ops": {"cle_tri": "gin_trgm_ops"}},
).ddl_if("postgresql")

fusion = fait(
    "fusion",
    entier("id", primary_key=True),
    entier("absorbe", ForeignKey("client.code"), index=True),
    entier("garde", ForeignKey("client.code"), index=True),
    entier("annule", ForeignKey("fusion.id"), nullable=True),
    operation_id(),
    UniqueConstraint("annule"),
    CheckConstraint("absorbe <> garde", name="distincts"),
)
"""``absorbe`` is now ``garde``; a row with ``annule`` is the contrary of an earlier one."""

client_effectif = derive(
    "client_effectif",
    entier("client", ForeignKey("client.code"), primary_key=True),
    entier("effectif", ForeignKey("client.code"), index=True),
)
"""Absorbed clients only, flattened: readings resolve ``coalesce(effectif, client)``."""

RECHERCHE_SQLITE = (
    "CREATE VIRTUAL TABLE client_recherche USING fts5("
    "cle_tri, content='client', content_rowid='code', tokenize='trigram', detail='full')"
)
"""Trigram index of ``cle_tri`` (SQLite); PostgreSQL has ``ix_client_trigrammes``."""
