"""Alembic environment: runs on the connection handed in, inside its transaction."""

from __future__ import annotations

from alembic import context

from caisse_clients.storage.schema import metadata

context.configure(connection=context.config.attributes["connexion"], target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
