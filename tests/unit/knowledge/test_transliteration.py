"""Romanised Russian and Armenian find their own script again (R49, R51)."""

from __future__ import annotations

import pytest

from domain.language import Language
from knowledge.transliteration import Spelling, fold, guess_latin, to_armenian, to_cyrillic


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("skolko stoit chistka zubov", "сколко стоит чистка зубов"),
        ("zdravstvuyte, mojno zapisatsya?", "здравствуйте, можно записаться?"),
        ("u vas est skidka dlya detey", "у вас ест скидка для детей"),
        ("eto bolno?", "это болно?"),
        ("shchyotka", "щётка"),
        ("XOCHU ZAVTRA", "хочу завтра"),
    ],
)
def test_chat_spelling_becomes_russian(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(
    ("latin", "armenian"),
    [
        ("barev dzez", "բարև ձեզ"),
        ("inchqan arje", "ինչքան արջե"),
        ("uzum em grancvel", "ուզում եմ գրանցվել"),
        ("vortex eq gtnvum", "որտեղ եք գտնվում"),
        ("e", "է"),
    ],
)
def test_chat_spelling_becomes_armenian(latin: str, armenian: str) -> None:
    assert to_armenian(latin) == armenian


def test_numbers_and_native_words_stay_as_they_are() -> None:
    assert to_cyrillic("na 15:30, пожалуйста") == "на 15:30, пожалуйста"
    assert to_armenian("15000 դրամ") == "15000 դրամ"


def test_known_words_get_their_real_spelling() -> None:
    spelling = Spelling(["Можно записаться на чистку зубов?", "Ժամը քանիսի՞ց եք աշխատում"])
    assert spelling.repair(to_cyrillic("chistka? zapisatsya na chistku")) == "чистка? записаться на чистку"
    assert spelling.repair(to_armenian("jamy qanisic eq ashxatum")) == "ժամը քանիսից եք աշխատում"


def test_folding_hides_what_chat_spelling_loses() -> None:
    assert fold("Вернуть") == fold("вернут")
    assert fold("ժամը") == fold("ջամ")
    assert fold("կարո՞ղ") == fold("կարող")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("do skolki vy rabotaete zavtra", "ru"),
        ("hochu perenesti zapis na pyatnicu", "ru"),
        ("vaghy kareli e gal", "hy"),
        ("uzum em imanal gnery", "hy"),
        ("do you work on sunday", "en"),
        ("can I move my visit to friday", "en"),
    ],
)
def test_latin_letters_are_told_apart(text: str, language: Language) -> None:
    assert guess_latin(text) == language


@pytest.mark.parametrize("language", ["ru", "hy", "en"])
def test_a_word_that_says_little_takes_the_expected_language(language: Language) -> None:
    assert guess_latin("ok", expected=language) == language
    assert guess_latin("15:30", expected=language) == language
