"""The served desk: the door in this process, the turns in another one unless the settings say otherwise."""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from domain.errors import Permanent
from engine.logs import set_up_logs
from engine.priorities import put_threads_behind
from engine.settings import Settings
from engine.slices import ACKNOWLEDGING_NANOSECONDS, work_in_slices
from engine.turn_process import TurnProcess

if TYPE_CHECKING:
    from engine.desk import Desk

SWITCH_SECONDS = 0.0002
Announce = Callable[["Desk"], Awaitable[None]]


def server_options(host: str, port: int) -> dict[str, Any]:
    """How uvicorn listens. Messengers keep connections for a minute: the default five seconds would cut them off. A
    visitor's frame is no larger than any other body.
    """
    from api.body import MAX_BODY_BYTES

    return {
        "host": host, "port": port, "log_level": "warning", "access_log": False, "timeout_keep_alive": 75,
        "timeout_graceful_shutdown": 2, "server_header": False,
        "ws_max_size": MAX_BODY_BYTES,
    }  # fmt: skip


def run_desk(
    settings: Settings, *, host: str, port: int, announce: Announce, demo_mode: bool = False
) -> None:
    """Serve until stopped. `announce` is called once the desk is open, before it listens.

    Raises Permanent when the address is taken or a file is broken, AlreadyRunning, BusinessFileError, ChannelSetupError.
    """
    check_free(host, port)
    # First of all: the turn process imports for seconds, and does so while this one imports what it needs.
    turns = None if settings.one_process else TurnProcess.launch(settings)
    set_up_logs()
    try:
        import uvicorn

        loop_factory = uvicorn.Config("", loop="auto").get_loop_factory()
        with asyncio.Runner(loop_factory=loop_factory) as runner:
            runner.run(_serve(settings, turns, host, port, announce, demo_mode))
    finally:
        if turns is not None:
            turns.abandon()


async def _serve(
    settings: Settings, turns: TurnProcess | None, host: str, port: int, announce: Announce, demo_mode: bool
) -> None:
    import uvicorn

    from api.app import create_app, with_short_way
    from api.problems import refusal_of

    desk = await _open(settings, turns)
    await announce(desk)
    app = create_app(desk, demo_mode=demo_mode, allowed_origins=settings.allowed_origins)
    # What is there now stays: looking through all of it for garbage again and again would keep messengers waiting.
    gc.collect()
    gc.freeze()
    # Whoever comes back from the disk does not wait five milliseconds for somebody who computes.
    sys.setswitchinterval(SWITCH_SECONDS)
    if turns is not None:
        put_threads_behind(desk.database.threads)
        work_in_slices(ACKNOWLEDGING_NANOSECONDS)
    try:
        await uvicorn.Server(uvicorn.Config(with_short_way(app), **server_options(host, port))).serve()
    except SystemExit:
        # So uvicorn ends when the desk does not start.
        if (refusal := refusal_of(app)) is not None:
            raise refusal from None
        raise


async def _open(settings: Settings, turns: TurnProcess | None) -> Desk:
    if turns is None:
        from engine.bootstrap import open_desk

        return await open_desk(settings)
    from engine.bootstrap_split import open_door

    return await open_door(settings, turns)


def check_free(host: str, port: int) -> None:
    """Raises Permanent, saying what to do, when something listens there already."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Permanent(
                f"cannot listen on {host}:{port} ({error.strerror}); choose another with --port"
            ) from error
