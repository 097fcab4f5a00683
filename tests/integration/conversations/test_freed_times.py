"""A time that gets free is offered to who waits for it: the longest waiting first, then the next, each once (R23)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from domain.appointment import TimeSlot
from domain.event import Sender
from domain.money import Money
from domain.step import BookAppointment
from engine.desk import Desk
from storage import bookings, door
from tests.integration.conversations.customer import Customer

pytestmark = pytest.mark.anyio

YEREVAN = ZoneInfo("Asia/Yerevan")
WANTED = (9, 10)
"""The hour on Thursday that is cancelled later."""
SOMEBODY = Sender(channel="telegram", external_id="somebody")


def on_thursday(from_hour: int, to_hour: int) -> TimeSlot:
    return TimeSlot(
        service_id="cleaning",
        practitioner_id="mariam",
        branch_id="center",
        starts_at=datetime(2026, 11, 26, from_hour, tzinfo=YEREVAN),
        ends_at=datetime(2026, 11, 26, to_hour, tzinfo=YEREVAN),
    )


@pytest.fixture
async def full_thursday(desk: Desk) -> str:
    """Somebody's visits fill the day; the contact who has them."""

    def fill(connection: sa.Connection) -> str:
        now = desk.clock.now()
        contact_id = door.meet(connection, desk.business.id, SOMEBODY, now)
        for n, hours in enumerate((WANTED, (10, 21))):
            bookings.book(
                connection,
                BookAppointment(slot=on_thursday(*hours), price=Money(amount=Decimal(1), currency="AMD")),
                appointment_id=f"taken-{n}",
                contact_id=contact_id,
                conversation_id=door.conversation_id_of(desk.business.id, SOMEBODY),
                case_id=f"case-{n}",
                now=now,
                jobs=desk.engine,
            )
        return contact_id

    return await desk.database.write(fill)


async def cancel(desk: Desk, contact_id: str) -> None:
    await desk.database.write(
        lambda c: bookings.cancel(
            c, "taken-0", reason="", contact_id=contact_id, now=desk.clock.now(), jobs=desk.engine
        )
    )


async def wait_for_thursday(customer: Customer) -> None:
    await customer.say("Запишите на чистку зубов в четверг")
    await customer.say("лист ожидания")
    await customer.say("да")


@pytest.fixture
async def line(desk: Desk, arrive: Callable[[], Customer], full_thursday: str) -> tuple[Customer, Customer]:
    """Two who wait for Thursday, the first for a minute longer; a time of that day has just been cancelled."""
    first, second = arrive(), arrive()
    await wait_for_thursday(first)
    await first.wait("PT1M")
    await wait_for_thursday(second)
    await cancel(desk, full_thursday)
    return first, second


def replies(answer: dict[str, Any]) -> str:
    return "\n".join(r["text"] for r in answer["replies"])


async def test_the_first_in_line_is_offered_the_time_and_books_it(line: tuple[Customer, Customer]) -> None:
    first, second = line
    told = replies(await first.wait("PT1M"))
    assert "четверг, 26 ноября, 09:00" in told
    assert "30 минут" in told
    assert replies(await second.wait("PT1M")) == ""

    await first.say("да")
    booked = await first.say("Анна, 091 222333")
    booked = await first.say("да")
    assert booked["case"]["outcome"] == "booked"
    assert replies(await second.wait("PT2H")) == ""


async def test_who_declines_makes_room_for_the_next(line: tuple[Customer, Customer]) -> None:
    first, second = line
    await first.wait("PT1M")

    answer = await first.say("нет, спасибо")
    assert answer["case"]["outcome"] == "follow_up_agreed"
    assert "09:00" in replies(await second.wait("PT1M"))
    assert replies(await first.wait("PT5M")) == "", "nobody is offered the same time twice"


async def test_silence_passes_the_time_on_when_the_hold_is_over(line: tuple[Customer, Customer]) -> None:
    first, second = line
    await first.wait("PT1M")

    assert "следующему" in replies(await first.wait("PT31M"))
    assert "09:00" in replies(await second.wait("PT1M"))


async def test_who_is_talking_of_something_else_is_not_interrupted(
    desk: Desk, arrive: Callable[[], Customer], full_thursday: str
) -> None:
    customer = arrive()
    await wait_for_thursday(customer)
    await customer.say("Запишите на отбеливание в субботу")
    await cancel(desk, full_thursday)
    assert replies(await customer.wait("PT1M")) == ""


async def test_nobody_is_woken(desk: Desk, arrive: Callable[[], Customer], full_thursday: str) -> None:
    customer = arrive()
    await wait_for_thursday(customer)
    await customer.wait("PT13H")  # 23:00
    await cancel(desk, full_thursday)
    assert replies(await customer.wait("PT1H")) == ""
    assert "09:00" in replies(await customer.wait("PT10H"))
