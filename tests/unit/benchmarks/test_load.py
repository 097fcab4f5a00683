from __future__ import annotations

import random

from benchmarks.load import moments


def test_requests_are_due_at_the_asked_rate_and_never_after_the_end() -> None:
    due = list(moments(200.0, 10.0, random.Random(1)))
    assert 1800 < len(due) < 2200
    assert due == sorted(due)
    assert due[0] > 0
    assert due[-1] < 10.0


def test_the_same_seed_asks_at_the_same_moments() -> None:
    assert list(moments(50.0, 2.0, random.Random(3))) == list(moments(50.0, 2.0, random.Random(3)))
