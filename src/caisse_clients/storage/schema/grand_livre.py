"""The ledger: écritures, their lines, comptes clients and their derived balances (ARCHITECTURE §5)."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint

from caisse_clients.storage.schema.base import derive, entier, fait, jour, operation_id, texte

compte_client = fait(
    "compte_client",
    entier("numero", primary_key=True),
    entier("client", ForeignKey("client.code")),
    texte("type"),
    entier("sens"),
    jour("date_ouverture"),
    entier("organisme", ForeignKey("client.code"), nullable=True),
    texte("dossier"),
    operation_id(),
    CheckConstraint(
        "(type IN ('acompte', 'avoir') AND sens = -1) "
        "OR (type IN ('credit', 'organisme_credit', 'export') AND sens = 1)",
        name="type_sens",
    ),
    CheckConstraint("numero > 0", name="numero"),
    CheckConstraint("(organisme IS NULL) = (type <> 'organisme_credit')", name="organisme"),
)
Index("ix_compte_client_client", compte_client.c.client, compte_client.c.numero)
Index(
    "ix_compte_client_organisme",
    compte_client.c.organisme,
    compte_client.c.numero,
    info={"where": compte_client.c.organisme.isnot(None)},
)

ecriture = fait(
    "ecriture",
    entier("id", primary_key=True),
    texte("journal"),
    jour("date"),
    texte("station", ForeignKey("station.code")),
    texte("libelle"),
    texte("motif"),
    texte("motif_libelle"),
    texte("origine"),
    texte("beneficiaire", nullable=True),
    texte("commentaire", nullable=True),
    texte("raison", nullable=True),
    entier("extourne_de", ForeignKey("ecriture.id"), nullable=True),
    operation_id(),
    UniqueConstraint("extourne_de"),
    personnel=("beneficiaire", "commentaire", "raison"),
)
"""Header of an écriture; written after its lines, its trigger checks their balance."""
Index("ix_ecriture_date", ecriture.c.date, ecriture.c.id)

ligne = fait(
    "ligne",
    entier(
        "ecriture_id",
        ForeignKey("ecriture.id", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    entier("rang", primary_key=True),
    jour("date"),
    texte("compte"),
    entier("tiers", ForeignKey("client.code"), nullable=True),
    entier("compte_client", ForeignKey("compte_client.numero"), nullable=True),
    entier("debit"),
    entier("credit"),
    texte("devise", nullable=True),
    entier("montant_devise", nullable=True),
    CheckConstraint("(debit > 0 AND credit = 0) OR (debit = 0 AND credit > 0)", name="debit_ou_credit"),
    CheckConstraint("compte <> ''", name="compte"),
    CheckConstraint("(devise IS NULL) = (montant_devise IS NULL)", name="devise"),
    sqlite_with_rowid=False,
)
"""One debit or one credit, in centimes; belongs to the operation of its header."""
Index(
    "ix_ligne_compte_client",
    ligne.c.compte_client,
    ligne.c.date,
    ligne.c.ecriture_id,
    ligne.c.debit,
    ligne.c.credit,
    info={"where": ligne.c.compte_client.isnot(None)},
)
Index(
    "ix_ligne_tiers",
    ligne.c.tiers,
    ligne.c.date,
    ligne.c.ecriture_id,
    info={"where": ligne.c.tiers.isnot(None)},
)
Index("ix_ligne_compte", ligne.c.compte, ligne.c.date, ligne.c.ecriture_id)

solde_compte = derive(
    "solde_compte",
    entier("numero", ForeignKey("compte_client.numero"), primary_key=True),
    entier("entrees"),
    entier("sorties"),
    entier("solde"),
    CheckConstraint("solde = entrees - sorties", name="somme"),
    CheckConstraint("solde >= 0", name="positif"),
)
"""Balance of each compte client in centimes, kept by the triggers; below zero the database refuses."""
