"""An alarm knows which job will look after it, and what the customer had said when it was set."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("job", "after_seq"):
        op.add_column("timer", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("timer", sa.Column("job_due_at", sa.DateTime(timezone=True), nullable=True))
    # Jobs were named after revisions, one for each. Who had written since an alarm was set had stopped it by that.
    op.execute(
        "UPDATE timer SET job = revision, job_due_at = CASE WHEN status = 'scheduled' THEN due_at END,"
        " after_seq = (SELECT last_seq FROM conversation WHERE conversation.id = timer.conversation_id)"
    )


def downgrade() -> None:
    for name in ("job", "job_due_at", "after_seq"):
        op.drop_column("timer", name)
