"""Three customers and one member of staff who act on what they see, and go on where a dead process left them.

What somebody is going to do is noted before the desk is told, and that it was acknowledged after the desk answered.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from domain.errors import StaleVersion
from domain.event import ChannelName, Event, Sender
from engine.desk import Desk
from storage.door import conversation_id_of
from tests.eventually import TimedOut, eventually
from tests.integration.crash.ledger import Ledger
from tests.integration.crash.points import Killer

DEADLINE_SECONDS = 90.0
LOOK_AGAIN_SECONDS = 0.04
MOST_EVENTS = 14
STAFF_WORDS = "Nune here: seven percent off for you"
_REPEATED = 0.4
"""Share of acknowledged events that the platform brings once more after a restart."""


class Stuck(AssertionError):
    """Somebody waited for the desk longer than anybody would."""


class Customer:
    """Books `service`, always taking the first time on offer; `asks_discount` once times are shown."""

    def __init__(
        self, name: str, channel: ChannelName, service: str, phone: str, *, asks_discount: bool = False
    ) -> None:
        self.name, self.service, self.phone, self.asks_discount = name, service, phone, asks_discount
        self.sender = Sender(channel=channel, external_id=name)
        self.conversation_id = conversation_id_of("clinic", self.sender)

    def next_event(self, said: list[Event], last_options: list[str], is_booked: bool) -> Event | None:
        """What this customer does now; None when they are through."""
        if any("thanks" in event.text for event in said):
            return None
        if len(said) >= MOST_EVENTS:
            raise Stuck(f"{self.name} has written {len(said)} times and has no visit")
        if not said:
            return self._message(said, f"I would like to book {self.service}")
        if is_booked:
            return self._message(said, "thanks a lot")
        if self.asks_discount and not any("discount" in event.text for event in said):
            return self._message(said, "could I have a discount?")
        slots = [option for option in last_options if option.startswith("slot:")]
        if slots:
            return self._tap(said, slots[0])
        if "yes" in last_options:
            return self._tap(said, "yes")
        return self._message(said, f"I am {self.name.title()}, {self.phone}")

    def _message(self, said: list[Event], text: str) -> Event:
        return Event(
            kind="message", channel=self.sender.channel, provider_id=f"{self.name}-{len(said) + 1}",
            occurred_at=datetime.now(UTC), text=text,
        )  # fmt: skip

    def _tap(self, said: list[Event], option: str) -> Event:
        tap = self._message(said, "")
        return tap.model_copy(update={"kind": "choice", "payload": {"id": option}})


def cast_of_the_play() -> list[Customer]:
    """The first two want the same visit."""
    return [
        Customer("anna", "telegram", "cleaning", "+37491000001"),
        Customer("boris", "web", "cleaning", "+37491000002"),
        Customer("clara", "telegram", "braces-consult", "+37491000003", asks_discount=True),
    ]


class Play:
    """One process's part of the play. `lines` is what earlier processes noted."""

    def __init__(
        self, desk: Desk, ledger: Ledger, lines: list[dict[str, Any]], killer: Killer, rng: random.Random
    ) -> None:
        self._desk, self._ledger, self._killer, self._rng = desk, ledger, killer, rng
        self._lines = lines
        self._acknowledged = {line["id"] for line in lines if line["what"] == "acknowledged"}

    async def perform(self) -> None:
        """Everybody plays to the end, then nothing is left to do."""
        customers = cast_of_the_play()
        await asyncio.gather(*(self._play(customer) for customer in customers), self._decide(customers[2]))
        await self._until(lambda: self._desk.database.read(is_idle), "idle")

    async def _play(self, customer: Customer) -> None:
        said = [
            Event.model_validate(line["event"]) for line in self._lines if line.get("who") == customer.name
        ]
        for event in said:
            if event.provider_id not in self._acknowledged or self._rng.random() < _REPEATED:
                await self._tell(customer, event)
            else:
                await self._until_taken_in(customer, event)
        while True:
            await self._until(
                lambda: self._desk.database.read(lambda c: is_answered(c, customer.conversation_id)),
                f"answer for {customer.name}",
            )
            options, booked = await self._desk.database.read(lambda c: _seen(c, customer.conversation_id))
            if customer.asks_discount and any("discount" in event.text for event in said):
                await self._until(lambda: self._has_heard(customer), f"staff's words for {customer.name}")
                options, booked = await self._desk.database.read(lambda c: _seen(c, customer.conversation_id))
            following = customer.next_event(said, options, booked)
            if following is None:
                return
            said.append(following)
            self._ledger.note(
                what="intended",
                id=following.provider_id,
                who=customer.name,
                event=json.loads(following.model_dump_json()),
            )
            await self._tell(customer, following)

    async def _tell(self, customer: Customer, event: Event) -> None:
        self._killer.at("receive")
        await self._desk.take_in(customer.sender, event)
        self._killer.at("receive:stored")
        self._ledger.note(what="acknowledged", id=event.provider_id)
        await self._until_taken_in(customer, event)

    async def _until_taken_in(self, customer: Customer, event: Event) -> None:
        """Out of the letterbox: before, nobody can tell from the database that an answer is due."""
        await self._until(
            lambda: self._desk.database.read(lambda c: is_taken_in(c, customer.conversation_id, event)),
            f"letter {event.provider_id}",
        )

    async def _decide(self, customer: Customer) -> None:
        """Staff: looks at the cards until the customer has the answer. Two of them press at once."""

        async def look() -> bool:
            if await self._has_heard(customer):
                return True
            card = await self._desk.database.read(lambda c: _card(c, customer.conversation_id))
            if card is not None and card.status == "pending":
                await asyncio.gather(*(self._press(card, name) for name in ("nune", "gor")))
            return False

        await self._until(look, f"decision for {customer.name}")

    async def _press(self, card: Any, staff: str) -> None:
        self._killer.at("decide")
        try:
            await self._desk.decide(
                card.id, version=card.version, decision="edit", text=STAFF_WORDS, staff=staff,
                seen_seq=card.last_seq,
            )  # fmt: skip
        except StaleVersion as stale:
            self._ledger.note(what="too late", id=card.id, who_lost=staff, winner=stale.winner)
            return
        self._killer.at("decide:stored")
        self._ledger.note(what="decided", id=card.id, winner=staff)

    async def _has_heard(self, customer: Customer) -> bool:
        return await self._desk.database.read(lambda c: _has_staff_words(c, customer.conversation_id))

    async def _until(self, look: Callable[[], Awaitable[bool]], what: str) -> None:
        try:
            await eventually(look, seconds=DEADLINE_SECONDS, every_seconds=LOOK_AGAIN_SECONDS)
        except TimedOut as error:
            raise Stuck(f"no {what} within {DEADLINE_SECONDS} s") from error


def is_taken_in(connection: sa.Connection, conversation_id: str, event: Event) -> bool:
    """The event is in the inbox."""
    known = {"c": conversation_id, "id": event.provider_id}
    found = connection.execute(
        sa.text("SELECT 1 FROM inbox WHERE conversation_id = :c AND provider_id = :id"), known
    )
    return found.first() is not None


def is_answered(connection: sa.Connection, conversation_id: str) -> bool:
    """Nothing waits, no turn runs, nothing is on its way to the customer."""
    busy = connection.execute(
        sa.text(
            "SELECT EXISTS (SELECT 1 FROM inbox WHERE conversation_id = :c AND turn_id IS NULL)"
            " OR EXISTS (SELECT 1 FROM conversation WHERE id = :c AND running_turn IS NOT NULL)"
            " OR EXISTS (SELECT 1 FROM outbox WHERE conversation_id = :c"
            " AND status IN ('pending','retry','sending'))"
        ),
        {"c": conversation_id},
    ).scalar_one()
    return not busy


def is_idle(connection: sa.Connection) -> bool:
    """No conversation and no job is waiting or running; alarms in the future are."""
    jobs = "dbos.workflow_status" if connection.dialect.name == "postgresql" else "workflow_status"
    return all(
        connection.execute(sa.text(f"SELECT count(*) FROM {what}")).scalar_one() == 0
        for what in (
            "inbox WHERE turn_id IS NULL",
            "conversation WHERE running_turn IS NOT NULL OR scheduled IS NOT NULL",
            "outbox WHERE status IN ('pending','retry','sending')",
            f"{jobs} WHERE status IN ('ENQUEUED','PENDING')",
        )
    )


def _seen(connection: sa.Connection, conversation_id: str) -> tuple[list[str], bool]:
    """The options of the last reply that had any since the customer's last line, and whether a visit is booked."""
    rows: Iterable[Any] = connection.execute(
        sa.text("SELECT author, options FROM message WHERE conversation_id = :c ORDER BY seq").columns(
            options=sa.JSON
        ),
        {"c": conversation_id},
    )
    options: list[str] = []
    for row in rows:
        if row.author == "customer":
            options = []
        elif row.options:
            options = [option_id for option_id, _ in row.options]
    booked = connection.execute(
        sa.text("SELECT count(*) FROM appointment WHERE conversation_id = :c AND status = 'booked'"),
        {"c": conversation_id},
    ).scalar_one()
    return options, booked > 0


def _card(connection: sa.Connection, conversation_id: str) -> Any:
    return connection.execute(
        sa.text(
            "SELECT a.id, a.version, a.status, c.last_seq FROM approval a"
            " JOIN conversation c ON c.id = a.conversation_id"
            " WHERE a.conversation_id = :c ORDER BY a.created_at DESC, a.id LIMIT 1"
        ),
        {"c": conversation_id},
    ).first()


def _has_staff_words(connection: sa.Connection, conversation_id: str) -> bool:
    found = connection.execute(
        sa.text("SELECT count(*) FROM message WHERE conversation_id = :c AND text LIKE :words"),
        {"c": conversation_id, "words": f"%{STAFF_WORDS}%"},
    ).scalar_one()
    return bool(found)
