"""The region after which a person has days and numbers written.

Nobody had chosen one: each browser wrote them its own way.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Let a person choose a region."""
    op.add_column("persons", sa.Column("region", sa.Text))
