"""What staff do beside the desk, and what the desk does once a conversation is theirs: nothing open gets lost."""

from __future__ import annotations

import pytest

from domain.event import Event
from engine.desk import Desk
from storage import transcript
from tests.integration.conversations.customer import Customer

pytestmark = pytest.mark.anyio


async def conversation_of(desk: Desk) -> str:
    lines = await desk.database.read(lambda c: transcript.list_conversations(c, limit=1))
    return lines[0].conversation_id


async def to_read_back(customer: Customer, desk: Desk) -> str:
    """Up to the question whether to book; returns the conversation."""
    await customer.say("хочу на первичную консультацию завтра")
    await customer.tap(2)
    await customer.say("Анна, 091 23 45 67")
    return await conversation_of(desk)


async def test_staff_words_beside_the_desk_leave_its_question_open(customer: Customer, desk: Desk) -> None:
    conversation_id = await to_read_back(customer, desk)
    await desk.staff_reply(conversation_id, "Здравствуйте, это Ани.", "Ани")
    await desk.settle()
    await customer.say("да")
    assert customer.outcome == "booked"


async def test_a_business_event_leaves_the_question_open(customer: Customer, desk: Desk) -> None:
    conversation_id = await to_read_back(customer, desk)
    event = Event(
        kind="business", channel="web", provider_id="business:1", occurred_at=desk.clock.now(),
        payload={"name": "quote_sent", "data": {}},
    )  # fmt: skip
    await desk.receive_internal(conversation_id, event)
    await desk.settle()
    await customer.say("да")
    assert customer.outcome == "booked"


async def test_a_rejection_reaches_a_customer_whose_conversation_staff_own(
    customer: Customer, desk: Desk
) -> None:
    await customer.say("Скидку 30 % сделаете?")
    conversation_id = await conversation_of(desk)
    card = customer.last["approvals"][0]["id"]
    await desk.take_over(conversation_id, "Ани")
    before = await desk.database.read(lambda c: transcript.last_seq(c, conversation_id))
    await desk.decide(card, version=1, decision="reject", text=None, staff="Ани", seen_seq=before)
    await desk.settle()
    said = await desk.database.read(lambda c: transcript.messages_after(c, conversation_id, before, 10))
    assert [line.author for line in said] == ["staff"]


async def test_a_message_to_staff_makes_the_next_step_theirs(customer: Customer, desk: Desk) -> None:
    conversation_id = await to_read_back(customer, desk)
    await desk.take_over(conversation_id, "Ани")
    await customer.say("а скидка будет?")
    step = customer.last["case"]["next_step"]
    assert (step["what"], step["owner"]) == ("staff_contacts", "staff")
    assert customer.last["replies"] == []


@pytest.mark.parametrize("given_back", ["before", "after"])
async def test_an_answer_of_staff_makes_the_next_step_the_customers(
    customer: Customer, desk: Desk, given_back: str
) -> None:
    conversation_id = await to_read_back(customer, desk)
    await desk.take_over(conversation_id, "Ани")
    await customer.say("а скидка будет?")
    if given_back == "before":
        await desk.give_back(conversation_id, "Ани")
    await desk.staff_reply(conversation_id, "Нет, к сожалению.", "Ани")
    await desk.settle()
    if given_back == "after":
        await desk.give_back(conversation_id, "Ани")
    answer = await customer.wait("PT1M")
    assert answer["case"]["next_step"]["what"] == "customer_answers"
    await customer.say("да")
    assert customer.outcome == "booked"
