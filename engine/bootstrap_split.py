"""The wiring of a desk in two processes: a door that stores and shows, and turns that answer and send."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack

from domain.clock import SystemClock
from engine.bootstrap import SQLITE_EXECUTOR, furnish, make_letterbox, open_database, open_executor
from engine.bootstrap_channels import open_adapters
from engine.business_loading import load_business_of
from engine.dbos_engine import DbosEngine
from engine.desk import Desk
from engine.door_engine import DoorEngine
from engine.model_counts import ModelCounts
from engine.notifier import Note, Notifier
from engine.settings import Settings
from engine.tail import InboxTail
from engine.turn_process import TurnProcess


async def open_door(settings: Settings, turns: TurnProcess) -> Desk:
    """The desk as web, chat and inbox see it, with no model and no graph in its process. `turns` is launched, and ends
    with the desk.

    Raises BusinessFileError for mistakes in the owner's files, ChannelSetupError; then nothing is left running.
    """
    from storage import migrate

    clock = SystemClock()
    async with AsyncExitStack() as resources:
        resources.callback(turns.abandon)
        business = await asyncio.to_thread(load_business_of, settings)
        await asyncio.to_thread(migrate.upgrade, settings.database)
        database = open_database(settings, resources)
        adapters = await open_adapters(settings, clock, resources)
        notifier = Notifier()
        notifier.on_heard = turns.hear
        tail = InboxTail(database, notifier)
        queue = DbosEngine(database, executor_id=SQLITE_EXECUTOR, when_enqueued=turns.wake)
        return Desk(
            settings=settings,
            business=business,
            database=database,
            clock=clock,
            notifier=notifier,
            channels=adapters,
            engine=DoorEngine(queue, turns, database, notifier, tail),
            handlers={},
            resources=resources.pop_all(),
            started=asyncio.Event(),
            # On Postgres the processes of other doors commit as well; what ours commit, ours tell.
            tail=tail if not settings.is_sqlite else None,
            readiness=turns.readiness,
            model_counts=turns.model_counts,
            letterbox=make_letterbox(settings),
        )


async def open_turns(
    settings: Settings, place: str, *, relay: Callable[[Note], None], model_counts: ModelCounts
) -> Desk:
    """The desk in the turn process of the door that holds `place`. The door has brought the database up to date.

    Raises BusinessFileError, ChannelSetupError.
    """
    clock = SystemClock()
    async with AsyncExitStack() as resources:
        business = await asyncio.to_thread(load_business_of, settings)
        database = open_database(settings, resources)
        adapters = await open_adapters(settings, clock, resources)
        return await furnish(
            settings,
            business,
            open_executor(settings, database, place),
            clock,
            adapters,
            resources,
            in_background=True,
            wait_for_policies=False,
            notifier=Notifier(relay),
            model_counts=model_counts,
        )
