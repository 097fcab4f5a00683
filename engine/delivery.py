"""Sending: in the conversation's order, first try at once, then with growing pauses.

Everything that sends for a conversation runs in its partition, one at a time. So an item found in `sending` has a
dead sender: whether the customer has it, nobody knows. A service reply is sent again, under the same client key; a
marketing message never is (exactly once is not possible without the provider's help).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import sqlalchemy as sa
import structlog

from channels.port import ChannelAdapter, SendRequest
from domain.clock import Clock
from domain.errors import DeliveryUnknown, SendRefused, SendRetry
from domain.event import ChannelName
from engine.attempts import backoff_seconds
from engine.notifier import Notifier
from storage import outbox
from storage.database import Database
from storage.jobs import Job, JobQueue
from storage.outbox import OWN_CHANNELS, OutboxItem

log = structlog.get_logger(__name__)

MOST_SENDS = 8
FIRST_PAUSE_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 900.0


class Delivery:
    """Handler of `send` jobs (subject: the outbox id), and the turn's way to send its replies at once."""

    def __init__(
        self,
        database: Database,
        adapters: Mapping[ChannelName, ChannelAdapter],
        notifier: Notifier,
        jobs: JobQueue,
        clock: Clock,
    ) -> None:
        self._database = database
        self._adapters = adapters
        self._notifier = notifier
        self._jobs = jobs
        self._clock = clock

    async def __call__(self, job: Job) -> None:
        """Send this item when it is its turn, and what waits behind it."""
        item = await self._database.read(lambda c: outbox.get(c, job.subject))
        if item is None or item.status == "sent":
            return
        # A retry is for its own job, named after the tries so far: an older job would come too early.
        is_retry = job.id in (f"send:{item.id}:{item.attempts}", f"send:{item.id}:late:{item.attempts}")
        await self.deliver(item.conversation_id, due=item.id if is_retry else None)

    async def deliver(self, conversation_id: str, *, due: str | None = None) -> None:
        """Send what waits, oldest first, until something has to be tried again later: the rest waits behind it.

        An item that waits for its retry is only taken when it is `due`, by its own job. Looks before it takes, because
        a write costs a flush to disk and mostly nothing waits.
        """
        while await self._database.read(lambda c: outbox.first_unfinished(c, conversation_id)) is not None:
            shown, item = await self._take(conversation_id, due)
            if shown:
                self._notifier.publish(conversation_id, "delivery")
            if item is None:
                return
            done = await self._send(item)
            self._notifier.publish(conversation_id, "delivery")
            if not done:
                return

    async def _take(self, conversation_id: str, due: str | None) -> tuple[bool, OutboxItem | None]:
        """Whether anything was shown, which is all that our own channels need, and the next item that has to be sent."""

        def take(connection: sa.Connection) -> tuple[bool, OutboxItem | None]:
            now, shown = self._clock.now(), False
            while (first := outbox.first_unfinished(connection, conversation_id)) is not None:
                waiting = outbox.get(connection, first)
                if waiting is None or (waiting.status == "retry" and first != due):
                    break
                if waiting.status == "sending" and not self._resolve_dead(connection, waiting):
                    continue
                item = outbox.claim(connection, first, now)
                if item is None or item.channel not in OWN_CHANNELS:
                    return shown, item
                outbox.mark_sent(connection, first, provider_message_id=None, now=now)
                shown = True
            return shown, None

        # A service reply is sent again after a death, whether its mark is there or not: no need to wait for the disk.
        shown, item = await self._database.write(take, lasting=False)
        if item is not None and item.category != "service":
            await self._database.write(lambda c: outbox.note_sending(c, item.id, self._clock.now()))
        return shown, item

    def _resolve_dead(self, connection: sa.Connection, item: OutboxItem) -> bool:
        """True: the item may be claimed again. False: it has ended."""
        now = self._clock.now()
        log.warning("send_interrupted", outbox_id=item.id, category=item.category, attempt=item.attempts)
        if item.category == "marketing" or item.attempts >= MOST_SENDS:
            outbox.mark_unknown(connection, item.id, error="interrupted while sending", now=now)
            return False
        outbox.mark_retry(connection, item.id, at=now, error="interrupted", now=now, jobs=self._jobs)
        return True

    async def _send(self, item: OutboxItem) -> bool:
        """Whether the item is out of the way: sent, or ended in a way that staff see."""
        request = SendRequest(
            outbox_id=item.id,
            account=item.account,
            external_id=item.external_id,
            outgoing=item.outgoing,
            conversation_id=item.conversation_id,
            attempt=item.attempts,
        )
        adapter = self._adapters.get(item.channel)
        if adapter is None:
            await self._fail(item, f"not_set_up: {item.channel}")
            return True
        try:
            receipt = await adapter.send(request)
        except SendRetry as error:
            return await self._retry(item, str(error), error.after_seconds, exact=error.exact)
        except SendRefused as error:
            log.error("send_refused", outbox_id=item.id, channel=item.channel, kind=error.kind)
            await self._fail(item, f"{error.kind}: {error}")
            return True
        except DeliveryUnknown as error:
            return await self._uncertain(item, str(error))
        except Exception as error:
            # An adapter broke its promise; what it did before that, nobody knows.
            return await self._uncertain(item, type(error).__name__)
        now = self._clock.now()
        await self._database.write(
            lambda c: outbox.mark_sent(c, item.id, provider_message_id=receipt.provider_message_id, now=now)
        )
        log.info("sent", outbox_id=item.id, channel=item.channel, attempt=item.attempts)
        return True

    async def _uncertain(self, item: OutboxItem, why: str) -> bool:
        log.warning("send_unknown", outbox_id=item.id, channel=item.channel, attempt=item.attempts)
        if item.category == "service" and item.attempts < MOST_SENDS:
            return await self._retry(item, f"unknown: {why}", 0.0, exact=False)
        now = self._clock.now()
        await self._database.write(lambda c: outbox.mark_unknown(c, item.id, error=why, now=now))
        return True

    async def _retry(self, item: OutboxItem, why: str, after_seconds: float, *, exact: bool) -> bool:
        if item.attempts >= MOST_SENDS:
            await self._fail(item, f"gave_up: after {item.attempts} tries: {why}")
            return True
        pause = backoff_seconds(item.attempts, first=FIRST_PAUSE_SECONDS, longest=LONGEST_PAUSE_SECONDS)
        # A provider that named its delay is obeyed; ours only ever adds to a channel's guess.
        pause = after_seconds if exact else max(pause, after_seconds)
        now = self._clock.now()
        at = now + timedelta(seconds=pause)
        log.info(
            "send_again", outbox_id=item.id, channel=item.channel, attempt=item.attempts, at=at.isoformat()
        )
        await self._database.write(
            lambda c: outbox.mark_retry(c, item.id, at=at, error=why, now=now, jobs=self._jobs)
        )
        return False

    async def _fail(self, item: OutboxItem, why: str) -> None:
        now = self._clock.now()
        log.error("send_failed", outbox_id=item.id, channel=item.channel, attempt=item.attempts)
        await self._database.write(lambda c: outbox.mark_failed(c, item.id, error=why, now=now))
