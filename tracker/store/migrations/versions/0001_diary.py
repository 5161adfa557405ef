"""The diary: people, their entries and goals, and the history of changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "persons",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("time_zone", sa.Text, nullable=False),
        sa.Column("week_start", sa.Text, nullable=False),
        sa.Column("data_version", sa.Integer, nullable=False),
        sa.Column("last_entry", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_persons"),
        sqlite_autoincrement=True,
    )
    _create(
        "check_ins",
        "date",
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("pain", sa.Integer, nullable=False),
        sa.Column("entered_at", sa.Text, nullable=False),
        sa.Column("worst_pain", sa.Integer),
        sa.Column("interference", sa.Integer),
        sa.Column("flare", sa.Boolean),
        sa.Column("sleep", sa.Integer),
        sa.Column("sites", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    _create(
        "readings",
        "uid",
        sa.Column("uid", sa.Uuid, nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("pain", sa.Integer, nullable=False),
        sa.Column("context", sa.Text),
        sa.Column("exercise", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("ix_readings_person_id_date", "readings", ["person_id", "date"])
    _create(
        "activities",
        "uid",
        sa.Column("uid", sa.Uuid, nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("activity", sa.Text, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("intensity", sa.Text, nullable=False),
        sa.Column("started_at", sa.Text),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("external_id", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index(
        "ix_activities_person_id_date_intensity_minutes",
        "activities",
        ["person_id", "date", "intensity", "minutes"],
    )
    _create(
        "exercises_done",
        "uid",
        sa.Column("uid", sa.Uuid, nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("exercise", sa.Text, nullable=False),
        sa.Column("exercise_lower", sa.Text, nullable=False),
        sa.Column("sets", sa.Integer),
        sa.Column("reps", sa.Integer),
        sa.Column("hold_seconds", sa.Integer),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index(
        "ix_exercises_done_person_id_date_exercise_lower",
        "exercises_done",
        ["person_id", "date", "exercise_lower"],
    )
    _create(
        "goals",
        "starts",
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("active_minutes", sa.Integer, nullable=False),
        sa.Column("strength_days", sa.Integer, nullable=False),
    )
    op.create_table(
        "changes",
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("entry", sa.Integer, nullable=False),
        sa.Column("day", sa.Date),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON),
        sa.Column("undoes", sa.Integer),
        sa.Column("undone_in", sa.Integer),
        sa.PrimaryKeyConstraint("person_id", "version", "place", name="pk_changes"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_changes_person_id_persons"),
    )
    op.create_index("ix_changes_person_id_day", "changes", ["person_id", "day"])
    can_be_undone = sa.text("undoes IS NULL AND undone_in IS NULL")
    op.create_index(
        "ix_changes_to_undo",
        "changes",
        ["person_id", "version"],
        sqlite_where=can_be_undone,
        postgresql_where=can_be_undone,
    )


def _create(name: str, identity: str, *columns: sa.Column[object]) -> None:
    """Make a table of a person's entries."""
    op.create_table(
        name,
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("entry", sa.Integer, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("person_id", identity, name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=f"fk_{name}_person_id_persons"),
    )
