"""The devices that were signed out are told from those that another database let in.

Which were signed out before is not known any more.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Make the table; its rows outlast their person."""
    op.create_table(
        "ended_devices",
        sa.Column("person_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "secret", name="pk_ended_devices"),
    )
