"""First schema: operations, clients, comptes clients, ledger.

The statements are frozen beside this file, one file a dialect: a later change of ``storage/schema`` never
changes what this revision does.
"""

from __future__ import annotations

from caisse_clients.storage.migrations.instructions import executer

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table, index and trigger."""
    executer("0001")


def downgrade() -> None:
    """Refuse: a base with facts in it is never brought back to nothing."""
    raise NotImplementedError("a sealed base has no way back; restore a backup")
