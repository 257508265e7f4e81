"""Run by Alembic: migrates on the connection that it was handed, in its transaction."""

from __future__ import annotations

from alembic import context

from brukermedvirkning_store_sql.schema import METADATA, SCHEMA_VERSION

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=SCHEMA_VERSION.name,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
