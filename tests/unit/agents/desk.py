"""A desk without a database: a calendar in memory, policies in a list, and turns one can write by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from agents.turn_context import TurnContext
from domain.appointment import Appointment, TimeSlot
from domain.approval import Approval
from domain.availability import Busy, SlotQuery, find_slots
from domain.business import Business
from domain.conversation import Case, Contact, Conversation
from domain.language import Language
from domain.money import Money
from domain.offering import choose_slots
from domain.reading import Act, Entities, Flag, Reading, Route, RouteScore
from domain.step import PendingQuestion, PolicyPassage, Step
from domain.together import choose_plans, find_together
from domain.turn import Situation


@dataclass
class MemoryCalendar:
    """CalendarPort over a list of taken times."""

    business: Business
    now: datetime
    busy: list[Busy] = field(default_factory=list)
    public_url: str = ""
    given_up: TimeSlot | None = None
    earlier: TimeSlot | None = None

    async def find_free(self, query: SlotQuery, *, holder: str, count: int) -> list[TimeSlot]:
        free = find_slots(self.business, query, self.busy, self.now)
        return choose_slots(free, count=count, zone=self.business.zone, nearest_to=query.nearest_to)

    async def find_together(
        self, queries: Sequence[SlotQuery], *, holder: str, count: int, people: bool, at_once: bool | None
    ) -> list[list[TimeSlot]]:
        plans = find_together(self.business, queries, self.busy, self.now, people=people, at_once=at_once)
        return choose_plans(plans, count=count, zone=self.business.zone, nearest_to=queries[0].nearest_to)

    async def time_given_up(self, contact_id: str) -> TimeSlot | None:
        return self.given_up

    async def last_visit(self, contact_id: str) -> TimeSlot | None:
        return self.earlier

    def new_file_token(self) -> str | None:
        return "token" if self.public_url else None

    def file_link(self, token: str) -> str | None:
        return f"{self.public_url}/visits/{token}.ics" if self.public_url else None

    async def is_free(self, slot: TimeSlot, *, holder: str) -> bool:
        return not any(
            b.practitioner_id == slot.practitioner_id
            and b.starts_at < slot.ends_at
            and b.ends_at > slot.starts_at
            for b in self.busy
        )

    async def are_free(self, slots: Sequence[TimeSlot], *, holder: str) -> bool:
        return all([await self.is_free(slot, holder=holder) for slot in slots])

    def take(self, slot: TimeSlot) -> None:
        self.busy.append(Busy(slot.practitioner_id, slot.starts_at, slot.ends_at))


@dataclass
class MemoryPolicies:
    """PolicyPort that always finds the same passages."""

    found: list[PolicyPassage] = field(default_factory=list)

    async def search(self, question: str, *, language: Language, k: int = 3) -> list[PolicyPassage]:
        return self.found[:k]

    async def passage(self, topic: str, *, language: Language) -> PolicyPassage | None:
        return next((p for p in self.found if p.topic == topic), None)


def reading(
    text: str = "",
    *routes: Route,
    language: Language = "ru",
    choice: str | None = None,
    acts: list[Act] | None = None,
    flags: list[Flag] | None = None,
    entities: Entities | None = None,
    confidence: float = 0.9,
    intent: str | None = None,
) -> Reading:
    """A reading as the understanding would give it; the routes are in falling confidence."""
    return Reading(
        text=text,
        language=language,
        script="cyrillic",
        acts=acts or [],
        routes=[RouteScore(route=r, confidence=confidence - 0.05 * i) for i, r in enumerate(routes)],
        entities=entities or Entities(),
        flags=flags or [],
        choice=choice,
        intent=intent,
    )


@dataclass
class Dialogue:
    """Keeps a specialist's frame and pending question between turns, as the graph does."""

    business: Business
    now: datetime
    calendar: MemoryCalendar
    policies: MemoryPolicies = field(default_factory=MemoryPolicies)
    contact: Contact = field(default_factory=lambda: Contact(id="contact-1"))
    appointments: list[Appointment] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)
    frame: dict[str, Any] = field(default_factory=dict)
    frames: dict[str, dict[str, Any]] = field(default_factory=dict)
    pending: PendingQuestion | None = None
    failures: int = 0

    def turn(self, read: Reading, **changes: Any) -> TurnContext:
        conversation = Conversation(
            id="conv-1", contact_id=self.contact.id, channel="web", business=self.business.id, language="ru"
        )
        situation = Situation(
            now=self.now,
            contact=self.contact,
            conversation=conversation,
            case=Case(id="case-1", conversation_id="conv-1", opened_at=self.now),
            appointments=self.appointments,
            pending_approvals=self.approvals,
            recent=[],
            last_seq=1,
        )
        values: dict[str, Any] = {
            "business": self.business,
            "situation": situation,
            "case_id": "case-1",
            "reading": read,
            "calendar": self.calendar,
            "policies": self.policies,
            "pending": self.pending,
            "frame": self.frame,
            "frames": self.frames,
            "failures": self.failures,
        }
        return TurnContext(**(values | changes))

    def keep(self, step: Step) -> Step:
        if step.frame is not None:
            self.frame = step.frame
        self.pending = step.pending if step.pending is not None or not step.keep_pending else self.pending
        return step


def visit(business: Business, service_id: str, starts_at: datetime) -> Appointment:
    """A booked visit of the contact."""
    service = business.service_by_id[service_id]
    practitioner = business.practitioner_by_id[service.practitioners[0]]
    return Appointment(
        id="appt-1",
        contact_id="contact-1",
        case_id="case-0",
        service_id=service_id,
        practitioner_id=practitioner.id,
        branch_id=practitioner.hours[0].branch,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=service.duration_minutes),
        status="booked",
        price=Money(amount=service.price, currency=business.profile.currency),
    )
