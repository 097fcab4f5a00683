"""A visit may be for somebody else than the contact, whose name stays its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("appointment", sa.Column("for_whom", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("appointment", "for_whom")
