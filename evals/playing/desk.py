"""A stage: what all plays of a process share (graphs, understanding, index), and a fresh desk for each of them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from agents.tools.local_stock import LocalStock
from channels.capabilities import Capabilities
from channels.port import SendReceipt, SendRequest
from channels.registry import CHANNELS
from domain.business import Business
from domain.clock import Clock, VirtualClock
from domain.errors import BadRequest
from domain.event import ChannelName, Event, Sender
from engine.desk import Desk
from engine.settings import DATABASE_FILE, Settings

_MEMORY = Path("/dev/shm")  # noqa: S108 - only looked at; folders in it are made private
_ROOM_BYTES = 256 * 1024 * 1024


class StageClock:
    """The clock of whatever is being played; what the stage keeps between plays looks at it."""

    def __init__(self) -> None:
        self.current: Clock = VirtualClock(datetime(2026, 1, 1, tzinfo=UTC))

    def now(self) -> datetime:
        return self.current.now()


class PlayedChannel:
    """A channel without a network: as able as the real one, and everything it is given arrives."""

    def __init__(self, name: ChannelName) -> None:
        self.name: ChannelName = name
        self.capabilities = capabilities_of(name)

    def verify(self, headers: Any, body: bytes) -> None:
        """Nothing comes in this way."""

    def parse(self, body: bytes, sender: Sender | None = None) -> list[tuple[Sender, Event]]:
        raise BadRequest("a played channel receives events, not bytes")

    async def send(self, request: SendRequest) -> SendReceipt:
        return SendReceipt(provider_message_id=f"played:{request.outbox_id}")

    async def close(self) -> None:
        """Nothing to give back."""


def capabilities_of(name: ChannelName) -> Capabilities:
    """What the channel can show. Raises BadRequest for one that does not exist yet."""
    path = CHANNELS.get(name)
    if path is None:
        raise BadRequest(f"channel {name} cannot be played; choose from {', '.join(CHANNELS)}")
    found: Capabilities = import_module(path.replace(".adapter", ".capabilities")).CAPABILITIES
    return found


@dataclass
class OpenDesk:
    """One play's desk with its clock."""

    desk: Desk
    clock: VirtualClock
    stock: LocalStock | None = None
    """Where the business sells goods."""


class Stage:
    """One business, ready to be played many times, one play at a time.

    `dependencies` may be replaced before a play (a planted bug, a scripted model): every play takes it from here,
    with a database, calendar and clock of its own.
    """

    def __init__(self, business: Business, dependencies: Any, clock: StageClock, folder: Path) -> None:
        from langgraph.checkpoint.memory import InMemorySaver

        from graphs.approval import ApprovalRunner
        from graphs.conversation import ConversationRunner

        self.business = business
        self.dependencies = dependencies
        self._clock = clock
        self._folder = folder
        self.saver = InMemorySaver()
        self._conversations = ConversationRunner(dependencies, self.saver)
        self._approvals = ApprovalRunner(dependencies, self.saver)

    @classmethod
    @asynccontextmanager
    async def open(cls, business: str, *, businesses: Path, index: Path) -> AsyncIterator[Stage]:
        """Load models, graphs and policies of one business (seconds of CPU; index what changed first).

        Raises BusinessFileError.
        """
        from engine.bootstrap_graphs import build_dependencies, import_graphs
        from engine.business_loading import load_business_of
        from engine.inline import InlineEngine
        from engine.turns import TurnJobs
        from storage import migrate
        from storage.database import Database

        import_graphs()
        with tempfile.TemporaryDirectory(prefix="closeloop-evals-", dir=_fast_folder()) as name:
            folder = Path(name)
            settings = Settings(
                data_dir=folder,
                database_url="",
                business=business,
                businesses_dir=businesses,
                index_dir=index,
                model="",  # a seed must give the same run everywhere
                quote_key=SecretStr("a play's links are no secret"),
            )
            loaded = load_business_of(settings)
            migrate.upgrade(settings.database)
            clock = StageClock()
            template = Database.open(settings.database)
            try:
                jobs = TurnJobs(InlineEngine(template, clock))
                dependencies, indexing = build_dependencies(settings, loaded, template, jobs, clock)
                indexing(None)
                dependencies.understander.warm()
            finally:
                template.close()
            yield cls(loaded, dependencies, clock, folder)

    @asynccontextmanager
    async def desk(self, start: datetime, channel: ChannelName) -> AsyncIterator[OpenDesk]:
        """A fresh desk at `start` (aware), with only that channel. Its data is deleted afterwards."""
        from agents.tools.local_calendar import LocalCalendar
        from agents.tools.local_support_memory import LocalSupportMemory
        from agents.tools.local_waiting import LocalWaitingList
        from engine.bootstrap import OpenedEngine, assemble
        from engine.deferred import Runners
        from engine.inline import InlineEngine
        from engine.turns import TurnJobs
        from storage.database import Database

        clock = VirtualClock(start)
        self._clock.current = clock
        self._forget()
        with tempfile.TemporaryDirectory(prefix="play-", dir=self._folder) as name:
            folder = Path(name)
            shutil.copyfile(self._folder / DATABASE_FILE, folder / DATABASE_FILE)
            settings = Settings(data_dir=folder, database_url="", business=self.business.id)
            database = Database.open(settings.database)
            resources = AsyncExitStack()
            resources.callback(database.close)
            engine = InlineEngine(database, clock)
            goods = self.business.catalogue
            stock = LocalStock(goods) if goods is not None else None
            dependencies = replace(
                self.dependencies,
                database=database,
                jobs=TurnJobs(engine),
                clock=clock,
                stock=stock,
                calendar=LocalCalendar(self.business, database, clock),
                support=LocalSupportMemory(self.business, database, clock),
                waiting=LocalWaitingList(database),
            )
            runners = Runners(self._conversations.on(dependencies), self._approvals.on(dependencies))
            desk = assemble(
                settings,
                self.business,
                OpenedEngine(database, engine, None),
                clock,
                runners,
                {channel: PlayedChannel(channel)},
                resources=resources,
                stock=stock,
            )
            await desk.start()
            try:
                yield OpenDesk(desk, clock, stock)
            finally:
                await desk.stop()

    def _forget(self) -> None:
        """Checkpoints of earlier plays: a play must not find what another left."""
        self.saver.storage.clear()
        self.saver.writes.clear()
        self.saver.blobs.clear()


def _fast_folder() -> Path | None:
    """Memory, where there is some: a database on disk waits for the disk at every commit."""
    try:
        if shutil.disk_usage(_MEMORY).free >= _ROOM_BYTES:
            return _MEMORY
    except OSError:
        return None
    return None
