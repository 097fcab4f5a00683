"""Every turn writes only those index entries that somebody looks for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _index(name: str, table: str, column: str, where: str) -> None:
    known = sa.text(where)
    op.create_index(name, table, [column], sqlite_where=known, postgresql_where=known)


def upgrade() -> None:
    op.drop_index("ix_turn_conversation_id", "turn")
    op.drop_index("ix_inbox_turn_id", "inbox")
    _index("ix_inbox_turn_id", "inbox", "turn_id", "turn_id IS NOT NULL")
    op.drop_index("ix_customer_case_open", "customer_case")
    _index(
        "ix_customer_case_staff", "customer_case", "next_due_at", "outcome IS NULL AND next_owner = 'staff'"
    )


def downgrade() -> None:
    op.drop_index("ix_customer_case_staff", "customer_case")
    _index("ix_customer_case_open", "customer_case", "next_due_at", "outcome IS NULL")
    op.drop_index("ix_inbox_turn_id", "inbox")
    op.create_index("ix_inbox_turn_id", "inbox", ["turn_id"])
    op.create_index("ix_turn_conversation_id", "turn", ["conversation_id"])
