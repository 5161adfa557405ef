"""Reminders, and the secret that opens their calendar."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table of reminders; give every person room for a calendar's secret."""
    op.add_column("persons", sa.Column("calendar_token", sa.Text))
    op.create_table(
        "reminders",
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("entry", sa.Integer, nullable=False),
        sa.Column("occasion", sa.Text, nullable=False),
        sa.Column("begins", sa.Text, nullable=False),
        sa.Column("weekdays", sa.Text, nullable=False),
        sa.Column("ends", sa.Text),
        sa.Column("every_minutes", sa.Integer),
        sa.PrimaryKeyConstraint("person_id", "occasion", name="pk_reminders"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_reminders_person_id_persons"
        ),
    )
