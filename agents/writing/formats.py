"""How values look in each language. The only place where a moment becomes words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from domain.business import Business
from domain.business.booking import WEEKDAYS, Weekday
from domain.language import Language, LocalText
from domain.money import Money, PriceRange
from domain.speech import Value, Weekdays

_SYMBOL = {"AMD": "֏", "RUB": "₽", "USD": "$", "EUR": "€"}
_LONG_DAY: dict[Language, str] = {"ru": "d MMMM", "hy": "MMMM d", "en": "MMMM d"}
_SHORT_DAY: dict[Language, str] = {"ru": "EEE d MMM", "hy": "EEE MMM d", "en": "EEE d MMM"}
_GROUP = {"ru": "\u00a0", "hy": "\u00a0", "en": ","}


@dataclass(frozen=True)
class RelativeDays:
    """The words for today and tomorrow, and for what costs nothing, from the business's Fluent file."""

    today: str
    tomorrow: str
    free: str = ""


def format_money(money: Money, language: Language) -> str:
    """`10 000 ֏`. Fractions only when there are any."""
    amount = money.amount.normalize()
    exponent = amount.as_tuple().exponent
    digits = 2 if isinstance(exponent, int) and exponent < 0 else 0
    text = f"{money.amount:,.{digits}f}".replace(",", _GROUP[language])
    return f"{text}\u00a0{_SYMBOL.get(money.currency, money.currency)}"


@lru_cache(maxsize=4096)
def _day_words(day: date, language: Language, pattern: str) -> str:
    from babel.dates import format_date

    return str(format_date(day, pattern, locale=language))


def format_day(day: date, today: date, language: Language, words: RelativeDays) -> str:
    """`завтра, 22 ноября` or `вторник, 24 ноября`."""
    distance = (day - today).days
    name = _day_words(day, language, _LONG_DAY[language])
    if distance == 0:
        return f"{words.today}, {name}"
    if distance == 1:
        return f"{words.tomorrow}, {name}"
    return f"{_day_words(day, language, 'EEEE')}, {name}"


_A_ROW_OF_DAYS = 3


@lru_cache(maxsize=8)
def _weekday_names(language: Language) -> dict[Weekday, str]:
    from babel.dates import get_day_names

    names = get_day_names("abbreviated", locale=language)
    return {day: str(names[place]) for place, day in enumerate(WEEKDAYS)}


def format_weekdays(days: Sequence[Weekday], language: Language) -> str:
    """`пн, ср, пт`; `Mon–Fri` for three or more in a row."""
    names = _weekday_names(language)
    rows: list[list[Weekday]] = []
    for day in (d for d in WEEKDAYS if d in days):
        follows = bool(rows) and WEEKDAYS.index(day) == WEEKDAYS.index(rows[-1][-1]) + 1
        rows = [*rows[:-1], [*rows[-1], day]] if follows else [*rows, [day]]
    said = [
        f"{names[row[0]]}–{names[row[-1]]}"
        if len(row) >= _A_ROW_OF_DAYS
        else ", ".join(names[d] for d in row)
        for row in rows
    ]
    return ", ".join(said)


def format_value(
    name: str,
    value: Value,
    *,
    language: Language,
    business: Business,
    now: datetime,
    words: RelativeDays,
    short: bool,
) -> str | int:
    """One variable as its template receives it. `short` fits a button."""
    if isinstance(value, str):
        return value
    if isinstance(value, LocalText):
        return value.in_language(language)
    if isinstance(value, Money) and value.amount == 0 and words.free:
        return words.free  # a call that costs nothing is no "0"
    if isinstance(value, Money):
        return format_money(value, language)
    if isinstance(value, PriceRange):
        low = format_money(value.low, language).rpartition("\u00a0")[0]
        return f"{low}–{format_money(value.high, language)}"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, Weekdays):
        return format_weekdays(value.days, language)
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        local = value.astimezone(business.zone)
        clock = local.strftime("%H:%M")
        if short:
            return f"{_day_words(local.date(), language, _SHORT_DAY[language])} {clock}"
        today = now.astimezone(business.zone).date()
        if name == "day":
            return format_day(local.date(), today, language, words)
        if name == "by" and local.date() == today:
            return clock
        return f"{format_day(local.date(), today, language, words)}, {clock}"
    return format_day(value, now.astimezone(business.zone).date(), language, words)
