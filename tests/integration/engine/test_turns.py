"""From the door to the delivered reply, on DBOS over SQLite."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa

from domain.turn import TurnInput
from engine import turns
from engine.turns import MOST_ATTEMPTS, MOST_SUPERSEDES, TURNS_AT_ONCE
from storage import turns as stored_turns
from tests.eventually import at_least, equal_to, eventually
from tests.fakes.echo import EchoRunner, message_event
from tests.fakes.flaky_channel import FlakyChannel
from tests.integration.engine.conftest import Customer, OpenDesk, all_sent, outbox

pytestmark = pytest.mark.anyio

LEFT_TO_STAFF = (None, None, "staff")
"""No turn is scheduled, none runs, and a person owns the conversation."""


async def test_message_is_answered_and_delivered(open_desk: OpenDesk) -> None:
    desk = await open_desk()
    customer = Customer(desk)
    await customer.write("привет")
    assert await customer.replies(at_least=1) == ["echo: привет"]
    assert await eventually(lambda: outbox(desk.database, customer.conversation_id), all_sent) == [
        ("sent", 0)
    ]


async def test_turn_knows_how_things_stood_when_it_took_its_events(open_desk: OpenDesk) -> None:
    runner = EchoRunner()
    desk = await open_desk(runner=runner)
    customer = Customer(desk)
    await customer.write("one")
    await customer.replies(at_least=1)
    await customer.write("two")
    await customer.replies(at_least=2)
    first, second = (turn.beginning for turn in runner.turns)
    assert first is not None
    assert second is not None
    assert (first.holds_events, first.situation.case, first.situation.recent) == (True, None, [])
    assert second.situation.case is not None
    assert [line.text for line in second.situation.recent] == ["one", "echo: one"]


async def test_turn_takes_its_events_even_if_what_is_stored_cannot_be_understood(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The graph meets it again, as a failure that is counted: see the tests of parking below."""

    def fail(*_asked: object) -> None:
        raise ValueError("no such thing")

    monkeypatch.setattr(stored_turns, "load_beginning", fail)
    desk = await open_desk()
    customer = Customer(desk)
    await customer.write("привет")
    assert await customer.replies(at_least=1) == ["echo: привет"]


async def test_duplicate_event_is_answered_once(open_desk: OpenDesk) -> None:
    desk = await open_desk()
    customer = Customer(desk)
    event = message_event(customer.sender, "one", "same-id", desk.clock.now())
    await asyncio.gather(*[customer.send(event) for _ in range(5)])
    assert await customer.replies(at_least=1) == ["echo: one"]
    await customer.send(event)
    await customer.write("two")
    assert await customer.replies(at_least=2) == ["echo: one", "echo: two"]


async def test_burst_on_a_messenger_is_one_turn(open_desk: OpenDesk) -> None:
    """R71: pieces of a thought, each within the pause, become one answer."""
    channel = FlakyChannel()
    desk = await open_desk(channels={"telegram": channel}, burst_wait_seconds=0.4)
    customer = Customer(desk, channel="telegram")
    for text in ("a", "b", "c", "d", "e"):
        await customer.write(text)
        await asyncio.sleep(0.15)
    assert await customer.replies(at_least=1) == ["echo: a | b | c | d | e"]
    assert await eventually(lambda: channel.sent, at_least(1)) == ["echo: a | b | c | d | e"]


async def test_endless_burst_is_answered_after_the_longest_wait(open_desk: OpenDesk) -> None:
    desk = await open_desk(
        channels={"telegram": FlakyChannel()}, burst_wait_seconds=0.5, burst_longest_seconds=1.0
    )
    customer = Customer(desk, channel="telegram")
    for n in range(10):
        await customer.write(str(n))
        await asyncio.sleep(0.2)
    assert await customer.replies()


class NewerMessage:
    """While the reply is made, the customer writes again, `times` times."""

    def __init__(self, times: int) -> None:
        self.left = times
        self.customer: Customer

    async def __call__(self, turn: TurnInput) -> None:
        if self.left:
            self.left -= 1
            await self.customer.write(f"wait {self.left}")


async def test_newer_message_supersedes_the_reply_being_made(open_desk: OpenDesk) -> None:
    newer = NewerMessage(1)
    desk = await open_desk(runner=EchoRunner(before_commit=newer))
    newer.customer = customer = Customer(desk)
    await customer.write("first")
    assert await customer.replies(at_least=1) == ["echo: first | wait 0"]


async def test_turn_gives_way_only_so_often(open_desk: OpenDesk) -> None:
    newer = NewerMessage(MOST_SUPERSEDES + 1)
    runner = EchoRunner(before_commit=newer)
    desk = await open_desk(runner=runner)
    newer.customer = customer = Customer(desk)
    await customer.write("first")
    assert await customer.replies(at_least=2) == ["echo: first | wait 2 | wait 1", "echo: wait 0"]
    assert [turn.may_supersede for turn in runner.turns[:3]] == [True, True, False]


async def test_reply_is_dropped_when_staff_take_over_while_it_is_made(open_desk: OpenDesk) -> None:
    async def take_over(turn: TurnInput) -> None:
        await desk.take_over(turn.conversation_id, "nune")

    desk = await open_desk(runner=EchoRunner(before_commit=take_over))
    customer = Customer(desk)
    await customer.write("hello")
    await eventually(lambda: _running_turn(desk, customer), equal_to(LEFT_TO_STAFF))
    assert await customer.lines() == [("customer", "hello")]


async def _running_turn(desk: object, customer: Customer) -> object:
    def read(connection: sa.Connection) -> object:
        row = connection.execute(
            sa.text("SELECT scheduled, running_turn, owner FROM conversation WHERE id = :c"),
            {"c": customer.conversation_id},
        ).one()
        return tuple(row)

    return await desk.database.read(read)  # type: ignore[attr-defined]


async def test_failing_turn_is_tried_again(open_desk: OpenDesk) -> None:
    failures = [RuntimeError("model away"), RuntimeError("model away")]

    def fail_twice(turn: TurnInput) -> None:
        if failures:
            raise failures.pop()

    runner = EchoRunner(before_commit=fail_twice)
    desk = await open_desk(runner=runner)
    customer = Customer(desk)
    await customer.write("hello")
    assert await customer.replies(at_least=1) == ["echo: hello"]
    assert [turn.attempt for turn in runner.turns] == [1, 2, 3]


async def test_poison_conversation_goes_to_a_person_and_hurts_nobody_else(
    open_desk: OpenDesk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "FIRST_PAUSE_SECONDS", 0.02)

    def choke(turn: TurnInput) -> None:
        if any("poison" in event.text for event in turn.events):
            raise ValueError(turn.events[0].text)

    runner = EchoRunner(before_commit=choke)
    desk = await open_desk(runner=runner)
    bad, good = Customer(desk, "bad"), Customer(desk, "good")
    await bad.write("poison 091 234567")
    await good.write("hello")
    assert await good.replies(at_least=1, seconds=5) == ["echo: hello"]
    await eventually(lambda: _running_turn(desk, bad), equal_to(LEFT_TO_STAFF), seconds=30)
    assert len([t for t in runner.turns if t.conversation_id == bad.conversation_id]) == MOST_ATTEMPTS

    def owed(connection: sa.Connection) -> object:
        case = connection.execute(
            sa.text(
                "SELECT c.next_what, c.next_owner, c.outcome, t.status FROM customer_case c"
                " JOIN timer t ON t.subject = c.id WHERE c.conversation_id = :c"
            ),
            {"c": bad.conversation_id},
        ).one()
        return tuple(case)

    assert await desk.database.read(owed) == ("staff_contacts", "staff", None, "scheduled")
    (wrote, told) = await bad.lines()
    assert wrote == ("customer", "poison 091 234567")
    assert told[0] == "bot"
    assert "գործընկերոջս" in told[1]  # no language is known yet: the business's own
    logged = capsys.readouterr()
    assert "turn_parked" in logged.out
    assert "091" not in logged.out + logged.err


async def test_other_conversations_are_served_while_one_is_slow(open_desk: OpenDesk) -> None:
    held = asyncio.Event()

    async def hold(turn: TurnInput) -> None:
        if turn.events[0].text == "slow":
            await held.wait()

    desk = await open_desk(runner=EchoRunner(before_commit=hold))
    slow, quick = Customer(desk, "slow"), Customer(desk, "quick")
    await slow.write("slow")
    await quick.write("quick")
    assert await quick.replies(at_least=1, seconds=5) == ["echo: quick"]
    assert await slow.replies() == []
    held.set()
    assert await slow.replies(at_least=1) == ["echo: slow"]


async def test_crowd_is_answered_in_turn_and_later_words_join_those_that_wait(open_desk: OpenDesk) -> None:
    held, running = asyncio.Event(), set[str]()

    async def hold(turn: TurnInput) -> None:
        running.add(turn.conversation_id)
        await held.wait()

    runner = EchoRunner(before_commit=hold)
    desk = await open_desk(runner=runner)
    crowd = [Customer(desk, f"customer {n}") for n in range(TURNS_AT_ONCE + 4)]
    for customer in crowd:
        await customer.write("first")
    assert len(await eventually(lambda: running, at_least(TURNS_AT_ONCE))) == TURNS_AT_ONCE
    waiting = [customer for customer in crowd if customer.conversation_id not in running]
    for customer in waiting:
        await customer.write("second")
    held.set()
    for customer in waiting:
        assert await customer.replies(at_least=1) == ["echo: first | second"]
    assert len(runner.turns) == len(crowd)


async def test_staff_reply_is_delivered(open_desk: OpenDesk) -> None:
    channel = FlakyChannel()
    desk = await open_desk(channels={"telegram": channel}, burst_wait_seconds=0.0)
    customer = Customer(desk, channel="telegram")
    await customer.write("hello")
    assert await customer.replies(at_least=1) == ["echo: hello"]
    await desk.take_over(customer.conversation_id, "nune")
    await desk.staff_reply(customer.conversation_id, "Nune here", "nune")
    assert await eventually(lambda: channel.sent, at_least(2)) == ["echo: hello", "Nune here"]
