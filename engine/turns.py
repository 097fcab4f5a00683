"""One turn: take what waits in a conversation's inbox, let the graph answer, deliver the answer.

Safe to run again from the top at any point: events stay stamped with the turn's id, a committed turn is answered
from its row, and sends go by the outbox's own states.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

import sqlalchemy as sa
import structlog

from domain.clock import Clock
from domain.errors import OwnershipChanged, TurnSuperseded, place_of
from domain.event import CUSTOMER_KINDS, ChannelName
from domain.turn import Committed, TurnInput
from engine.apology import Apology
from engine.attempts import Pause, backoff_seconds
from engine.delivery import Delivery
from engine.notifier import Notifier
from engine.typing_signs import TypingSigns
from storage import parking, turns
from storage.database import Database
from storage.jobs import Job, JobQueue
from storage.outbox import OWN_CHANNELS

log = structlog.get_logger(__name__)

MOST_ATTEMPTS = 5
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 8.0
MOST_SUPERSEDES = 2
TURNS_AT_ONCE = 16
"""More wait with nothing taken yet: what their customers add meanwhile joins them, instead of making an answer that is
half done obsolete. Enough that turns which wait for a model do not hold up the others."""


class ConversationRunner(Protocol):
    """The conversation graph (`graphs/conversation.py`). Raises TurnSuperseded, OwnershipChanged."""

    async def run(self, turn: TurnInput) -> Committed: ...


class TurnJobs:
    """The job queue inside a turn: everything but sends, which the turn's own job does, and does again after a
    crash. Saves a job per reply, a sixth of what a turn costs.
    """

    def __init__(self, jobs: JobQueue) -> None:
        self._jobs = jobs

    def enqueue(self, connection: sa.Connection, job: Job) -> None:
        """See JobQueue."""
        if job.name != "send":
            self._jobs.enqueue(connection, job)

    def cancel(self, connection: sa.Connection, job_id: str) -> None:
        """See JobQueue."""
        self._jobs.cancel(connection, job_id)


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a turn. `committed`: something is, now or by an earlier run of this turn. `channel`: where it was
    said; None when that is not known without looking.
    """

    committed: bool
    channel: ChannelName | None = None


class TurnHandler:
    """Handler of `turn` jobs. Id: the turn's id; subject: the conversation's."""

    def __init__(
        self,
        database: Database,
        runner: ConversationRunner,
        delivery: Delivery,
        notifier: Notifier,
        jobs: JobQueue,
        clock: Clock,
        apology: Apology,
        signs: TypingSigns,
        *,
        longest_wait_seconds: float = 6.0,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._database = database
        self._runner = runner
        self._delivery = delivery
        self._notifier = notifier
        self._jobs = jobs
        self._clock = clock
        self._longest_wait = timedelta(seconds=longest_wait_seconds)
        self._apology = apology
        self._signs = signs
        self._pause = pause
        self._places = asyncio.Semaphore(TURNS_AT_ONCE)

    async def __call__(self, job: Job) -> None:
        """Answer everything that waits. After `MOST_ATTEMPTS` failures a person gets the conversation instead:
        its customer is told so, and no other conversation is held up.
        """
        if job.delay_seconds > 0:
            await self._wait_for_silence(job.subject, job.delay_seconds)
        answered = await self._answer(job.subject, job.id)
        if answered.committed:
            self._notifier.publish(job.subject, "turn")
        if answered.channel not in OWN_CHANNELS:
            await self._delivery.deliver(job.subject)

    async def _wait_for_silence(self, conversation_id: str, silence_seconds: float) -> None:
        """People send a thought in pieces: wait until they have been silent, but not for ever (R71)."""
        silence = timedelta(seconds=silence_seconds)
        slept_seconds = 0.0
        while slept_seconds < self._longest_wait.total_seconds():
            waiting = await self._database.read(lambda c: parking.waiting_since(c, conversation_id))
            if waiting is None:
                return
            first_at, last_at = waiting
            until = min(last_at + silence, first_at + self._longest_wait)
            left = (until - self._clock.now()).total_seconds()
            if left <= 0:
                return
            await self._pause(left)
            slept_seconds += left

    async def _answer(self, conversation_id: str, turn_id: str) -> Answered:
        superseded, silenced = 0, False
        while True:
            async with self._places:
                turn = await self._claim(conversation_id, turn_id)
                if not isinstance(turn, TurnInput):
                    return Answered(committed=turn is not None)
                channel = turn.events[-1].channel if turn.events else None
                if turn.attempt > MOST_ATTEMPTS:
                    await self._park(turn)
                    return Answered(True, channel)
                failure = await self._run(turn, may_supersede=superseded < MOST_SUPERSEDES)
            if failure is None:
                return Answered(True, channel)
            if isinstance(failure, TurnSuperseded):
                superseded += 1
                log.info("turn_superseded", turn_id=turn_id, times=superseded)
                if superseded > MOST_SUPERSEDES:
                    # It may not give way any more, so another run has taken its events and is answering them.
                    return Answered(False, channel)
            elif isinstance(failure, OwnershipChanged):
                log.info("turn_silenced", turn_id=turn_id, conversation_id=conversation_id)
                if silenced:
                    await self._database.write(
                        lambda c: parking.release(c, conversation_id=conversation_id, turn_id=turn_id)
                    )
                    return Answered(False, channel)
                # Once more: knowing that staff speak, it only takes note, and says what staff have decided.
                silenced = True
            else:
                # By class and place only: what an error quotes may be a customer's words.
                log.warning(
                    "turn_failed", turn_id=turn_id, attempt=turn.attempt, error=type(failure).__name__,
                    where=place_of(failure),
                )  # fmt: skip
                await self._pause(
                    backoff_seconds(turn.attempt, first=FIRST_PAUSE_SECONDS, longest=LONGEST_PAUSE_SECONDS)
                )

    async def _run(self, turn: TurnInput, *, may_supersede: bool) -> Exception | None:
        """What it failed with; None when it is committed."""
        self._notifier.publish(turn.conversation_id, "typing")
        try:
            if turn.may_supersede != may_supersede:
                turn = turn.model_copy(update={"may_supersede": may_supersede})
            with self._signs.while_answering(turn):
                await self._runner.run(turn)
        except (
            Exception
        ) as failure:  # whatever a graph met: the caller tries again, then parks the conversation
            return failure
        return None

    async def _claim(self, conversation_id: str, turn_id: str) -> TurnInput | Committed | None:
        now = self._clock.now()

        def claim(connection: sa.Connection) -> TurnInput | Committed | None:
            claimed = turns.claim(connection, conversation_id=conversation_id, turn_id=turn_id, now=now)
            if claimed is None:
                # Perhaps because the turn was committed before.
                return turns.find_committed(connection, turn_id)
            try:
                # While we are here: a read of its own costs as much again. The conversation's row is locked, so nothing
                # of the conversation's changes in between.
                beginning = turns.load_beginning(connection, claimed, now)
            except (ValueError, TypeError, LookupError):
                # What is stored cannot be understood. The turn itself meets that again: there it counts as a failure, and
                # a person gets the conversation in the end.
                return claimed
            return claimed.model_copy(update={"beginning": beginning})

        # Undone by a power cut, it is done again by the turn's job, which is still there.
        return await self._database.write(claim, lasting=False)

    async def _park(self, turn: TurnInput) -> None:
        now = self._clock.now()
        log.error(
            "turn_parked",
            turn_id=turn.turn_id,
            conversation_id=turn.conversation_id,
            events=[event.seq for event in turn.events],
        )
        contact_by = self._apology.due(now)
        await self._database.write(
            lambda c: parking.park(
                c,
                conversation_id=turn.conversation_id,
                turn_id=turn.turn_id,
                case_id=turn.case_id,
                contact_by=contact_by,
                now=now,
                jobs=self._jobs,
                say=lambda language: self._apology.words(language, contact_by, now),
                to_customer=any(event.kind in CUSTOMER_KINDS for event in turn.events),
            )
        )
        self._notifier.publish(turn.conversation_id, "owner")
