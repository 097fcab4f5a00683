"""A customer at the shop's support, with everything the desk would keep between turns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from agents.need import Need
from agents.support.agent import decide
from agents.writing.composer import Composer
from domain.business import Business
from domain.event import InboxEvent
from domain.reading import Entities, Flag, Reading, Route
from domain.step import NoteIdentityCheck, Step
from domain.ticket import SupportHistory, Ticket
from knowledge.business_files import load_business
from tests.unit.agents.conftest import NOW
from tests.unit.agents.desk import Dialogue, MemoryCalendar, reading

SHOP = load_business(Path("businesses/shop"))
COMPOSER = Composer(SHOP)
REQUEST = Need("support", "request")
ANSWER = Need("support", "answer")
ORDER = re.compile(r"TS-\d{5}", re.IGNORECASE)
EMAIL = re.compile(r"[\w.]+@[\w.]+\w")


@dataclass
class Memory:
    """SupportMemory that learns from the steps."""

    checks: list[NoteIdentityCheck] = field(default_factory=list)
    tickets: list[Ticket] = field(default_factory=list)
    elsewhere: int = 0

    async def history(self, *, contact_id: str, conversation_id: str) -> SupportHistory:
        return SupportHistory(
            failed_checks=sum(not c.passed for c in self.checks),
            confirmed_orders=[c.subject for c in self.checks if c.passed],
            tickets=self.tickets,
        )

    async def failures_about(self, subject: str) -> int:
        return self.elsewhere + sum(not c.passed for c in self.checks if c.subject == subject)


class Customer:
    """One customer at the shop's support, with everything the desk would keep."""

    def __init__(self, business: Business = SHOP, now: datetime = NOW) -> None:
        self.dialogue = Dialogue(business=business, now=now, calendar=MemoryCalendar(business, now))
        self.memory = Memory()
        self.orders: Any = None
        self.last = Step()

    async def says(
        self, text: str, *routes: Route, choice: str | None = None, flags: list[Flag] | None = None
    ) -> Step:
        found = Entities(order_ids=[o.upper() for o in ORDER.findall(text)], emails=EMAIL.findall(text))
        read = reading(text, *routes, choice=choice, entities=found, flags=flags)
        return await self.gets(read, ANSWER if self.dialogue.pending is not None else REQUEST)

    async def gets(self, read: Reading, need: Need, **changes: Any) -> Step:
        turn = self.dialogue.turn(read, support=self.memory, orders=self.orders, **changes)
        self.last = self.dialogue.keep(await decide(turn, need))
        self.memory.checks += [a for a in self.last.actions if isinstance(a, NoteIdentityCheck)]
        return self.last

    async def happens(self, name: str, **data: object) -> Step:
        event = InboxEvent(
            kind="business", channel="web", provider_id="e", occurred_at=NOW, seq=1,
            payload={"name": name, "data": data},
        )  # fmt: skip
        return await self.gets(reading(), Need("support", "notice", event=event), event=event)

    def words(self) -> str:
        return "\n".join(o.text for o in COMPOSER.compose(self.last.acts, "ru", NOW))

    def said(self) -> list[str]:
        return [act.say for act in self.last.acts]


def actions(step: Step, kind: type) -> list[Any]:
    return [a for a in step.actions if isinstance(a, kind)]
