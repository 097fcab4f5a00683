"""How much is answered without a model."""

from __future__ import annotations

import pytest

from evals.local_share import share_at


def messages(*runs: tuple[float, int, int]) -> list[tuple[float, bool]]:
    """(confidence, right, wrong) of each run."""
    return [(c, True) for c, right, _ in runs for _ in range(right)] + [
        (c, False) for c, _, wrong in runs for _ in range(wrong)
    ]


@pytest.mark.parametrize(
    ("ones", "share", "at"),
    [
        (messages((0.9, 50, 0), (0.5, 0, 50)), 0.5, 0.9),
        (messages((0.9, 95, 5)), 1.0, 0.9),
        (messages((0.9, 94, 6)), 0.0, 1.0),
        (messages((0.9, 40, 4), (0.8, 160, 0), (0.4, 0, 100)), 204 / 304, 0.8),
        (messages((0.9, 10, 0)), 0.0, 1.0),
        ([], 0.0, 1.0),
    ],
    ids=["the sure half", "just enough", "one too many", "wrong ones made up for", "too few", "none"],
)
def test_the_largest_part_that_is_right_often_enough(
    ones: list[tuple[float, bool]], share: float, at: float
) -> None:
    assert share_at(ones) == (pytest.approx(share), at)


def test_messages_of_one_confidence_stay_together() -> None:
    ones = [(0.9, True)] * 30 + [(0.9, False)] * 30
    assert share_at(ones) == (0.0, 1.0)
