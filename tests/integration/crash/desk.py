"""The real desk, wired as `engine/bootstrap.py` wires it, with fakes where models and messengers would be."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from agents.tools.local_calendar import LocalCalendar
from agents.understanding.understander import Understander
from agents.writing.composer import Composer
from channels.capabilities import Capabilities
from channels.port import SendReceipt, SendRequest
from domain.business import Business
from domain.clock import Clock, SystemClock
from domain.event import ChannelName, Event, Sender
from engine.bootstrap import Runners, assemble, make_letterbox, open_engine
from engine.desk import Desk
from engine.settings import Settings
from engine.turns import TurnJobs
from graphs.approval import ApprovalRunner
from graphs.checkpointer import open_checkpointer
from graphs.conversation import ConversationRunner
from graphs.dependencies import Dependencies
from knowledge.business_files import load_business
from tests.fakes.scripted_understander import NoPolicies, ScriptedUnderstander
from tests.integration.crash.ledger import Ledger
from tests.integration.crash.points import Killer, WatchedApprovals, WatchedDatabase

BUSINESSES = Path(__file__).resolve().parents[3] / "businesses"


@dataclass(frozen=True)
class Clinic:
    """What every process of a run shares: read once, before the first fork."""

    business: Business
    composer: Composer

    @classmethod
    def load(cls) -> Clinic:
        business = load_business(BUSINESSES / "clinic")
        return cls(business, Composer(business))


class LedgerChannel:
    """A messenger that takes every message and notes it in a file."""

    name: ChannelName = "telegram"
    capabilities = Capabilities(text_max=4096)

    def __init__(self, ledger: Ledger, killer: Killer) -> None:
        self._ledger, self._killer = ledger, killer

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Everything is genuine."""

    def parse(self, body: bytes, sender: Sender | None = None) -> list[tuple[Sender, Event]]:
        return []

    async def send(self, request: SendRequest) -> SendReceipt:
        self._killer.at("send")
        await asyncio.sleep(0)
        self._ledger.note(outbox_id=request.outbox_id, to=request.external_id)
        self._killer.at("send:accepted")
        return SendReceipt(provider_message_id=f"sent-{request.outbox_id}")

    async def close(self) -> None:
        """Nothing to give back."""


def settings_of(folder: Path, url: str) -> Settings:
    values: dict[str, Any] = {
        "data_dir": folder, "database_url": url, "businesses_dir": BUSINESSES, "burst_wait_seconds": 0.0,
    }  # fmt: skip
    return Settings(_env_file=None, **values)


def checkpoints_of(settings: Settings) -> str:
    """Where the graphs keep theirs, as the bootstrap has it."""
    return f"sqlite:///{settings.database_folder / 'graphs.db'}" if settings.is_sqlite else settings.database


async def open_desk(
    clinic: Clinic,
    folder: Path,
    url: str,
    killer: Killer,
    *,
    understander: ScriptedUnderstander | None = None,
    clock: Clock | None = None,
    inline: bool = False,
) -> Desk:
    """A started desk; on the durable engine unless `inline`."""
    settings = settings_of(folder, url)
    settings.prepare_data_dir()
    clock = clock or SystemClock()
    async with AsyncExitStack() as resources:
        opened = await open_engine(settings, clock, resources, inline=inline)
        dependencies = Dependencies(
            business=clinic.business,
            database=opened.database,
            jobs=TurnJobs(opened.engine),
            clock=clock,
            understander=cast(Understander, understander or ScriptedUnderstander()),
            composer=clinic.composer,
            calendar=LocalCalendar(clinic.business, opened.database, clock),
            policies=NoPolicies(),
            on_node=killer.at,
        )
        saver = await resources.enter_async_context(open_checkpointer(checkpoints_of(settings)))
        killer.watch_checkpoints(saver)
        watched: Any = WatchedDatabase(opened.database, killer)
        approvals = ApprovalRunner(replace(dependencies, database=watched), saver)
        runners = Runners(ConversationRunner(dependencies, saver), WatchedApprovals(approvals, killer))
        channel = LedgerChannel(Ledger(folder / "sent.jsonl"), killer)
        desk = assemble(
            settings, clinic.business, opened, clock, runners, {"telegram": channel},
            resources=resources.pop_all(), letterbox=None if inline else make_letterbox(settings),
        )  # fmt: skip
    await desk.start()
    return desk
