"""Whether messages are answered yet, and in plain words why not."""

from __future__ import annotations

import asyncio

LOADING = "the models are being loaded"


class Readiness:
    """`reason` says what is missing; empty once messages are answered. What arrives before that is stored all the
    same, and answered afterwards.
    """

    def __init__(self, reason: str = LOADING) -> None:
        self.reason = reason
        self.settled = asyncio.Event()
        """It is known whether messages will be answered."""
        self.loaded = asyncio.Event()
        """Nothing that the process keeps is being loaded any more."""

    @property
    def is_ready(self) -> bool:
        return not self.reason

    def now_ready(self) -> None:
        """Messages are answered."""
        self.reason = ""
        self.settled.set()

    def not_ready(self, reason: str) -> None:
        """Messages are not answered, for this reason."""
        self.reason = reason
        self.settled.set()


def answering() -> Readiness:
    """Of a desk that was given its models loaded."""
    readiness = Readiness()
    readiness.now_ready()
    readiness.loaded.set()
    return readiness
