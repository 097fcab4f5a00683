"""Words of a file stand for exactly what its notation says."""

from __future__ import annotations

import re

import pytest

from agents.understanding.alternatives import any_of


@pytest.mark.parametrize(
    ("spelling", "text", "stands"),
    [
        ("лет", "лет", True), ("лет", "летом", False), ("возраст*", "возрасте", True), ("возраст*", "возраст", True),
        ("**ете", "делаете", True), ("**ете", "иете", False), ("***ete", "rabotaete", True), ("***ete", "crete", False),
        ("*n't", "don't", True), ("*n't", "n't", False), ("(do|can) (you|u)", "can u", True), ("(do|can) (you|u)", "can", False),
        ("где (мо|заказ)*", "где заказы", True), ("y.o", "yxo", False), ("м²", "м²", True),
    ],
)  # fmt: skip
def test_a_spelling_is_what_it_says(spelling: str, text: str, stands: bool) -> None:
    assert (re.fullmatch(any_of([spelling]), text) is not None) is stands


def test_one_of_several_is_enough_and_nothing_leaks_out_of_the_group() -> None:
    pattern = re.compile(rf"\b{any_of(['да', 'и (ещё|еще)'])}\b")
    assert pattern.search("и еще один")
    assert not pattern.search("данные")
