"""One story told in several messages: one ticket, one person, nothing asked twice (R2, R37, R60)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agents.support.unsolved import is_missing
from domain.approval import Approval
from domain.goods import GoodsWish
from domain.language import Language
from domain.reading import Entities
from domain.step import StoreRecord, UpdateTicket
from domain.ticket import Ticket
from tests.unit.agents.conftest import NOW
from tests.unit.agents.desk import reading
from tests.unit.agents.support_customer import ANSWER, REQUEST, Customer, actions

pytestmark = pytest.mark.anyio


def ticket(category: str, order: str) -> Ticket:
    fields = {"order": order, "problem": "…"}
    due = NOW + timedelta(hours=4)
    return Ticket(id="t", category=category, status="open", fields=fields, due_at=due, created_at=NOW)


async def test_what_came_broken_and_is_to_be_replaced_is_one_ticket() -> None:
    anna = Customer()
    anna.memory.tickets = [ticket("damaged", "TS-10418")]
    step = await anna.says("хочу новую, а не деньги", "support.returns")
    assert anna.said() == ["ticket-known"]
    assert actions(step, UpdateTicket)[0].fields["last_message"] == "хочу новую, а не деньги"


async def test_another_order_is_another_story() -> None:
    anna = Customer()
    anna.memory.tickets = [ticket("damaged", "TS-10418")]
    await anna.says("вернуть хочу TS-10388", "support.returns")
    assert anna.said() == ["identity-ask-phone_digits"]


async def test_cancelling_takes_the_order_that_was_just_confirmed() -> None:
    anna = Customer()
    await anna.says("Где TS-10421?", "support.delivery")
    await anna.says("4567")
    anna.dialogue.pending, anna.dialogue.frames = None, {}
    step = await anna.says("отмените его", "cancel")
    assert actions(step, StoreRecord)[0].fields["order"] == "TS-10421"


def disputed() -> Approval:
    return Approval(
        id="a", conversation_id="v", case_id="k", topic="payment_dispute", reason="…", draft="…", created_at=NOW,
        answer_due_at=NOW + timedelta(hours=1),
    )  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        reading("TS-10433", "smalltalk", entities=Entities(order_ids=["TS-10433"])),
        reading("когда вернутся деньги?", "support.returns", acts=["ask"]),
    ],
    ids=["the order's number", "when"],
)
async def test_while_a_person_looks_into_the_money_nothing_is_asked(said) -> None:
    anna = Customer()
    anna.dialogue.approvals = [disputed()]
    await anna.gets(said, REQUEST)
    assert anna.said() == ["escalated-waiting"]


async def test_a_question_beside_the_number_that_is_asked_for_is_passed_on_with_it() -> None:
    anna = Customer()
    await anna.says("привезли разбитую вазу", "support.returns")
    asks = reading("можете до послезавтра новую прислать?", "booking", acts=["ask"], confidence=0.4)
    step = await anna.gets(asks, REQUEST)
    assert anna.said()[0] == "support-noted"
    assert step.frame is not None
    assert "до послезавтра" in step.frame["problem"]


async def told() -> Customer:
    anna = Customer()
    await anna.says("Где TS-10440?", "support.delivery")
    await anna.says("7012")
    assert anna.dialogue.pending is not None
    return anna


async def test_another_address_where_it_was_asked_whether_it_helped_is_a_change_of_that_order() -> None:
    anna = await told()
    asks = reading(
        "на другой адрес хочу, Комитаса 15", "reschedule", entities=Entities(addresses=["Комитаса 15"])
    )
    step = await anna.gets(asks, ANSWER)
    record = actions(step, StoreRecord)[0]
    assert (record.tags, record.fields["order"]) == (["change"], "TS-10440")


async def test_what_is_wanted_more_goes_to_a_person_and_is_not_asked_again() -> None:
    anna = await told()
    step = await anna.gets(reading("мне до завтра надо, у мужа юбилей", "sales"), ANSWER)
    assert anna.said() == ["ticket-after-all"]
    assert "юбилей" in actions(step, StoreRecord)[0].fields["problem"]


async def test_another_size_where_the_return_was_read_back_is_an_exchange() -> None:
    anna = Customer()
    await anna.says("Хочу вернуть TS-10388", "support.returns")
    await anna.says("5518")
    wants = Entities(goods=GoodsWish(sizes=["L"], colours=["black"]))
    step = await anna.gets(
        reading("а L чёрный есть?", "support.technical", acts=["ask"], entities=wants), ANSWER
    )
    assert anna.said()[0] == "ticket-exchange"
    assert step.outcome == "ticket"


async def test_the_return_is_asked_again_in_short() -> None:
    anna = Customer()
    await anna.says("Хочу вернуть TS-10388", "support.returns")
    await anna.says("5518")
    await anna.gets(reading("ну не знаю даже", "smalltalk"), ANSWER)
    assert anna.said() == ["return-again"]


@pytest.mark.parametrize(
    ("text", "language", "missing"),
    [
        ("посылка не пришла", "ru", True),
        ("письмо не пришло", "ru", False),
        ("հղումը չեկավ", "hy", False),
        ("I never got the link", "en", False),
        ("never got it, my email is a@example.com", "en", True),
    ],
)
def test_a_link_that_never_came_is_no_parcel(text: str, language: Language, missing: bool) -> None:
    assert is_missing(text, language) is missing
