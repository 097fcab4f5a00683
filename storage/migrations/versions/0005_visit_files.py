"""Visits by video, and the calendar file of a visit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_INDEX = "ix_appointment_calendar_token"


def upgrade() -> None:
    for name in ("mode", "calendar_token", "calendar_uid"):
        op.add_column("appointment", sa.Column(name, sa.String(), nullable=True))
    op.add_column("appointment", sa.Column("calendar_sequence", sa.Integer(), nullable=True))
    known = sa.text("calendar_token IS NOT NULL")
    op.create_index(_INDEX, "appointment", ["calendar_token"], sqlite_where=known, postgresql_where=known)


def downgrade() -> None:
    op.drop_index(_INDEX, "appointment")
    for name in ("mode", "calendar_token", "calendar_uid", "calendar_sequence"):
        op.drop_column("appointment", name)
