"""Time comes from here, so that tests and evals can run a week in seconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """`now()` is aware UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class VirtualClock:
    """A clock that moves only when told to."""

    def __init__(self, now: datetime) -> None:
        if now.utcoffset() is None:
            raise ValueError("a clock needs a time with a timezone")
        self._now = now.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        """Move forward; time never runs back."""
        if by < timedelta(0):
            raise ValueError("a clock cannot be turned back")
        self._now += by

    def set(self, to: datetime) -> None:
        self.advance(to.astimezone(UTC) - self._now)
