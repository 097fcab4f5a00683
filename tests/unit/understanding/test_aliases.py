"""Services by the names customers use, with words in between that do not belong to the name."""

from __future__ import annotations

import pytest

from agents.understanding.aliases import AliasIndex
from agents.understanding.lexicon import pieces_of

NAMES = AliasIndex([("paint a room", ("painting",), False), ("заменить кран", ("faucet",), False)])


def found(text: str) -> list[str]:
    return NAMES.find(pieces_of(text.lower()))


@pytest.mark.parametrize(
    "text",
    ["paint a 20 sq m room", "paint my big room", "paint a 3 by 4 m room", "заменить 2 шт. старых крана"],
)
def test_how_much_of_it_may_stand_between_and_two_words_more(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize("text", ["paint and clean my living room", "paint it is not, but what a nice room"])
def test_a_name_is_not_put_together_from_afar_or_over_an_and(text: str) -> None:
    assert found(text) == []
