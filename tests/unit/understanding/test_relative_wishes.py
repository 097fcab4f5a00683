"""Wishes that only have a meaning beside the times shown, and words that only look like them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.language import Language
from domain.reading import Reading
from domain.speech import Option
from domain.step import PendingQuestion

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("попозже", "later"), ("а пораньше можно?", "earlier"), ("другой день", "other_day"), ("самое раннее", "soonest"),
        ("later please", "later"), ("something earlier", "earlier"), ("another day", "other_day"), ("the earliest", "soonest"),
        ("ավելի ուշ", "later"), ("ավելի շուտ կա՞", "earlier"), ("ուրիշ օր", "other_day"), ("ամենաշուտը", "soonest"),
        ("poranshe mojno?", "earlier"), ("popozje", "later"), ("drugoy den", "other_day"), ("aveli ush", "later"),
        ("я позже напишу", None), ("можно отменить потом?", None), ("I'll write later", None), ("раньше был у вас", None),
    ],
)  # fmt: skip
def test_wishes_relative_to_the_times_shown(read: Read, text: str, shift: str | None) -> None:
    assert read(text).entities.shift == shift


@pytest.mark.parametrize("text", ["на час позже", "an hour later", "на 2 часа раньше"])
def test_by_an_hour_is_no_hour_of_the_day(read: Read, text: str) -> None:
    entities = read(text).entities
    assert entities.windows == []
    assert entities.shift in ("later", "earlier")


@pytest.mark.parametrize("text", ["drugoy den", "другой день", "another day", "ուրիշ օր"])
def test_another_day_is_nobodys_name(read: Read, contact: PendingQuestion, text: str) -> None:
    assert read(text, pending=contact).entities.name is None


@pytest.mark.parametrize(
    "text",
    ["У меня сильно распухла щека и температура", "my cheek is swollen and I have a fever", "այտս ուռել է"],
)
def test_swelling_is_medical(read: Read, text: str) -> None:
    assert "medical" in read(text).flags


def test_cancelling_the_mailing_is_no_cancelled_visit(read: Read) -> None:
    reading = read("отмените рассылку")
    assert "opt_out" in reading.acts
    assert reading.route != "cancel"


@pytest.mark.parametrize("text", ["другой день", "another day", "ուրիշ օր"])
def test_another_day_is_more_than_another_time(read: Read, times: PendingQuestion, text: str) -> None:
    more = Option(id="more", say="option-other-time")
    pending = times.model_copy(update={"options": [*times.options, more]})
    reading = read(text, pending=pending)
    assert reading.choice is None
    assert reading.entities.shift == "other_day"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ne hochu", "ru"),
        ("ne dam", "ru"),
        ("chem uzum", "hy"),
        ("inchi hamar", "hy"),
        ("at Komitas", "en"),
        ("na komitase", "ru"),
    ],
)
def test_romanised_refusals_and_places_are_nobodys_name(
    read: Read, contact: PendingQuestion, text: str, language: Language
) -> None:
    reading = read(text, pending=contact, language=language)
    assert reading.entities.name is None
    assert reading.language == language


@pytest.mark.parametrize(
    ("text", "language"), [("Armen", "hy"), ("Ivan Petrov", "ru"), ("Mariam", "ru"), ("Anna", "hy")]
)
def test_romanised_names_are_names(
    read: Read, contact: PendingQuestion, text: str, language: Language
) -> None:
    assert read(text, pending=contact, language=language).entities.name == text


def test_earlier_in_armenian_is_not_tomorrow(read: Read) -> None:
    entities = read("ավելի վաղ").entities
    assert (entities.shift, entities.windows) == ("earlier", [])


@pytest.mark.parametrize("text", ["hello", "Hi!", "Hey"])
def test_an_english_greeting_first_is_english(read: Read, text: str) -> None:
    reading = read(text)
    assert (reading.language, reading.route) == ("en", "smalltalk")


def test_by_how_much_later_is_heard_beside_a_question(read: Read) -> None:
    asks = read("hmm can i come an hour later that day? what do i need to bring", language="en")
    assert asks.entities.shift == "later"
