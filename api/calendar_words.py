"""Names of days and months for pages: browsers know them in fewer languages than our customers speak."""

from __future__ import annotations

from functools import cache
from typing import TypedDict

from api.words import words_in
from domain.language import Language

_DAY: dict[Language, str] = {
    "ru": "{weekday}, {day} {month}",
    "hy": "{weekday}, {month} {day}",
    "en": "{weekday}, {month} {day}",
}


class CalendarWords(TypedDict):
    """`weekdays` begin with Sunday and `months` with January, as JavaScript counts them."""

    today: str
    yesterday: str
    weekdays: list[str]
    months: list[str]
    day: str


@cache
def calendar_words(language: Language) -> CalendarWords:
    """What a page needs to say a day in `language`."""
    from babel.dates import get_day_names, get_month_names

    words, days, months = (
        words_in(language),
        get_day_names("wide", locale=language),
        get_month_names("wide", locale=language),
    )
    return {
        "today": words("today"),
        "yesterday": words("yesterday"),
        "weekdays": [days[number] for number in (6, *range(6))],
        "months": [months[number] for number in range(1, 13)],
        "day": _DAY[language],
    }
