"""How Alembic runs our migrations: on the connection, and in the transaction, it is given."""

from alembic import context

from tracker.store.database_tables import metadata
from tracker.store.opening import REVISION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=REVISION_TABLE,
    transactional_ddl=True,  # on SQLite too: the transaction is already open
    render_as_batch=True,
)
context.run_migrations()
