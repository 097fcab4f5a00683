"""A conversation graph that answers every turn with what was said, through the real commit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa

from domain.clock import Clock
from domain.conversation import NextStep
from domain.event import Event, Sender
from domain.speech import Outgoing
from domain.turn import Committed, NewTimer, TurnCommit, TurnInput
from storage.database import Database
from storage.jobs import JobQueue
from storage.turn_commit import commit_turn


def message_event(sender: Sender, text: str, provider_id: str, at: datetime) -> Event:
    return Event(kind="message", channel=sender.channel, provider_id=provider_id, occurred_at=at, text=text)


def silence_alarm(seconds: float) -> Callable[[TurnInput, datetime], list[NewTimer]]:
    """Each turn in which the customer spoke sets the conversation's alarm that far ahead."""

    def timers(turn: TurnInput, now: datetime) -> list[NewTimer]:
        if any(event.kind == "timer" for event in turn.events):
            return []
        due_at = now + timedelta(seconds=seconds)
        return [
            NewTimer(
                id=f"alarm-{turn.conversation_id}", kind="next_step", subject=turn.case_id, due_at=due_at,
                stops_on_reply=True,
            )
        ]  # fmt: skip

    return timers


class EchoRunner:
    """Says "echo: a | b" for the texts of a turn, in one reply or in several.

    `before_commit(turn, attempt)` is called before the commit; it may fail or wait. `timers(turn, now)` adds alarms.
    """

    def __init__(
        self,
        *,
        before_commit: Callable[[TurnInput], object] | None = None,
        replies: int = 1,
        category: str = "service",
        timers: Callable[[TurnInput, datetime], list[NewTimer]] | None = None,
    ) -> None:
        self._before_commit = before_commit
        self._replies = replies
        self._category = category
        self._timers = timers
        self.turns: list[TurnInput] = []

    def attach(self, database: Database, jobs: JobQueue, clock: Clock) -> None:
        self._database, self._jobs, self._clock = database, jobs, clock

    async def run(self, turn: TurnInput) -> Committed:
        self.turns.append(turn)
        if self._before_commit is not None:
            waiting = self._before_commit(turn)
            if asyncio.iscoroutine(waiting):
                await waiting
        return await self._database.write(lambda c: self._commit(c, turn))

    def _commit(self, connection: sa.Connection, turn: TurnInput) -> Committed:
        now = self._clock.now()
        said = " | ".join(e.text if e.kind == "message" else f"<{e.kind}>" for e in turn.events)
        texts = [f"echo: {said}"] + [f"more {n}" for n in range(2, self._replies + 1)]
        opened = connection.execute(
            sa.text("SELECT 1 FROM customer_case WHERE id = :id"), {"id": turn.case_id}
        ).first()
        commit = TurnCommit(
            turn_id=turn.turn_id,
            conversation_id=turn.conversation_id,
            case_id=turn.case_id,
            opens_case=opened is None,
            language="ru",
            script="cyrillic",
            replies=[Outgoing(text=text, category=self._category) for text in texts],
            next_step=NextStep(what="customer_answers", owner="customer", due_at=now + timedelta(hours=1)),
            timers=self._timers(turn, now) if self._timers else [],
            supersede=turn.may_supersede,
        )
        return commit_turn(connection, commit, now=now, jobs=self._jobs)


class NoApprovals:
    """An approval graph that only notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def start(self, approval_id: str) -> None:
        self.asked.append(f"start {approval_id}")

    async def resume(self, approval_id: str) -> None:
        self.asked.append(f"resume {approval_id}")
