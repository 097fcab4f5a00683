"""A conversation graph with three tricks, through the real commit: it offers times, books none, asks staff about
discounts (about `NO_DRAFT` without a draft, sooner where it is said to be urgent), and passes their decision on. For tests of doors, which must not wait for models.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from domain.approval import Approval, Evidence
from domain.clock import Clock
from domain.conversation import NextStep
from domain.event import Event, InboxEvent
from domain.identifiers import derived_id
from domain.speech import Outgoing
from domain.turn import Committed, TurnCommit, TurnInput
from storage import approvals
from storage.database import Database
from storage.door import accept_internal
from storage.jobs import JobQueue
from storage.tables import conversation
from storage.turn_commit import commit_turn

TIMES = [("slot:1", "Пн 23 ноя, 10:00"), ("slot:2", "Пн 23 ноя, 14:30"), ("slot:3", "Вт 24 ноя, 9:00")]
NO_DRAFT = "Скидка?"
"""What a card without a draft is made of."""
DRAFT = "Скидка до 5 % возможна при оплате в день визита."


class Receptionist:
    """`run` is the conversation's side, `start` and `resume` the approval's."""

    def attach(self, database: Database, jobs: JobQueue, clock: Clock) -> None:
        self._database, self._jobs, self._clock = database, jobs, clock

    async def run(self, turn: TurnInput) -> Committed:
        return await self._database.write(lambda c: self._commit(c, turn, self._clock.now()))

    async def start(self, approval_id: str) -> None:
        """Nothing to prepare."""

    async def resume(self, approval_id: str) -> None:
        def decided(connection: sa.Connection) -> None:
            card = approvals.get(connection, approval_id)
            payload = {
                "approval_id": card.id,
                "decision": card.status,
                "text": card.decision_text or card.draft,
            }
            event = Event(
                kind="staff_decision", channel="web", provider_id=f"decision:{card.id}",
                occurred_at=self._clock.now(), payload=payload,
            )  # fmt: skip
            accept_internal(
                connection,
                conversation_id=card.conversation_id,
                event=event,
                now=self._clock.now(),
                jobs=self._jobs,
            )

        await self._database.write(decided)

    def _commit(self, connection: sa.Connection, turn: TurnInput, now: datetime) -> Committed:
        replies = [reply for event in turn.events if (reply := self._reply(event)) is not None]
        asks = [event for event in turn.events if "скидк" in event.text.lower()]
        owner = connection.execute(
            sa.select(conversation.c.owner).where(conversation.c.id == turn.conversation_id)
        ).scalar_one()
        opened = connection.execute(
            sa.text("SELECT 1 FROM customer_case WHERE id = :id"), {"id": turn.case_id}
        ).first()
        commit = TurnCommit(
            turn_id=turn.turn_id, conversation_id=turn.conversation_id, case_id=turn.case_id,
            opens_case=opened is None, specialist="scheduler", language="ru", script="cyrillic",
            replies=[] if owner == "staff" else replies,
            approvals=[self._question(connection, turn, now, event) for event in asks],
            next_step=NextStep(what="customer_answers", owner="customer", due_at=now + timedelta(hours=1)),
            supersede=turn.may_supersede,
        )  # fmt: skip
        return commit_turn(connection, commit, now=now, jobs=self._jobs)

    def _reply(self, event: InboxEvent) -> Outgoing | None:
        match event.kind:
            case "staff_decision":
                return Outgoing(text=str(event.payload["text"]), author="staff", staff_name="Owner")
            case "choice":
                return Outgoing(text=f"Записала: {event.text}")
            case "message" if "скидк" in event.text.lower():
                return Outgoing(text="Уточню у администратора и отвечу до 15:00.")
            case "message" if "врем" in event.text.lower() or "окно" in event.text.lower():
                return Outgoing(text="Какое время вам удобно?", options=TIMES)
            case "message":
                return Outgoing(text=f"Слышу: {event.text[:100]}")
        return None

    def _question(
        self, connection: sa.Connection, turn: TurnInput, now: datetime, event: InboxEvent
    ) -> Approval:
        seq = connection.execute(
            sa.select(conversation.c.last_seq).where(conversation.c.id == turn.conversation_id)
        ).scalar_one()
        return Approval(
            id=derived_id("approval", turn.turn_id), conversation_id=turn.conversation_id, case_id=turn.case_id,
            topic="discount", reason="Клиент просит скидку больше разрешённой",
            evidence=[
                Evidence(kind="customer_words", text=event.text),
                Evidence(kind="rule", text="Скидки больше 5 % решает сотрудник", source="escalation.yaml"),
            ],
            fields={"service": "Первичная консультация", "price": "10 000 ֏"},
            draft="" if event.text == NO_DRAFT else DRAFT, created_at=now,
            answer_due_at=now + timedelta(minutes=5 if "срочно" in event.text else 30), after_seq=seq,
        )  # fmt: skip
