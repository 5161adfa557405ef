"""Wrong tries of passcodes are counted here, and what tells that a person's devices are others.

Nobody had tried: the count was a server's.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Let tries be counted, and devices be looked for all at once."""
    op.add_column("persons", sa.Column("passcode_tries", sa.JSON(none_as_null=True)))
    op.add_column("persons", sa.Column("devices_mark", sa.Text))
