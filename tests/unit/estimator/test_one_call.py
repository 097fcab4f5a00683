"""Several works at the customer's are one person's one call, and counted work is priced before its visit (R28, R29)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agents.estimator.agent import decide as estimate
from agents.router import route
from agents.scheduler.agent import decide
from agents.scheduler.frame import SchedulerFrame
from agents.scheduler.next_visit import the_next_of
from domain.appointment import TimeSlot
from domain.business import Business
from domain.reading import Entities, Quantity, TimeWindow
from domain.step import BookAppointment, Step
from tests.unit.agents.desk import Dialogue, reading
from tests.unit.agents.test_router import event
from tests.unit.estimator.conftest import NOW, QUOTES

pytestmark = pytest.mark.anyio

TWO = Quantity(text="две розетки", value=2, what="розетки")
ADDRESS = "Комитаса 15 кв 8"


def two_works(dialogue: Dialogue, **more: object) -> None:
    frame = SchedulerFrame(mode="book", service_id="lights", later=["sockets"], **more)  # type: ignore[arg-type]
    dialogue.frame = frame.dump()


async def say(dialogue: Dialogue, text: str, *routes: str, **facts: object) -> Step:
    read = reading(text, *routes, entities=Entities.model_validate(facts))  # type: ignore[arg-type]
    return dialogue.keep(await decide(dialogue.turn(read)))


async def test_only_times_are_offered_that_leave_room_for_the_next_work(dialogue: Dialogue) -> None:
    two_works(dialogue)
    step = await say(dialogue, "когда можно?", "booking")
    offered = [line.values["when"] for act in step.acts for line in act.lines]
    length = dialogue.business.service_by_id["lights"].duration_minutes
    assert offered
    for start in offered:
        later = TimeSlot(
            service_id="sockets",
            practitioner_id="tigran",
            branch_id="base",
            starts_at=start + timedelta(minutes=length),  # type: ignore[operator]
            ends_at=start + timedelta(minutes=2 * length),  # type: ignore[operator]
        )
        assert later.ends_at.astimezone(dialogue.business.zone).hour <= 19
        assert await dialogue.calendar.is_free(later, holder="")


async def test_behind_the_first_work_the_next_is_read_back_at_once(dialogue: Dialogue) -> None:
    start = dialogue.now.replace(hour=12, minute=0) + timedelta(days=1)
    first = TimeSlot(
        service_id="lights",
        practitioner_id="tigran",
        branch_id="base",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
    )
    frame = SchedulerFrame(mode="book", service_id="lights", later=["sockets"], slot=first, address=ADDRESS)
    then = the_next_of(frame, first, dialogue.turn(reading("да", "confirm")))
    assert then["hand_off"] == "scheduler"
    dialogue.frame = then["hand_frame"] | {"name": "Рубен", "phone": "+37491334455"}  # type: ignore[operator]
    step = await say(dialogue, "…", zones=["arabkir"])
    held = next(a.slot for a in step.actions if isinstance(a, BookAppointment))
    assert (held.service_id, held.practitioner_id, held.starts_at) == ("sockets", "tigran", first.ends_at)
    assert step.pending is not None
    assert step.pending.field == "book_yes"


async def test_counted_work_with_all_that_its_price_needs_is_priced_before_its_visit(
    dialogue: Dialogue,
) -> None:
    start = dialogue.now.replace(hour=0, minute=0) + timedelta(days=1)
    day = TimeWindow(text="завтра", start=start, end=start + timedelta(days=1))
    facts = {"services": ["sockets"], "quantities": [TWO], "numbers": [2], "windows": [day]}
    step = await say(dialogue, "поменять две розетки завтра, Арабкир", "booking", zones=["arabkir"], **facts)
    assert step.hand_off == "estimator"
    assert step.acts == []
    read = reading(
        "поменять две розетки завтра, Арабкир",
        "booking",
        entities=Entities.model_validate(facts | {"zones": ["arabkir"]}),
    )
    priced = await estimate(dialogue.turn(read, quotes=QUOTES))
    assert priced.hand_off == "scheduler", "and its times are told in the same answer"


async def test_work_whose_price_needs_more_is_not_priced_before_its_times(dialogue: Dialogue) -> None:
    step = await say(dialogue, "поменять две розетки", "booking", services=["sockets"], quantities=[TWO])
    assert step.hand_off is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("сколько стоит и когда сможете приехать?", "ru"), ("how much is it and when can you come?", "en"), ("ինչ արժե և երբ կարող եք գալ", "hy"),
        ("skolko stoit i kogda smojete priehat?", "ru"),
    ],
)  # fmt: skip
async def test_who_asks_when_somebody_could_come_is_told_the_times_with_the_price(
    dialogue: Dialogue, text: str, language: str
) -> None:
    native = "сколько стоит и когда сможете приехать?" if text.startswith("skolko") else None
    read = reading(text, "quote", language=language, entities=Entities(services=["lights"], zones=["avan"]))  # type: ignore[arg-type]
    step = await estimate(dialogue.turn(read.model_copy(update={"native": native}), quotes=QUOTES))
    assert step.acts[0].say.startswith("estimate-exact")
    assert step.hand_off == "scheduler"


async def test_a_price_alone_is_followed_by_the_offer_of_a_visit(dialogue: Dialogue) -> None:
    read = reading("сколько стоит?", "quote", entities=Entities(services=["lights"], zones=["avan"]))
    step = await estimate(dialogue.turn(read, quotes=QUOTES))
    assert step.hand_off is None


async def test_a_time_told_before_the_price_was_known_is_looked_up_with_the_price(dialogue: Dialogue) -> None:
    start = dialogue.now.replace(hour=14, minute=0) + timedelta(days=1)
    at_two = TimeWindow(text="14:00", start=start, end=start + timedelta(minutes=1), grain="minute")
    first = Entities(services=["sockets"], quantities=[TWO], numbers=[2], windows=[at_two])
    asked = dialogue.keep(await estimate(dialogue.turn(reading("…", "quote", entities=first), quotes=QUOTES)))
    assert asked.pending is not None
    told = reading("Арабкир", "quote", entities=Entities(zones=["arabkir"]))
    priced = await estimate(dialogue.turn(told, quotes=QUOTES))
    assert priced.hand_off == "scheduler"
    assert SchedulerFrame.of(priced.hand_frame or {}).window == at_two.model_copy(update={"text": "14:00"})


def test_work_whose_price_is_worked_out_is_the_estimators_alone_with_a_time_beside_it(
    repair: Business,
) -> None:
    wish = TimeWindow(text="завтра", start=NOW, end=NOW + timedelta(days=1))
    read = reading(
        "сколько стоит две розетки завтра", "quote", "booking",
        entities=Entities(services=["sockets"], quantities=[TWO], windows=[wish]),
    )  # fmt: skip
    found = route([event()], read, business=repair, pending=None, active=None)
    assert [n.specialist for n in found] == ["estimator"]
