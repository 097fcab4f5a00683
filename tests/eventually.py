"""Waiting for what happens on another thread, in another process or in the database, where nothing can tell us of it.

This is the one place of the tests that looks in a loop, and so the one that sleeps: looking without a pause would take
the CPU from what is waited for. No test passes because a pause was long enough: what holds is looked for until a deadline.
Where somebody can tell (an event, a pipe, a future with its time-out), wait for that instead.
"""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable, Sized
from typing import TypeVar

T = TypeVar("T")


class TimedOut(AssertionError):
    """It did not happen; the message says what was seen last."""


async def eventually(
    look: Callable[[], T | Awaitable[T]],
    holds: Callable[[T], object] = bool,
    *,
    seconds: float = 20.0,
    every_seconds: float = 0.02,
    pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> T:
    """What `look` gave as soon as it `holds`, for the test to assert on. `pause` lets time pass, real or virtual.

    Raises TimedOut after `seconds` of real time.
    """
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        seen: T = await found if inspect.isawaitable(found) else found  # type: ignore[assignment]
        if holds(seen):
            return seen
        if time.monotonic() > deadline:
            raise TimedOut(f"after {seconds:g} s there is only {seen!r}")
        await pause(every_seconds)


def wait_until(
    look: Callable[[], T],
    holds: Callable[[T], object] = bool,
    *,
    seconds: float = 20.0,
    every_seconds: float = 0.05,
    explain: Callable[[], str] = str,
) -> T:
    """The same without an event loop; `explain` tells more when the time is over."""
    deadline = time.monotonic() + seconds
    while not holds(seen := look()):
        if time.monotonic() > deadline:
            raise TimedOut(f"after {seconds:g} s there is only {seen!r} {explain()}".rstrip())
        time.sleep(every_seconds)
    return seen


def at_least(count: int) -> Callable[[Sized], bool]:
    """So many of them are there."""
    return lambda seen: len(seen) >= count


def equal_to(expected: object) -> Callable[[object], bool]:
    """What is seen is what is expected."""
    return lambda seen: seen == expected
