"""What the tests do over and over: customers write, turns are claimed and committed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from domain.appointment import TimeSlot
from domain.approval import Approval
from domain.conversation import NextStep
from domain.event import Event, EventKind, Sender
from domain.money import Money
from domain.speech import Outgoing
from domain.step import BookAppointment
from domain.turn import Committed, TurnCommit, TurnInput
from storage import door, turn_commit, turns
from storage.database import Database
from storage.door import Accepted
from storage.jobs import Job
from tests.fakes.jobs import RecordedJobs

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PRICE = Money(amount=Decimal("15000.00"), currency="AMD")


def sender(name: str = "ani") -> Sender:
    return Sender(channel="telegram", external_id=name, name=name.title())


def slot(hour: float = 10.0, *, minutes: int = 30, practitioner: str = "sargsyan", day: int = 24) -> TimeSlot:
    starts = datetime(2026, 11, day, tzinfo=UTC) + timedelta(hours=hour)
    return TimeSlot(
        service_id="consultation", practitioner_id=practitioner, branch_id="center", starts_at=starts,
        ends_at=starts + timedelta(minutes=minutes),
    )  # fmt: skip


def booking(at: TimeSlot | None = None, **changes: Any) -> BookAppointment:
    return BookAppointment(slot=at or slot(), price=PRICE, **changes)


def next_step(hours: float = 2) -> NextStep:
    return NextStep(what="customer_answers", owner="customer", due_at=NOW + timedelta(hours=hours))


def question(turn: TurnInput, id_: str = "approval-1", **changes: Any) -> Approval:
    values: dict[str, Any] = {
        "id": id_, "conversation_id": turn.conversation_id, "case_id": turn.case_id, "topic": "discount",
        "reason": "asks for 30 %", "draft": "…", "created_at": NOW, "answer_due_at": NOW + timedelta(hours=1),
    }  # fmt: skip
    return Approval(**{**values, **changes})


class Desk:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.queue = RecordedJobs()
        self._numbers = count(1)

    def write(
        self,
        text: str = "Здравствуйте",
        *,
        who: str = "ani",
        provider_id: str | None = None,
        kind: EventKind = "message",
        payload: dict[str, Any] | None = None,
        now: datetime = NOW,
        wait_seconds: float = 0.0,
    ) -> Accepted:
        event = Event(
            kind=kind, channel="telegram", provider_id=provider_id or f"{who}-{next(self._numbers)}",
            occurred_at=now, text=text, payload=payload or {},
        )  # fmt: skip
        return self.database.write_sync(lambda c: door.accept(
            c, business="clinic", sender=sender(who), event=event, now=now, jobs=self.queue,
            wait_seconds=wait_seconds,
        ))  # fmt: skip

    def jobs(self, name: str | None = None) -> list[Job]:
        return self.database.read_sync(lambda c: self.queue.list_jobs(c, name))

    def claim(
        self, conversation_id: str, turn_id: str | None = None, now: datetime = NOW
    ) -> TurnInput | None:
        """By default as the turn that was asked for last."""
        wanted = turn_id or [j.id for j in self.jobs("turn") if j.subject == conversation_id][-1]
        return self.database.write_sync(
            lambda c: turns.claim(c, conversation_id=conversation_id, turn_id=wanted, now=now)
        )

    def begin(self, text: str = "Здравствуйте", *, who: str = "ani", now: datetime = NOW) -> TurnInput:
        turn = self.claim(self.write(text, who=who, now=now).conversation_id, now=now)
        assert turn is not None
        return turn

    def draft(self, turn: TurnInput, *replies: str, **changes: Any) -> TurnCommit:
        values: dict[str, Any] = {
            "turn_id": turn.turn_id, "conversation_id": turn.conversation_id, "case_id": turn.case_id,
            "opens_case": True, "language": "ru", "script": "cyrillic", "next_step": next_step(),
            "replies": [Outgoing(text=text) for text in replies], "state": {"turn": turn.turn_id},
        }  # fmt: skip
        return TurnCommit(**{**values, **changes})

    def commit(self, commit: TurnCommit, now: datetime = NOW) -> Committed:
        return self.database.write_sync(
            lambda c: turn_commit.commit_turn(c, commit, now=now, jobs=self.queue)
        )

    def book(self, at: TimeSlot, *, who: str = "ani", now: datetime = NOW, **changes: Any) -> Committed:
        turn = self.begin("запишите", who=who, now=now)
        return self.commit(self.draft(turn, actions=[booking(at, **changes)]), now=now)

    def rows(self, table: Any, **equal: Any) -> list[dict[str, Any]]:
        statement = table.select()
        for column, value in equal.items():
            statement = statement.where(table.c[column] == value)
        return self.database.read_sync(lambda c: [dict(row._mapping) for row in c.execute(statement)])
