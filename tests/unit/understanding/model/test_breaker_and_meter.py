"""An endpoint that keeps failing is left alone, and what the model costs is counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from agents.understanding.model.breaker import Breaker
from agents.understanding.model.endpoint import ModelEndpoint
from agents.understanding.model.meter import Meter
from agents.understanding.model.waiting import named_wait
from domain.clock import VirtualClock

START = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(START)


def opened(clock: VirtualClock) -> Breaker:
    breaker = Breaker(clock, failures_in_a_row=3, rest_seconds=30)
    for _ in range(3):
        assert breaker.allow()
        breaker.failed()
    return breaker


def test_it_opens_after_failures_in_a_row_only(clock: VirtualClock) -> None:
    breaker = Breaker(clock, failures_in_a_row=3)
    for _ in range(2):
        breaker.failed()
    breaker.succeeded()
    for _ in range(2):
        breaker.failed()
    assert breaker.allow()
    breaker.failed()
    assert not breaker.allow()
    assert breaker.opened == 1


def test_after_a_rest_one_call_is_let_through(clock: VirtualClock) -> None:
    breaker = opened(clock)
    clock.advance(timedelta(seconds=29))
    assert not breaker.allow()
    clock.advance(timedelta(seconds=1))
    assert breaker.state == "half_open"
    assert breaker.allow()
    assert not breaker.allow()


def test_a_probe_decides(clock: VirtualClock) -> None:
    breaker = opened(clock)
    clock.advance(timedelta(seconds=30))
    assert breaker.allow()
    breaker.failed()
    assert breaker.state == "open"
    clock.advance(timedelta(seconds=30))
    assert breaker.allow()
    breaker.succeeded()
    assert breaker.state == "closed"
    assert breaker.allow()


def test_a_probe_that_shows_nothing_is_followed_by_another(clock: VirtualClock) -> None:
    breaker = opened(clock)
    clock.advance(timedelta(seconds=30))
    assert breaker.allow()
    breaker.left_open()
    assert breaker.allow()


def test_a_longer_rest_is_kept_when_the_endpoint_names_one(clock: VirtualClock) -> None:
    breaker = Breaker(clock, rest_seconds=30)
    breaker.failed(rest_seconds=120, at_once=True)
    clock.advance(timedelta(seconds=119))
    assert not breaker.allow()
    clock.advance(timedelta(seconds=1))
    assert breaker.allow()


def test_a_clock_that_was_set_back_does_not_keep_it_open() -> None:
    class Backwards:
        moment = START

        def now(self) -> datetime:
            return self.moment

    clock = Backwards()
    breaker = Breaker(clock, failures_in_a_row=1)
    breaker.failed()
    assert not breaker.allow()
    clock.moment = START - timedelta(days=1)
    assert breaker.allow()


def test_cost_is_counted_by_day(clock: VirtualClock) -> None:
    endpoint = ModelEndpoint(
        "m", input_price=Decimal("0.50"), output_price=Decimal(2), max_cost_per_day=Decimal("0.001")
    )
    meter = Meter(endpoint, clock)
    meter.add_tokens(1000, 100)
    assert meter.cost == Decimal("0.0007")
    assert not meter.is_spent
    meter.add_tokens(1000, 100)
    assert meter.is_spent
    clock.advance(timedelta(hours=2))
    assert not meter.is_spent
    assert meter.cost == Decimal("0.0014")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after-ms": "250", "retry-after": "1"}, 0.25),
        ({"retry-after": "Tue, 24 Nov 2026 10:00:03 GMT", "date": "Tue, 24 Nov 2026 10:00:00 GMT"}, 3.0),
        ({"retry-after": "Tue, 24 Nov 2026 09:00:03 GMT", "date": "Tue, 24 Nov 2026 10:00:00 GMT"}, 0.0),
        ({"retry-after": "Tue, 24 Nov 2026 10:00:03 GMT"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "inf"}, None),
        ({}, None),
    ],
)
def test_what_an_endpoint_wants_us_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert named_wait(headers) == seconds
