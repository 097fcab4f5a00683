"""Whatever a customer answers, in whatever order: no two visits overlap, and none is booked without a yes to it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.need import Need
from agents.scheduler.agent import decide
from domain.appointment import Appointment
from domain.money import Money
from domain.reading import Entities, Reading, TimeWindow
from domain.step import BookAppointment, CancelAppointment
from graphs.decision import merge_steps
from tests.unit.agents.conftest import NOW
from tests.unit.agents.desk import Dialogue, MemoryCalendar, reading

_DAY = NOW.replace(hour=0, minute=0)


def window(days: int, hour: int | None) -> TimeWindow:
    day = _DAY + timedelta(days=days)
    if hour is None:
        return TimeWindow(text="day", start=day, end=day + timedelta(days=1))
    start = day + timedelta(hours=hour)
    return TimeWindow(text="hour", start=start, end=start + timedelta(hours=1), grain="hour")


WINDOWS = st.builds(window, st.integers(0, 9), st.one_of(st.none(), st.integers(8, 20)))
SERVICES = st.lists(
    st.sampled_from(["cleaning", "whitening", "child-checkup", "consultation-repeat", "filling"]),
    max_size=2,
    unique=True,
)
WORDS = st.sampled_from(
    [
        "запишите",
        "нас двое",
        "меня и сына",
        "одновременно",
        "только",
        "ещё",
        "обе",
        "или",
        "в разные дни",
        "нас трое",
    ]
)
ROUTES = st.sampled_from(["booking", "reschedule", "cancel", "confirm", "decline", "quote"])
SAID = st.builds(
    lambda words, route, services, windows, online, name: reading(
        words,
        route,
        acts=["deny"] if route == "decline" else [],
        entities=Entities(
            services=services,
            windows=windows,
            online=online,
            name=name,
            phones=["+37491222333"] if name else [],
        ),
    ),
    WORDS, ROUTES, SERVICES, st.lists(WINDOWS, max_size=1), st.sampled_from([None, None, True, False]),
    st.sampled_from([None, "Анна"]),
)  # fmt: skip
PICKS = st.integers(0, 4)


def _write(desk: Dialogue, step: Any, asked: Any, read: Reading) -> list[str]:
    """What `commit` would do: a refusal writes nothing. Returns what must not be: a visit without its yes, an overlap."""
    wrong = []
    decided = merge_steps([(Need("scheduler", "answer"), step)], asked=asked, reading=read, frames={})
    if decided.refused:
        return []
    for action in decided.actions:
        if isinstance(action, CancelAppointment):
            _drop(desk, action.appointment_id)
        if not isinstance(action, BookAppointment) or action.status != "booked":
            continue
        if read.choice != "yes" and not (asked.field == "move_slot" and read.choice == action.slot.id):
            wrong.append("a visit without a yes")
        if action.slot.id not in {asked.subject, *asked.together} and not action.moves:
            wrong.append("a visit that was not read back")
        if action.moves:
            _drop(desk, action.moves)
        slot = action.slot
        if any(
            b.practitioner_id == slot.practitioner_id
            and b.ends_at > slot.starts_at
            and b.starts_at < slot.ends_at
            for b in desk.calendar.busy
        ):
            wrong.append("two visits of one practitioner overlap")
        desk.calendar.take(slot)
        desk.appointments = [
            *desk.appointments,
            Appointment(
                id=f"appt-{len(desk.appointments)}-{slot.id}", contact_id="contact-1", case_id="case-1",
                price=Money(amount=action.price.amount, currency="AMD"), status="booked", **slot.model_dump(),
            ),
        ]  # fmt: skip
    return wrong


def _drop(desk: Dialogue, appointment_id: str) -> None:
    gone = next(a for a in desk.appointments if a.id == appointment_id)
    desk.appointments = [a for a in desk.appointments if a.id != appointment_id]
    desk.calendar.busy = [
        b
        for b in desk.calendar.busy
        if (b.practitioner_id, b.starts_at) != (gone.practitioner_id, gone.starts_at)
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(SAID, PICKS), min_size=3, max_size=14))
def test_no_sequence_of_answers_books_twice_or_without_a_yes(clinic, answers):
    desk = Dialogue(clinic, NOW, MemoryCalendar(clinic, NOW))

    async def play() -> list[str]:
        wrong = []
        for answer in answers:
            read = answer
            if isinstance(answer, int):
                options = desk.pending.options if desk.pending is not None else []
                if not options:
                    continue
                read = reading("", "confirm", choice=options[answer % len(options)].id)
            asked = desk.pending
            step = await decide(desk.turn(read))
            if step.hand_off is not None:
                desk.frame, desk.pending = step.hand_frame or {}, None
                continue
            wrong += _write(desk, step, asked, read)
            desk.keep(step)
        return wrong

    assert asyncio.run(play()) == []
