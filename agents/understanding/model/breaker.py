"""A breaker: an endpoint that keeps failing is left alone for a while, then tried with one message."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from domain.clock import Clock

State = Literal["closed", "open", "half_open"]


class Breaker:
    """Opens after `failures_in_a_row`, for `rest_seconds`; then lets one call through. Not for several threads."""

    def __init__(self, clock: Clock, *, failures_in_a_row: int = 4, rest_seconds: float = 30.0) -> None:
        self._clock = clock
        self._limit = failures_in_a_row
        self._rest = timedelta(seconds=rest_seconds)
        self._failures = 0
        self._since: datetime | None = None
        self._until: datetime | None = None
        self._probing = False
        self.opened = 0
        """How often it has opened."""

    @property
    def state(self) -> State:
        if self._until is None or self._since is None:
            return "closed"
        now = self._clock.now()
        # A clock that was set back must not keep it open for a day.
        return "open" if self._since <= now < self._until else "half_open"

    def allow(self) -> bool:
        """Whether to call now. After a True, `succeeded`, `failed` or `left_open` has to follow."""
        state = self.state
        if state == "closed":
            return True
        if state == "open" or self._probing:
            return False
        self._probing = True
        return True

    def succeeded(self) -> None:
        self._failures, self._since, self._until, self._probing = 0, None, None, False

    def failed(self, *, rest_seconds: float | None = None, at_once: bool = False) -> None:
        """`at_once`: the next call would fail as well. `rest_seconds`: a longer rest, when the endpoint names one."""
        self._failures += 1
        if not (at_once or self._probing or self._failures >= self._limit):
            return
        self._probing = False
        now = self._clock.now()
        self._since, self._until = now, now + max(self._rest, timedelta(seconds=rest_seconds or 0.0))
        self.opened += 1

    def left_open(self) -> None:
        """The call ended without showing whether the endpoint works."""
        self._probing = False
