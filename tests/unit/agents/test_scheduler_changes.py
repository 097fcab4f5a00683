"""Moving and cancelling in one step (R19, R21, R22)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from agents.scheduler.agent import decide
from agents.scheduler.frame import SchedulerFrame
from domain.reading import Displacement, Entities, TimeWindow
from domain.step import BookAppointment, CancelAppointment, Step
from tests.unit.agents.desk import Dialogue, reading

pytestmark = pytest.mark.anyio


async def say(dialogue: Dialogue, *routes: str, **facts: object) -> Step:
    choice = facts.pop("choice", None)
    read = reading("…", *routes, choice=choice, entities=Entities(**facts))  # type: ignore[arg-type]
    return dialogue.keep(await decide(dialogue.turn(read)))


async def test_i_cannot_come_offers_three_new_times_at_once(with_visit):
    step = await say(with_visit, "reschedule")
    assert [a.say for a in step.acts] == ["move-choose", "book-slots"]
    assert len(step.acts[1].lines) == 3


async def test_choosing_an_offered_time_moves_the_visit(with_visit):
    offered = await say(with_visit, "reschedule")
    step = await say(with_visit, "confirm", choice=offered.acts[1].options[0].id)
    booking = step.actions[0]
    assert isinstance(booking, BookAppointment)
    assert booking.moves == "appt-1"
    assert step.outcome == "rescheduled"


async def test_a_time_in_free_words_is_read_back_before_moving(with_visit):
    at = with_visit.now.replace(hour=13, minute=0) + timedelta(days=3)
    wish = TimeWindow(text="в пятницу в 13", start=at, end=at + timedelta(minutes=1), grain="minute")
    await say(with_visit, "reschedule")
    step = await say(with_visit, "reschedule", windows=[wish])
    assert [a.say for a in step.acts] == ["move-read-back"]
    assert not step.actions
    done = await say(with_visit, "confirm", choice="yes")
    assert done.outcome == "rescheduled"


async def test_cancelling_states_the_policy_and_waits_for_yes(with_visit):
    step = await say(with_visit, "cancel")
    assert [a.say for a in step.acts] == ["cancel-read-back-free"]
    assert not step.actions
    done = await say(with_visit, "confirm", choice="yes")
    assert isinstance(done.actions[0], CancelAppointment)
    assert done.outcome == "cancelled"


async def test_a_late_cancellation_says_so(with_visit):
    with_visit.appointments[0] = with_visit.appointments[0].model_copy(
        update={"starts_at": with_visit.now + timedelta(hours=3)}
    )
    step = await say(with_visit, "cancel")
    assert [a.say for a in step.acts] == ["cancel-read-back-late"]


async def test_move_instead_of_cancel_keeps_the_visit_in_mind(with_visit):
    await say(with_visit, "cancel")
    step = await say(with_visit, "confirm", choice="move")
    assert step.acts[0].say == "move-choose"


async def test_without_a_visit_cancelling_offers_a_booking(dialogue):
    step = await say(dialogue, "cancel")
    assert step.acts[0].say == "no-appointments"
    assert not step.actions


async def test_two_visits_ask_which_one(with_visit):
    later = with_visit.appointments[0].model_copy(
        update={"id": "appt-2", "starts_at": with_visit.now + timedelta(days=5)}
    )
    with_visit.appointments.append(later)
    step = await say(with_visit, "cancel")
    assert step.acts[0].say == "which-appointment"
    chosen = await say(with_visit, "confirm", choice="appt-2")
    assert chosen.acts[0].say == "cancel-read-back-free"


async def test_a_bare_new_time_after_booking_means_the_visit_that_exists(with_visit):
    day = with_visit.now.replace(hour=0, minute=0) + timedelta(days=3)
    friday = TimeWindow(text="в пятницу", start=day, end=day + timedelta(days=1))
    step = await say(with_visit, windows=[friday])
    assert step.acts[0].say == "move-choose"


async def test_i_cannot_come_tomorrow_offers_every_other_day(with_visit):
    tomorrow = with_visit.now.replace(hour=0, minute=0) + timedelta(days=1)
    window = TimeWindow(text="завтра", start=tomorrow, end=tomorrow + timedelta(days=1))
    read = reading("завтра не смогу", "reschedule", entities=Entities(windows=[window]))
    read = read.model_copy(update={"intent": "cannot_come"})
    step = await decide(with_visit.turn(read))
    days = {line.values["when"].astimezone(with_visit.business.zone).date() for line in step.acts[1].lines}
    assert tomorrow.date() not in days


async def test_an_explicit_cancel_with_a_day_is_a_cancel_and_not_a_move(with_visit):
    day = with_visit.now.replace(hour=0) + timedelta(days=1)
    step = await say(
        with_visit, "cancel", windows=[TimeWindow(text="завтра", start=day, end=day + timedelta(days=1))]
    )
    assert step.pending is not None
    assert step.pending.field == "cancel_yes"
    assert "move" in [o.id for o in step.pending.options]


async def test_moving_late_says_the_rule_and_moving_early_does_not(with_visit):
    early = await say(with_visit, "reschedule")
    assert "move-late" not in [a.say for a in early.acts]
    with_visit.calendar.now = with_visit.now = with_visit.appointments[0].starts_at - timedelta(hours=3)
    with_visit.frame, with_visit.pending = {}, None
    late = await say(with_visit, "reschedule")
    assert [a.say for a in late.acts][:2] == ["move-choose", "move-late"]


async def test_a_service_named_without_a_visit_for_it_is_a_booking(dialogue):
    step = await say(dialogue, "reschedule", services=["braces-consult"])
    assert step.frame is not None
    assert step.frame["mode"] == "book"
    assert step.frame["service_id"] == "braces-consult"
    assert "no-appointments" not in [a.say for a in step.acts]


async def test_a_week_later_is_counted_from_the_visit_and_keeps_its_hour(with_visit):
    at = with_visit.appointments[0].starts_at
    from_today = with_visit.now.replace(hour=0, minute=0) + timedelta(days=7)
    read_so = TimeWindow(text="a week later", start=from_today, end=from_today + timedelta(days=1))
    week = Displacement(days=7, same_time=True)
    step = await say(with_visit, "reschedule", windows=[read_so], displaced=week)
    assert [a.say for a in step.acts] == ["move-read-back"]
    assert step.acts[0].values["when"] == at + timedelta(days=7)


async def test_the_next_day_is_the_day_after_the_visit(with_visit):
    step = await say(with_visit, "reschedule", displaced=Displacement(days=1))
    zone = with_visit.business.zone
    day = (with_visit.appointments[0].starts_at + timedelta(days=1)).astimezone(zone).date()
    assert {line.values["when"].astimezone(zone).date() for line in step.acts[1].lines} == {day}


async def test_the_same_time_on_a_named_day_is_that_day_at_the_visits_hour(with_visit):
    at = with_visit.appointments[0].starts_at
    day = with_visit.now.replace(hour=0, minute=0) + timedelta(days=3)
    friday = TimeWindow(text="but on Friday", start=day, end=day + timedelta(days=1))
    step = await say(with_visit, "reschedule", windows=[friday], displaced=Displacement(same_time=True))
    assert [a.say for a in step.acts] == ["move-read-back"]
    assert step.acts[0].values["when"] == at + timedelta(days=2)


async def test_a_day_later_after_a_read_back_is_counted_from_the_time_read_back(with_visit):
    at = with_visit.appointments[0].starts_at
    await say(with_visit, "reschedule", displaced=Displacement(days=7, same_time=True))
    step = await say(with_visit, displaced=Displacement(days=1, same_time=True), shift="later")
    assert step.acts[0].values["when"] == at + timedelta(days=8)


async def test_without_anything_to_count_from_a_week_later_is_what_was_read(dialogue):
    day = dialogue.now.replace(hour=0, minute=0) + timedelta(days=7)
    read_so = TimeWindow(text="a week later", start=day, end=day + timedelta(days=1))
    step = await say(
        dialogue, "booking", services=["consultation-first"], windows=[read_so],
        displaced=Displacement(days=7, same_time=True),
    )  # fmt: skip
    assert {
        line.values["when"].astimezone(dialogue.business.zone).date() for line in step.acts[-1].lines
    } == {day.date()}


@pytest.mark.parametrize("before", ["reschedule", "cancel"])
async def test_a_day_asked_for_while_a_visit_is_moved_or_cancelled_is_that_visits(with_visit, before):
    at = with_visit.now.replace(hour=13, minute=0) + timedelta(days=3)
    wish = TimeWindow(text="а в субботу можно?", start=at, end=at + timedelta(minutes=1), grain="minute")
    await say(with_visit, before)
    step = await say(with_visit, "booking", windows=[wish])
    assert [a.say for a in step.acts] == ["move-read-back"]


async def test_another_service_named_while_a_visit_is_moved_is_a_visit_of_its_own(with_visit):
    await say(with_visit, "reschedule")
    step = await say(with_visit, "booking", services=["whitening"])
    assert step.acts[0].say != "move-read-back"
    assert with_visit.frame["mode"] == "book"


async def test_one_more_visit_asked_for_while_one_is_moved_is_a_visit_of_its_own(with_visit):
    await say(with_visit, "reschedule")
    read = reading("запишите ещё маму", "booking", intent="book", entities=Entities())
    step = with_visit.keep(await decide(with_visit.turn(read)))
    assert step.frame is not None
    assert step.frame["mode"] == "book"


async def test_a_few_words_with_a_day_after_booking_are_about_the_visit_that_is_booked(with_visit):
    day = with_visit.now.replace(hour=0, minute=0) + timedelta(days=4)
    wish = TimeWindow(text="в субботу", start=day, end=day + timedelta(days=1))
    read = reading("а в субботу?", "booking", acts=["ask"], entities=Entities(windows=[wish]), confidence=0.7)
    step = with_visit.keep(await decide(with_visit.turn(read)))
    assert step.frame is not None
    assert step.frame["mode"] == "move"


async def test_a_time_that_sounds_like_moving_books_where_nothing_is_booked(dialogue):
    day = dialogue.now.replace(hour=0, minute=0) + timedelta(days=1)
    wish = TimeWindow(text="среда", start=day, end=day + timedelta(days=1))
    read = reading("среда после садика", "reschedule", entities=Entities(windows=[wish]), confidence=0.7)
    step = dialogue.keep(await decide(dialogue.turn(read)))
    assert "no-appointments" not in [a.say for a in step.acts]
    assert dialogue.frame["mode"] == "book"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("then thurs evening that week", "en"),
        ("тогда в четверг на той же неделе", "ru"),
        ("այդ դեպքում նույն շաբաթվա հինգշաբթի", "hy"),
    ],
)
async def test_a_weekday_of_that_week_is_of_the_week_talked_about(dialogue, text, language):
    friday = dialogue.now.replace(hour=0, minute=0) + timedelta(days=(4 - dialogue.now.weekday()) % 7 + 7)
    await say(dialogue, "booking", services=["cleaning"], windows=[day_of(friday)])
    coming = friday - timedelta(days=8)
    read = reading(text, "booking", entities=Entities(windows=[day_of(coming)]))
    step = dialogue.keep(await decide(dialogue.turn(read.model_copy(update={"language": language}))))
    wished = SchedulerFrame.of(step.frame).window
    assert wished.start == friday - timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "language"),
    [("do you have thursday?", "en"), ("а в четверг?", "ru"), ("իսկ հինգշաբթի", "hy")],
)
async def test_a_weekday_alone_is_of_the_week_that_was_wished_for(dialogue, text, language):
    monday = dialogue.now.replace(hour=0, minute=0) + timedelta(days=7 - dialogue.now.weekday())
    next_week = TimeWindow(text="next week", start=monday, end=monday + timedelta(days=7), grain="week")
    await say(dialogue, "booking", services=["cleaning"], windows=[next_week])
    coming = day_of(monday - timedelta(days=4)).model_copy(update={"text": text})
    read = reading(text, "booking", entities=Entities(windows=[coming]))
    step = dialogue.keep(await decide(dialogue.turn(read.model_copy(update={"language": language}))))
    assert SchedulerFrame.of(step.frame).window.start == monday + timedelta(days=3)


async def test_this_thursday_is_the_coming_one_whatever_week_was_wished_for(dialogue):
    monday = dialogue.now.replace(hour=0, minute=0) + timedelta(days=7 - dialogue.now.weekday())
    next_week = TimeWindow(text="next week", start=monday, end=monday + timedelta(days=7), grain="week")
    await say(dialogue, "booking", services=["cleaning"], windows=[next_week])
    coming = day_of(monday - timedelta(days=4)).model_copy(update={"text": "this thursday"})
    read = reading("this thursday actually", "booking", entities=Entities(windows=[coming]))
    step = dialogue.keep(await decide(dialogue.turn(read.model_copy(update={"language": "en"}))))
    assert SchedulerFrame.of(step.frame).window.start == coming.start


async def test_the_same_day_without_a_visit_is_that_of_the_first_time_shown(dialogue):
    shown = await say(dialogue, "booking", services=["injections-consult"])
    first = SchedulerFrame.of(shown.frame).offered[0].starts_at
    step = await say(dialogue, "booking", services=["facial-cleansing"], shift="same_day")
    window = SchedulerFrame.of(step.frame).window
    assert window.start <= first < window.end


def day_of(start: datetime) -> TimeWindow:
    return TimeWindow(text="", start=start, end=start + timedelta(days=1))
