"""The same event, however often and from however many sides it comes, is one event and one turn (I2, R69)."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from domain.event import Event
from storage import door
from storage.door import Accepted
from tests.eventually import eventually
from tests.fakes.scripted_understander import ScriptedUnderstander
from tests.integration.contention.conftest import OpenDesk, Visitor, until_idle

pytestmark = pytest.mark.anyio

TIMES = 50


async def test_one_message_from_fifty_tasks_is_one_turn(open_clinic: OpenDesk) -> None:
    desk = await open_clinic()
    ani = Visitor(desk, "ani")
    event = ani.message("book cleaning")
    accepted = await asyncio.gather(*(desk.receive(ani.sender, event) for _ in range(TIMES)))
    await until_idle(desk)
    again = await desk.receive(ani.sender, event)
    await until_idle(desk)
    assert sorted(a.duplicate for a in accepted) == [False] + [True] * (TIMES - 1)
    assert again.duplicate
    assert {a.message_id for a in [*accepted, again]} == {accepted[0].message_id}
    assert len(await ani.rows("SELECT id FROM turn WHERE conversation_id = :c")) == 1
    assert len(await ani.replies()) == 1


async def test_one_webhook_on_fifty_threads_is_one_turn(open_clinic: OpenDesk) -> None:
    desk = await open_clinic()
    ani = Visitor(desk, "ani", "telegram")
    event = ani.message("book cleaning")
    together = threading.Barrier(TIMES)

    def deliver(_: int) -> Accepted:
        together.wait()
        return desk.database.write_sync(
            lambda c: door.accept(
                c, business="clinic", sender=ani.sender, event=event, now=desk.clock.now(), jobs=desk.engine,
                wait_seconds=0.0,
            )
        )  # fmt: skip

    with ThreadPoolExecutor(TIMES) as threads:
        accepted = await asyncio.to_thread(lambda: list(threads.map(deliver, range(TIMES))))
    await until_idle(desk)
    assert sum(not a.duplicate for a in accepted) == 1
    assert len(await ani.rows("SELECT id FROM turn WHERE conversation_id = :c")) == 1
    assert len(await ani.rows("SELECT seq FROM inbox WHERE conversation_id = :c")) == 1
    assert len(await ani.replies()) == 1


class HeldUnderstander(ScriptedUnderstander):
    """Understands nothing until `go`; `busy` says that a turn is being made."""

    def __init__(self) -> None:
        super().__init__()
        self.busy, self.go = threading.Event(), threading.Event()

    def read(self, texts, context):  # type: ignore[no-untyped-def]
        self.busy.set()
        if not self.go.wait(timeout=60):
            raise TimeoutError("nobody let the turn go on")
        return super().read(texts, context)


async def test_burst_while_a_turn_is_made_is_answered_in_one_reply_that_reflects_all(
    open_clinic: OpenDesk,
) -> None:
    understander = HeldUnderstander()
    desk = await open_clinic(understander=understander)
    ani = Visitor(desk, "ani")
    await ani.say("hello")
    assert await asyncio.to_thread(understander.busy.wait, 30)
    words = ["I would like to", "book cleaning", "please", "I am Ani, +37491000009", "soon"]
    for text in words:
        await ani.say(text)
    understander.go.set()
    await ani.until_answered()

    turns = await ani.rows("SELECT id FROM turn WHERE conversation_id = :c")
    assert len(turns) <= 2
    assert understander.heard[-1] == "\n".join(["hello", *words])
    assert len(await ani.replies()) == 1
    offered = [option for option in await ani.options() if option.startswith("slot:")]
    await ani.tap(offered[0])
    await ani.until_answered()
    assert "yes" in await ani.options(), "name and phone were said in the burst"


async def test_customer_who_never_stops_writing_is_answered_all_the_same(open_clinic: OpenDesk) -> None:
    desk_of: list[Visitor] = []

    class Chatterbox(ScriptedUnderstander):
        """Each time the desk understands a turn, the customer has written once more."""

        def read(self, texts, context):  # type: ignore[no-untyped-def]
            ani = desk_of[0]
            if len(self.heard) < 6:
                event = ani.message(f"and another thing {len(self.heard)}")
                _accept(ani, event)
            return super().read(texts, context)

    desk = await open_clinic(understander=Chatterbox())
    ani = Visitor(desk, "ani")
    desk_of.append(ani)
    await ani.say("book cleaning")
    await eventually(ani.replies)
    await until_idle(desk)
    left = await ani.rows("SELECT seq FROM inbox WHERE conversation_id = :c AND turn_id IS NULL")
    assert left == []
    answered = await ani.rows(
        "SELECT i.seq FROM inbox i JOIN turn t ON t.id = i.turn_id WHERE i.conversation_id = :c"
    )
    assert len(answered) == 7


def _accept(ani: Visitor, event: Event) -> None:
    ani.desk.database.write_sync(
        lambda c: door.accept(
            c, business="clinic", sender=ani.sender, event=event, now=ani.desk.clock.now(), jobs=ani.desk.engine,
            wait_seconds=0.0,
        )
    )  # fmt: skip
