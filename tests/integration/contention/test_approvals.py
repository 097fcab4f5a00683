"""Cards: two people press at once, the process restarts, the customer goes on writing, the hour is lost (I5)."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.approval import Approval
from domain.clock import VirtualClock
from domain.errors import StaleVersion
from engine.desk import Desk
from tests.eventually import equal_to, eventually
from tests.integration.contention.conftest import OpenDesk, Visitor, rows, until_idle

pytestmark = pytest.mark.anyio

ROUNDS = 50
WORDS = "Seven percent off for you"
MONDAY = datetime(2026, 11, 23, 6, tzinfo=UTC)


async def cards(desk: Desk, status: str = "pending") -> list[Any]:
    return await rows(
        desk, "SELECT a.*, c.last_seq FROM approval a JOIN conversation c ON c.id = a.conversation_id"
        " WHERE a.status = :status ORDER BY a.created_at", status=status,
    )  # fmt: skip


async def press(desk: Desk, card: Any, staff: str, text: str = WORDS, **changes: Any) -> Approval:
    seen_seq = changes.get("seen_seq", card.last_seq)
    return await desk.decide(
        card.id, version=card.version, decision="edit", text=text, staff=staff, seen_seq=seen_seq
    )


@pytest.mark.slow
async def test_two_staff_at_once_one_wins_and_the_other_is_told_who(open_clinic: OpenDesk) -> None:
    desk = await open_clinic()
    visitors = [Visitor(desk, f"customer{n}") for n in range(ROUNDS)]
    for visitor in visitors:
        await visitor.say("could I have a discount?")
    await until_idle(desk)
    asked = await cards(desk)
    assert len(asked) == ROUNDS
    winners: dict[str, str] = {}
    for card in asked:
        one, other = await asyncio.gather(
            press(desk, card, "nune", "words of nune"),
            press(desk, card, "gor", "words of gor"),
            return_exceptions=True,
        )
        won, lost = (one, other) if isinstance(one, Approval) else (other, one)
        assert isinstance(won, Approval)
        assert isinstance(lost, StaleVersion)
        assert (lost.winner, lost.status) == (won.decided_by, "edited")
        winners[card.conversation_id] = str(won.decided_by)
    await until_idle(desk)
    for visitor in visitors:
        said = "\n".join(await visitor.replies())
        winner = winners[visitor.conversation_id]
        loser = "gor" if winner == "nune" else "nune"
        assert said.count(f"words of {winner}") == 1
        assert f"words of {loser}" not in said


async def test_approval_decided_after_a_restart_reaches_the_customer(open_clinic: OpenDesk) -> None:
    first = await open_clinic()
    await Visitor(first, "ani").ask("could I have a discount?")
    await until_idle(first)
    await first.stop()
    desk = await open_clinic()
    (card,) = await cards(desk)
    await press(desk, card, "nune")
    await until_idle(desk)
    ani = Visitor(desk, "ani")
    assert sum(WORDS in reply for reply in await ani.replies()) == 1
    assert await cards(desk) == []


async def test_message_while_a_card_waits_is_answered_and_the_card_goes_on_waiting(
    open_clinic: OpenDesk,
) -> None:
    desk = await open_clinic()
    ani = Visitor(desk, "ani")
    await ani.ask("could I have a discount?")
    offered = await ani.ask("book braces-consult meanwhile")
    assert any(option.startswith("slot:") for option in offered)
    (card,) = await cards(desk)
    await press(desk, card, "nune")
    await until_idle(desk)
    assert sum(WORDS in reply for reply in await ani.replies()) == 1
    assert any(option.startswith("slot:") for option in await ani.options()), (
        "the open question is still open"
    )
    await ani.tap(next(o for o in await ani.options() if o.startswith("slot:")))
    await ani.until_answered()
    held = await ani.rows("SELECT status FROM appointment WHERE conversation_id = :c")
    assert [visit.status for visit in held] == ["held"]


async def test_decision_taken_without_seeing_the_newest_message_is_asked_again(open_clinic: OpenDesk) -> None:
    desk = await open_clinic()
    ani = Visitor(desk, "ani")
    await ani.ask("could I have a discount?")
    (card,) = await cards(desk)
    await ani.ask("book braces-consult")
    await press(desk, card, "nune", seen_seq=card.last_seq)
    await until_idle(desk)
    (old,) = await cards(desk, "void")
    (new,) = await cards(desk)
    assert (old.id, old.replaced_by) == (card.id, new.id)
    assert new.difference.startswith("new_message")
    assert not any(WORDS in reply for reply in await ani.replies())
    await press(desk, new, "nune")
    await until_idle(desk)
    assert sum(WORDS in reply for reply in await ani.replies()) == 1


async def test_slot_lost_while_a_card_waits_voids_it_and_the_new_card_says_so(open_clinic: OpenDesk) -> None:
    desk = await open_clinic(inline=True, clock=VirtualClock(MONDAY))
    ani, boris = Visitor(desk, "ani"), Visitor(desk, "boris")
    await ani.say("book cleaning")
    await desk.settle()
    slot = [option for option in await ani.options() if option.startswith("slot:")][-1]
    await ani.tap(slot)
    await desk.settle()
    await ani.say("could I have a discount?")
    await desk.settle()
    (card,) = await cards(desk)
    await desk.advance(timedelta(minutes=20))  # Ani's hold is over.
    moment = datetime.fromtimestamp(int(slot.rpartition(":")[2]) * 60, UTC)
    await boris.say(f"book cleaning at {moment.isoformat()}, I am Boris, +37491000002")
    await desk.settle()
    await boris.tap("yes")
    await desk.settle()
    (card,) = await cards(desk)
    await press(desk, card, "nune")
    await desk.settle()

    (old,) = await cards(desk, "void")
    (new,) = await cards(desk)
    assert old.id == card.id
    assert new.difference.startswith("slot_gone")
    assert not any(WORDS in reply for reply in await ani.replies())
    visits = await rows(
        desk, "SELECT conversation_id, status FROM appointment WHERE status IN ('held','booked')"
    )
    assert [(v.conversation_id, v.status) for v in visits] == [(boris.conversation_id, "booked")]
    await press(desk, new, "nune")
    await desk.settle()
    assert sum(WORDS in reply for reply in await ani.replies()) == 1
    assert await eventually(lambda: cards(desk), equal_to([])) == []
