"""Alembic's way in: it is always handed a connection by `storage.migrate`."""

from alembic import context

from storage.tables import inbox

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=inbox.metadata,  # that of all tables
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
