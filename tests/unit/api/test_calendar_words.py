"""Days as pages name them, in languages that browsers do not all know."""

from __future__ import annotations

import pytest

from api.calendar_words import calendar_words


@pytest.mark.parametrize(
    ("language", "sunday", "january", "today"),
    [
        ("ru", "воскресенье", "января", "сегодня"),
        ("hy", "կիրակի", "հունվարի", "այսօր"),
        ("en", "Sunday", "January", "today"),
    ],
)
def test_weeks_begin_with_sunday_and_years_with_january_as_scripts_count(
    language, sunday, january, today
) -> None:
    words = calendar_words(language)
    assert (words["weekdays"][0], words["months"][0], words["today"]) == (sunday, january, today)
    assert (len(words["weekdays"]), len(words["months"])) == (7, 12)


@pytest.mark.parametrize("language", ["ru", "hy", "en"])
def test_a_day_is_made_of_nothing_but_the_named_parts(language) -> None:
    said = calendar_words(language)["day"].format(weekday="W", day=1, month="M")
    assert sorted(said.replace(",", "").split()) == ["1", "M", "W"]
