"""The plan: exercises that a person chose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of the plan."""
    op.create_table(
        "plan_items",
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("entry", sa.Integer, nullable=False),
        sa.Column("exercise", sa.Text, nullable=False),
        sa.Column("days_a_week", sa.Integer, nullable=False),
        sa.Column("sets", sa.Integer),
        sa.Column("reps", sa.Integer),
        sa.Column("hold_seconds", sa.Integer),
        sa.PrimaryKeyConstraint("person_id", "exercise", name="pk_plan_items"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_plan_items_person_id_persons"
        ),
    )
