"""The plan of each day, and why exercises of it were skipped."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ALWAYS = date(1900, 1, 1)  # where no history tells when it was chosen
CHANGES = sa.table(
    "changes",
    sa.column("person_id", sa.Integer),
    sa.column("version", sa.Integer),
    sa.column("place", sa.Integer),
    sa.column("at", sa.Text),
    sa.column("kind", sa.Text),
    sa.column("entry", sa.Integer),
    sa.column("day", sa.Date),
    sa.column("before", sa.JSON(none_as_null=True)),
    sa.column("after", sa.JSON(none_as_null=True)),
)
PLAN_ITEMS = sa.table(
    "plan_items",
    sa.column("person_id", sa.Integer),
    sa.column("entry", sa.Integer),
    sa.column("exercise", sa.Text),
    sa.column("starts", sa.Date),
    sa.column("days_a_week", sa.Integer),
    sa.column("sets", sa.Integer),
    sa.column("reps", sa.Integer),
    sa.column("hold_seconds", sa.Integer),
)


def upgrade() -> None:
    """Let what is planned start on the day it was chosen on; make the table of skips."""
    chosen = _date_the_history()
    old = [column for column in PLAN_ITEMS.c if column.name != "starts"]
    rows = op.get_bind().execute(sa.select(*old)).mappings().all()
    op.drop_table("plan_items")  # made anew, because its key changes
    op.create_table(
        "plan_items",
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("entry", sa.Integer, nullable=False),
        sa.Column("exercise", sa.Text, nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("days_a_week", sa.Integer, nullable=False),
        sa.Column("sets", sa.Integer),
        sa.Column("reps", sa.Integer),
        sa.Column("hold_seconds", sa.Integer),
        sa.PrimaryKeyConstraint("person_id", "exercise", "starts", name="pk_plan_items"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_plan_items_person_id_persons"
        ),
    )
    op.bulk_insert(
        PLAN_ITEMS,
        [{**row, "starts": chosen.get((row["person_id"], row["entry"]), ALWAYS)} for row in rows],
    )
    op.create_table(
        "skips",
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("entry", sa.Integer, nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("exercise", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "date", "exercise", name="pk_skips"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_skips_person_id_persons"),
    )


def _date_the_history() -> dict[tuple[int, int], date]:
    """Write into the history when each entry of a plan started, so that it can be undone.

    Returns the days by person and entry: those of the entry's first change.
    """
    connection = op.get_bind()
    found = connection.execute(
        sa.select(CHANGES)
        .where(CHANGES.c.kind == "plan item")
        .order_by(CHANGES.c.person_id, CHANGES.c.version, CHANGES.c.place)
    )
    chosen: dict[tuple[int, int], date] = {}
    for change in found.mappings().all():
        day = datetime.fromisoformat(change["at"]).date()
        starts = chosen.setdefault((change["person_id"], change["entry"]), day)
        dated = {
            name: change[name] and {**change[name], "starts": starts.isoformat()}
            for name in ("before", "after")
        }
        this_one = [CHANGES.c[key] == change[key] for key in ("person_id", "version", "place")]
        connection.execute(sa.update(CHANGES).where(*this_one).values(day=starts, **dated))
    return chosen
