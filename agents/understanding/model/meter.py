"""What the model was asked, what came of it, and what it cost."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from agents.understanding.model.endpoint import ModelEndpoint
from agents.understanding.model.failure import Kind
from domain.clock import Clock

WRITER = "writer:"
REWORDING = "rewording:"
"""What the names of the numbers of the model that rewords begin with; those of the one that reads have none."""

_MILLION = 1_000_000


class Meter:
    """Counters since the start, and the cost of the current day (UTC)."""

    def __init__(self, endpoint: ModelEndpoint, clock: Clock) -> None:
        self._endpoint = endpoint
        self._clock = clock
        self.asked = 0
        """Messages on which the model was to be asked."""
        self.answered = 0
        self.requests = 0
        """HTTP requests, retries included."""
        self.failures: Counter[Kind] = Counter()
        self.input_tokens = 0
        self.output_tokens = 0
        self.cost = Decimal(0)
        self._day: date | None = None
        self._cost_today = Decimal(0)

    def add_tokens(self, input_tokens: int, output_tokens: int) -> None:
        cost = (
            self._endpoint.input_price * input_tokens + self._endpoint.output_price * output_tokens
        ) / _MILLION
        self.input_tokens += input_tokens
        self.output_tokens += output_tokens
        self.cost += cost
        self._cost_today = self.cost_today + cost

    @property
    def cost_today(self) -> Decimal:
        today = self._clock.now().date()
        if self._day != today:
            self._day, self._cost_today = today, Decimal(0)
        return self._cost_today

    @property
    def is_spent(self) -> bool:
        """Whether the day's limit is reached."""
        limit = self._endpoint.max_cost_per_day
        return limit is not None and self.cost_today >= limit

    def counts(self) -> dict[str, float]:
        """Plain numbers for `/metrics`, `failed:KIND` among them."""
        found: dict[str, float] = {
            "asked": self.asked,
            "answered": self.answered,
            "requests": self.requests,
            "input_tokens": self.input_tokens,
            "output_tokens": self.output_tokens,
            "cost": float(self.cost),
        }
        return found | {f"failed:{kind}": count for kind, count in sorted(self.failures.items())}
