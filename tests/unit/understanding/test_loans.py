"""Russian words in an Armenian message are read as the Armenian ones, and do not make it Russian."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from agents.understanding.transliteration import Detransliterator
from domain.reading import Reading

_LOANS = {"սկիդկա": "զեղչ", "դավայտե": "եկեք", "կարտա": "քարտ"}


@pytest.fixture
def armenian() -> Detransliterator:
    return Detransliterator("hy", ["պետք", "ունեք", "քարտ"], loans=_LOANS)


@pytest.mark.parametrize(
    ("text", "native"), [("skidka uneq", "զեղչ ունեք"), ("davayte", "եկեք"), ("davaite", "եկեք")]
)
def test_a_loan_in_latin_letters_is_found_by_its_sound(
    armenian: Detransliterator, text: str, native: str
) -> None:
    assert armenian.text(text)[0] == native


def test_a_loan_in_armenian_letters_is_read_as_our_own_word_and_keeps_its_place(
    armenian: Detransliterator,
) -> None:
    native, stretches = armenian.parted("իսկ սկիդկա ունեք")
    assert native == "իսկ զեղչ ունեք"
    assert [(s.start, s.end) for s in stretches] == [(4, 10)]


def test_a_word_of_the_language_is_no_loan() -> None:
    own = Detransliterator("hy", ["կարտա"], loans=_LOANS)
    assert own.parted("կարտա")[0] == "կարտա"
    assert own.text("karta")[0] == "կարտա"


@pytest.mark.parametrize("text", ["davayte", "12-in davayte", "srochno", "skidka?", "ladno", "normalno"])
def test_a_borrowed_word_does_not_turn_an_armenian_talk_into_a_russian_one(
    read: Callable[..., Reading], text: str
) -> None:
    assert read(text, language="hy").language == "hy"


@pytest.mark.parametrize("text", ["davayte v 12", "skidka budet?", "srochno k vrachu"])
def test_russian_in_latin_letters_stays_russian(read: Callable[..., Reading], text: str) -> None:
    assert read(text, language="ru").language == "ru"
    assert read(text).language == "ru"


@pytest.mark.parametrize("text", ["sreda utrom ka tex?", "sredu utrom", "սրեդա ուտրոմ կա՞"])
def test_a_borrowed_day_in_an_armenian_talk_is_that_day(read: Callable[..., Reading], text: str) -> None:
    found = read(text, language="hy")
    assert found.language == "hy"
    assert [w.start.weekday() for w in found.entities.windows if w.start is not None] == [2]
