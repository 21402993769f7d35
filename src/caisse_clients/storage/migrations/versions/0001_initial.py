"""First schema: operations, clients, comptes clients, ledger.

The statements are frozen beside this file, one file a dialect: a later change of ``storage/schema`` never
changes what this revision does.
"""

from __future__ import annotations

from alembic import op

from caisse_clients.storage.migrations.instructions import instructions

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table, index and trigger."""
    connexion = op.get_bind()
    for instruction in instructions("0001", connexion.dialect.name):
        connexion.exec_driver_sql(
            instruction.replace("%", "%%") if connexion.dialect.name == "postgresql" else instruction
        )


def downgrade() -> None:
    """Refuse: a base with facts in it is never brought back to nothing."""
    raise NotImplementedError("a sealed base has no way back; restore a backup")
