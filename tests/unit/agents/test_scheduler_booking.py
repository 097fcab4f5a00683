"""Booking, step by step (R12-R18)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from agents.scheduler.agent import decide
from domain.appointment import TimeSlot
from domain.business import Business
from domain.reading import Entities, TimeWindow
from domain.step import BookAppointment, Step
from tests.unit.agents.desk import Dialogue, MemoryCalendar, reading

pytestmark = pytest.mark.anyio


def family(clinic: Business, name: str) -> list[str]:
    return [s.id for s in clinic.family(name)]


def tomorrow(dialogue: Dialogue) -> TimeWindow:
    day = dialogue.now.replace(hour=0, minute=0) + timedelta(days=1)
    return TimeWindow(text="завтра", start=day, end=day + timedelta(days=1), grain="day")


async def say(dialogue: Dialogue, *routes: str, **facts: object) -> Step:
    choice = facts.pop("choice", None)
    read = reading("…", *routes, choice=choice, entities=Entities(**facts))  # type: ignore[arg-type]
    return dialogue.keep(await decide(dialogue.turn(read)))


def sayings(step: Step) -> list[str]:
    return [act.say for act in step.acts]


def held(step: Step) -> BookAppointment:
    action = next(a for a in step.actions if isinstance(a, BookAppointment))
    return action


async def to_slots(dialogue: Dialogue, clinic: Business) -> Step:
    await say(
        dialogue, "quote", "booking", services=family(clinic, "consultation"), windows=[tomorrow(dialogue)]
    )
    return await say(dialogue, "confirm", choice="service:consultation-first")


async def test_price_and_availability_come_in_one_answer_with_one_clarifier(dialogue, clinic):
    step = await say(
        dialogue, "quote", "booking", services=family(clinic, "consultation"), windows=[tomorrow(dialogue)]
    )
    assert sayings(step) == ["book-services-from"]
    assert 2 <= len(step.acts[0].lines) <= 4, "R13: two to four prices"
    assert [o.id for o in step.acts[0].options] == [f"service:{s}" for s in family(clinic, "consultation")]
    first_free = step.acts[0].values["when"]
    assert isinstance(first_free, datetime)
    assert first_free.astimezone(clinic.zone).date() == dialogue.now.date() + timedelta(days=1)


async def test_three_real_slots_are_offered_on_the_wished_day(dialogue, clinic):
    step = await to_slots(dialogue, clinic)
    assert sayings(step) == ["book-slots"], "the price was told a moment ago"
    assert [o.id.partition(":")[0] for o in step.acts[0].options] == ["slot", "slot", "slot", "more"]
    days = {line.values["when"].astimezone(clinic.zone).date() for line in step.acts[0].lines}  # type: ignore[union-attr]
    assert days == {dialogue.now.date() + timedelta(days=1)}


async def test_a_time_that_passed_does_not_replace_the_wish(dialogue, clinic):
    day = dialogue.now.replace(hour=0, minute=0) - timedelta(days=1)
    yesterday = TimeWindow(text="вчера", start=day, end=day + timedelta(days=1), passed=True)
    await say(
        dialogue, "booking", services=family(clinic, "consultation"), windows=[tomorrow(dialogue), yesterday]
    )
    step = await say(dialogue, "confirm", choice="service:consultation-first")
    days = {line.values["when"].astimezone(clinic.zone).date() for line in step.acts[0].lines}  # type: ignore[union-attr]
    assert days == {dialogue.now.date() + timedelta(days=1)}


async def test_a_chosen_slot_is_held_and_the_contact_asked_as_one_bundle(dialogue, clinic):
    offered = await to_slots(dialogue, clinic)
    step = await say(dialogue, "confirm", choice=offered.acts[0].options[1].id)
    assert sayings(step) == ["book-ask-contact"]
    assert held(step).status == "held"
    assert held(step).hold_minutes == clinic.profile.booking.hold_minutes


async def test_nothing_is_booked_before_the_explicit_yes(dialogue, clinic):
    offered = await to_slots(dialogue, clinic)
    await say(dialogue, "confirm", choice=offered.acts[0].options[0].id)
    step = await say(dialogue, "booking", name="Анна", phones=["+37491234567"])
    assert sayings(step) == ["book-read-back"]
    assert held(step).status == "held"
    done = await say(dialogue, "confirm", choice="yes")
    assert sayings(done)[0] == "book-done"
    assert held(done).status == "booked"
    assert done.outcome == "booked"


async def test_a_known_contact_is_not_asked_again(dialogue, clinic):
    dialogue.contact = dialogue.contact.model_copy(update={"name": "Анна", "phone": "+37491234567"})
    offered = await to_slots(dialogue, clinic)
    step = await say(dialogue, "confirm", choice=offered.acts[0].options[0].id)
    assert sayings(step) == ["book-read-back"]


async def test_a_change_of_mind_halfway_offers_the_new_day(dialogue, clinic):
    offered = await to_slots(dialogue, clinic)
    await say(dialogue, "confirm", choice=offered.acts[0].options[0].id)
    day = dialogue.now.replace(hour=0, minute=0) + timedelta(days=3)
    friday = TimeWindow(text="в пятницу", start=day, end=day + timedelta(days=1), grain="day")
    step = await say(dialogue, "booking", windows=[friday])
    assert sayings(step) == ["book-slots"]
    days = {line.values["when"].astimezone(clinic.zone).date() for line in step.acts[0].lines}  # type: ignore[union-attr]
    assert days == {day.date()}


async def test_an_exact_free_time_is_taken_at_once(dialogue, clinic):
    at = dialogue.now.replace(hour=12, minute=0) + timedelta(days=1)
    wish = TimeWindow(text="завтра в 12", start=at, end=at + timedelta(minutes=1), grain="minute")
    step = await say(dialogue, "booking", services=["consultation-first"], windows=[wish])
    assert sayings(step) == ["book-ask-contact"]
    assert held(step).slot.starts_at == at


async def test_a_taken_time_is_named_and_the_nearest_offered(dialogue, clinic):
    at = dialogue.now.replace(hour=12, minute=0) + timedelta(days=1)
    wish = TimeWindow(text="завтра в 12", start=at, end=at + timedelta(minutes=1), grain="minute")
    for who in clinic.service_by_id["consultation-first"].practitioners:
        dialogue.calendar.take(
            TimeSlot(
                service_id="consultation-first",
                practitioner_id=who,
                branch_id="center",
                starts_at=at,
                ends_at=at + timedelta(minutes=40),
            )
        )
    step = await say(dialogue, "booking", services=["consultation-first"], windows=[wish])
    assert sayings(step)[0] == "book-time-taken"
    times = [line.values["when"] for line in step.acts[1].lines]
    assert all(abs(t - at) <= timedelta(hours=2) for t in times)  # type: ignore[operator]


async def test_a_closed_day_says_so_and_looks_further(dialogue, clinic):
    day = datetime(2026, 12, 31, tzinfo=clinic.zone)
    wish = TimeWindow(text="31 декабря", start=day, end=day + timedelta(days=1), grain="day")
    step = await say(dialogue, "booking", services=["consultation-first"], windows=[wish])
    assert sayings(step)[0] == "book-day-full"


async def test_a_day_with_other_hours_free_is_not_called_full(dialogue, clinic):
    day = datetime(2026, 11, 26, tzinfo=clinic.zone)
    wish = TimeWindow(
        text="first thing Thursday", start=day.replace(hour=6), end=day.replace(hour=8), grain="hour"
    )
    step = await say(dialogue, "booking", services=["consultation-first"], windows=[wish])
    days = {line.values["when"].astimezone(clinic.zone).date() for line in step.acts[1].lines}
    assert sayings(step)[0] == "book-hours-nowhere"
    assert day.date() in days


async def cleaning_from(dialogue: Dialogue, day: datetime, hour: int) -> tuple[Step, list[int]]:
    """Asked for on that day from that hour on; and the hours that are offered."""
    wish = TimeWindow(
        text=f"from {hour} on", start=day.replace(hour=hour), end=day + timedelta(days=1), grain="hour"
    )
    step = await say(dialogue, "booking", services=["cleaning"], windows=[wish])
    return step, [line.values["when"].astimezone(day.tzinfo).hour for line in step.acts[1].lines]


async def test_hours_that_a_day_lacks_are_looked_for_on_other_days_first(dialogue, clinic):
    step, hours = await cleaning_from(dialogue, datetime(2026, 11, 27, tzinfo=clinic.zone), 16)
    assert sayings(step)[0] == "book-hours-none"
    assert step.acts[0].values["side"] == "after"
    assert min(hours) >= 16


async def test_hours_that_no_day_has_are_named_and_the_closest_come_next(dialogue, clinic):
    step, hours = await cleaning_from(dialogue, datetime(2026, 11, 26, tzinfo=clinic.zone), 18)
    assert sayings(step)[0] == "book-hours-nowhere"
    assert min(hours) >= 15


async def test_a_slot_lost_at_commit_is_said_and_others_offered(dialogue, clinic):
    offered = await to_slots(dialogue, clinic)
    read = reading("2", "confirm", choice=offered.acts[0].options[1].id)
    step = await decide(dialogue.turn(read, conflict=True))
    assert sayings(step)[0] == "book-time-taken"
    assert not step.actions, "the second step books nothing, so it cannot lose again"


async def test_no_to_the_read_back_asks_what_to_change(dialogue, clinic):
    offered = await to_slots(dialogue, clinic)
    await say(dialogue, "confirm", choice=offered.acts[0].options[0].id)
    await say(dialogue, "booking", name="Анна", phones=["+37491234567"])
    step = await say(dialogue, "decline", choice="change")
    assert sayings(step) == ["book-change-what"]
    again = await say(dialogue, "confirm", choice="time")
    assert sayings(again) == ["book-slots"]


async def test_other_time_shows_later_ones(dialogue, clinic):
    offered = await to_slots(dialogue, clinic)
    before = max(line.values["when"] for line in offered.acts[0].lines)  # type: ignore[type-var]
    step = await say(dialogue, "confirm", choice="more")
    assert all(line.values["when"] > before for line in step.acts[-1].lines)  # type: ignore[operator]


async def test_a_bare_hour_means_the_offered_day_where_the_sun_is_late(clinic):
    """Times are kept in UTC; "2:30 pm" after an offer is the first offered day of the business's wall time."""
    profile = clinic.profile.model_copy(update={"timezone": "America/Los_Angeles"})
    western = Business.model_validate(clinic.model_dump() | {"profile": profile.model_dump()})
    now = datetime(2026, 11, 24, 10, 0, tzinfo=western.zone)
    dialogue = Dialogue(business=western, now=now, calendar=MemoryCalendar(western, now))
    await say(dialogue, "booking", services=["consultation-first"])
    step = await say(
        dialogue,
        "booking",
        windows=[TimeWindow(text="14:30", daily_from=time(14, 30), daily_to=time(14, 31), grain="minute")],
    )
    assert held(step).slot.starts_at == now.replace(hour=14, minute=30)


async def test_what_is_only_likely_is_asked_about_and_not_booked_together(dialogue, clinic):
    step = await say(dialogue, "booking", likely_services=["whitening", "cleaning"])
    assert [o.id for o in step.acts[0].options] == ["service:whitening", "service:cleaning"]
    assert not step.actions
    chosen = await say(dialogue, "confirm", choice="service:cleaning")
    assert sayings(chosen) == ["book-slots"]


async def test_where_a_person_may_be_needed_the_usual_question_is_put(dialogue, clinic):
    step = await say(dialogue, "booking", likely_services=["implant-consult", "filling"])
    assert "service:filling" not in [o.id for o in step.acts[0].options]
    assert sayings(step) == ["book-ask-service"]


async def test_what_is_likely_does_not_disturb_what_was_chosen(dialogue, clinic):
    await say(dialogue, "booking", services=["cleaning"])
    step = await say(dialogue, "booking", likely_services=["whitening", "filling"])
    assert (step.frame or {})["service_id"] == "cleaning"
