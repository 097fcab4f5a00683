"""Checks of identity, errands for other programs, ratings; tickets are looked up by their customer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _words(name: str, *, empty: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=empty)


def upgrade() -> None:
    op.create_table(
        "identity_check",
        _words("id"),
        _words("conversation_id"),
        _words("subject"),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_identity_check"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_identity_check_conversation_id"
        ),
    )
    op.create_index("ix_identity_check_conversation", "identity_check", ["conversation_id", "at"])
    op.create_index("ix_identity_check_subject", "identity_check", ["subject", "at"])
    op.create_table(
        "errand",
        _words("id"),
        _words("conversation_id"),
        _words("kind"),
        _words("subject"),
        _words("status"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_errand"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name="fk_errand_conversation_id"),
    )
    op.create_index("ix_errand_conversation_id", "errand", ["conversation_id"])
    pending = sa.text("status = 'pending'")
    op.create_index(
        "ix_errand_pending", "errand", ["created_at"], sqlite_where=pending, postgresql_where=pending
    )
    op.create_table(
        "rating",
        _words("id"),
        _words("conversation_id"),
        _words("case_id"),
        _words("category"),
        _words("score"),
        _words("reason"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rating"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name="fk_rating_conversation_id"),
    )
    op.create_index("ix_rating_conversation_id", "rating", ["conversation_id"])


def downgrade() -> None:
    for table in ("rating", "errand", "identity_check"):
        op.drop_table(table)
