"""Customers who change their mind, refuse, or wish for something relative to what was shown (R14, R60, R63)."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from agents.front_desk.agent import decide as front_desk
from agents.need import Need
from agents.router import route
from agents.scheduler.agent import decide
from domain.business import Business
from domain.reading import Entities, Reading, Shift, Span, TimeWindow
from domain.step import PendingQuestion, PolicyPassage, Step
from graphs.attempts import count_attempts
from tests.unit.agents.desk import Dialogue, MemoryPolicies, reading, visit
from tests.unit.agents.test_router import event, needs
from tests.unit.agents.test_scheduler_booking import held, say, sayings, to_slots, tomorrow

pytestmark = pytest.mark.anyio

SLOTS = PendingQuestion(field="slot", kind="choice", specialist="scheduler")
CONTACT = PendingQuestion(field="contact", kind="phone", specialist="scheduler")


def times(step: Step) -> list:
    return [line.values["when"] for act in step.acts for line in act.lines]


def days(step: Step, clinic: Business) -> set[date]:
    return {t.astimezone(clinic.zone).date() for t in times(step)}


async def to_contact(dialogue: Dialogue, clinic: Business) -> Step:
    offered = await to_slots(dialogue, clinic)
    return await say(dialogue, "confirm", choice=offered.acts[-1].options[1].id)


async def ask_again(dialogue: Dialogue, read: Reading) -> Step:
    turn = dialogue.turn(read)
    return dialogue.keep(count_attempts(turn, Need("scheduler", "answer"), await decide(turn), []))


@pytest.mark.parametrize("shift", ["later", "earlier"])
async def test_later_and_earlier_are_seen_from_the_chosen_time(dialogue, clinic, shift: Shift):
    chosen = held(await to_contact(dialogue, clinic)).slot.starts_at
    step = await say(dialogue, shift=shift)
    assert days(step, clinic) == {chosen.astimezone(clinic.zone).date()}
    assert all(t > chosen if shift == "later" else t < chosen for t in times(step))


async def test_earlier_than_the_first_free_time_says_so(dialogue, clinic):
    await say(dialogue, "booking", services=["consultation-first"])
    step = await say(dialogue, shift="earlier")
    assert sayings(step)[0] == "book-none-earlier"
    assert times(step)


async def test_another_day_shows_none_of_the_days_before(dialogue, clinic):
    first = await say(dialogue, "booking", services=["cleaning"], windows=[tomorrow(dialogue)])
    second = await say(dialogue, shift="other_day")
    third = await say(dialogue, shift="other_day")
    assert not days(first, clinic) & days(second, clinic)
    assert not (days(first, clinic) | days(second, clinic)) & days(third, clinic)


async def test_the_soonest_of_the_times_shown_is_taken(dialogue, clinic):
    offered = await say(dialogue, "booking", services=["cleaning"])
    step = await say(dialogue, shift="soonest")
    assert held(step).slot.starts_at == min(times(offered))


async def test_no_to_the_times_shown_brings_others(dialogue, clinic):
    first = await to_slots(dialogue, clinic)
    step = await say(dialogue, "decline", choice=None)
    assert sayings(step), "no acts, no change: the reading said nothing"
    turn = dialogue.turn(reading("нет", "decline", acts=["deny"]))
    other = dialogue.keep(await decide(turn))
    assert not set(times(first)) & set(times(other))


async def test_a_time_shown_earlier_may_still_be_tapped(dialogue, clinic):
    offered = await to_slots(dialogue, clinic)
    await say(dialogue, "confirm", choice=offered.acts[0].options[0].id)
    step = await say(dialogue, "confirm", choice=offered.acts[0].options[2].id)
    assert held(step).slot.id == offered.acts[0].options[2].id


async def test_another_branch_gives_up_the_chosen_time(dialogue, clinic):
    await say(dialogue, "booking", services=["cleaning"], windows=[tomorrow(dialogue)])
    step = await say(dialogue, shift="soonest")
    elsewhere = "center" if held(step).slot.branch_id == "komitas" else "komitas"
    step = await say(dialogue, branches=[elsewhere])
    assert step.pending is not None
    assert step.pending.field == "slot"


async def test_a_doctor_who_does_not_do_it_is_said_and_another_offered(dialogue, clinic):
    await say(dialogue, "booking", services=["cleaning"])
    step = await say(dialogue, practitioners=["davit"])
    assert sayings(step)[0] == "book-not-by"
    assert times(step)


async def test_an_hour_means_the_day_of_the_times_shown(dialogue, clinic):
    step = await say(dialogue, "booking", services=["cleaning"], windows=[tomorrow(dialogue)])
    step = await say(dialogue, shift="other_day")
    (day, *_) = sorted(days(step, clinic))
    bare = TimeWindow(text="в 15", grain="minute", daily_from=time(15), daily_to=time(15, 1))
    await say(dialogue, windows=[bare])
    assert dialogue.frame["window"]["start"][:10] == day.isoformat()


async def test_several_services_are_priced_together(dialogue, clinic):
    step = await say(dialogue, "quote", services=["whitening", "cleaning"])
    assert [o.id for o in step.acts[0].options] == ["service:whitening", "service:cleaning", "both"]


async def test_a_refused_phone_is_explained_once_and_then_a_person_comes(dialogue, clinic):
    await to_contact(dialogue, clinic)
    step = await ask_again(dialogue, reading("Анна", entities=Entities(name="Анна")))
    assert sayings(step) == ["book-ask-phone"]
    refusal = reading("не дам", "decline", acts=["deny"])
    step = await ask_again(dialogue, refusal)
    assert sayings(step) == ["book-why-phone"]
    assert step.pending is not None
    assert [o.id for o in step.pending.options] == ["person", "stop"]
    step = await ask_again(dialogue, refusal)
    assert step.escalation is not None
    assert step.escalation.topic == "person"
    assert not any(a for a in step.actions if getattr(a, "status", "") == "booked")


async def test_the_same_question_in_vain_twice_goes_to_a_person(dialogue, clinic):
    await to_slots(dialogue, clinic)
    vague = reading("да", "confirm", acts=["confirm"])
    assert (await ask_again(dialogue, vague)).escalation is None
    step = await ask_again(dialogue, vague)
    assert step.escalation is not None
    assert step.escalation.topic == "confusion"


async def test_while_a_person_comes_nothing_is_asked_again(dialogue, clinic):
    await to_slots(dialogue, clinic)
    turn = dialogue.turn(reading("??"), resuming=True)
    vague = reading("да", "confirm", acts=["confirm"])
    dialogue.failures = 1
    repair = Need("front_desk", "repair")
    handed = await front_desk(dialogue.turn(vague, pending=None, other_pending=dialogue.pending), repair)
    step = count_attempts(turn, Need("scheduler", "resume"), await decide(turn), [(repair, handed)])
    assert step.acts == []
    assert step.keep_pending


async def test_no_to_what_to_book_ends_politely(dialogue, clinic):
    await say(dialogue, "cancel")
    step = dialogue.keep(await decide(dialogue.turn(reading("нет", "decline", acts=["deny"]))))
    assert sayings(step) == ["book-abandoned"]
    assert step.outcome == "closed_by_customer"


def test_a_doctor_or_a_shift_answers_the_question_about_the_time(clinic):
    for facts in (Entities(practitioners=["davit"]), Entities(shift="later")):
        assert needs(reading("…", "out_of_scope", entities=facts), clinic, SLOTS) == ["scheduler:answer"]


def test_earlier_please_is_no_question_to_the_rules(clinic):
    read = reading("пораньше можно?", "faq", confidence=0.6, entities=Entities(shift="earlier"))
    assert needs(read, clinic, SLOTS) == ["scheduler:answer"]


def test_why_and_no_beside_the_contact_question_are_the_schedulers(clinic):
    for read in (reading("нет", "decline", acts=["deny"]), reading("зачем?", "smalltalk"), reading("хм")):
        assert needs(read, clinic, CONTACT) == ["scheduler:answer"]


def test_a_day_beside_an_unsure_booking_is_booked(clinic):
    read = reading("запишите на сегодня", entities=Entities(services=["cleaning"]))
    assert needs(read, clinic) == ["scheduler:request"]


async def test_hours_after_the_time_shown_stay_within_the_day(dialogue, clinic):
    first = await say(dialogue, "booking", services=["cleaning"], windows=[tomorrow(dialogue)])
    step = await say(dialogue, shift="later")
    assert min(times(step)) > max(times(first)) - timedelta(minutes=1)


async def test_a_button_of_a_closed_question_says_so(dialogue, clinic):
    read = reading("Да", "confirm", choice="yes", acts=["choose"])
    step = await front_desk(dialogue.turn(read), Need("front_desk", "request"))
    assert sayings(step) == ["choice-gone"], "an 'all right' would sound like a booking"


async def test_the_button_to_book_works_at_any_time(dialogue, clinic):
    read = reading("Записаться", "confirm", choice="help:booking", acts=["choose"])
    step = await front_desk(dialogue.turn(read), Need("front_desk", "request"))
    assert step.hand_off == "scheduler"


async def test_name_and_phone_first_are_kept(dialogue, clinic):
    read = reading("Anna 077123456", entities=Entities(phones=["+37477123456"]))
    step = await front_desk(dialogue.turn(read), Need("front_desk", "repair"))
    assert sayings(step) == ["greeting"]
    assert step.actions[0].phone == "+37477123456"  # type: ignore[union-attr]


def test_a_half_heard_no_beside_a_service_is_a_booking(clinic):
    read = reading("хочу на чистку", "decline", confidence=0.47, entities=Entities(services=["cleaning"]))
    assert needs(read, clinic) == ["scheduler:request"]


def test_a_place_alone_is_a_wish_and_a_question_about_it_is_not(clinic):
    facts = Entities(branches=["center"])
    assert needs(reading("в Центре можно?", "faq", entities=facts), clinic, SLOTS) == ["scheduler:answer"]
    asks = reading("а в Центре есть своя парковка?", "faq", entities=facts)
    assert needs(asks, clinic, SLOTS) == ["front_desk:policy", "scheduler:resume"]


def test_may_i_cancel_later_is_a_question_and_the_booking_goes_on(clinic):
    read = reading("можно отменить потом?", "reschedule", acts=["ask"])
    assert needs(read, clinic, SLOTS) == ["front_desk:policy", "scheduler:resume"]
    moves = PendingQuestion(field="move_slot", kind="choice", specialist="scheduler")
    assert needs(read, clinic, moves) == ["scheduler:request"]


async def test_no_to_the_read_back_without_a_no_button_asks_what_to_change(dialogue, clinic):
    await to_contact(dialogue, clinic)
    await say(dialogue, name="Анна", phones=["+37491234567"])
    step = await decide(dialogue.turn(reading("нет", "decline", acts=["deny"])))
    assert sayings(step) == ["book-change-what"]


async def test_an_impossible_date_leaves_the_question_open(dialogue, clinic):
    await say(dialogue, "booking", services=["cleaning"], windows=[tomorrow(dialogue)])
    step = await say(dialogue, windows=[TimeWindow(text="31 февраля", impossible=True)])
    assert sayings(step)[0] == "date-impossible"
    assert step.pending is not None
    assert step.pending.field == "slot"


async def test_a_date_that_is_over_is_said_to_be_and_other_times_are_offered(dialogue, clinic):
    over = TimeWindow(text="10 ноября", grain="day", passed=True)
    step = await say(dialogue, "booking", services=["cleaning"], windows=[over])
    assert sayings(step)[0] == "date-passed"
    assert step.pending is not None
    assert step.pending.field == "slot"


async def test_a_past_visit_beside_a_wish_is_no_wish(dialogue, clinic):
    over = TimeWindow(text="10 ноября", grain="day", passed=True)
    step = await say(dialogue, "booking", services=["cleaning"], windows=[over, tomorrow(dialogue)])
    assert "date-passed" not in sayings(step)


def test_a_day_beside_what_sounds_like_nothing_is_a_wish(clinic):
    read = reading("сегодня в 9", "out_of_scope", confidence=0.57, entities=Entities(practitioners=["ani"]))
    ask = PendingQuestion(field="help", kind="choice", specialist="front_desk")
    found = route([event()], read, business=clinic, pending=ask, active="front_desk")
    assert [n.specialist for n in found] == ["scheduler"]


async def test_hello_alone_asks_nothing_of_the_rules(dialogue, clinic):
    passage = PolicyPassage(
        id="a",
        topic="a",
        language="ru",
        title="…",
        text="Об аллергии скажите врачу.",
        score=1,
        confident=True,
    )
    dialogue.policies = MemoryPolicies([passage])
    step = await front_desk(dialogue.turn(reading("алло?", "out_of_scope")), Need("front_desk", "request"))
    assert sayings(step) == ["out-of-scope"]


async def test_a_no_to_nothing_from_someone_with_a_visit_is_asked_about(dialogue, clinic):
    dialogue.appointments = [visit(clinic, "cleaning", dialogue.now + timedelta(days=2))]
    step = await front_desk(dialogue.turn(reading("չեղարկել", "decline")), Need("front_desk", "request"))
    assert (step.hand_off, step.hand_frame) == ("scheduler", {"mode": "cancel"})


@pytest.mark.parametrize(
    ("text", "routes"),
    [
        ("наверно сначала чистку, говорят перед отбеливанием надо", ["booking"]),
        ("чистку, а не отбеливание", ["cancel"]),
        ("instead of whitening a cleaning, please", ["cancel"]),
        ("սպիտակեցման փոխարեն մաքրում արեք", ["out_of_scope"]),
    ],
)
async def test_the_other_of_two_services_is_wanted_first_or_instead(dialogue, text, routes):
    await say(dialogue, "booking", services=["whitening"])
    read = reading(text, *routes, entities=Entities(services=["cleaning", "whitening"]), confidence=0.7)
    step = dialogue.keep(await decide(dialogue.turn(read)))
    assert dialogue.frame["service_id"] == "cleaning"
    assert times(step)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("лучше чистку и отбеливание", ("чистку", "отбеливание")),
        ("luchshe chistku i otbelivanie", ("chistku", "otbelivanie")),
        ("rather a cleaning and a whitening", ("cleaning", "whitening")),
        ("ավելի լավ է մաքրում և սպիտակեցում", ("մաքրում", "սպիտակեցում")),
    ],
)
async def test_the_chosen_service_named_with_another_is_not_given_up_for_it(dialogue, text, names):
    await say(dialogue, "booking", services=["cleaning"])
    found = Entities(services=["cleaning", "whitening"], spans=_of_services(text, names))
    step = dialogue.keep(await decide(dialogue.turn(reading(text, "booking", entities=found))))
    assert step.frame is not None
    assert step.frame["parts"] == ["cleaning", "whitening"]


async def test_the_service_named_instead_of_the_chosen_one_beside_an_and_is_wanted_alone(dialogue):
    await say(dialogue, "booking", services=["cleaning"])
    text = "вместо чистки отбеливание, и побыстрее"
    found = Entities(services=["cleaning", "whitening"], spans=_of_services(text, ("чистки", "отбеливание")))
    dialogue.keep(await decide(dialogue.turn(reading(text, "booking", entities=found))))
    assert dialogue.frame["service_id"] == "whitening"


def _of_services(text: str, names: tuple[str, str]) -> list[Span]:
    """Where the words of a cleaning and of whitening stand."""
    spans = []
    for service, name in zip(("cleaning", "whitening"), names, strict=True):
        at = text.index(name)
        spans.append(Span(fact="services", value=service, text=name, start=at, end=at + len(name)))
    return spans


@pytest.mark.parametrize(
    "text",
    ["сначала чистку, потом отбеливание", "cleaning first, then whitening", "նախ մաքրում, հետո սպիտակեցում"],
)
async def test_one_after_the_other_are_both_wanted(dialogue, text):
    await say(dialogue, "booking", services=["whitening"])
    read = reading(text, "booking", entities=Entities(services=["cleaning", "whitening"]), confidence=0.3)
    step = dialogue.keep(await decide(dialogue.turn(read)))
    assert step.frame is not None
    assert step.frame["parts"] == ["cleaning", "whitening"]


async def test_before_an_hour_means_hours_of_any_day_shown_and_takes_no_time(dialogue, clinic):
    offered = await say(dialogue, "booking", services=["cleaning"])
    until = TimeWindow(text="до 18", grain="hour", daily_to=time(18))
    step = await say(dialogue, windows=[until])
    assert not step.actions, "nothing was chosen"
    assert len(days(offered, clinic)) > 1
    assert len(days(step, clinic)) > 1


@pytest.mark.parametrize(("text", "stays"), [("А послезавтра?", True), ("Лучше послезавтра, раз так", False)])
async def test_a_day_asked_about_after_the_afternoon_is_its_afternoon(dialogue, clinic, text, stays):
    day = tomorrow(dialogue)
    afternoon = day.model_copy(update={"start": day.start + timedelta(hours=14), "grain": "hour"})
    await say(dialogue, "booking", services=["cleaning"], windows=[afternoon])
    day = day.model_copy(update={"start": day.end, "end": day.end + timedelta(days=1)})
    asks = ["ask"] if "?" in text else []
    read = reading(text, "booking", acts=asks, entities=Entities(windows=[day]))
    step = dialogue.keep(await decide(dialogue.turn(read)))
    assert (min(t.astimezone(clinic.zone).hour for t in times(step)) >= 14) is stays


async def test_a_yes_to_the_question_for_the_contact_is_asked_plainly_again(dialogue, clinic):
    await to_contact(dialogue, clinic)
    read = reading("ок, записывайте", "confirm", acts=["confirm"])
    step = dialogue.keep(await decide(dialogue.turn(read)))
    assert sayings(step) == ["book-ask-contact"]


async def test_no_wait_with_another_service_goes_on_with_that_one(dialogue, clinic):
    await say(dialogue, "booking", services=["whitening"])
    read = reading("нет, сначала чистка?", "cancel", entities=Entities(services=["cleaning"]))
    step = dialogue.keep(await decide(dialogue.turn(read)))
    assert step.outcome is None
    assert dialogue.frame["service_id"] == "cleaning"


async def test_no_wait_with_the_same_service_lets_it_go(dialogue, clinic):
    await say(dialogue, "booking", services=["whitening"])
    read = reading("отмените отбеливание", "cancel", entities=Entities(services=["whitening"]))
    step = dialogue.keep(await decide(dialogue.turn(read)))
    assert step.outcome == "closed_by_customer"


async def test_what_only_people_arrange_has_its_price_told(dialogue, clinic):
    read = reading("сколько стоит имплант?", "quote", entities=Entities(services=["implant-consult"]))
    step = dialogue.keep(await decide(dialogue.turn(read)))
    assert [a.say for a in step.acts] == ["service-line", "escalated-vip"]


async def test_the_next_service_asked_about_below_the_times_is_priced_and_the_times_stay(dialogue, clinic):
    await to_slots(dialogue, clinic)
    text = "а отбеливание?"
    span = Span(fact="services", value="whitening", text="отбеливание", start=2, end=13)
    read = reading(text, "faq", acts=["ask"], entities=Entities(services=["whitening"], spans=[span]))
    step = dialogue.keep(await decide(dialogue.turn(read)))
    assert sayings(step)[0] == "service-line"
    assert dialogue.frame["service_id"] != "whitening"
    assert step.pending.field == "slot"
