"""`closeloop serve` and `closeloop demo`: the web application, for real use and for a first look."""

from __future__ import annotations

import asyncio
import shutil
import threading
import webbrowser
from typing import TYPE_CHECKING

from cli.businesses import BUSINESSES
from domain.errors import Permanent
from engine.instance import InstanceLock
from engine.logs import set_up_logs
from engine.settings import Settings
from engine.turn_process import TurnProcess

if TYPE_CHECKING:
    from engine.desk import Desk

DEMO_FOLDER = "demo"


def run_server(*, host: str, port: int, one_process: bool | None = None) -> None:
    """Serve until stopped. The first start prints the owner's password, once."""
    settings = Settings()
    _check_free(host, port)
    _serve(_divided(settings, one_process), host=host, port=port, demo=False)


def run_demo(
    *, business: str, port: int, open_browser: bool, fresh: bool, one_process: bool | None = None
) -> None:
    """The demo page on this machine only."""
    base = Settings()
    folder = base.data_dir / DEMO_FOLDER
    index = base.index_folder()
    _check_free("127.0.0.1", port)
    if fresh and folder.exists():
        InstanceLock.take(folder).release()  # not under a demo that is running
        shutil.rmtree(folder)
    settings = Settings(
        data_dir=folder,
        database_url="",
        business=business,
        businesses_dir=BUSINESSES,
        index_dir=index,
    )
    print(f"closeloop: opening the front desk of {business!r} …", flush=True)
    _serve(_divided(settings, one_process), host="127.0.0.1", port=port, demo=True, open_browser=open_browser)


def _divided(settings: Settings, one_process: bool | None) -> Settings:
    return settings if one_process is None else settings.model_copy(update={"one_process": one_process})


def _serve(settings: Settings, *, host: str, port: int, demo: bool, open_browser: bool = False) -> None:
    # First of all: the turn process imports for seconds, and does so while this one imports what it needs.
    turns = None if settings.one_process else TurnProcess.launch(settings)
    set_up_logs()
    try:
        import uvicorn

        loop_factory = uvicorn.Config("", loop="auto").get_loop_factory()
        with asyncio.Runner(loop_factory=loop_factory) as runner:
            runner.run(_run(settings, turns, host, port, demo=demo, open_browser=open_browser))
    finally:
        if turns is not None:
            turns.abandon()


async def _run(
    settings: Settings, turns: TurnProcess | None, host: str, port: int, *, demo: bool, open_browser: bool
) -> None:
    import uvicorn

    from api.app import create_app
    from api.inbox.first_staff import ensure_first_staff

    desk = await _open(settings, turns)
    password = None if demo else await ensure_first_staff(desk)
    app = create_app(desk, demo_mode=demo, allowed_origins=settings.allowed_origins)
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=2,
        server_header=False,
    )
    server = uvicorn.Server(config)
    if password is not None:
        print(f"closeloop: first start. Login: owner  Password: {password}  (shown only now)", flush=True)
    print(f"closeloop: http://{host}:{port}/{'demo' if demo else 'inbox'}  (Ctrl-C stops)", flush=True)
    if open_browser:
        threading.Timer(1.0, webbrowser.open, [f"http://{host}:{port}/demo"]).start()
    await server.serve()


async def _open(settings: Settings, turns: TurnProcess | None) -> Desk:
    if turns is None:
        from engine.bootstrap import open_desk

        return await open_desk(settings)
    from engine.bootstrap_split import open_door

    return await open_door(settings, turns)


def _check_free(host: str, port: int) -> None:
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Permanent(
                f"cannot listen on {host}:{port} ({error.strerror}); choose another with --port"
            ) from error
