"""Questionnaires, their answers, the appointment, what was handed over and whose it is."""

from __future__ import annotations

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables; give every diary the identity under which it is handed over."""
    op.add_column("persons", sa.Column("identity", sa.Uuid))
    persons = sa.table("persons", sa.column("id", sa.Integer), sa.column("identity", sa.Uuid))
    connection = op.get_bind()
    for (number,) in connection.execute(sa.select(persons.c.id)).all():
        connection.execute(
            sa.update(persons).where(persons.c.id == number).values(identity=uuid4())
        )
    _create(
        "questionnaires",
        "key",
        _entry(),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("definition", sa.Text, nullable=False),
        sa.Column("scoring", sa.Text, nullable=False),
        sa.Column("every_days", sa.Integer),
        sa.Column("not_before", sa.Date),
    )
    _create(
        "answers",
        "uid",
        _entry(),
        sa.Column("uid", sa.Uuid, nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("questionnaire", sa.Text, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("score", sa.Double),
        sa.Column("entered_at", sa.Text, nullable=False),
    )
    op.create_index("ix_answers_person_id_date", "answers", ["person_id", "date"])
    _create(
        "appointments",
        None,
        _entry(),
        sa.Column("questions", sa.Text, nullable=False),
        sa.Column("sections", sa.Text, nullable=False),
    )
    _create(
        "hand_overs",
        "uid",
        sa.Column("uid", sa.Uuid, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date, nullable=False),
    )


def _create(name: str, identity: str | None, *columns: sa.Column[object]) -> None:
    """Make a table of what belongs to a person."""
    key = ("person_id",) if identity is None else ("person_id", identity)
    op.create_table(
        name,
        sa.Column("person_id", sa.Integer, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=f"fk_{name}_person_id_persons"),
    )


def _entry() -> sa.Column[object]:
    return sa.Column("entry", sa.Integer, nullable=False)
