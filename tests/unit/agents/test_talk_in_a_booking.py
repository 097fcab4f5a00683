"""What is said beside the open question of a booking: places refused, somebody more, another sentence with the day."""

from __future__ import annotations

from datetime import time

import pytest

from agents.asked_of_us import ABOUT, Spoken, asked_of_us, told_about
from agents.front_desk.agent import decide as front_desk
from agents.front_desk.policies import answer_from_policies
from agents.need import Need
from agents.router import answers_pending, route
from agents.scheduler.agent import decide
from agents.scheduler.frame import SchedulerFrame
from agents.scheduler.party import read_party
from agents.scheduler.unlisted import asks_price_of_unlisted
from domain.language import Language
from domain.reading import Entities, TimeWindow
from domain.step import PendingQuestion, PolicyPassage
from tests.unit.agents.conftest import NOW
from tests.unit.agents.desk import reading
from tests.unit.agents.test_router import event
from tests.unit.agents.test_scheduler_booking import say, sayings, tomorrow

pytestmark = pytest.mark.anyio

SLOT = PendingQuestion(field="slot", kind="choice", specialist="scheduler")
SUNDAY = TimeWindow(text="sunday", start=NOW)


@pytest.mark.parametrize(
    "text",
    [
        "мне нужна чистка, и мужу тоже",
        "запишите меня на чистку и жену",
        "I need a cleaning and my husband too",
        "I want a cleaning on Thursday and my daughter as well",
        "ինձ պետք է մաքրում և ամուսնուս էլ",
    ],
)
def test_somebody_named_behind_what_the_writer_wants_comes_too(text: str) -> None:
    assert read_party(reading(text, "booking")).people == 2


@pytest.mark.parametrize(
    "text",
    [
        "мне чистку, и мужу я потом скажу",
        "I want a cleaning and my husband drives me",
        "I need a haircut at Scissors and Sons.",
        "I need a cleaning and a filling for my son",
    ],
)
def test_somebody_who_does_something_else_is_no_second_visitor(text: str) -> None:
    assert read_party(reading(text, "booking")).people is None


async def test_only_on_a_day_is_not_only_one_of_them(dialogue):
    await say(dialogue, "booking", services=["cleaning"])
    dialogue.frame["people"] = 2
    turn = reading(
        "только не в центре", "decline", entities=Entities(branches=["komitas"], not_branches=["center"])
    )
    step = await decide(dialogue.turn(turn))
    assert SchedulerFrame.of(step.frame or {}).people == 2


def test_a_day_in_another_sentence_than_the_question_answers() -> None:
    read = reading(
        "sunday then. how long will I be there", "faq", acts=["ask"], entities=Entities(windows=[SUNDAY])
    )
    apart = read.model_copy(update={"questions": ["how long will I be there"]})
    inside = read.model_copy(update={"questions": ["how long is it on sunday"]})
    assert answers_pending(apart, SLOT)
    assert not answers_pending(inside, SLOT)
    romanised = reading(
        "skolko eto dlitsya v sredu", "faq", acts=["ask"], entities=Entities(windows=[SUNDAY])
    )
    in_own_script = romanised.model_copy(
        update={"native": "сколько это длится в среду", "questions": ["сколько это длится в среду"]}
    )
    assert not answers_pending(in_own_script, SLOT)


@pytest.mark.parametrize(
    ("text", "language", "unlisted"),
    [
        ("how much for veneers?", "en", True),
        ("сколько стоит коронка?", "ru", True),
        ("ինչ արժե պրոթեզը", "hy", True),
        ("а сколько это стоит?", "ru", False),
        ("what are your prices?", "en", False),
        ("ինչքան արժե", "hy", False),
    ],
)
def test_a_price_of_what_is_on_no_list_is_told_from_a_price_of_nothing_named(
    dialogue, text: str, language: Language, unlisted: bool
) -> None:
    turn = dialogue.turn(reading(text, "quote", language=language))
    assert asks_price_of_unlisted(turn) is unlisted


async def test_a_question_that_no_rule_answers_goes_to_a_person_in_the_middle_of_a_booking(dialogue):
    turn = dialogue.turn(
        reading("а врач у вас мужчина?", "faq", acts=["ask"]), other_pending=SLOT, pending=None
    )
    step = await answer_from_policies(turn, beside=True)
    assert step.escalation is not None
    assert step.escalation.topic == "question"
    assert step.keep_pending


async def test_the_service_of_a_question_is_what_is_booked_after_it(dialogue):
    asked = reading(
        "берёте ли вы детей с брекетами?", "faq", acts=["ask"], entities=Entities(services=["braces-consult"])
    )
    dialogue.frames = {"front_desk": told_about(dialogue.turn(asked), topic="payment")}
    await say(dialogue, "booking", windows=[tomorrow(dialogue)])
    assert SchedulerFrame.of(dialogue.frame).service_id == "braces-consult"


async def test_a_question_to_staff_keeps_its_service_too(dialogue):
    asked = reading("можно чистку при беременности?", "faq", entities=Entities(services=["cleaning"]))
    step = await front_desk(dialogue.turn(asked), Need("front_desk", "escalation", topic="medical"))
    assert step.frame is not None
    assert step.frame[ABOUT]["services"] == ["cleaning"]


async def test_who_is_late_hears_that_staff_are_told_and_what_it_means(with_visit):
    rule = PolicyPassage(
        id="lateness.ru",
        topic="lateness",
        title="",
        text="Ждём 15 минут.",
        language="ru",
        score=1.0,
        confident=True,
    )
    with_visit.policies.found = [rule]
    late = reading("опаздываю, пробки", "out_of_scope", intent="runs_late")
    need = Need("front_desk", "request", topic="late")
    step = await front_desk(with_visit.turn(late), need)
    assert sayings(step) == ["late-noted", "policy"]
    assert step.escalation is not None
    assert not step.promises, "nothing was asked, so no answer is promised"
    if_late = late.model_copy(update={"text": "а если опоздаю?"})
    asked = await front_desk(with_visit.turn(if_late), need)
    assert (sayings(asked), asked.escalation) == (["policy"], None)
    with_visit.appointments = []
    nobody_waits = await front_desk(with_visit.turn(late), need)
    assert (sayings(nobody_waits), nobody_waits.escalation) == (["policy"], None)


@pytest.mark.parametrize("text", ["who does it", "а кто делает?", "ով է անելու", "и кто?"])
def test_who_alone_is_who_does_what_is_talked_about(clinic, text: str) -> None:
    asked = asked_of_us(reading(text, "out_of_scope"), clinic, Spoken(services=("cleaning",)))
    assert asked is not None
    assert (asked.fact, asked.services) == ("people", ("cleaning",))


@pytest.mark.parametrize(
    "text", ["до скольки вы работаете", "what time do you close", "մինչև քանիսն եք աշխատում"]
)
def test_how_long_we_are_open_is_a_question_of_hours(clinic, text: str) -> None:
    asked = asked_of_us(reading(text, "faq", acts=["ask"]), clinic)
    assert asked is not None
    assert asked.fact == "opening"


@pytest.mark.parametrize(
    "text",
    ["до скольки вы можете меня ждать", "until when are you holding it?", "մինչև քանիսն եք ինձ սպասում"],
)
def test_how_long_we_wait_is_none(clinic, text: str) -> None:
    assert asked_of_us(reading(text, "faq", acts=["ask"]), clinic) is None


@pytest.mark.parametrize("text", ["в 2 можно?", "at 2 ok?", "2-ին կլինի՞"])
def test_a_time_and_a_word_with_a_question_mark_chooses_a_time_and_asks_no_rule(clinic, text):
    at_two = TimeWindow(text=text.split()[0], daily_from=time(14), daily_to=time(14, 1), grain="minute")
    at_two = at_two.model_copy(update={"text": "at 2"}) if text.startswith("at") else at_two
    asked = reading(text, "faq", acts=["ask"], entities=Entities(windows=[at_two]))
    needs = route([event()], asked, business=clinic, pending=SLOT, active="scheduler")
    assert [(n.specialist, n.kind) for n in needs] == [("scheduler", "answer")]


async def test_a_pain_told_beside_a_chosen_service_wishes_for_no_other_visit(dialogue, clinic):
    await say(dialogue, "booking", services=["filling"])
    family = [service.id for service in clinic.family("consultation")]
    facts = Entities(services=family)
    hurts = reading("зуб сильно болит, что выпить?", "booking", entities=facts, flags=["medical"])
    step = dialogue.keep(await decide(dialogue.turn(hurts)))
    assert step.frame is not None
    assert step.frame["service_id"] == "filling"
