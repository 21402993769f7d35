"""Reminders that were sent: a fact each, with the échéances it named (DOMAIN §1)."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index

from caisse_clients.storage.schema.base import entier, fait, jour, operation_id

relance = fait(
    "relance",
    entier("id", primary_key=True),
    entier("client", ForeignKey("client.code"), index=True),
    entier("niveau"),
    jour("date"),
    entier("montant"),
    entier("frais"),
    entier("penalites"),
    operation_id(),
    CheckConstraint("niveau BETWEEN 1 AND 3", name="niveau"),
    CheckConstraint("montant > 0", name="montant"),
)
Index("ix_relance_date", relance.c.date, relance.c.id)

relance_echeance = fait(
    "relance_echeance",
    entier("relance", ForeignKey("relance.id", deferrable=True, initially="DEFERRED"), primary_key=True),
    entier("echeance", ForeignKey("echeance.id"), primary_key=True),
    entier("reste"),
    operation_id(),
)
Index("ix_relance_echeance_echeance", relance_echeance.c.echeance)
