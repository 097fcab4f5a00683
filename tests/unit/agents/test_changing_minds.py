"""Customers who change their mind, refuse, or wish for something relative to what was shown (R14, R60, R63)."""

from __future__ import annotations

from datetime import date

import pytest

from agents.front_desk.agent import decide as front_desk
from agents.need import Need
from agents.router import route
from agents.scheduler.agent import decide
from domain.business import Business
from domain.reading import Entities, Span
from domain.step import PendingQuestion, Step
from tests.unit.agents.desk import Dialogue, reading
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


async def test_no_to_the_times_shown_brings_others(dialogue, clinic):
    first = await to_slots(dialogue, clinic)
    step = await say(dialogue, "decline", choice=None)
    assert sayings(step), "no acts, no change: the reading said nothing"
    turn = dialogue.turn(reading("нет", "decline", acts=["deny"]))
    other = dialogue.keep(await decide(turn))
    assert not set(times(first)) & set(times(other))


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


async def test_several_services_are_priced_together(dialogue, clinic):
    step = await say(dialogue, "quote", services=["whitening", "cleaning"])
    assert [o.id for o in step.acts[0].options] == ["service:whitening", "service:cleaning", "both"]


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


def test_a_day_beside_what_sounds_like_nothing_is_a_wish(clinic):
    read = reading("сегодня в 9", "out_of_scope", confidence=0.57, entities=Entities(practitioners=["ani"]))
    ask = PendingQuestion(field="help", kind="choice", specialist="front_desk")
    found = route([event()], read, business=clinic, pending=ask, active="front_desk")
    assert [n.specialist for n in found] == ["scheduler"]


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
