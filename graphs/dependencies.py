"""What the graphs' nodes may use. Built once by `engine/bootstrap.py`, passed as LangGraph's run context."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from agents.tools.calendar import CalendarPort
from agents.tools.catalogue import StockPort
from agents.tools.orders import OrderPort
from agents.tools.policies import PolicyPort
from agents.tools.quotes import QuotePort
from agents.tools.support_memory import SupportMemory
from agents.tools.waiting import WaitingList
from agents.understanding.reading_context import ReadingContext
from agents.understanding.understander import Understander
from agents.writing.composer import Composer, Draft
from agents.writing.voice import Voice
from domain.business import Business
from domain.clock import Clock
from domain.language import Language
from domain.reading import Reading
from domain.speech import Outgoing
from storage.database import Database
from storage.jobs import JobQueue


class SecondReader(Protocol):
    """Makes an unsure reading better, or gives it back as it is. Never raises, and never takes long."""

    async def improve(self, reading: Reading, context: ReadingContext) -> Reading: ...

    def close(self) -> None: ...


class Writer(Protocol):
    """Rewords a composed reply, or gives it back as it is. Never raises, and never takes long."""

    async def reword(self, drafts: list[Draft], language: Language, voice: Voice) -> list[Outgoing]: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Dependencies:
    """Shared by all turns of the process; nothing in it belongs to one conversation."""

    business: Business
    database: Database
    jobs: JobQueue
    clock: Clock
    understander: Understander
    composer: Composer
    calendar: CalendarPort
    policies: PolicyPort
    quotes: QuotePort | None = None
    orders: OrderPort | None = None
    support: SupportMemory | None = None
    stock: StockPort | None = None
    """Where the business sells goods."""
    waiting: WaitingList | None = None
    second_reader: SecondReader | None = None
    """A model, when one is configured."""
    writer: Writer | None = None
    """The same model rewording replies, when that is wished for."""
    on_node: Callable[[str], None] | None = None
    """Told the name of each node as it begins, and `name:done` as it ends: for timings, and for tests that kill."""
