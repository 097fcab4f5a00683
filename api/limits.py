"""How often something may happen, kept in this process's memory."""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


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
