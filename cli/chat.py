"""`closeloop chat`: the front desk in the terminal, for people and (with --jsonl) for programs."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from cli.businesses import BUSINESSES, open_business
from cli.json_lines import parse_line
from cli.session import ChatSession
from domain.clock import VirtualClock
from domain.errors import BadRequest, CloseloopError
from domain.language import LANGUAGES, Language
from domain.moments import parse_moment


def run_chat(*, business: str, language: str | None, jsonl: bool, now: str | None) -> None:
    """Talk until the end of input. Conversations live in a temporary folder that is deleted afterwards."""
    if language is not None and language not in LANGUAGES:
        raise BadRequest(f"--lang must be one of {', '.join(get_args(Language))}")
    loaded = open_business(business)
    moment = parse_moment(now, loaded.zone) or datetime.now(UTC)
    _quiet_logs()
    with tempfile.TemporaryDirectory(prefix="closeloop-chat-") as folder:
        talk = _talk_jsonl if jsonl else _talk
        asyncio.run(talk(business, language, VirtualClock(moment), Path(folder)))


def _quiet_logs() -> None:
    """Standard output belongs to the conversation; warnings go to standard error."""
    import logging

    import structlog

    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


async def _open(business: str, language: Language | None, clock: VirtualClock, folder: Path) -> ChatSession:
    from engine.bootstrap import open_desk
    from engine.settings import Settings

    index = Settings().index_folder()
    settings = Settings(
        data_dir=folder, database_url="", business=business, businesses_dir=BUSINESSES, index_dir=index
    )
    desk = await open_desk(settings, clock=clock, inline=True, language=language, wait_for_policies=True)
    await desk.start()
    return ChatSession(desk, clock)


async def _talk_jsonl(business: str, language: Language | None, clock: VirtualClock, folder: Path) -> None:
    session = await _open(business, language, clock, folder)
    try:
        number = 0
        while raw := await asyncio.to_thread(sys.stdin.readline):
            number += 1
            if not raw.strip():
                continue
            try:
                answer = await session.handle(parse_line(raw))
            except CloseloopError as error:
                answer = {"error": f"line {number}: {error}"}
            print(json.dumps(answer, ensure_ascii=False), flush=True)
    finally:
        await session.close()


async def _talk(business: str, language: Language | None, clock: VirtualClock, folder: Path) -> None:
    from rich.console import Console

    console = Console()
    console.print("[dim]Opening the front desk …[/dim]")
    session = await _open(business, language, clock, folder)
    console.print("[dim]Write as a customer. A number picks an option; an empty line ends.[/dim]")
    options: list[dict[str, str]] = []
    try:
        while line := (await asyncio.to_thread(_ask)).strip():
            _follow_the_wall_clock(clock)
            picked = options[int(line) - 1] if line.isdigit() and 0 < int(line) <= len(options) else None
            answer = await session.handle(
                {"button": picked["id"], "label": picked["label"]} if picked else {"text": line}
            )
            for reply in answer["replies"]:
                console.print(f"\n[bold]{business}[/bold]  ", end="")
                console.print(reply["text"], markup=False, highlight=False)
                options = reply["options"] or options
                for number, option in enumerate(reply["options"], 1):
                    console.print(f"   {number}. {option['label']}", markup=False, highlight=False)
            for approval in answer["approvals"]:
                console.print(f"[yellow]   staff are asked: {approval['reason']}[/yellow]")
            console.print(f"[dim]   {answer['turn_ms']} ms[/dim]")
    finally:
        await session.close()


def _ask() -> str:
    try:
        return input("\nyou  ")
    except EOFError:
        return ""


def _follow_the_wall_clock(clock: VirtualClock) -> None:
    now = datetime.now(UTC)
    if now > clock.now():
        clock.set(now)
