"""What events without words ask for: decisions of staff, alarms, news from outside, photos."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agents.need import NOTICES, PHOTO_TYPES, PROPOSAL_ALARM, PROPOSAL_SENT, TIME_FREED, Need
from domain.business import Business
from domain.conversation import SpecialistName
from domain.event import InboxEvent
from domain.step import PendingQuestion

_GOODS_EVENTS = frozenset({"order_placed", "back_in_stock"})
_TELLERS: Mapping[str, SpecialistName] = {"hold": "scheduler", "nudge": "catalogue", PROPOSAL_ALARM: "sales"}
"""Whoever held a time says that it is held no longer."""


def needs_of_happenings(events: Sequence[InboxEvent], business: Business) -> list[Need]:
    """A need for each event that somebody has to tell of, in their order."""
    late = [e for e in events if _alarm(e) == "commitment"]
    # Several answers that are late at once are one thing to say: the first alarm speaks for the others.
    heard = (_need_of(e, business) for e in events if e not in late[1:])
    return [need for need in heard if need is not None]


def needs_of_wordless(events: Sequence[InboxEvent], pending: PendingQuestion | None) -> list[Need]:
    """What came instead of words: a photo for whoever may want one, or what nobody here can read."""
    photo = next(
        (e for e in events if e.kind == "unsupported" and e.payload.get("type") in PHOTO_TYPES), None
    )
    asked_by = pending.specialist if pending is not None else None
    if photo is not None and asked_by in (None, "support"):
        return [Need("support", "evidence", event=photo, rule="photo")]
    if photo is not None and asked_by == "estimator":
        return [Need("estimator", "answer", event=photo, rule="photo")]
    unreadable = any(e.kind == "unsupported" for e in events)
    return [Need("front_desk", "unsupported", rule="unreadable")] if unreadable else []


def reminds_of_a_visit(event: InboxEvent) -> bool:
    return _alarm(event) == "reminder"


def _alarm(event: InboxEvent) -> str | None:
    return str(event.payload.get("kind")) if event.kind == "timer" else None


def _need_of(event: InboxEvent, business: Business) -> Need | None:
    name = event.payload.get("name") if event.kind == "business" else None
    if name in NOTICES or _alarm(event) == "notice":
        return Need("support", "notice", event=event, rule="notice")
    if event.kind == "staff_decision":
        return Need("front_desk", "decision", event=event, rule="staff-decided")
    if name in _GOODS_EVENTS and business.catalogue is not None:
        return Need("catalogue", "timer", event=event, rule="word-of-goods")
    if name in PROPOSAL_SENT:
        return Need("sales", "timer", event=event, rule="proposal-sent")
    if name == TIME_FREED and business.books:
        return Need("scheduler", "timer", event=event, rule="time-freed")
    if event.kind != "timer":
        return None
    return Need(_TELLERS.get(str(_alarm(event)), "front_desk"), "timer", event=event, rule="alarm")
