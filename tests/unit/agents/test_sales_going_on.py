"""Leads who go on talking: more about the wish instead of the sum that was asked for, questions below an offer, two wishes at
once, and those who cannot choose (R2, R7, R10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from agents.sales.agent import decide
from agents.sales.frame import LeadFrame
from agents.understanding.lexicon import pieces_of
from agents.understanding.rules import load_rules, padded_words
from domain.business import Business
from domain.language import Language
from domain.reading import TimeWindow
from domain.step import Step
from tests.unit.agents.desk import Dialogue, reading
from tests.unit.agents.lead import NOW, asked, new_desk, say, sum_of

pytestmark = pytest.mark.anyio


@pytest.fixture
def desk(agency: Business) -> Dialogue:
    return new_desk(agency)


async def test_more_about_the_wish_is_no_refusal_and_the_price_comes_before_the_same_question(
    desk: Dialogue,
) -> None:
    await say(desk, "Нужен сайт")
    step = await say(desk, "это для мастерской, мы шьём шторы на заказ")
    assert [a.say for a in step.acts] == ["sales-heard", "sales-price-range-factor", "sales-ask"]
    assert asked(step) == "budget"


async def test_a_link_is_no_refusal_either(desk: Dialogue) -> None:
    await say(desk, "Нужен сайт вместо старого")
    step = await say(desk, "our-shop.am", "out_of_scope")
    assert asked(step) == "budget"


async def test_who_goes_on_asking_is_offered_the_call_and_no_message_in_a_week(desk: Dialogue) -> None:
    await say(desk, "Нужен сайт")
    await say(desk, "это для мастерской, мы шьём шторы на заказ")
    step = await say(desk, "а сколько выйдет?", "quote", acts=["ask"])
    assert asked(step) == "close"


async def test_who_tells_more_below_the_offered_message_is_offered_the_call(desk: Dialogue) -> None:
    await say(desk, "Нужен сайт")
    assert asked(await say(desk, "400 тысяч", money=sum_of(400_000))) == "touch"
    step = await say(desk, "решаю я", "sales")
    assert [a.say for a in step.acts] == ["sales-noted", "sales-close"]


async def test_the_call_can_be_chosen_instead_of_the_message(desk: Dialogue) -> None:
    await say(desk, "Нужен сайт")
    step = await say(desk, "400 тысяч", money=sum_of(400_000))
    assert [o.id for o in step.acts[-1].options] == ["yes", "call", "no"]
    assert (await say(desk, "", "confirm", choice="call")).hand_off == "scheduler"


async def test_below_answers_of_others_the_offer_is_made_once_more_and_then_stays_open(
    desk: Dialogue,
) -> None:
    await say(desk, "Нужен сайт")
    await say(desk, "400 тысяч", money=sum_of(400_000))
    first = desk.keep(await _decide_resuming(desk))
    assert asked(first) == "close"
    second = desk.keep(await _decide_resuming(desk))
    assert (second.acts, asked(second)) == ([], "close")


async def _decide_resuming(desk: Dialogue) -> Step:
    """After somebody else answered a question of theirs."""
    return await decide(replace(desk.turn(reading("а договор?", "faq", acts=["ask"])), resuming=True))


async def test_both_wishes_are_priced_together_when_both_are_asked_about(desk: Dialogue) -> None:
    await say(desk, "Нужен лендинг и логотип")
    step = await say(desk, "так сколько за оба вместе?", "quote", acts=["ask"])
    assert [line.say for line in step.acts[0].lines] == [
        "sales-price-range-line",
        "sales-price-range-line",
        "sales-price-range-together",
    ]


async def test_who_cannot_choose_hears_both_prices_and_is_offered_the_call(desk: Dialogue) -> None:
    step = await say(desk, "не знаю, что лучше, сайт или реклама")
    assert [a.say for a in step.acts][:2] == ["sales-prices", "sales-which-is-better"]
    assert asked(step) == "close"


async def test_whether_we_do_it_is_answered_before_anything_is_asked(desk: Dialogue) -> None:
    step = await say(desk, "а сайты вы делаете?", "faq", acts=["ask"])
    assert [a.say for a in step.acts] == ["sales-yes", "sales-price-range-factor", "sales-ask"]


async def test_a_day_that_is_far_off_is_when_the_work_is_needed_and_no_hour_of_the_call(
    desk: Dialogue,
) -> None:
    await say(desk, "Нужен сайт", money=sum_of(800_000))
    await say(desk, "за десять дней", windows=[TimeWindow(text="десять дней", end=NOW + timedelta(days=10))])
    march = TimeWindow(text="в марте", start=NOW + timedelta(days=97), end=NOW + timedelta(days=128))
    step = await say(desk, "в марте должен работать", windows=[march])
    assert step.hand_off is None
    assert LeadFrame.of(desk.frame).value("deadline") == "в марте"


SAID: list[tuple[str, Language, str]] = [
    ("how_long", "ru", "а сколько времени займёт?"),
    ("how_long", "ru", "какие сроки?"),
    ("how_long", "ru", "как долго делаете"),
    ("how_long", "hy", "ինչքան ժամանակ կտևի"),
    ("how_long", "hy", "քանի օրում կանեք"),
    ("how_long", "en", "how many weeks does it take"),
    ("how_long", "en", "when would it be ready?"),
    ("do_you_do", "ru", "вы рекламой занимаетесь?"),
    ("do_you_do", "hy", "կայքեր պատրաստում եք"),
    ("do_you_do", "en", "can you guys design a logo?"),
    ("all_of_it", "ru", "итого сколько?"),
    ("all_of_it", "hy", "երկուսը միասին ինչքան կլինի"),
    ("all_of_it", "en", "what would it be altogether"),
    ("which_is_better", "ru", "посоветуйте, сайт или инстаграм"),
    ("which_is_better", "hy", "չգիտեմ կայք թե գովազդ"),
    ("which_is_better", "en", "not sure if we need a site or ads"),
    ("ready_by", "ru", "к открытию должен быть готов"),
    ("ready_by", "hy", "մարտին պիտի պատրաստ լինի"),
    ("ready_by", "en", "we launch in march"),
]


@pytest.mark.parametrize(("name", "language", "text"), SAID)
def test_the_ways_of_saying_it_are_known(name: str, language: Language, text: str) -> None:
    assert load_rules(language)[name].matches(padded_words(pieces_of(text)))


@pytest.mark.parametrize("text", ["сколько стоит сайт?", "сколько возьмёте за логотип"])
def test_a_price_is_no_length_of_time(text: str) -> None:
    assert not load_rules("ru")["how_long"].matches(padded_words(pieces_of(text)))
