"""How often something may happen, kept in this process's memory."""

from __future__ import annotations

import asyncio
import ipaddress
import math
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakValueDictionary

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import HTTPConnection

from domain.errors import CloseloopError

_HOUSEHOLD_BITS = 64
"""Of an IPv6 address: whoever has one has all that begin alike, and could come from another each time."""


def network_of(connection: HTTPConnection) -> str:
    """Who is counted as one: an IPv4 address, or the network of an IPv6 one; `unknown` where the server names none."""
    host = connection.client.host if connection.client else ""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, _HOUSEHOLD_BITS), strict=False))


class RateLimit:
    """`rules` such as "8/5seconds; 60/5minutes": all of them hold at once."""

    def __init__(self, rules: str) -> None:
        self._rules: list[RateLimitItem] = parse_many(rules)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def take(self, who: str) -> float:
        """Count one for `who`. 0.0 when it is allowed, else how many seconds to wait."""
        waits = [wait for rule in self._rules if (wait := self._wait(rule, who)) > 0]
        if waits:
            return max(waits)
        for rule in self._rules:
            self._limiter.hit(rule, who)
        return 0.0

    def is_spent(self, who: str) -> float:
        """Seconds until `who` may go on, without counting; 0.0 when they may now."""
        return max((self._wait(rule, who) for rule in self._rules), default=0.0)

    def forgive(self, who: str) -> None:
        """Forget what was counted for `who`."""
        for rule in self._rules:
            self._limiter.clear(rule, who)

    def _wait(self, rule: RateLimitItem, who: str) -> float:
        if self._limiter.test(rule, who):
            return 0.0
        reset, _ = self._limiter.get_window_stats(rule, who)
        return max(0.1, math.ceil((reset - time.time()) * 10) / 10)


class TooManyOpen(CloseloopError):
    """Somebody has as many open as they may."""

    def __init__(self) -> None:
        super().__init__("too many connections are open; close one first")


class AtOnce:
    """At most `most` of something open for each `who`."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: Counter[str] = Counter()

    @contextmanager
    def one_of(self, who: str) -> Iterator[None]:
        """Counts as open while it lasts. Raises TooManyOpen."""
        if self._open[who] >= self._most:
            raise TooManyOpen
        self._open[who] += 1
        try:
            yield
        finally:
            self._open[who] -= 1
            if not self._open[who]:
                del self._open[who]


class InTurn:
    """One after another for each `who`: what is tried all at once is counted like what is tried in turn."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, who: str) -> asyncio.Lock:
        """Hold it from the look at a limit until what was tried is counted."""
        lock = self._locks.get(who)
        if lock is None:
            lock = self._locks[who] = asyncio.Lock()
        return lock
