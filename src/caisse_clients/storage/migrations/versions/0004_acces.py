"""Accès, their cheques and stops, bons d'avoir, VAT of services, tries of PIN: tables are added, nothing is touched."""

from __future__ import annotations

from caisse_clients.storage.migrations.instructions import executer

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables, indexes and triggers of the accès."""
    executer("0004")


def downgrade() -> None:
    """Refuse: a base with facts in it is never brought back to nothing."""
    raise NotImplementedError("a sealed base has no way back; restore a backup")
