"""`closeloop serve` and `closeloop demo`: the web application, for real use and for a first look."""

from __future__ import annotations

import shutil
import threading
import webbrowser

from cli.businesses import BUSINESSES
from domain.errors import Permanent
from engine.instance import InstanceLock
from engine.settings import Settings

DEMO_FOLDER = "demo"


def run_server(*, host: str, port: int) -> None:
    """Serve until stopped. The first start prints the owner's password, once."""
    settings = Settings()
    _serve(settings, host=host, port=port, demo=False)


def run_demo(*, business: str, port: int, open_browser: bool, fresh: bool) -> None:
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
    _serve(settings, host="127.0.0.1", port=port, demo=True, open_browser=open_browser)


def _serve(settings: Settings, *, host: str, port: int, demo: bool, open_browser: bool = False) -> None:
    import asyncio

    asyncio.run(_run(settings, host, port, demo=demo, open_browser=open_browser))


async def _run(settings: Settings, host: str, port: int, *, demo: bool, open_browser: bool) -> None:
    import uvicorn

    from api.app import create_app
    from api.inbox.first_staff import ensure_first_staff
    from engine.bootstrap import open_desk

    _check_free(host, port)
    desk = await open_desk(settings)
    password = None if demo else await ensure_first_staff(desk)
    app = create_app(desk, demo_mode=demo, allowed_origins=settings.allowed_origins)
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
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
