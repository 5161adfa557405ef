"""Medicines taken, events, days off work, exercises of one's own.

Nothing is claimed of the days before: whether somebody was off work then stays unknown.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the tables, and let a check-in say that it was a day off work."""
    with op.batch_alter_table("check_ins") as check_ins:
        check_ins.add_column(
            sa.Column("off_work", sa.Boolean, nullable=False, server_default=sa.false())
        )
    _create(
        "medicines",
        sa.Column("uid", sa.Uuid, nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("medicine", sa.Text, nullable=False),
        sa.Column("amount", sa.Text, nullable=False),
        sa.Column("kind", sa.Text),
        sa.Column("taken_at", sa.Text),
        sa.Column("note", sa.Text, nullable=False),
    )
    _create(
        "events",
        sa.Column("uid", sa.Uuid, nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("ends", sa.Date),
        sa.Column("note", sa.Text, nullable=False),
    )
    for name in ("medicines", "events"):
        op.create_index(f"ix_{name}_person_id_date", name, ["person_id", "date"])
    _create(
        "own_exercises",
        sa.Column("name_lower", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("region", sa.Text),
        sa.Column("sets", sa.Integer),
        sa.Column("reps", sa.Integer),
        sa.Column("hold_seconds", sa.Integer),
        sa.Column("each_side", sa.Boolean, nullable=False),
        sa.Column("steps", sa.Text, nullable=False),
        sa.Column("picture", sa.LargeBinary),
        sa.Column("picture_text", sa.Text, nullable=False),
        sa.Column("archived", sa.Boolean, nullable=False),
    )


def _create(name: str, identity: sa.Column[object], *columns: sa.Column[object]) -> None:
    """Make a table of entries that are known by the first of its columns."""
    op.create_table(
        name,
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("entry", sa.Integer, nullable=False),
        identity,
        *columns,
        sa.PrimaryKeyConstraint("person_id", identity.name, name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=f"fk_{name}_person_id_persons"),
    )
