"""Staff have no roles: nothing ever asked for one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("staff", "role")


def downgrade() -> None:
    op.add_column("staff", sa.Column("role", sa.Text(), nullable=False, server_default="agent"))
