"""News from outside, photos and ratings (R38, R40, R41)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agents.need import Need
from domain.event import InboxEvent
from domain.step import (
    NoteIdentityCheck,
    StoreRating,
    UpdateTicket,
)
from domain.ticket import Ticket
from tests.unit.agents.conftest import NOW
from tests.unit.agents.desk import reading
from tests.unit.agents.support_customer import SHOP, Customer, actions

pytestmark = pytest.mark.anyio


async def test_a_photo_counts_for_the_ticket_that_waits_and_for_nothing_else():
    anna = Customer()
    event = InboxEvent(
        kind="unsupported", channel="web", provider_id="p", occurred_at=NOW, seq=1, payload={"type": "photo"}
    )
    need = Need("support", "evidence", event=event)
    assert (await anna.gets(reading(), need, event=event)).acts[0].say == "unsupported-content"
    anna.memory.tickets = [
        Ticket(
            id="ticket-1", category="damaged", status="open", created_at=NOW, due_at=NOW + timedelta(hours=2)
        )
    ]
    step = await anna.gets(reading(), need, event=event)
    assert actions(step, UpdateTicket)[0].fields["photo"] == "yes"


async def test_news_at_night_wait_for_the_morning_and_are_stored_at_once():
    anna = Customer(now=NOW.replace(hour=23))
    anna.memory.tickets = [Ticket(id="ticket-1", category="damaged", status="open", created_at=NOW)]
    step = await anna.happens("ticket_updated", status="in_work", note="Замена готова")
    assert step.acts == []
    assert actions(step, UpdateTicket)[0].fields["news"] == "Замена готова"
    assert step.alarms[0].due_at.astimezone(SHOP.zone).hour == 9


async def test_who_opted_out_hears_no_news():
    anna = Customer()
    anna.dialogue.contact = anna.dialogue.contact.model_copy(update={"opted_out": True})
    anna.memory.tickets = [Ticket(id="ticket-1", category="damaged", status="open", created_at=NOW)]
    step = await anna.happens("ticket_updated", status="solved")
    assert (step.acts, step.alarms, step.pending) == ([], [], None)


async def test_an_arrived_order_is_named_only_to_who_has_confirmed_it():
    anna = Customer()
    await anna.happens("order_delivered", order_id="TS-10421")
    assert "TS-10421" not in anna.words()
    ben = Customer()
    ben.memory.checks = [NoteIdentityCheck(subject="TS-10421", passed=True)]
    await ben.happens("order_delivered", order_id="TS-10421")
    assert "TS-10421" in ben.words()


async def test_a_rating_that_is_not_good_is_asked_for_its_reason():
    anna = Customer()
    await anna.says("Где TS-10421?", "support.delivery")
    await anna.says("4567")
    await anna.says("да", "confirm", choice="yes")
    assert anna.said() == ["rating-ask"]
    step = await anna.says("плохо", choice="rate:poor")
    assert actions(step, StoreRating)[0].score == "poor"
    step = await anna.says("долго", choice="reason:slow")
    assert actions(step, StoreRating)[0].reason == "slow"
    assert step.outcome == "resolved"
