"""Tells screens that something changed. Notes carry identifiers only; readers fetch what is new from storage."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

STAFF = "staff"
"""The topic of the inbox: every note of every conversation."""

LONGEST_BACKLOG = 256


@dataclass(frozen=True)
class Note:
    """Something changed in `conversation_id`. `kind`: `message`, `typing`, `turn`, `approval`, `owner`, `delivery`."""

    conversation_id: str
    kind: str


class Subscription:
    """Notes for one listener, oldest first. A listener that falls behind loses the oldest notes, not the newest:
    every note only says "look again".
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._notes: asyncio.Queue[Note] = asyncio.Queue(maxsize=LONGEST_BACKLOG)

    async def get(self) -> Note:
        """The next note; waits for one."""
        return await self._notes.get()

    async def __aiter__(self) -> AsyncIterator[Note]:
        while True:
            yield await self._notes.get()

    def deliver(self, note: Note) -> None:
        """Hand over `note`, from any thread."""
        if _is_running(self._loop):
            self._put(note)
            return
        if self._loop.is_closed():
            return
        self._loop.call_soon_threadsafe(self._put, note)

    def _put(self, note: Note) -> None:
        if self._notes.full():
            self._notes.get_nowait()
        self._notes.put_nowait(note)


def _is_running(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether we are on that loop: then nobody has to be woken."""
    try:
        return asyncio.get_running_loop() is loop
    except RuntimeError:
        return False


class Notifier:
    """In-process publish and subscribe, by conversation id and for the whole inbox (`STAFF`). `relay` is told every
    note too: a process whose screens are served by another passes them on.
    """

    def __init__(self, relay: Callable[[Note], None] | None = None) -> None:
        self._subscriptions: dict[str, set[Subscription]] = defaultdict(set)
        self._relay = relay
        self.on_heard: Callable[[bool], object] | None = None
        """Told when somebody begins to listen where nobody did, and when nobody does any more."""
        self.published: Counter[str] = Counter()
        """Notes since the start, by kind."""

    @contextmanager
    def subscribe(self, topic: str) -> Iterator[Subscription]:
        """Listen to a conversation's id, or to `STAFF`, from the running loop, until the block ends."""
        subscription = Subscription(asyncio.get_running_loop())
        was_heard = self.is_heard
        self._subscriptions[topic].add(subscription)
        if not was_heard and self.on_heard is not None:
            self.on_heard(True)
        try:
            yield subscription
        finally:
            self._subscriptions[topic].discard(subscription)
            if not self._subscriptions[topic]:
                del self._subscriptions[topic]
            if not self.is_heard and self.on_heard is not None:
                self.on_heard(False)

    def publish(self, conversation_id: str, kind: str) -> None:
        """Tell everyone who listens to this conversation or to the inbox. Call it after the commit, never before."""
        note = Note(conversation_id, kind)
        self.published[kind] += 1
        if self._relay is not None:
            self._relay(note)
        for topic in (conversation_id, STAFF):
            for subscription in tuple(self._subscriptions.get(topic, ())):
                subscription.deliver(note)

    @property
    def is_heard(self) -> bool:
        """Whether anybody listens at all."""
        return bool(self._subscriptions)
