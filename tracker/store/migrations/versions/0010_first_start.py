"""Which cards of the first days a person has answered or put aside.

Nothing is noted for diaries that there are: their first days are over.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Let persons know what is settled."""
    op.add_column("persons", sa.Column("settled_cards", sa.Text))
