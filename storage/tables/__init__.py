"""The tables, one noun a file. Importing this package fills `METADATA`."""

from storage.tables.appointment import appointment
from storage.tables.approval import approval
from storage.tables.base import METADATA
from storage.tables.case import customer_case
from storage.tables.contact import contact, identity
from storage.tables.conversation import conversation
from storage.tables.executor_lease import executor_lease
from storage.tables.inbox import inbox
from storage.tables.inbox_event import inbox_event
from storage.tables.message import message
from storage.tables.outbox import outbox
from storage.tables.quote import quote
from storage.tables.record import record
from storage.tables.staff import audit, staff, staff_session
from storage.tables.support import errand, identity_check, rating
from storage.tables.timer import commitment, timer
from storage.tables.turn import turn
from storage.tables.web_session import web_session

__all__ = [
    "METADATA", "appointment", "approval", "audit", "commitment", "contact", "conversation", "customer_case",
    "errand", "executor_lease", "identity", "identity_check", "inbox", "inbox_event", "message", "outbox", "quote",
    "rating", "record", "staff", "staff_session", "timer", "turn", "web_session",
]  # fmt: skip
