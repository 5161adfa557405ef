"""Questions of a questionnaire that the person left out.

Nobody has chosen before: what looks like a form's own total is left out from now on.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Let questionnaires know what isn't asked."""
    with op.batch_alter_table("questionnaires") as questionnaires:
        questionnaires.add_column(sa.Column("not_asked", sa.Text))
