"""The names that an exercise of one's own goes by in older files.

None had another name before: there was no way to change one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Let exercises of one's own have other names."""
    with op.batch_alter_table("own_exercises") as own_exercises:
        own_exercises.add_column(
            sa.Column("other_names", sa.Text, nullable=False, server_default="")
        )
    with op.batch_alter_table("own_exercises") as own_exercises:
        own_exercises.alter_column(
            "other_names", existing_type=sa.Text(), existing_nullable=False, server_default=None
        )
