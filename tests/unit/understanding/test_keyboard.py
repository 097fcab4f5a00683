"""Slips on the keyboard are told from words."""

from __future__ import annotations

import pytest

from agents.understanding.keyboard import are_slips
from agents.understanding.lexicon import load_lexicon
from domain.language import Language


@pytest.mark.parametrize(
    "text",
    ["йцукен", "ячсмить", "ываыва фыва", "фывапр", "ասդֆգհ", "կլկլկլ մնմնմն", "քքքք ռռռռ", "ֆդսֆդս", "ввввв"],
)
def test_slips_are_known(text: str) -> None:
    assert are_slips(text.split())


@pytest.mark.parametrize(
    "text",
    ["пара", "папа", "опора", "вода", "нет", "пропал", "да", "այո", "կալա", "մրգ", "йцукен запись", ""],
)
def test_words_are_none(text: str) -> None:
    assert not are_slips(text.split())


@pytest.mark.parametrize("language", ["ru", "hy"])
def test_no_word_of_the_lists_is_one(language: Language) -> None:
    for words in load_lexicon(language).values():
        assert not [word for word in words.words() if are_slips([word])]
