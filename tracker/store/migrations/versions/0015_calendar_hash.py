"""Of what opens a person's calendar a hash is kept; the addresses that there are go on."""

from __future__ import annotations

from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Put a hash in the place of each secret."""
    persons = sa.table("persons", sa.column("id", sa.Integer), sa.column("calendar_token", sa.Text))
    connection = op.get_bind()
    secrets = sa.select(persons).where(persons.c.calendar_token.is_not(None))
    for number, secret in connection.execute(secrets).all():
        hashed = sha256(secret.encode()).hexdigest()
        changed = sa.update(persons).where(persons.c.id == number).values(calendar_token=hashed)
        connection.execute(changed)
