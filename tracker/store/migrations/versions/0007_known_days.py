"""Days without activity or exercises said so, decimal ratings, how an exercise ended.

Nothing is claimed of the days before: where nothing was recorded, it stays unknown.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Let ratings have decimals, pain be missing, and add what can be said now."""
    with op.batch_alter_table("check_ins") as check_ins:
        check_ins.alter_column("pain", existing_type=sa.Integer(), type_=sa.Double(), nullable=True)
        check_ins.alter_column("worst_pain", existing_type=sa.Integer(), type_=sa.Double())
        for name in ("no_activity", "no_exercises"):
            check_ins.add_column(
                sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())
            )
    with op.batch_alter_table("readings") as readings:
        readings.alter_column("pain", existing_type=sa.Integer(), type_=sa.Double())
    with op.batch_alter_table("exercises_done") as exercises_done:
        exercises_done.add_column(
            sa.Column("outcome", sa.Text, nullable=False, server_default="done")
        )
