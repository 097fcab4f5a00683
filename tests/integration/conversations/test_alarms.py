"""Alarms that ring while somebody else has the word: staff who own the conversation, or an open question."""

from __future__ import annotations

from datetime import datetime

import pytest
import sqlalchemy as sa

from engine.desk import Desk
from storage import transcript
from storage.tables import commitment
from tests.integration.conversations.customer import Customer, booked

pytestmark = pytest.mark.anyio


async def conversation_of(desk: Desk) -> str:
    lines = await desk.database.read(lambda c: transcript.list_conversations(c, limit=1))
    return lines[0].conversation_id


async def book_friday(customer: Customer) -> None:
    """A visit three days from now, so that both reminders are still to come."""
    await customer.say("хочу на первичную консультацию в пятницу")
    await customer.tap(1)
    await customer.say("Анна, 091 23 45 67")
    assert booked(await customer.tap(1))


async def promises(desk: Desk) -> list[str]:
    rows = await desk.database.read(
        lambda c: c.execute(sa.select(commitment.c.status).order_by(commitment.c.created_at)).all()
    )
    return [row.status for row in rows]


async def test_a_visit_is_reminded_of_while_staff_own_the_conversation(
    customer: Customer, desk: Desk
) -> None:
    await book_friday(customer)
    await desk.take_over(await conversation_of(desk), "Ани")
    answer = await customer.wait("P4D")
    texts = [reply["text"] for reply in answer["replies"]]
    assert len(texts) == 2, "a day before and two hours before"
    assert all("Первичная консультация" in text for text in texts)
    assert all(not reply["options"] and "?" not in reply["text"] for reply in answer["replies"]), (
        "staff read the answer, so the desk asks nothing"
    )


async def test_the_desk_stays_silent_beside_staff_after_a_reminder(customer: Customer, desk: Desk) -> None:
    await book_friday(customer)
    await desk.take_over(await conversation_of(desk), "Ани")
    await customer.wait("P2D")
    answer = await customer.say("хорошо, спасибо")
    assert answer["replies"] == []
    assert answer["case"]["next_step"]["owner"] == "staff"


async def test_a_late_promise_is_told_once_while_staff_own_the_conversation(customer: Customer) -> None:
    await customer.say("я не могу дышать")
    answer = await customer.wait("PT10H")
    assert len(answer["replies"]) == 1
    assert "ответит" in answer["replies"][0]["text"]
    step = answer["case"]["next_step"]
    assert (step["what"], step["owner"]) == ("staff_decides", "staff")
    assert answer["approvals"], "the card still waits"


async def test_the_next_step_of_a_late_promise_is_overdue(customer: Customer, desk: Desk) -> None:
    await customer.say("я не могу дышать")
    answer = await customer.wait("PT2H")
    assert datetime.fromisoformat(answer["case"]["next_step"]["due_at"]) <= desk.clock.now()


async def test_a_word_from_staff_keeps_the_promise(customer: Customer, desk: Desk) -> None:
    await customer.say("позовите человека")
    await desk.staff_reply(await conversation_of(desk), "Здравствуйте, это Ани.", "Ани")
    await desk.settle()
    assert await promises(desk) == ["kept"]
    answer = await customer.wait("PT5H")
    assert [r["text"] for r in answer["replies"]] == ["Здравствуйте, это Ани."], "no apology afterwards"


async def test_a_decision_keeps_the_promise(customer: Customer, desk: Desk) -> None:
    await customer.say("Скидку 30 % сделаете?")
    assert await promises(desk) == ["open"]
    await customer.staff("approve")
    assert await promises(desk) == ["kept"]


async def test_a_promise_that_is_not_kept_in_time_is_missed_and_promised_anew(
    customer: Customer, desk: Desk
) -> None:
    await customer.say("Скидку 30 % сделаете?")
    await customer.wait("PT1H10M")
    assert await promises(desk) == ["missed", "open"]
    await customer.staff("approve")
    assert await promises(desk) == ["missed", "kept"]


async def test_two_cards_that_are_late_make_one_apology(customer: Customer, desk: Desk) -> None:
    await customer.say("Скидку 30 % сделаете?")
    await customer.say("какое лекарство выпить от зубной боли?")
    assert len(customer.last["approvals"]) == 2
    late = await customer.wait("PT1H5M")
    assert len(late["replies"]) == 1


async def test_two_cards_that_are_late_a_while_apart_make_one_apology(customer: Customer) -> None:
    await customer.say("Скидку 30 % сделаете?")
    await customer.wait("PT20M")
    await customer.say("какое лекарство выпить от зубной боли?")
    assert len(customer.last["approvals"]) == 2
    late = await customer.wait("PT1H20M")
    assert len(late["replies"]) == 1


async def test_a_reminder_leaves_the_open_booking_question_as_it_was(customer: Customer, desk: Desk) -> None:
    await book_friday(customer)
    await customer.wait("P1DT20H")
    await customer.say("хочу ещё на чистку зубов на следующей неделе")
    asked = customer.options
    assert asked
    answer = await customer.wait("PT6H")
    reminder = answer["replies"]
    assert any("Первичная консультация" in r["text"] for r in reminder)
    assert customer.options == asked, "the question is asked again after the reminder"
    assert sum(r["text"].count("?") for r in reminder) == 1
    await customer.tap(1)
    assert "проверьте, пожалуйста, запись" in customer.words


async def test_a_visit_that_nobody_answered_about_ends_its_case(customer: Customer) -> None:
    await book_friday(customer)
    answer = await customer.wait("P2DT3H")
    assert answer["replies"], "the reminder of the day before"
    assert answer["case"]["next_step"]["what"] == "appointment"
    answer = await customer.wait("P3D")
    assert answer["case"]["outcome"] == "resolved"
