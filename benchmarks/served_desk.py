"""Our server as `closeloop serve` runs it, with the channel Telegram. Run as a program by `servers.py`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from api.server import run_desk
from benchmarks.desks import settings_for
from benchmarks.telegram import SECRET, TOKEN

if TYPE_CHECKING:
    from engine.desk import Desk


def serve(folder: Path, index: Path, port: int, bot_api_url: str) -> None:
    """Until stopped: the door here, the turns in a process of their own. `/ready` once messages are answered."""
    telegram = {
        "telegram_token": SecretStr(TOKEN),
        "telegram_secret": SecretStr(SECRET),
        "telegram_api": bot_api_url,
    }
    settings = settings_for(folder, index).model_copy(update=telegram)

    async def announce(_desk: Desk) -> None:
        print(f"listening on {port}", flush=True)

    run_desk(settings, host="127.0.0.1", port=port, announce=announce)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
