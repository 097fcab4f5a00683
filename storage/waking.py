"""Telling callers on their event loops what a writing thread has done for them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
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
            loop.call_soon_threadsafe(_settle_all, group)
        except RuntimeError:
            # That loop is closed: its callers are gone, their work is done all the same.
            continue


def _settle_all(group: Sequence[Waiting]) -> None:
    for one in group:
        one.settle()
