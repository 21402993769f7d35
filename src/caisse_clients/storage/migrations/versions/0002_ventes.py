"""Pièces, règlements, imputations, their settings, supporting files, lettrage, transfers to accounting.

Nothing that stands is touched: tables, triggers and rights are added.
"""

from __future__ import annotations

from caisse_clients.storage.migrations.instructions import executer

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables, indexes and triggers of the sales."""
    executer("0002")


def downgrade() -> None:
    """Refuse: a base with facts in it is never brought back to nothing."""
    raise NotImplementedError("a sealed base has no way back; restore a backup")
