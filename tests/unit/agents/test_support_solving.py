"""What support does about a problem: returns, links, tickets that go on, urgent and valued customers (R33-R39, R42)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from agents.tools.orders import OrdersUnavailable
from domain.order import Order
from domain.step import (
    CreateReturnLabel,
    SendResetLink,
    StoreRecord,
    UpdateTicket,
)
from domain.ticket import Ticket
from tests.unit.agents.conftest import NOW
from tests.unit.agents.desk import reading
from tests.unit.agents.support_customer import ANSWER, Customer, actions

pytestmark = pytest.mark.anyio


async def test_a_return_needs_its_yes_and_leaves_a_ticket_with_its_time():
    anna = Customer()
    await anna.says("Хочу вернуть TS-10388", "support.returns")
    await anna.says("5518")
    assert anna.said() == ["return-read-back"]
    assert not actions(anna.last, CreateReturnLabel)
    step = await anna.says("да", "confirm", choice="yes")
    assert actions(step, CreateReturnLabel) == [CreateReturnLabel(order_id="TS-10388")]
    assert actions(step, StoreRecord)[0].team == "returns"
    await anna.happens(
        "errand_ended", kind="orders.return_label", subject="TS-10388", status="done",
        result={"code": "R-1", "valid_until": "2026-12-03"},
    )  # fmt: skip
    assert "R-1" in anna.words()
    assert anna.last.outcome == "ticket"


async def test_a_label_that_cannot_be_made_comes_from_a_person():
    anna = Customer()
    await anna.says("Хочу вернуть TS-10388", "support.returns")
    await anna.says("5518")
    await anna.says("да", "confirm", choice="yes")
    await anna.happens(
        "errand_ended", kind="orders.return_label", subject="TS-10388", status="failed", result={}
    )
    assert anna.said() == ["errand-failed"]


async def test_money_above_the_limit_is_a_persons_at_once():
    anna = Customer()
    await anna.says("Хочу вернуть TS-10410", "support.returns")
    step = await anna.says("0237")
    assert step.escalation is not None
    assert step.escalation.topic == "refund"
    assert step.escalation.fields["order"] == "TS-10410"


async def test_orders_that_cannot_be_read_become_a_ticket():
    class Down:
        async def find(self, order_id: str) -> Order | None:
            raise OrdersUnavailable("down")

    anna = Customer()
    anna.orders = Down()
    await anna.says("Где TS-10421?", "support.delivery")
    step = await anna.says("4567")
    assert anna.said() == ["orders-down"]
    assert actions(step, StoreRecord)[0].fields["order"] == "TS-10421"


async def test_a_reset_goes_only_to_an_address_that_was_asked_for_or_confirmed():
    anna = Customer()
    step = await anna.says("забыла пароль, почта a@example.com", "support.account")
    assert anna.said() == ["reset-read-back"]
    assert not actions(step, SendResetLink)
    step = await anna.says("да", "confirm", choice="yes")
    assert actions(step, SendResetLink) == [SendResetLink(email="a@example.com")]


async def test_what_blocks_the_customer_is_urgent():
    anna = Customer()
    await anna.says("Не открывается оплата", "support.technical")
    await anna.says("не помогло", "decline")
    assert anna.said()[-1] == "blocks-ask"
    step = await anna.says("да", "confirm", choice="yes")
    assert actions(step, StoreRecord)[0].priority == "urgent"
    assert step.escalation is not None
    assert step.escalation.topic == "urgent"


@pytest.mark.parametrize(("status", "said"), [("open", "ticket-again"), ("solved", "ticket-again")])
async def test_what_did_not_help_goes_on_in_the_same_ticket(status: Any, said: str):
    anna = Customer()
    anna.memory.tickets = [
        Ticket(
            id="ticket-1", category="damaged", status=status, created_at=NOW, due_at=NOW + timedelta(hours=2)
        )
    ]
    step = await anna.says("всё ещё ничего не решили", "support.complaint")
    assert anna.said() == [said]
    assert actions(step, StoreRecord) == []
    assert actions(step, UpdateTicket)[0].status == "reopened"


async def test_a_ticket_that_waits_is_named_with_its_time_and_not_opened_twice():
    anna = Customer()
    anna.memory.tickets = [
        Ticket(
            id="ticket-1",
            category="complaint",
            status="open",
            created_at=NOW,
            due_at=NOW + timedelta(hours=2),
        )
    ]
    step = await anna.says("ну и как моя жалоба?", "support.complaint")
    assert anna.said() == ["ticket-known"]
    assert actions(step, StoreRecord) == []


async def test_a_vip_goes_to_a_person_before_anything_is_asked():
    anna = Customer()
    anna.dialogue.contact = anna.dialogue.contact.model_copy(update={"vip": True})
    step = await anna.says("Где TS-10421?", "support.delivery")
    assert step.escalation is not None
    assert step.escalation.topic == "vip"


async def test_a_parcel_that_was_delivered_but_never_came_is_taken_up_at_once():
    anna = Customer()
    await anna.says("Пишут, что вручили, а я ничего не получала. TS-10388", "support.delivery")
    step = await anna.says("5518")
    assert anna.said() == ["order-delivered", "ticket-missing"]
    assert actions(step, StoreRecord)[0].priority == "urgent"


async def test_after_delivered_it_is_asked_whether_it_is_there():
    anna = Customer()
    await anna.says("Где TS-10388?", "support.delivery")
    await anna.says("5518")
    assert anna.said() == ["order-delivered", "got-it-ask"]
    step = await anna.says("нет, не получала", "decline")
    assert anna.said() == ["ticket-missing"]
    assert actions(step, StoreRecord)[0].fields["order_confirmed"] == "yes"


async def test_who_wants_another_size_is_offered_no_money():
    anna = Customer()
    await anna.says("Хочу обменять на размер больше, TS-10388", "support.returns")
    step = await anna.says("5518")
    assert anna.said() == ["ticket-exchange"]
    assert not actions(step, CreateReturnLabel)
    assert "размер больше" in actions(step, StoreRecord)[0].fields["problem"]


async def test_a_question_after_a_thing_that_names_no_order_is_about_the_ticket_that_waits():
    anna = Customer()
    due = NOW + timedelta(hours=2)
    anna.memory.tickets = [
        Ticket(
            id="ticket-1", category="damaged", status="open", created_at=NOW, due_at=due,
            fields={"order": "TS-10388"},
        )
    ]  # fmt: skip
    step = await anna.says("ну что там с моим платьем?", "out_of_scope")
    assert anna.said() == ["ticket-known"]
    assert actions(step, StoreRecord) == []


async def test_who_wants_money_back_for_what_has_not_come_hears_where_it_is_too():
    david = Customer()
    await david.says("верните деньги за доставку, где TS-10357?", "support.returns")
    await david.says("9902")
    assert david.last.outcome == "ticket"
    assert "RR118260441AM" in david.words()


async def test_to_change_it_for_another_size_is_an_exchange_in_english():
    nare = Customer()
    await nare.says("the shirt is tight, want to change it for an L, TS-10388", "support.returns")
    await nare.gets(reading("5518", language="en"), ANSWER)
    assert nare.said() == ["ticket-exchange"]
