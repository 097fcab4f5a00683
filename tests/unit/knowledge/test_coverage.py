"""A passage that knows nothing of what is asked is no answer, however alike the wording (R66)."""

from __future__ import annotations

import pytest

from knowledge.coverage import Coverage

EVERYDAY = [
    "Do you have a minute?",
    "What do you do?",
    "Do you work here?",
    "Вы работаете?",
    "У вас есть время?",
]
COVERAGE = Coverage(
    {
        "insurance": ["Do you work with insurance? We give you papers for your insurer."],
        "payment": ["Can I pay by card? You can pay in cash or by card.", "Можно оплатить картой?"],
        "companions": ["Can I come with a friend? Your companion can wait in the hall."],
        "hours": ["When are you open? We work from nine.", "Во сколько вы открываетесь?"],
    },
    EVERYDAY,
)


@pytest.mark.parametrize(
    ("asked", "other", "topic"),
    [
        ("Do you work with insurers?", "Do you work with Amex?", "insurance"),
        ("can I come with my friends", "can I come with my dog", "companions"),
        ("можно картой оплатить", "можно биткоином оплатить", "payment"),
    ],
)
def test_what_is_asked_about_counts_more_than_the_wording(asked: str, other: str, topic: str) -> None:
    assert COVERAGE.of(asked, topic) > COVERAGE.of(other, topic) + 0.2


def test_endings_and_slips_cost_little() -> None:
    assert COVERAGE.of("insurence papers", "insurance") > 0.6
    assert COVERAGE.of("оплату картами", "payment") > 0.5


def test_share_is_between_nothing_and_all() -> None:
    assert COVERAGE.of("", "payment") == 0.0
    assert COVERAGE.of("?!", "payment") == 0.0
    assert COVERAGE.of("xyzzy", "payment") == 0.0
    assert COVERAGE.of("Can I pay by card?", "payment") == pytest.approx(1.0)
    assert COVERAGE.of("pay", "nowhere") == 0.0
