"""Figures in a text: prices, clock times, dates, phones, links and plain numbers, in three languages.

"10 000 ֏" (with any kind of space), "28 000 драмов", "7,000 AMD", "9:00", "25 ноября", "նոյեմբերի 25", "Nov 25",
"+374 10 000 041".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Kind = Literal["link", "email", "phone", "price", "clock", "date", "number"]

_SPACE = r"[ \u00a0\u2009\u202f]"
_AMOUNT = rf"(?:\d{{1,3}}(?:{_SPACE}\d{{3}})+|\d{{1,3}}(?:,\d{{3}})+|\d+)(?:[.,]\d{{1,2}}(?!\d))?"
_CURRENCY = (
    r"(?:֏|₽|\$|€|amd\b|rub\b|usd\b|eur\b|драм\w*|руб\w*\.?|доллар\w*|евро\b|դրամ\w*|ռուբլ\w*|դոլար\w*|եվրո\w*"
    r"|drams?\b|roubles?\b|rubles?\b|dollars?\b|euros?\b)"
)
_MONTHS = {
    1: r"январ\w*|янв\.?|հունվար\w*|հնվ|january|jan\.?",
    2: r"феврал\w*|февр?\.?|փետրվար\w*|փտվ|february|feb\.?",
    3: r"март\w*|мар\.?|մարտ\w*|մրտ|march|mar\.?",
    4: r"апрел\w*|апр\.?|ապրիլ\w*|ապր|april|apr\.?",
    5: r"ма[йяе]|մայիս\w*|մյս|may",
    6: r"июн\w*|հունիս\w*|հնս|june|jun\.?",
    7: r"июл\w*|հուլիս\w*|հլս|july|jul\.?",
    8: r"август\w*|авг\.?|օգոստոս\w*|օգս|august|aug\.?",
    9: r"сентябр\w*|сент?\.?|սեպտեմբեր\w*|սեպ|september|sept?\.?",
    10: r"октябр\w*|окт\.?|հոկտեմբեր\w*|հոկ|october|oct\.?",
    11: r"ноябр\w*|нояб?\.?|նոյեմբեր\w*|նոյ|november|nov\.?",
    12: r"декабр\w*|дек\.?|դեկտեմբեր\w*|դեկ|december|dec\.?",
}
_MONTH = "|".join(f"(?P<m{number}>{words})" for number, words in _MONTHS.items())
_WEEKDAYS = {
    0: r"понедельник\w*|пн|երկուշաբթի\w*|երկ|monday|mon",
    1: r"вторник\w*|вт|երեքշաբթի\w*|երք|tuesday|tue",
    2: r"сред[ауые]|ср|չորեքշաբթի\w*|չրք|wednesday|wed",
    3: r"четверг\w*|чт|հինգշաբթի\w*|հնգ|thursday|thu",
    4: r"пятниц\w*|пт|ուրբաթ\w*|ուր|friday|fri",
    5: r"суббот\w*|сб|շաբաթ|շբթ|saturday|sat",
    6: r"воскресень\w*|вс|կիրակի\w*|կիր|sunday|sun",
}

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>»”)]+", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(rf"(?:\+\d|(?<!\d)[08]\d)(?:{_SPACE}|[()-]|\d){{6,}}\d")
_PRICE = re.compile(
    rf"(?P<low>{_AMOUNT}){_SPACE}?[–-]{_SPACE}?(?P<high>{_AMOUNT}){_SPACE}?{_CURRENCY}"
    rf"|(?P<one>{_AMOUNT})(?:-?{_SPACE}?){_CURRENCY}|(?:\$|€|₽|֏|(?:amd|usd|eur|rub)\b){_SPACE}?(?P<after>{_AMOUNT})",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<![\d:.])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])(?:\s?([ap])\.?m\b)?", re.IGNORECASE)
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_DOTTED = re.compile(r"(?<![\d.])([0-3]?\d)\.([01]\d)(?:\.(\d{4}|\d{2}))?(?![\d.]*\d)")
_DAY_MONTH = re.compile(
    rf"(?<!\d)(?P<day>[0-3]?\d)(?:-?(?:го|е|ին|ի|th|st|nd|rd))?{_SPACE}(?:of )?(?:{_MONTH})(?![^\W\d_])",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"(?<![^\W\d_])(?:{_MONTH}){_SPACE}(?P<day>[0-3]?\d)(?:-?(?:ին|ի|ը|th|st|nd|rd))?(?![\d:])",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"(?<![\w]){_AMOUNT}|\d+")
_NAMED_DAY = re.compile(
    "|".join(rf"(?P<w{n}>(?<![^\W\d_])(?:{w}))" for n, w in _WEEKDAYS.items()), re.IGNORECASE
)


@dataclass(frozen=True)
class Figure:
    """`value`: digits of a phone, `9:05` as `09:05`, a date as `11-25` (month and day), an amount without separators.

    `weekday` is set when the date was said with one (Monday is 0).
    """

    kind: Kind
    text: str
    value: str
    start: int
    end: int
    weekday: int | None = None


def amount(text: str) -> Decimal:
    """`10 000`, `7,000` and `12,50` as numbers."""
    bare = re.sub(_SPACE, "", text)
    bare = re.sub(r",(?=\d{3}(?!\d))", "", bare)
    return Decimal(bare.replace(",", "."))


def plain(value: Decimal) -> str:
    """10000.00 and 10000 are one amount."""
    return str(value.quantize(Decimal(1))) if value == value.to_integral_value() else str(value.normalize())


def figures(text: str) -> list[Figure]:
    """Every figure of `text` once, in order; each stretch of text is read as its most telling kind."""
    taken = [False] * len(text)
    found: list[Figure] = []
    for figure in _candidates(text):
        if not any(taken[figure.start : figure.end]):
            found.append(figure)
            taken[figure.start : figure.end] = [True] * (figure.end - figure.start)
    return sorted(found, key=lambda f: f.start)


def _candidates(text: str) -> Iterator[Figure]:
    for match in _LINK.finditer(text):
        link = match[0].rstrip(".,;:!?։")
        yield Figure("link", link, link.lower(), match.start(), match.start() + len(link))
    for match in _EMAIL.finditer(text):
        yield Figure("email", match[0], match[0].lower(), match.start(), match.end())
    yield from _prices(text)
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) >= 8:
            yield Figure("phone", match[0], digits, match.start(), match.end())
    yield from _dates(text)
    for match in _CLOCK.finditer(text):
        hour = int(match[1])
        if match[3]:
            hour = hour % 12 + (12 if match[3].lower() == "p" else 0)
        yield Figure("clock", match[0], f"{hour:02d}:{match[2]}", match.start(), match.end())
    for match in _NUMBER.finditer(text):
        yield Figure("number", match[0], plain(amount(match[0])), match.start(), match.end())


def _prices(text: str) -> Iterator[Figure]:
    """A range is two prices; the currency belongs to the last one only."""
    for match in _PRICE.finditer(text):
        for name in ("low", "high", "one", "after"):
            if match[name]:
                start, end = match.span(name)
                yield Figure("price", match[name], plain(amount(match[name])), start, end)


def _dates(text: str) -> Iterator[Figure]:
    for match in _ISO_DATE.finditer(text):
        yield _date(text, match, int(match[2]), int(match[3]))
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        for match in pattern.finditer(text):
            month = next(n for n in _MONTHS if match[f"m{n}"])
            yield _date(text, match, month, int(match["day"]))
    for match in _DOTTED.finditer(text):
        day, month = int(match[1]), int(match[2])
        if 1 <= day <= 31 and 1 <= month <= 12:
            yield _date(text, match, month, day)


def _date(text: str, match: re.Match[str], month: int, day: int) -> Figure:
    before = text[max(0, match.start() - 16) : match.start()]
    named = [m for m in _NAMED_DAY.finditer(before) if re.fullmatch(rf"[,.]?{_SPACE}?", before[m.end() :])]
    weekday = next((n for n in _WEEKDAYS if named[-1][f"w{n}"]), None) if named else None
    return Figure("date", match[0], f"{month:02d}-{day:02d}", match.start(), match.end(), weekday)


def nearest_date(value: str, around: date) -> date | None:
    """The date nearest to `around` with this month and day; None for 31 February."""
    month, day = (int(part) for part in value.split("-"))
    years = []
    for year in (around.year - 1, around.year, around.year + 1):
        try:
            years.append(date(year, month, day))
        except ValueError:
            continue
    return min(years, key=lambda d: abs((d - around).days)) if years else None
