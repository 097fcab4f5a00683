"""Promises are read by conversation."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_commitment_conversation", "commitment", ["conversation_id", "created_at"])


def downgrade() -> None:
    op.drop_index("ix_commitment_conversation", "commitment")
