"""Questions that get no answer, and answers to no question: asked plainly once more, then a person comes (R14)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agents.front_desk.agent import decide as front_desk
from agents.need import Need
from agents.scheduler.agent import decide
from domain.reading import Entities, Reading
from domain.step import PolicyPassage, Step
from graphs.attempts import count_attempts
from tests.unit.agents.desk import Dialogue, MemoryPolicies, reading, visit
from tests.unit.agents.test_changing_minds import to_contact
from tests.unit.agents.test_scheduler_booking import say, sayings, to_slots

pytestmark = pytest.mark.anyio


async def ask_again(dialogue: Dialogue, read: Reading) -> Step:
    turn = dialogue.turn(read)
    return dialogue.keep(count_attempts(turn, Need("scheduler", "answer"), await decide(turn), []))


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


async def test_a_button_of_a_closed_question_says_so(dialogue, clinic):
    read = reading("Да", "confirm", choice="yes", acts=["choose"])
    step = await front_desk(dialogue.turn(read), Need("front_desk", "request"))
    assert sayings(step) == ["choice-gone"], "an 'all right' would sound like a booking"


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


async def test_a_yes_to_the_question_for_the_contact_is_asked_plainly_again(dialogue, clinic):
    await to_contact(dialogue, clinic)
    read = reading("ок, записывайте", "confirm", acts=["confirm"])
    step = dialogue.keep(await decide(dialogue.turn(read)))
    assert sayings(step) == ["book-ask-contact"]
