"""A desk in a process of its own, for tests that kill it. Lines on stdin are messages: `customer<TAB>text`.

Prints `ready`, `acked <customer> <conversation id>` once a message is stored, `turn <texts>` when a turn starts. Turns
take `--turn-seconds`; with `--alarm-seconds` each sets its conversation's alarm that far ahead.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from domain.turn import TurnInput
from tests.fakes.echo import EchoRunner, silence_alarm
from tests.integration.engine.conftest import Customer, desks


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--url", default="")
    parser.add_argument("--turn-seconds", type=float, default=0.0)
    parser.add_argument("--alarm-seconds", type=float, default=None)
    arguments = parser.parse_args()
    timers = None if arguments.alarm_seconds is None else silence_alarm(arguments.alarm_seconds)

    async def take_long(turn: TurnInput) -> None:
        print("turn", " | ".join(event.text for event in turn.events), flush=True)
        await asyncio.sleep(arguments.turn_seconds)

    async with desks(arguments.folder) as open_desk:
        desk = await open_desk(
            runner=EchoRunner(before_commit=take_long, timers=timers), database_url=arguments.url
        )
        print("ready", flush=True)
        customers: dict[str, Customer] = {}
        while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
            name, text = line.split("\t")
            customer = customers.setdefault(name, Customer(desk, name))
            await customer.write(text)
            print("acked", name, customer.conversation_id, flush=True)


if __name__ == "__main__":
    import structlog

    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    asyncio.run(main())
