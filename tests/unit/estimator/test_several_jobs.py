"""Two jobs in one message, urgent trouble, and an estimate that is not wanted now (R2, R5, R28)."""

from __future__ import annotations

import pytest

from agents.estimator.agent import decide
from agents.router import route
from domain.business import Business
from domain.quote import Quote
from domain.reading import Entities, Span
from domain.step import PendingQuestion, Step, StoreQuote
from tests.unit.agents.desk import Dialogue, reading
from tests.unit.estimator.conftest import QUOTES

pytestmark = pytest.mark.anyio

TWO_JOBS = "кран поменять и люстру повесить"


def named(text: str, **words: str) -> list[Span]:
    """`faucet="кран"`: the words that name a service."""
    places = {service: text.index(word) for service, word in words.items()}
    return [
        Span(fact="services", value=service, text=words[service], start=at, end=at + len(words[service]))
        for service, at in places.items()
    ]


async def say(dialogue: Dialogue, text: str, route: str = "quote", **facts: object) -> Step:
    read = reading(text, route, entities=Entities.model_validate(facts))
    return dialogue.keep(await decide(dialogue.turn(read, quotes=QUOTES)))


def quotes_in(step: Step) -> list[Quote]:
    return [action.quote for action in step.actions if isinstance(action, StoreQuote)]


async def ask_for_two(dialogue: Dialogue, **facts: object) -> Step:
    spans = named(TWO_JOBS, faucet="кран", lights="люстру")
    return await say(dialogue, TWO_JOBS, services=["faucet", "lights"], spans=spans, **facts)


async def test_two_jobs_have_a_quote_each_and_a_sum(dialogue: Dialogue) -> None:
    step = await ask_for_two(dialogue, zones=["avan"])
    assert [(q.service_id, q.version, q.low) for q in quotes_in(step)] == [
        ("faucet", 1, 8000),
        ("lights", 1, 5000),
    ]
    assert len({q.id for q in quotes_in(step)}) == 2
    together = next(act for act in step.acts if act.say == "estimate-together")
    assert str(together.values["total"]).find("13000") >= 0
    assert [act.say for act in step.acts][-1] == "estimate-offer-book"


async def test_what_both_need_is_asked_once(dialogue: Dialogue) -> None:
    first = await ask_for_two(dialogue)
    assert first.pending is not None
    assert first.pending.field == "zone"
    second = await say(dialogue, "Аван", zones=["avan"])
    assert [q.service_id for q in quotes_in(second)] == ["faucet", "lights"]


async def test_both_are_booked_one_after_another(dialogue: Dialogue) -> None:
    await ask_for_two(dialogue, zones=["avan"])
    read = reading("", "confirm", choice="book")
    step = await decide(dialogue.turn(read, quotes=QUOTES))
    assert step.hand_off == "scheduler"
    assert step.hand_frame is not None
    assert (step.hand_frame["service_id"], step.hand_frame["later"]) == ("faucet", ["lights"])


async def test_one_job_in_two_words_is_no_two_jobs(dialogue: Dialogue) -> None:
    text = "смеситель подтекает"
    spans = named(text, faucet="смеситель", leak="подтекает")
    step = await say(dialogue, text, services=["faucet", "leak"], spans=spans)
    assert step.acts[-1].say == "estimate-ask-service"


async def test_who_comes_is_said_along_with_the_job(dialogue: Dialogue) -> None:
    step = await say(
        dialogue, "нужен сантехник поменять смеситель", services=["plumber_visit", "faucet"], zones=["avan"]
    )
    assert [q.service_id for q in quotes_in(step)] == ["faucet"]


async def test_another_job_after_the_price_is_priced_too_and_the_first_stays(dialogue: Dialogue) -> None:
    first = quotes_in(await say(dialogue, "смеситель", services=["faucet"], zones=["arabkir"]))
    second = quotes_in(await say(dialogue, "а люстру?", services=["lights"]))
    assert [(q.service_id, q.version, q.replaces) for q in second] == [("lights", 1, None)]
    back = await say(dialogue, "так сколько смеситель?", services=["faucet"])
    assert quotes_in(back) == []
    assert back.acts[0].values["total"] == first[0].total


async def test_urgent_trouble_goes_to_the_nearest_times(dialogue: Dialogue) -> None:
    step = await say(dialogue, "срочно, течёт кран", services=["leak"], urgent=True)
    assert (step.hand_off, (step.hand_frame or {}).get("service_id")) == ("scheduler", "leak")


@pytest.mark.parametrize(
    ("text", "service"),
    [("сколько стоит срочно поменять кран", "faucet"), ("срочно пять розеток", "sockets")],
)
async def test_urgent_work_whose_price_is_asked_or_counted_is_priced(
    dialogue: Dialogue, text: str, service: str
) -> None:
    step = await say(dialogue, text, services=[service], urgent=True)
    assert step.hand_off is None


async def test_not_now_instead_of_an_answer_ends_kindly(dialogue: Dialogue) -> None:
    await say(dialogue, "стиралка", services=["washer"])
    step = await say(dialogue, "пока не надо", "decline")
    assert (step.acts[0].say, step.outcome) == ("estimate-abandoned", "closed_by_customer")


async def test_after_a_side_answer_the_price_is_not_said_again(dialogue: Dialogue) -> None:
    await say(dialogue, "смеситель", services=["faucet"], zones=["avan"])
    step = await decide(dialogue.turn(reading("а гарантия?", "faq"), quotes=QUOTES, resuming=True))
    assert [act.say for act in step.acts] == ["estimate-offer-book"]


def test_another_job_is_an_answer_to_the_estimator(repair: Business) -> None:
    asked = PendingQuestion(field="estimate_next", kind="choice", specialist="estimator")
    read = reading("а люстру?", "out_of_scope", entities=Entities(services=["lights"]))
    needs = route([], read, business=repair, pending=asked, active="estimator")
    assert [(n.specialist, n.kind) for n in needs] == [("estimator", "answer")]
