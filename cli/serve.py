"""`closeloop serve` and `closeloop demo`: the web application, for real use and for a first look."""

from __future__ import annotations

import shutil
import threading
import webbrowser
from typing import TYPE_CHECKING

from api.server import check_free, run_desk
from cli.businesses import BUSINESSES, require_business
from engine.instance import InstanceLock
from engine.settings import Settings

if TYPE_CHECKING:
    from engine.desk import Desk

DEMO_FOLDER = "demo"
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 -- what is listened on, and no address to open


def run_server(*, host: str, port: int, one_process: bool | None = None) -> None:
    """Serve until stopped. The first start prints the owner's password, once."""

    async def announce(desk: Desk) -> None:
        from api.inbox.first_staff import ensure_first_staff

        password = await ensure_first_staff(desk)
        if password is not None:
            print(f"closeloop: first start. Login: owner  Password: {password}  (shown only now)", flush=True)
        print(f"closeloop: http://{host}:{port}/inbox  (Ctrl-C stops)", flush=True)

    base = Settings()
    settings = base.model_copy(update={"public_url": _own_address(base, host, port)})
    run_desk(_divided(settings, one_process), host=host, port=port, announce=announce)


def run_demo(
    *, business: str, port: int, open_browser: bool, fresh: bool, one_process: bool | None = None
) -> None:
    """The demo page on this machine only."""
    require_business(business)
    base = Settings()
    folder = base.data_dir / DEMO_FOLDER
    index = base.index_folder()
    check_free("127.0.0.1", port)
    if fresh and folder.exists():
        InstanceLock.take(folder).release()  # not under a demo that is running
        shutil.rmtree(folder)
    settings = Settings(
        data_dir=folder,
        database_url="",
        business=business,
        businesses_dir=BUSINESSES,
        index_dir=index,
        public_url=_own_address(base, "127.0.0.1", port),
    )
    url = f"http://127.0.0.1:{port}/demo"
    print(f"closeloop: opening the front desk of {business!r} …", flush=True)

    async def announce(_desk: Desk) -> None:
        print(f"closeloop: {url}  (Ctrl-C stops)", flush=True)
        if open_browser:
            threading.Timer(1.0, webbrowser.open, [url]).start()

    run_desk(_divided(settings, one_process), host="127.0.0.1", port=port, demo_mode=True, announce=announce)


def _divided(settings: Settings, one_process: bool | None) -> Settings:
    return settings if one_process is None else settings.model_copy(update={"one_process": one_process})


def _own_address(settings: Settings, host: str, port: int) -> str:
    """What links to customers begin with: the owner's address, else this server's on this machine."""
    if "public_url" in settings.model_fields_set:
        return settings.public_url
    return f"http://{'localhost' if host in _EVERYWHERE else host}:{port}"
