"""What a person decides about imports: what stays out, how hard, what columns mean."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""
    _create(
        "left_out",
        ("source", "recording"),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("recording", sa.Text, nullable=False),
        sa.Column("date", sa.Date, nullable=False),
    )
    _create(
        "usual_intensities",
        ("activity",),
        sa.Column("activity", sa.Text, nullable=False),
        sa.Column("intensity", sa.Text, nullable=False),
    )
    _create(
        "file_mappings",
        ("header",),
        sa.Column("header", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("meanings", sa.Text, nullable=False),
    )


def _create(name: str, identity: tuple[str, ...], *columns: sa.Column[object]) -> None:
    """Make a table of what belongs to a person."""
    op.create_table(
        name,
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("entry", sa.Integer, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("person_id", *identity, name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=f"fk_{name}_person_id_persons"),
    )
