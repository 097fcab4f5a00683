"""Why a model gave no reading. Never carries what a customer or a model wrote."""

from __future__ import annotations

from typing import Literal

from domain.errors import Retryable

Kind = Literal[
    "late", "unreachable", "busy", "server", "key", "forbidden", "no_model", "rejected", "refused",
    "unusable", "too_long", "too_big", "resting", "too_costly", "broken",
]  # fmt: skip
"""late: nothing before the deadline. busy: 429. server: 5xx. key: 401. no_model: 404. rejected: 400, 422. refused: the
model or its filter would not answer. unusable: an answer that is no reading. too_long: cut at the token limit.
too_big: more bytes than an answer can have. resting: the breaker is open. too_costly: the day's limit is reached.
broken: an error of the client library that we do not know."""

WORTH_RETRYING: frozenset[Kind] = frozenset({"unreachable", "busy", "server"})
WRONG_WAY: frozenset[Kind] = frozenset({"rejected", "unusable", "too_long", "server"})
"""The endpoint may not know this way of asking for an answer of a given form."""
HOPELESS: frozenset[Kind] = frozenset({"key", "no_model"})
"""The same for every message until the operator has changed something."""
BLAMELESS: frozenset[Kind] = frozenset({"refused", "resting", "too_costly"})
"""Says nothing about whether the endpoint works."""


class ModelFailed(Retryable):
    """No reading from the model this time. `retry_after_seconds` is the endpoint's own wish."""

    def __init__(
        self,
        kind: Kind,
        *,
        status: int | None = None,
        retry_after_seconds: float | None = None,
        param: str | None = None,
        tokens: tuple[int, int] = (0, 0),
    ) -> None:
        self.kind: Kind = kind
        self.status = status
        self.retry_after_seconds = retry_after_seconds
        self.param = param
        self.tokens = tokens
        """Input and output tokens that were used all the same."""
        super().__init__(f"{kind} ({status})" if status is not None else kind)
