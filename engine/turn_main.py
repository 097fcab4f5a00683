"""The turn process: engine, graphs, models, delivery, timers. Started by the door (engine/turn_process.py), ends with it."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from engine import turn_link
from engine.logs import set_up_logs
from engine.loops import fast_loop
from engine.model_counts import ModelCounts
from engine.priorities import put_process_behind
from engine.relay import Relay

if TYPE_CHECKING:
    from engine.desk import Desk

GRACE_SECONDS = 5.0
"""For running jobs at the end. Jobs may be cut short anywhere: the next start does them again."""
LONGEST_REASON = 500


def main() -> None:
    """Until told to stop, or until the door is gone. Ctrl-C goes to every process of the terminal: the door decides."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    put_process_behind()
    set_up_logs()
    heard = turn_link.read_lines(sys.stdin.fileno())
    orders = turn_link.Orders.model_validate_json(next(heard, b""))
    with asyncio.Runner(loop_factory=fast_loop()) as runner:
        code = runner.run(_work(orders, heard))
    sys.stdout.flush()
    # Threads that still import or index would keep the process; nothing of theirs is lost.
    os._exit(code)


async def _work(orders: turn_link.Orders, heard: Iterator[bytes]) -> int:
    from engine.bootstrap_split import open_turns  # seconds, while the door prepares the database

    loop, going, stopping = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stopping.set)
    say = partial(_say, orders.answers)
    relay = Relay(say, loop)
    ear = Ear(heard, loop, on_go=going.set, on_heard=relay.hear, on_stop=stopping.set)
    ear.start()
    if not await _first_of(going, stopping):
        return 0
    desk = await open_turns(
        orders.read_settings(),
        orders.name,
        relay=relay.pass_on,
        model_counts=ModelCounts(lambda counts: say([turn_link.MODEL, dict(counts)])),
    )
    ear.wake = desk.wake
    ear.must_wait = True
    await desk.start()
    say([turn_link.STARTED])
    reporting = asyncio.create_task(_report(desk, say), name="report-readiness")
    await stopping.wait()
    reporting.cancel()
    threading.Timer(GRACE_SECONDS, os._exit, [0]).start()
    await desk.stop()
    return 0


class Ear(threading.Thread):
    """Hears the door on a thread of its own: also while the event loop is busy."""

    def __init__(
        self,
        heard: Iterator[bytes],
        loop: asyncio.AbstractEventLoop,
        *,
        on_go: Callable[[], object],
        on_heard: Callable[[bool], object],
        on_stop: Callable[[], object],
    ) -> None:
        super().__init__(daemon=True, name="ear")
        self._heard = heard
        self._loop = loop
        self._on_go = on_go
        self._on_heard = on_heard
        self._on_stop = on_stop
        self.wake: Callable[[], object] | None = None
        self.must_wait = False
        """Jobs may be running: the end has to wait for them."""

    def run(self) -> None:
        for line in self._heard:
            if line == turn_link.WAKE and self.wake is not None:
                self.wake()
            elif line in (turn_link.HEARD, turn_link.UNHEARD):
                self._on_heard(line == turn_link.HEARD)
            elif line == turn_link.GO:
                self._loop.call_soon_threadsafe(self._on_go)
            elif line == turn_link.STOP:
                break
        # Told to stop, or the door is gone.
        if not self.must_wait:
            os._exit(0)
        # If the loop hangs, the timer ends the process all the same.
        timer = threading.Timer(GRACE_SECONDS + 1.0, os._exit, [1])
        timer.daemon = True
        timer.start()
        self._loop.call_soon_threadsafe(self._on_stop)


async def _first_of(wanted: asyncio.Event, other: asyncio.Event) -> bool:
    """Whether `wanted` came, and not `other`."""
    waits = [asyncio.create_task(event.wait()) for event in (wanted, other)]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
    return wanted.is_set()


async def _report(desk: Desk, say: Callable[[list[Any]], None]) -> None:
    """Tell the door when messages are answered, and why not when they will not be."""
    await desk.readiness.settled.wait()
    reason = desk.readiness.reason
    say([turn_link.NOT_READY, reason[:LONGEST_REASON]] if reason else [turn_link.READY])
    await desk.readiness.loaded.wait()
    # What is there now stays: looking through all of it for garbage again and again would keep customers waiting, a
    # quarter of a second each time.
    gc.collect()
    gc.freeze()


def _say(pipe: int, what: list[Any]) -> None:
    turn_link.say(pipe, json.dumps(what).encode())


if __name__ == "__main__":
    main()
