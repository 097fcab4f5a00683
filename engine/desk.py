"""The whole front desk as one object: what the web, the terminal, evals and tests talk to."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import datetime, timedelta

import sqlalchemy as sa
import structlog

from channels.port import ChannelAdapter
from domain.approval import Approval, Decision
from domain.business.business import Business
from domain.clock import Clock
from domain.event import ChannelName, Event, Sender
from engine.dbos_engine import DbosEngine
from engine.door_engine import DoorEngine
from engine.housekeeping import Housekeeping, Watch
from engine.inline import InlineEngine
from engine.leases import LeaseKeeper
from engine.model_counts import ModelCounts
from engine.notifier import Notifier
from engine.port import Engine, Handlers
from engine.postman import Postman
from engine.readiness import Readiness, answering
from engine.settings import Settings
from engine.tail import InboxTail
from storage import approvals, case_closing, door, ownership, undelivered
from storage.database import Database
from storage.door import Accepted
from storage.letter_file import Letter, bring_to_disk
from storage.letterbox import Letterbox

log = structlog.get_logger(__name__)

_TOLD_AT_ONCE = 8
"""Of letters that were taken in together: then whoever waits for an acknowledgement has a turn on the event loop."""


class Desk:
    """Everything that happens to conversations comes in through these methods. They return after the commit: what
    was accepted is answered even if the process dies the next moment.

    `resources` are closed, last opened first, when the desk has stopped.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        business: Business,
        database: Database,
        clock: Clock,
        notifier: Notifier,
        channels: Mapping[ChannelName, ChannelAdapter],
        engine: Engine,
        handlers: Handlers,
        resources: AsyncExitStack,
        started: asyncio.Event,
        housekeeping: Housekeeping | None = None,
        watches: Sequence[Watch] = (),
        leases: LeaseKeeper | None = None,
        tail: InboxTail | None = None,
        readiness: Readiness | None = None,
        model_counts: ModelCounts | None = None,
        letterbox: Letterbox | None = None,
    ) -> None:
        self.model_counts = model_counts or ModelCounts()
        self.settings = settings
        self.business = business
        self.database = database
        self.clock = clock
        self.notifier = notifier
        self.channels = channels
        self.engine = engine
        self._handlers = handlers
        self._resources = resources
        self._started = started
        self._housekeeping = housekeeping
        self._watches = watches
        self._leases = leases
        self._tail = tail
        self._postman = Postman(letterbox, self) if letterbox is not None else None
        self.readiness = readiness or answering()

    async def start(self) -> None:
        """Begin to answer, with whatever an earlier process left unanswered first."""
        if self._leases is not None:
            await self._leases.claim()
        await self.engine.start(self._handlers)
        if self._leases is not None:
            self._leases.start(asyncio.get_running_loop(), self.engine)
        if self._housekeeping is not None:
            await self._housekeeping.start()
        if self._tail is not None:
            await self._tail.start()
        if self._postman is not None:
            await self._postman.start()
        self._started.set()

    async def stop(self) -> None:
        """Finish what is running (some seconds at most), release everything."""
        if self._postman is not None:
            await self._postman.stop()
        if self._tail is not None:
            await self._tail.stop()
        if self._housekeeping is not None:
            await self._housekeeping.stop()
        await self.engine.stop()
        if self._leases is not None:
            # Only now: while jobs finish, nobody else may think them abandoned.
            await asyncio.to_thread(self._leases.stop)
        await self._resources.aclose()

    async def take_in(self, sender: Sender, event: Event) -> bool:
        """Take in one customer event; False when it was known (R69). It is on disk when this returns; the inbox shows it
        at once or, where there is a letterbox, a moment later. Raises Retryable, with nothing stored.
        """
        if self._postman is not None:
            return await self._postman.post(sender, event, self.clock.now())
        return not (await self.receive(sender, event)).duplicate

    async def receive(self, sender: Sender, event: Event) -> Accepted:
        """Take in one customer event. The same event twice is one event (R69)."""
        now = self.clock.now()
        accepted = await self.database.write(lambda c: self._accept(c, sender, event, now))
        self._tell(event, accepted)
        return accepted

    async def receive_letters(self, letters: Sequence[Letter], *, lasting: bool) -> None:
        """Take in what waits in the letterbox, in one transaction. Not `lasting`: a power cut within the next moments may
        undo it, so the letters have to stay where they are."""
        accepted = await self.database.write(
            lambda c: [
                self._accept(c, letter.sender, letter.event, letter.received_at) for letter in letters
            ],
            lasting=lasting,
        )
        for number, (letter, one) in enumerate(zip(letters, accepted, strict=True), start=1):
            self._tell(letter.event, one)
            if number % _TOLD_AT_ONCE == 0:
                await asyncio.sleep(0)

    async def bring_to_disk(self) -> None:
        """Have what was taken in without waiting for the disk on disk at the end."""
        await self.database.write(bring_to_disk)

    def _accept(self, connection: sa.Connection, sender: Sender, event: Event, now: datetime) -> Accepted:
        return door.accept(
            connection,
            business=self.business.id,
            sender=sender,
            event=event,
            now=now,
            jobs=self.engine,
            wait_seconds=self.settings.wait_seconds(event.channel),
        )

    def _tell(self, event: Event, accepted: Accepted) -> None:
        log.info(
            "event_received",
            conversation_id=accepted.conversation_id,
            kind=event.kind,
            channel=event.channel,
            duplicate=accepted.duplicate,
        )
        if not accepted.duplicate:
            self.notifier.publish(accepted.conversation_id, "message")

    async def receive_internal(self, conversation_id: str, event: Event) -> Accepted:
        """Take in a business event ("quote sent"). Raises NotFound."""
        now = self.clock.now()
        accepted = await self.database.write(
            lambda c: door.accept_internal(
                c, conversation_id=conversation_id, event=event, now=now, jobs=self.engine
            )
        )
        if not accepted.duplicate:
            self.notifier.publish(conversation_id, "message")
        return accepted

    async def decide(
        self,
        approval_id: str,
        *,
        version: int,
        decision: Decision,
        text: str | None,
        staff: str,
        seen_seq: int | None,
    ) -> Approval:
        """Staff's answer to an approval. Raises StaleVersion, naming the winner, when somebody was faster."""
        now = self.clock.now()
        approval = await self.database.write(
            lambda c: approvals.decide(
                c,
                approval_id=approval_id,
                version=version,
                decision=decision,
                text=text,
                staff=staff,
                seen_seq=seen_seq,
                now=now,
                jobs=self.engine,
            )
        )
        self.notifier.publish(approval.conversation_id, "approval")
        return approval

    async def take_over(self, conversation_id: str, staff: str) -> None:
        """From now on staff answer and the bot is silent."""
        now = self.clock.now()
        await self.database.write(lambda c: ownership.take_over(c, conversation_id, staff, now))
        self.notifier.publish(conversation_id, "owner")

    async def give_back(self, conversation_id: str, staff: str) -> None:
        """The bot answers again."""
        now = self.clock.now()
        await self.database.write(lambda c: ownership.give_back(c, conversation_id, staff, now))
        self.notifier.publish(conversation_id, "owner")

    async def staff_reply(
        self, conversation_id: str, text: str, staff: str, *, key: str | None = None
    ) -> None:
        """Write to the customer as a person. The same words under the same `key` are one message."""
        now = self.clock.now()
        await self.database.write(
            lambda c: ownership.staff_reply(c, conversation_id, text, staff, now, self.engine, key=key)
        )
        self.notifier.publish(conversation_id, "message")

    async def send_again(self, conversation_id: str, outbox_id: str, staff: str) -> bool:
        """Try a message that did not go out once more. False when there is nothing to send any more."""
        now = self.clock.now()
        again = await self.database.write(
            lambda c: undelivered.send_again(
                c, outbox_id, conversation_id=conversation_id, staff=staff, now=now, jobs=self.engine
            )
        )
        self.notifier.publish(conversation_id, "delivery")
        return again

    async def dismiss(self, conversation_id: str, outbox_id: str, staff: str) -> bool:
        """Staff know that a message did not go out. False when it is no trouble any more."""
        now = self.clock.now()
        done = await self.database.write(
            lambda c: undelivered.dismiss(c, outbox_id, conversation_id=conversation_id, staff=staff, now=now)
        )
        self.notifier.publish(conversation_id, "delivery")
        return done

    async def close_case(self, conversation_id: str, staff: str) -> bool:
        """Staff end the open case as resolved. False when that cannot be done now; see `storage/case_closing.py`."""
        now = self.clock.now()
        closed = await self.database.write(
            lambda c: case_closing.close_case(c, conversation_id, staff=staff, now=now, jobs=self.engine)
        )
        self.notifier.publish(conversation_id, "owner")
        return closed

    def processes(self) -> dict[str, int]:
        """What this desk runs as, by name: `door` and `turns`, each with its process id; the same one twice when they
        share it. `turns` is missing while that process is being started again.
        """
        pids = {"door": os.getpid()}
        if not isinstance(self.engine, DoorEngine):
            pids["turns"] = os.getpid()
        elif self.engine.turns.pid is not None:
            pids["turns"] = self.engine.turns.pid
        return pids

    def wake(self) -> None:
        """Another process has committed jobs for this one. From any thread."""
        if isinstance(self.engine, DbosEngine):
            self.engine.wake()

    async def settle(self) -> int:
        """In-process engine only: run everything that is due now. Returns how many jobs ran."""
        return await self._inline().settle()

    async def advance(self, by: timedelta) -> None:
        """In-process engine with a virtual clock only: let `by` pass, with every alarm on the way, then look for what
        customers wait for."""
        await self._inline().advance(by)
        for watch in self._watches:
            if await watch.look():
                await self._inline().settle()

    def _inline(self) -> InlineEngine:
        if not isinstance(self.engine, InlineEngine):
            raise TypeError(
                "a running desk works by itself; only one opened with inline=True is told when to"
            )
        return self.engine
