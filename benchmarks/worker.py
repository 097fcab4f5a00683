"""One measured thing in a process of its own, so that its CPU time and memory are its alone."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import traceback
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from multiprocessing.connection import Connection
from typing import Any

from domain.errors import CloseloopError
from engine.loops import fast_loop

Round = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]
"""Does one round as asked, and returns what it measured; both plain data."""

Open = Callable[[dict[str, Any]], AbstractAsyncContextManager[Round]]
"""A module's own function: it travels to the process by name."""

STOP_SECONDS = 30.0


class MeasurementFailed(CloseloopError):
    """What was to be measured did not work."""


class Worker:
    """`with Worker(open_it, options) as worker: worker.round(...)`. The process ends with the block."""

    def __init__(self, opener: Open, options: dict[str, Any]) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._here, there = spawn.Pipe()
        self._process = spawn.Process(target=_run, args=(there, opener, options), daemon=True)
        self._there = there

    def __enter__(self) -> Worker:
        self._process.start()
        self._there.close()
        try:
            self._take()
        except BaseException:
            self._kill()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):  # The process has ended already: there is nothing left to stop.
            self._here.send(None)
        self._process.join(STOP_SECONDS)
        self._kill()

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    def round(self, **request: Any) -> dict[str, Any]:
        """One round. Raises MeasurementFailed with the process's own traceback."""
        self._here.send(request)
        return self._take()

    def _take(self) -> dict[str, Any]:
        try:
            done, answer = self._here.recv()
        except EOFError:
            raise MeasurementFailed(f"the process of {self._process.name} has died") from None
        if not done:
            raise MeasurementFailed(f"a measurement did not work:\n{answer}")
        result: dict[str, Any] = answer
        return result

    def _kill(self) -> None:
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _run(connection: Connection, opener: Open, options: dict[str, Any]) -> None:
    # What is compared runs on the same event loop: the one that turns are served on.
    quiet_logs()
    try:
        with asyncio.Runner(loop_factory=fast_loop()) as runner:
            runner.run(_serve(connection, opener, options))
    except Exception:  # told to the process that measures, which raises it
        connection.send((False, traceback.format_exc()))


async def _serve(connection: Connection, opener: Open, options: dict[str, Any]) -> None:
    async with opener(options) as do_round:
        connection.send((True, {}))
        while (request := await asyncio.to_thread(connection.recv)) is not None:
            connection.send((True, await do_round(request)))


def quiet_logs() -> None:
    """What is logged costs as it does in production, then it is thrown away; CLOSELOOP_BENCH_LOG names a file."""
    from engine.logs import set_up_logs

    set_up_logs(open(os.environ.get("CLOSELOOP_BENCH_LOG", os.devnull), "ab"))  # noqa: SIM115
