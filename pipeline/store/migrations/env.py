"""Alembic's entry: migrate on the connection that the store hands over, inside its transaction."""

from alembic import context

from pipeline.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
