"""Which model is asked, and how much time and money it may take."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

DEFAULT_BASE_URL = "https://api.openai.com/v1"
NO_KEY = "none"


@dataclass(frozen=True)
class ModelEndpoint:
    """Any server that speaks OpenAI's chat completions.

    `deadline_seconds` is for one reading with all its retries. Prices are per million tokens, in whatever currency
    `max_cost_per_day` is in; a day ends at midnight UTC. None: no limit.
    """

    model: str
    base_url: str = DEFAULT_BASE_URL
    api_key: str = field(default=NO_KEY, repr=False)
    deadline_seconds: float = 4.0
    input_price: Decimal = Decimal(0)
    output_price: Decimal = Decimal(0)
    max_cost_per_day: Decimal | None = None

    @property
    def name(self) -> str:
        return f"{self.model} at {self.base_url}"
