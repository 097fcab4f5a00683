"""The spine: conversations, turns, the calendar, approvals, delivery, timers, staff."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def words(name: str, *, empty: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=empty)


def moment(name: str, *, empty: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=empty)


def number(name: str, *, empty: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=empty)


def flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def data(name: str, *, empty: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=empty)


def big(name: str, *, empty: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=empty)


def serial(name: str) -> sa.Column[Any]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, autoincrement=True, nullable=False)


def index(name: str, table: str, columns: list[str], *, where: str | None = None) -> None:
    condition = sa.text(where) if where else None
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    create_tables()
    if op.get_bind().dialect.name == "postgresql":
        forbid_overlap_on_postgres()
        op.execute("ALTER TABLE inbox_event ALTER COLUMN xact SET DEFAULT txid_current()")
    else:
        forbid_overlap_on_sqlite()


def forbid_overlap_on_postgres() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    op.execute(
        """
        ALTER TABLE appointment ADD CONSTRAINT appointment_no_overlap
        EXCLUDE USING gist (practitioner_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
        WHERE (status IN ('held','booked'))
        """
    )
    op.execute(
        """
        ALTER TABLE appointment ADD CONSTRAINT appointment_length
        CHECK (ends_at > starts_at AND ends_at <= starts_at + interval '24 hours')
        """
    )


MOMENT_AS_TEXT = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9]:[0-9][0-9]." + "[0-9]" * 6


def forbid_overlap_on_sqlite() -> None:
    """Writers of SQLite come one after the other, so a trigger sees every earlier booking. Times are text of one
    fixed width, which sorts like time; the first check keeps it so whoever writes.
    """
    for event, itself in (("INSERT", "NEW.id"), ("UPDATE", "OLD.id")):
        op.execute(
            f"""
            CREATE TRIGGER appointment_check_{event.lower()} BEFORE {event} ON appointment
            BEGIN
                SELECT RAISE(ABORT, 'appointment_time_format')
                WHERE NEW.starts_at NOT GLOB '{MOMENT_AS_TEXT}' OR NEW.ends_at NOT GLOB '{MOMENT_AS_TEXT}';
                SELECT RAISE(ABORT, 'appointment_length')
                WHERE NEW.ends_at <= NEW.starts_at
                   OR julianday(NEW.ends_at) - julianday(NEW.starts_at) > 1.000001;
                SELECT RAISE(ABORT, 'appointment_no_overlap')
                WHERE NEW.status IN ('held','booked') AND EXISTS (
                    SELECT 1 FROM appointment AS other
                    WHERE other.practitioner_id = NEW.practitioner_id
                      AND other.status IN ('held','booked')
                      AND other.starts_at < NEW.ends_at
                      AND other.starts_at > strftime('%Y-%m-%d %H:%M:%f', NEW.starts_at, '-25 hours')
                      AND other.ends_at > NEW.starts_at
                      AND other.id <> {itself}
                );
            END
            """  # noqa: S608 - nothing here comes from outside
        )


def create_tables() -> None:
    op.create_table(
        "audit",
        serial("id"),
        words("staff"),
        words("action"),
        words("subject"),
        data("details"),
        moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    index("ix_audit_subject", "audit", ["subject"])

    op.create_table(
        "contact",
        words("id"),
        words("name", empty=True),
        words("phone", empty=True),
        words("email", empty=True),
        flag("vip"),
        flag("opted_out"),
        moment("created_at"),
        moment("updated_at"),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
    )
    index("ix_contact_phone", "contact", ["phone"])

    op.create_table(
        "executor_lease",
        words("executor_id"),
        moment("renewed_at"),
        moment("started_at"),
        sa.PrimaryKeyConstraint("executor_id", name="pk_executor_lease"),
    )

    op.create_table(
        "inbox_event",
        serial("id"),
        words("kind"),
        words("conversation_id"),
        words("subject"),
        moment("at"),
        big("xact", empty=True),
        sa.PrimaryKeyConstraint("id", name="pk_inbox_event"),
        sqlite_autoincrement=True,
    )

    op.create_table(
        "staff",
        words("id"),
        words("login"),
        words("name"),
        words("role"),
        words("password_hash"),
        flag("disabled"),
        moment("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("login", name="uq_staff_login"),
    )

    op.create_table(
        "web_session",
        words("token_hash"),
        words("external_id"),
        moment("created_at"),
        moment("seen_at"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_web_session"),
    )

    op.create_table(
        "appointment",
        words("id"),
        words("contact_id"),
        words("conversation_id", empty=True),
        words("case_id"),
        words("service_id"),
        words("practitioner_id"),
        words("branch_id"),
        moment("starts_at"),
        moment("ends_at"),
        words("status"),
        words("price_amount"),
        words("price_currency"),
        moment("hold_expires_at", empty=True),
        words("cancel_reason", empty=True),
        number("revision"),
        moment("created_at"),
        moment("updated_at"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_appointment_contact_id"),
        sa.PrimaryKeyConstraint("id", name="pk_appointment"),
        sa.CheckConstraint(
            "status IN ('held','booked','cancelled','completed','no_show')", name="appointment_status"
        ),
    )
    index("ix_appointment_case_held", "appointment", ["case_id"], where="status = 'held'")
    index("ix_appointment_contact_id_ends_at", "appointment", ["contact_id", "ends_at"])
    index(
        "ix_appointment_held", "appointment", ["practitioner_id", "hold_expires_at"], where="status = 'held'"
    )
    index(
        "ix_appointment_occupied",
        "appointment",
        ["practitioner_id", "starts_at"],
        where="status IN ('held','booked')",
    )
    index("ix_appointment_starts_at", "appointment", ["starts_at"])

    op.create_table(
        "conversation",
        words("id"),
        words("business"),
        words("contact_id"),
        words("channel"),
        words("account"),
        words("external_id"),
        words("language", empty=True),
        words("script", empty=True),
        words("owner"),
        words("owned_by", empty=True),
        words("case_id", empty=True),
        number("last_seq"),
        moment("last_message_at"),
        words("scheduled", empty=True),
        words("running_turn", empty=True),
        moment("running_since", empty=True),
        number("running_attempt"),
        moment("created_at"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_conversation_contact_id"),
        sa.PrimaryKeyConstraint("id", name="pk_conversation"),
    )
    index("ix_conversation_contact_id", "conversation", ["contact_id"])
    index("ix_conversation_last_message_at", "conversation", ["last_message_at"])
    index("ix_conversation_running", "conversation", ["running_since"], where="running_turn IS NOT NULL")

    op.create_table(
        "identity",
        words("business"),
        words("channel"),
        words("account"),
        words("external_id"),
        words("contact_id"),
        words("display_name", empty=True),
        moment("created_at"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_identity_contact_id"),
        sa.PrimaryKeyConstraint("business", "channel", "account", "external_id", name="pk_identity"),
    )
    index("ix_identity_contact_id", "identity", ["contact_id"])

    op.create_table(
        "staff_session",
        words("token_hash"),
        words("staff_id"),
        moment("created_at"),
        moment("seen_at"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_session_staff_id"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_staff_session"),
    )
    index("ix_staff_session_staff_id", "staff_session", ["staff_id"])

    op.create_table(
        "approval",
        words("id"),
        words("conversation_id"),
        words("case_id"),
        words("topic"),
        words("reason"),
        data("evidence"),
        data("fields"),
        words("draft"),
        data("guards"),
        words("status"),
        words("decision_text", empty=True),
        words("decided_by", empty=True),
        moment("decided_at", empty=True),
        moment("created_at"),
        moment("answer_due_at"),
        number("after_seq"),
        number("seen_seq", empty=True),
        number("version"),
        words("difference", empty=True),
        words("replaced_by", empty=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name="fk_approval_conversation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_approval"),
    )
    index("ix_approval_pending", "approval", ["conversation_id"], where="status = 'pending'")
    index("ix_approval_status_answer_due_at", "approval", ["status", "answer_due_at"])

    op.create_table(
        "commitment",
        words("id"),
        words("conversation_id"),
        words("case_id"),
        words("what"),
        moment("due_at"),
        words("owner"),
        words("status"),
        moment("created_at"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_commitment_conversation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_commitment"),
    )
    index("ix_commitment_case", "commitment", ["case_id"], where="status = 'open'")
    index("ix_commitment_open", "commitment", ["due_at"], where="status = 'open'")

    op.create_table(
        "customer_case",
        words("id"),
        words("conversation_id"),
        words("specialist", empty=True),
        words("outcome", empty=True),
        words("next_what", empty=True),
        words("next_owner", empty=True),
        moment("next_due_at", empty=True),
        words("summary", empty=True),
        moment("opened_at"),
        moment("closed_at", empty=True),
        sa.CheckConstraint("outcome IS NOT NULL OR next_due_at IS NOT NULL", name="customer_case_next_step"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_customer_case_conversation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_customer_case"),
    )
    index("ix_customer_case_conversation_id", "customer_case", ["conversation_id"])
    index("ix_customer_case_open", "customer_case", ["next_due_at"], where="outcome IS NULL")

    op.create_table(
        "inbox",
        serial("seq"),
        words("conversation_id"),
        words("channel"),
        words("account"),
        words("provider_id"),
        words("kind"),
        words("text"),
        data("payload"),
        moment("occurred_at"),
        moment("received_at"),
        number("message_seq", empty=True),
        words("turn_id", empty=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name="fk_inbox_conversation_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_inbox"),
        sa.UniqueConstraint("channel", "account", "provider_id", name="uq_inbox_channel_account_provider_id"),
        sqlite_autoincrement=True,
    )
    index("ix_inbox_turn_id", "inbox", ["turn_id"])
    index("ix_inbox_waiting", "inbox", ["conversation_id"], where="turn_id IS NULL")

    op.create_table(
        "message",
        words("conversation_id"),
        number("seq"),
        words("author"),
        words("text"),
        data("options", empty=True),
        words("staff_name", empty=True),
        moment("at"),
        words("provider_id", empty=True),
        big("inbox_seq", empty=True),
        words("turn_id", empty=True),
        number("n", empty=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name="fk_message_conversation_id"),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="pk_message"),
        sa.UniqueConstraint("turn_id", "n", name="uq_message_turn_id_n"),
    )

    op.create_table(
        "outbox",
        words("id"),
        words("conversation_id"),
        words("channel"),
        words("account"),
        words("external_id"),
        number("message_seq"),
        data("body"),
        words("category"),
        words("status"),
        number("attempts"),
        moment("next_at", empty=True),
        moment("sending_since", empty=True),
        words("error", empty=True),
        words("provider_message_id", empty=True),
        moment("created_at"),
        moment("sent_at", empty=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name="fk_outbox_conversation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    index("ix_outbox_sending", "outbox", ["sending_since"], where="status = 'sending'")
    index("ix_outbox_trouble", "outbox", ["created_at"], where="status IN ('failed','unknown')")
    index(
        "ix_outbox_unfinished",
        "outbox",
        ["conversation_id", "message_seq"],
        where="status IN ('pending','retry','sending')",
    )

    op.create_table(
        "record",
        words("id"),
        words("kind"),
        words("conversation_id"),
        words("contact_id"),
        words("case_id"),
        data("fields"),
        words("summary"),
        data("tags"),
        words("priority"),
        words("team"),
        moment("due_at", empty=True),
        words("status"),
        moment("created_at"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_record_contact_id"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name="fk_record_conversation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_record"),
    )
    index("ix_record_contact_id", "record", ["contact_id"])
    index("ix_record_kind_created_at", "record", ["kind", "created_at"])

    op.create_table(
        "timer",
        words("id"),
        words("conversation_id"),
        words("kind"),
        words("subject"),
        moment("due_at"),
        flag("stops_on_reply"),
        words("status"),
        number("revision"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name="fk_timer_conversation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_timer"),
    )
    index("ix_timer_conversation", "timer", ["conversation_id"], where="status = 'scheduled'")
    index("ix_timer_due", "timer", ["due_at"], where="status = 'scheduled'")
    index("ix_timer_subject", "timer", ["subject"], where="status = 'scheduled'")

    op.create_table(
        "turn",
        words("id"),
        words("conversation_id"),
        words("case_id"),
        words("specialist", empty=True),
        data("state", empty=True),
        data("trace"),
        data("results"),
        data("outbox_ids"),
        moment("committed_at"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name="fk_turn_conversation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_turn"),
    )
    index("ix_turn_conversation_id", "turn", ["conversation_id"])
    index("ix_turn_state", "turn", ["case_id"], where="state IS NOT NULL")


TABLES = (
    "audit",
    "contact",
    "executor_lease",
    "inbox_event",
    "staff",
    "web_session",
    "appointment",
    "conversation",
    "identity",
    "staff_session",
    "approval",
    "commitment",
    "customer_case",
    "inbox",
    "message",
    "outbox",
    "record",
    "timer",
    "turn",
)
"""As they were made: whoever refers to another comes behind it."""


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
