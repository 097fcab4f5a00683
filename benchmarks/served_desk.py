"""Our server as `closeloop serve` runs it, with the channel Telegram. Run as a program by `servers.py`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import uvicorn

from api.app import create_app
from benchmarks.desks import settings_for
from benchmarks.servers import server_options
from benchmarks.telegram import SECRET, TOKEN
from benchmarks.worker import quiet_logs
from channels.registry import open_channels
from domain.clock import SystemClock
from engine.bootstrap import open_desk


async def serve(folder: Path, index: Path, port: int, bot_api_url: str) -> None:
    """Until stopped. Ready once the port answers."""
    clock = SystemClock()
    telegram = {"bot_token": TOKEN, "webhook_secret": SECRET, "base_url": bot_api_url}
    channels = open_channels({"web": {}, "telegram": telegram}, clock)
    desk = await open_desk(
        settings_for(folder, index), clock=clock, channels=channels, wait_for_policies=True
    )
    app = create_app(desk)

    @app.get("/ready")
    async def ready() -> str:
        return "ok"

    await uvicorn.Server(uvicorn.Config(app, **server_options(port))).serve()


if __name__ == "__main__":
    quiet_logs()
    asyncio.run(serve(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]))
