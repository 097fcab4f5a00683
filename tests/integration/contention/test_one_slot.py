"""Two hundred customers want the same hour: one has it, all the others are offered different ones (I4, R18)."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from agents.tools.local_calendar import LocalCalendar
from domain.appointment import TimeSlot
from domain.availability import SlotQuery
from engine.desk import Desk
from tests.eventually import equal_to, eventually
from tests.integration.contention.conftest import OpenDesk, Visitor, rows, until_idle

pytestmark = pytest.mark.anyio

CUSTOMERS = 200


async def free_slot(desk: Desk, service: str = "cleaning") -> TimeSlot:
    now = desk.clock.now()
    calendar = LocalCalendar(desk.business, desk.database, desk.clock)
    query = SlotQuery(service_id=service, start=now + timedelta(days=1), end=now + timedelta(days=10))
    return (await calendar.find_free(query, holder="nobody", count=1))[0]


@pytest.mark.slow
async def test_two_hundred_customers_at_once_get_one_slot_once(open_clinic: OpenDesk) -> None:
    desk = await open_clinic()
    slot = await free_slot(desk)
    visitors = [Visitor(desk, f"customer{n}") for n in range(CUSTOMERS)]
    await asyncio.gather(*(
        v.say(f"book cleaning at {slot.starts_at.isoformat()}, I am Somebody, +3749{n:07d}")
        for n, v in enumerate(visitors)
    ))  # fmt: skip
    await until_idle(desk)

    taken = await rows(
        desk, "SELECT conversation_id, status, starts_at, practitioner_id FROM appointment"
        " WHERE status IN ('held','booked')",
    )  # fmt: skip
    assert len(taken) == 1
    winner = next(v for v in visitors if v.conversation_id == taken[0].conversation_id)
    assert "yes" in await winner.options()
    offers = [await v.options() for v in visitors if v is not winner]
    assert all(slot.id not in offer for offer in offers)
    assert all(sum(option.startswith("slot:") for option in offer) >= 2 for offer in offers)
    (turns,) = await rows(desk, "SELECT count(*) AS n FROM turn")
    assert turns.n == CUSTOMERS

    await winner.tap("yes")
    await until_idle(desk)
    (visit,) = await rows(desk, "SELECT status, starts_at FROM appointment WHERE status IN ('held','booked')")
    assert visit.status == "booked"


async def test_everybody_taps_the_same_offered_time_and_ends_with_a_time_of_their_own(
    open_clinic: OpenDesk,
) -> None:
    desk = await open_clinic()
    visitors = [Visitor(desk, f"customer{n}") for n in range(6)]
    for n, visitor in enumerate(visitors):
        await visitor.say(f"book cleaning, I am Somebody, +3749{n:07d}")
    await until_idle(desk)

    async def insist(visitor: Visitor) -> None:
        """Takes the first time on offer until one is theirs."""
        for _ in range(20):
            options = await visitor.options()
            if "yes" in options:
                await visitor.tap("yes")
                await visitor.until_answered()
                return
            await visitor.tap(next(o for o in options if o.startswith("slot:")))
            await visitor.until_answered()
        raise AssertionError(f"{visitor.name} never got a time")

    await asyncio.gather(*(insist(v) for v in visitors))
    visits = await rows(
        desk, "SELECT conversation_id, starts_at, status FROM appointment WHERE status IN ('held','booked')"
    )  # fmt: skip
    assert [visit.status for visit in visits] == ["booked"] * len(visitors)
    assert len({visit.starts_at for visit in visits}) == len(visitors)
    assert {visit.conversation_id for visit in visits} == {v.conversation_id for v in visitors}
    assert await eventually(lambda: _waiting(desk), equal_to(0)) == 0


async def _waiting(desk: Desk) -> int:
    """Messages that no turn has taken yet."""
    (waiting,) = await rows(desk, "SELECT count(*) AS n FROM inbox WHERE turn_id IS NULL")
    return int(waiting.n)
