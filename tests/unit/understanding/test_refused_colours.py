"""A colour that is named only to be ruled out is not wished for, in every language (R43)."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.understanding.goods.colours import ColourWords
from agents.understanding.lexicon import pieces_of
from knowledge.business_files import load_business

BUSINESSES = Path(__file__).parents[3] / "businesses"


@pytest.fixture(scope="module")
def colours() -> ColourWords:
    catalogue = load_business(BUSINESSES / "shop").catalogue
    assert catalogue is not None
    return ColourWords(catalogue.rules.colours)


@pytest.mark.parametrize(
    "text",
    [
        "только не чёрный", "не хочу чёрный", "мне не нужен чёрный", "чёрный не нравится", "любой, кроме чёрного",
        "I don't want black", "I don't like the black one", "anything but black", "any colour but black", "not in black",
        "սև չէ", "սև չլինի", "սևը պետք չի", "սևից բացի", "սև չեմ ուզում",
    ],
)  # fmt: skip
def test_a_colour_that_is_denied_is_ruled_out(colours: ColourWords, text: str) -> None:
    assert (colours.find(pieces_of(text)), colours.find_refused(pieces_of(text))) == ([], ["black"])


@pytest.mark.parametrize(
    "text",
    [
        "та же, но чёрная", "чёрный есть или нет?", "а чёрного нет?", "не подскажете, чёрный есть?",
        "the same but black", "don't you have black?", "I like black",
        "սևը կա՞", "սևով ունե՞ք",
    ],
)  # fmt: skip
def test_a_colour_beside_another_no_is_wished_for(colours: ColourWords, text: str) -> None:
    assert (colours.find(pieces_of(text)), colours.find_refused(pieces_of(text))) == (["black"], [])


def test_of_two_colours_each_is_what_is_said_of_it(colours: ColourWords) -> None:
    pieces = pieces_of("не синий, а чёрный")
    assert (colours.find(pieces), colours.find_refused(pieces)) == (["black"], ["blue"])
