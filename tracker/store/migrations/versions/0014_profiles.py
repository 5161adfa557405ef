"""Profiles: a colour for each person, and a passcode.

Nobody had chosen a colour or set a passcode.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Let a person choose a colour and set a passcode."""
    op.add_column("persons", sa.Column("color", sa.Text))
    op.add_column("persons", sa.Column("passcode", sa.Text))
