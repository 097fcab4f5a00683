"""Little words in the middle of a need: answered as people do, and what is open is not told twice (R62)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agents.front_desk.agent import decide as front_desk
from agents.need import Need
from agents.scheduler.agent import decide
from agents.scheduler.frame import SchedulerFrame
from agents.small_talk import asks_who_answers, says_goodbye
from domain.conversation import PastMessage
from domain.language import Language
from domain.reading import Entities
from domain.step import Step
from tests.unit.agents.desk import Dialogue, reading
from tests.unit.agents.test_router import needs
from tests.unit.agents.test_scheduler_booking import sayings, to_slots

pytestmark = pytest.mark.anyio


async def resumed(dialogue: Dialogue, *, after: timedelta) -> Step:
    """The open question again, `after` the last reply."""
    turn = dialogue.turn(reading("спасибо", "smalltalk", acts=["thank"]), resuming=True)
    told = PastMessage(author="bot", text="…", at=dialogue.now - after)
    turn.situation.recent.append(told)
    return await decide(turn)


async def test_times_that_were_just_shown_are_not_told_again(dialogue, clinic):
    await to_slots(dialogue, clinic)
    step = await resumed(dialogue, after=timedelta(minutes=2))
    assert sayings(step) == ["slot-resume"]
    assert step.acts[0].options


async def test_a_day_later_they_are(dialogue, clinic):
    await to_slots(dialogue, clinic)
    assert sayings(await resumed(dialogue, after=timedelta(days=1))) == ["book-slots"]


async def test_when_one_of_them_is_taken_they_are_looked_for_anew(dialogue, clinic):
    await to_slots(dialogue, clinic)
    dialogue.calendar.take(SchedulerFrame.of(dialogue.frame).offered[0])
    assert sayings(await resumed(dialogue, after=timedelta(minutes=2))) == ["book-slots"]


async def test_yes_to_several_times_is_asked_which_one(dialogue, clinic):
    await to_slots(dialogue, clinic)
    step = await decide(dialogue.turn(reading("да", "confirm", acts=["confirm"])))
    assert sayings(step) == ["slot-which"]


@pytest.mark.parametrize(
    ("text", "say"),
    [("сына зовут Артём", "name-noted-other"), ("меня зовут Артём", "name-noted")],
)
async def test_thanks_by_name_are_for_who_has_it(dialogue, clinic, text, say):
    await to_slots(dialogue, clinic)
    step = await decide(dialogue.turn(reading(text, entities=Entities(name="Артём"))))
    assert say in sayings(step)


@pytest.mark.parametrize(
    ("text", "acts", "say"),
    [
        ("спасибо", ["thank"], "thanks-short"),
        ("спасибо, до свидания", ["thank"], "bye-short"),
        ("добрый день", ["greet"], "greeting-hello"),
    ],
)
async def test_little_words_get_their_own_answer(dialogue, clinic, text, acts, say):
    await to_slots(dialogue, clinic)
    asked, dialogue.pending = dialogue.pending, None
    turn = dialogue.turn(reading(text, "smalltalk", acts=acts), other_pending=asked)
    assert sayings(await front_desk(turn, Need("front_desk", "request"))) == [say]


async def test_whoever_says_goodbye_is_not_asked_on(dialogue, clinic):
    await to_slots(dialogue, clinic)
    bye = reading("спасибо, до свидания", "smalltalk", acts=["thank"])
    assert needs(bye, clinic, dialogue.pending) == ["front_desk:request"]
    thanks = reading("спасибо", "smalltalk", acts=["thank"])
    assert needs(thanks, clinic, dialogue.pending) == ["front_desk:request", "scheduler:resume"]


@pytest.mark.parametrize(
    ("text", "language", "asks"),
    [
        ("вы бот?", "ru", True), ("я с роботом разговариваю?", "ru", True), ("это робот?", "ru", True),
        ("нам нужен чат-бот", "ru", False), ("вы бота для телеграма сделаете?", "ru", False),
        ("are you a real person?", "en", True), ("am I talking to a bot", "en", True),
        ("can you build a bot for us?", "en", False), ("let me talk to a real person", "en", False),
        ("դու ռոբոտ ես", "hy", True), ("բոտ է պետք մեզ", "hy", False),
    ],
)  # fmt: skip
def test_who_asks_whether_a_person_answers(text: str, language: Language, asks: bool) -> None:
    assert asks_who_answers(reading(text, language=language)) is asks


def test_thanks_alone_are_no_goodbye() -> None:
    assert not says_goodbye(reading("спасибо", "smalltalk", acts=["thank"]))
