"""One customer of the shop, turn by turn: readings in, steps out. What is open goes into the next turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from agents.catalogue.agent import decide
from agents.turn_context import TurnContext
from domain.business import Business
from domain.business.catalogue import Catalogue
from domain.conversation import Contact, Conversation
from domain.event import InboxEvent
from domain.goods import GoodsWish
from domain.reading import Entities, Reading, RouteScore
from domain.speech import SpeechAct
from domain.step import EndWait, PendingQuestion, Step, StoreRecord
from domain.turn import Situation
from knowledge.business_files import load_business
from tests.unit.agents.desk import MemoryPolicies

SHOP: Business = load_business(Path(__file__).parents[3] / "businesses" / "shop")
NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)


def catalogue() -> Catalogue:
    assert SHOP.catalogue is not None
    return SHOP.catalogue


LEVELS = {v.sku: v.stock for p in catalogue().products for v in p.variants}


@dataclass
class Stock:
    """Stock as it is told."""

    told: dict[str, int] = field(default_factory=dict)

    async def levels(self, skus: Any) -> dict[str, int]:
        return {s: self.told.get(s, LEVELS.get(s, 0)) for s in skus}


@dataclass
class Waits:
    """The waiting list, as the steps change it."""

    skus: set[str] = field(default_factory=set)

    async def waits_for(self, contact_id: str, sku: str) -> bool:
        return sku in self.skus

    def keep(self, step: Step) -> None:
        for action in step.actions:
            if isinstance(action, StoreRecord) and action.tool == "crm.waitlist":
                self.skus.add(action.fields["sku"])
            if isinstance(action, EndWait):
                self.skus.discard(action.sku)


@dataclass
class Buyer:
    """Nothing of the desk is there but stock and the waiting list."""

    stock: Stock = field(default_factory=Stock)
    frame: dict[str, Any] = field(default_factory=dict)
    pending: PendingQuestion | None = None
    opted_out: bool = False
    waits: Waits = field(default_factory=Waits)

    async def says(
        self, facts: Entities | None = None, *, choice: str | None = None, route: str = "sales"
    ) -> Step:
        reading = Reading(
            text="…", language="en", script="latin", choice=choice, entities=facts or Entities(),
            routes=[RouteScore(route=cast(Any, route), confidence=0.9)],
        )  # fmt: skip
        return await self._turn(reading, None)

    async def reads(self, reading: Reading) -> Step:
        return await self._turn(reading, None)

    async def hears(self, kind: str, payload: dict[str, Any]) -> Step:
        event = cast(InboxEvent, SimpleNamespace(kind=kind, payload=payload))
        return await self._turn(Reading(text="", language="en", script="latin"), event)

    async def _turn(self, reading: Reading, event: InboxEvent | None) -> Step:
        situation = Situation(
            now=NOW, contact=Contact(id="c", opted_out=self.opted_out), case=None, appointments=[],
            conversation=Conversation(id="v", contact_id="c", channel="web", business="shop"),
            pending_approvals=[], recent=[], last_seq=1,
        )  # fmt: skip
        step = await decide(
            TurnContext(
                business=SHOP,
                situation=situation,
                case_id="k",
                reading=reading,
                calendar=cast(Any, None),
                policies=MemoryPolicies(),
                stock=self.stock,
                waiting=self.waits,
                pending=self.pending,
                frame=self.frame,
                event=event,
            )
        )
        if step.frame is not None:
            self.frame = step.frame
        self.pending = step.pending
        self.waits.keep(step)
        return step


def said(step: Step) -> list[str]:
    """Names of the acts and their lines."""
    return [name for act in step.acts for name in (act.say, *(line.say for line in act.lines))]


def act(step: Step, name: str) -> SpeechAct:
    return next(a for one in step.acts for a in (one, *one.lines) if a.say == name)


def wants(*products: str, **wish: Any) -> Entities:
    return Entities(products=list(products), goods=GoodsWish(**wish))
