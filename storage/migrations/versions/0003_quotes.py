"""Quotes, and where a visit takes place."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quote",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("replaces", sa.String(), nullable=True),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("contact_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("low", sa.String(), nullable=False),
        sa.Column("high", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_quote"),
        sa.UniqueConstraint("token", name="uq_quote_token"),
        sa.ForeignKeyConstraint(["replaces"], ["quote.id"], name="fk_quote_replaces"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name="fk_quote_conversation_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_quote_contact_id"),
    )
    op.create_index("ix_quote_conversation_id", "quote", ["conversation_id", "created_at"])
    op.create_index("ix_quote_contact_id", "quote", ["contact_id"])
    op.add_column("appointment", sa.Column("address", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("appointment", "address")
    op.drop_table("quote")
