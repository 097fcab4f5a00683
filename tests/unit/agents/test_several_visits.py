"""Two people, or two services, at one coming: offered, read back once, booked all or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from agents.scheduler.agent import decide
from agents.scheduler.frame import SchedulerFrame
from agents.scheduler.telling import tell_of_visit
from domain.reading import Entities, Span, TimeWindow
from domain.step import BookAppointment
from tests.unit.agents.conftest import NOW
from tests.unit.agents.desk import Dialogue, MemoryCalendar, reading

pytestmark = pytest.mark.anyio

BOTH = Entities(services=["cleaning", "whitening"])


def thursday() -> TimeWindow:
    day = (NOW + timedelta(days=(3 - NOW.weekday()) % 7)).replace(hour=0, minute=0)
    return TimeWindow(text="в четверг", start=day, end=day + timedelta(days=1))


@pytest.fixture
def desk(clinic) -> Dialogue:
    return Dialogue(clinic, NOW, MemoryCalendar(clinic, NOW))


async def said(desk: Dialogue, read, **changes):
    return desk.keep(await decide(desk.turn(read, **changes)))


async def to_the_read_back(desk: Dialogue):
    both = Entities(services=BOTH.services, windows=[thursday()])
    step = await said(desk, reading("чистку и отбеливание", "booking", entities=both))
    choice = step.pending.options[0].id
    await said(desk, reading("1", "confirm", choice=choice))
    return await said(
        desk, reading("Анна", "booking", entities=Entities(name="Анна", phones=["+37491222333"]))
    )


async def test_every_way_offered_has_both_visits_after_each_other_at_one_branch(desk):
    step = await said(desk, reading("чистку и отбеливание", "booking", entities=BOTH))
    plans = step.frame["plans"]
    assert len(plans) == 3
    for first, second in plans:
        assert first["branch_id"] == second["branch_id"]
        assert first["ends_at"] <= second["starts_at"]


async def test_two_of_one_family_are_both_wanted_where_each_is_called_by_its_name(desk):
    names = [
        Span(fact="services", value=v, text=v, start=0, end=1)
        for v in ("facial-cleansing", "injections-consult")
    ]
    two = Entities(services=[n.value for n in names], spans=names)
    step = await said(desk, reading("чистку лица и консультацию по ботоксу", "booking", entities=two))
    assert step.frame["parts"] == ["facial-cleansing", "injections-consult"]


async def test_first_and_repeated_of_one_family_are_still_a_choice(desk):
    names = [
        Span(fact="services", value=v, text=v, start=0, end=1)
        for v in ("consultation-first", "consultation-repeat")
    ]
    two = Entities(services=[n.value for n in names], spans=names)
    step = await said(desk, reading("первичная и повторная", "booking", entities=two))
    assert not step.frame.get("parts")


async def test_both_are_held_while_the_contact_is_asked(desk):
    step = await said(desk, reading("чистку и отбеливание", "booking", entities=BOTH))
    step = await said(desk, reading("1", "confirm", choice=step.pending.options[0].id))
    held = [a for a in step.actions if isinstance(a, BookAppointment)]
    assert [a.status for a in held] == ["held", "held"]
    assert held[0].together == [held[1].slot]
    assert held[1].together == [held[0].slot]


async def test_one_question_is_asked_about_all_visits(desk):
    step = await to_the_read_back(desk)
    assert step.pending.field == "book_yes"
    assert len(step.pending.together) == 1
    assert [act.say for act in step.acts] == ["book-read-back-several"]
    assert len(step.acts[0].lines) == 2


async def test_one_yes_books_all_of_them(desk):
    await to_the_read_back(desk)
    step = await said(desk, reading("да", "confirm", choice="yes"))
    booked = [a for a in step.actions if isinstance(a, BookAppointment)]
    assert [(a.status, a.slot.service_id) for a in booked] == [
        ("booked", "cleaning"),
        ("booked", "whitening"),
    ]
    assert step.outcome == "booked"
    assert len(booked[0].remind_at) == 2
    assert not booked[1].remind_at


async def test_when_one_hour_is_gone_nothing_is_booked_and_other_ways_are_offered(desk):
    step = await to_the_read_back(desk)
    slots = next(p for p in desk.frame["plans"] if p[0] == desk.frame["slot"])
    desk.calendar.take(_slot(slots[1]))
    step = await said(desk, reading("да", "confirm", choice="yes"))
    assert not any(isinstance(a, BookAppointment) for a in step.actions)
    assert step.acts[0].say == "book-time-taken"
    assert step.pending.field == "slot"


async def test_two_people_for_one_practitioner_come_one_after_the_other(desk):
    read = reading("нас двое на чистку", "booking", entities=Entities(services=["cleaning"]))
    step = await said(desk, read)
    for first, second in step.frame["plans"]:
        assert first["practitioner_id"] == second["practitioner_id"]
        assert first["ends_at"] <= second["starts_at"]


async def test_a_parent_and_a_child_are_seen_at_the_same_time_where_that_can_be(desk):
    both = Entities(services=["cleaning", "child-checkup"], windows=[thursday()])
    step = await said(desk, reading("мне чистку, сыну осмотр, одновременно", "booking", entities=both))
    for first, second in step.frame["plans"]:
        assert first["starts_at"] == second["starts_at"]
        assert first["practitioner_id"] != second["practitioner_id"]


async def test_either_or_is_a_choice_not_both(desk):
    step = await said(desk, reading("чистку или отбеливание", "booking", entities=BOTH))
    assert step.pending.field == "service"
    assert {o.id for o in step.pending.options} == {"service:cleaning", "service:whitening", "both"}


def _slot(stored):
    from domain.appointment import TimeSlot

    return TimeSlot.model_validate(stored)


def two_named(text: str, *names: tuple[str, str]) -> Entities:
    spans = [
        Span(
            fact="services", value=value, text=said, start=text.index(said), end=text.index(said) + len(said)
        )
        for value, said in names
    ]
    return Entities(services=[s.value for s in spans], spans=spans)


async def test_days_to_choose_from_leave_both_services_wanted(desk):
    text = "cleaning and whitening, i am free on tuesday or on sunday"
    both = two_named(text, ("cleaning", "cleaning"), ("whitening", "whitening"))
    step = await said(desk, reading(text, "booking", entities=both))
    assert step.frame["parts"] == ["cleaning", "whitening"]


async def test_services_to_choose_from_are_asked_about(desk):
    text = "cleaning or whitening on sunday"
    either = two_named(text, ("cleaning", "cleaning"), ("whitening", "whitening"))
    step = await said(desk, reading(text, "booking", entities=either))
    assert step.frame.get("parts", []) == []


async def test_how_long_it_takes_is_told_of_all_the_visits_together(desk):
    step = await said(desk, reading("чистку и отбеливание", "booking", entities=BOTH))
    plan = SchedulerFrame.of(step.frame).plans[0]
    asks = desk.turn(reading("а сколько времени это займёт?", "faq", acts=["ask"]))
    told = tell_of_visit(replace(asks, frames={"scheduler": step.frame}))
    minutes = (plan[-1].ends_at - plan[0].starts_at) // timedelta(minutes=1)
    assert [(act.say, act.values) for act in told] == [("visit-takes", {"minutes": minutes})]


async def test_just_a_check_up_for_the_child_leaves_the_parents_visit_wanted(desk):
    text = "my daughter is 5, just a check-up. me a cleaning"
    both = two_named(text, ("child-checkup", "check-up"), ("cleaning", "cleaning"))
    read = reading(text, "booking", entities=both).model_copy(update={"language": "en"})
    step = await said(desk, read)
    assert set(step.frame["parts"]) == {"child-checkup", "cleaning"}


async def test_at_the_same_time_below_a_choice_of_two_is_both(desk):
    two = Entities(services=["cleaning", "child-checkup"])
    step = await said(desk, reading("cleaning, check-up?", "quote", "booking", entities=two))
    assert step.pending.field == "service"
    step = await said(desk, reading("could we go at the same time?", "booking", acts=["ask"]))
    assert step.frame["parts"] == ["cleaning", "child-checkup"]


async def test_two_services_named_with_a_day_each_are_booked_one_by_one_each_at_its_time(desk):
    wednesday = (NOW + timedelta(days=1)).replace(hour=13, minute=0)
    sunday = (NOW + timedelta(days=5)).replace(hour=12, minute=0)
    wishes = [
        TimeWindow(text="", start=at, end=at + timedelta(minutes=1), grain="minute")
        for at in (wednesday, sunday)
    ]
    both = Entities(
        services=["injections-consult", "cleaning"], windows=wishes, name="Марина", phones=["+37493313131"]
    )
    first = await said(
        desk, reading("ботокс в среду в 13 и чистка в воскресенье в 12", "booking", entities=both)
    )
    assert [act.say for act in first.acts] == ["book-each-in-turn", "book-read-back"]
    assert first.acts[1].values["when"] == wednesday
    step = await decide(desk.turn(reading("да", "confirm", choice="yes")))
    booked = [a for a in step.actions if isinstance(a, BookAppointment) and a.status == "booked"]
    assert [a.slot.starts_at for a in booked] == [wednesday]
    desk.frame = step.hand_frame
    then = await decide(desk.turn(reading("да", "confirm", choice="yes")))
    assert [act.say for act in then.acts] == ["book-read-back"], "the yes was to the visit before"
    assert then.acts[0].values["when"] == sunday


async def test_two_people_who_cannot_come_at_once_are_offered_one_after_the_other_that_day(desk):
    await said(desk, reading("нам с женой чистку", "booking", entities=Entities(services=["cleaning"])))
    step = await said(
        desk, reading("в четверг, одновременно", "booking", entities=Entities(windows=[thursday()]))
    )
    assert [act.say for act in step.acts] == ["book-not-at-once", "book-plans"]
    soonest = await said(desk, reading("самое раннее", "booking", entities=Entities(shift="soonest")))
    held = [a.slot.starts_at for a in soonest.actions if isinstance(a, BookAppointment)]
    assert len(held) == 2
    assert min(held) == step.acts[1].lines[0].values["when"]
