"""Telling callers on their event loops what a writing thread has done for them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Protocol


class Waiting(Protocol):
    """A caller's errand. `loop`: where the caller waits; None when it blocks a thread."""

    @property
    def loop(self) -> asyncio.AbstractEventLoop | None: ...

    def settle(self) -> None:
        """Hand over the result, on the caller's own loop or, without one, from any thread."""


def wake(done: Iterable[Waiting]) -> None:
    """Tell the callers. One wake-up per event loop, however many callers it has."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Waiting]] = {}
    for one in done:
        if one.loop is None:
            one.settle()
        else:
            by_loop.setdefault(one.loop, []).append(one)
    for loop, group in by_loop.items():
        try:
            loop.call_soon_threadsafe(settle_all, group)
        except RuntimeError:
            # That loop is closed: its callers are gone, their work is done all the same.
            continue


def settle_all(group: Iterable[Waiting]) -> None:
    """Hand over the results, on the callers' loop. An error of one is the loop's to report, and keeps no other waiting."""
    for one in group:
        try:
            one.settle()
        except Exception as error:
            context = {"message": "a result could not be handed over", "exception": error}
            asyncio.get_running_loop().call_exception_handler(context)
