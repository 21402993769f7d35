"""Reminders that were sent: two tables are added, nothing that stands is touched."""

from __future__ import annotations

from caisse_clients.storage.migrations.instructions import executer

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables, indexes and triggers of the reminders."""
    executer("0003")


def downgrade() -> None:
    """Refuse: a base with facts in it is never brought back to nothing."""
    raise NotImplementedError("a sealed base has no way back; restore a backup")
