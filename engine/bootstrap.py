"""The wiring: from settings to a desk that can be started. Its channels: `bootstrap_channels.py`; its graphs:
`bootstrap_graphs.py`; in two processes: `bootstrap_split.py`."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta

from agents.tools.catalogue import StockPort
from agents.tools.local_calendar import LocalCalendar
from agents.tools.local_orders import LocalOrders
from agents.tools.orders import OrderPort
from channels.port import ChannelAdapter
from domain.business.business import Business
from domain.clock import Clock, SystemClock
from domain.event import ChannelName
from domain.language import Language
from engine.alarms import AlarmRinger
from engine.approvals import ApprovalHandler
from engine.attempts import no_pause
from engine.bootstrap_channels import open_adapters
from engine.bootstrap_graphs import build_dependencies, open_orders, open_runners, open_stock
from engine.business_loading import load_business_of, speak_first
from engine.dbos_engine import DbosEngine
from engine.deferred import Runners, load_in_background
from engine.delivery import Delivery
from engine.desk import Desk
from engine.errands import ErrandRunner
from engine.freed_times import FreedTimes
from engine.housekeeping import Housekeeping, Watch
from engine.indexing import prepare_in_background
from engine.inline import InlineEngine
from engine.instance import InstanceLock
from engine.leases import LeaseKeeper
from engine.model_counts import ModelCounts
from engine.notifier import Notifier
from engine.port import Engine, Handlers
from engine.readiness import Readiness
from engine.restock import RestockWatch
from engine.settings import Settings
from engine.tail import InboxTail
from engine.turns import TurnHandler, TurnJobs
from engine.typing_signs import TypingSigns
from storage.database import Database
from storage.letterbox import Letterbox

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
            letterbox=None if inline else make_letterbox(settings),
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
    letterbox: Letterbox | None = None,
) -> Desk:
    """The desk with its graphs and models, loaded now or, `in_background`, after its start. Takes `resources` over."""
    started, readiness = asyncio.Event(), Readiness()
    counts = model_counts or ModelCounts()
    orders, stock = open_orders(settings, business), open_stock(settings, business)
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
            stock,
        )
        if dependencies.second_reader is not None:
            late.push_async_callback(asyncio.to_thread, dependencies.second_reader.close)
        if dependencies.writer is not None:
            late.push_async_callback(asyncio.to_thread, dependencies.writer.close)
        loaded = await open_runners(settings, dependencies, late)
        if wait_for_policies:
            await asyncio.to_thread(indexing, None)
            readiness.now_ready()
            readiness.loaded.set()
        else:
            reader, composer = dependencies.understander, dependencies.composer
            reader.find_services_later()
            later = {
                "words": lambda _: composer.warm(),
                "services": reader.warm_services,
                "policies": indexing,
                # What the first messages would else wait for.
                "patterns": lambda _: reader.warm_patterns(),
            }
            prepare_in_background(reader.warm, later, late, started, readiness)
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
        stock=stock,
        letterbox=letterbox,
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


def make_letterbox(settings: Settings) -> Letterbox | None:
    """Beside an SQLite file, for the process that listens. Postgres has many writers: nothing waits there."""
    if not settings.is_sqlite:
        return None
    return Letterbox(settings.database_folder, settings.database_path)


def open_executor(settings: Settings, database: Database, place: str) -> OpenedEngine:
    """The durable engine of the process that holds `place` in the data folder."""
    executor_id = SQLITE_EXECUTOR if settings.is_sqlite else place
    leases = None if settings.is_sqlite else LeaseKeeper(database, executor_id)
    return OpenedEngine(database, DbosEngine(database, executor_id=executor_id), leases)


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
    readiness: Readiness | None = None,
    notifier: Notifier | None = None,
    model_counts: ModelCounts | None = None,
    orders: OrderPort | None = None,
    stock: StockPort | None = None,
    letterbox: Letterbox | None = None,
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
        Apology(business, Composer(business)),
        TypingSigns(database, channels),
        longest_wait_seconds=settings.burst_longest_seconds,
        pause=no_pause if is_inline else asyncio.sleep,
    )
    handlers: Handlers = {
        "turn": turns,
        "send": delivery,
        "alarm": ringer,
        "approval": ApprovalHandler(runners.approval),
        "errand": ErrandRunner(database, orders or LocalOrders(business), engine, clock),
    }
    calendar = LocalCalendar(business, database, clock)
    watches: list[Watch] = [FreedTimes(database, engine, calendar, business, clock)]
    if stock is not None:
        watches.append(RestockWatch(database, engine, stock, business, clock))
    housekeeping = None
    if not is_inline:
        housekeeping = Housekeeping(
            database,
            engine,
            ringer,
            clock,
            keep_jobs=timedelta(days=settings.keep_jobs_days),
            keep_visitors=timedelta(days=settings.keep_visitors_days),
            watches=watches,
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
        watches=watches,
        leases=opened.leases,
        tail=InboxTail(database, notifier) if opened.leases is not None else None,
        readiness=readiness,
        model_counts=model_counts,
        letterbox=letterbox,
    )
