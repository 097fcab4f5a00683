"""Feast days by name: fixed dates, "the fourth Thursday of November", days counted from Easter or the Hebrew new year."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache

from agents.understanding.dates.lunar_feasts import NAMES, lunar_feast_days
from agents.understanding.dates.spans import Days

_FIXED: dict[str, tuple[int, int]] = {
    "new_year": (1, 1), "old_new_year": (1, 14), "christmas_0106": (1, 6), "christmas_0107": (1, 7),
    "epiphany": (1, 6), "army_0128": (1, 28), "groundhog": (2, 2), "valentine": (2, 14), "defender": (2, 23),
    "women": (3, 8), "pi": (3, 14), "patrick": (3, 17), "fools": (4, 1), "motherhood_0407": (4, 7),
    "cosmonautics": (4, 12), "emancipation": (4, 16), "earth": (4, 22), "george": (4, 23),
    "memory_0424": (4, 24), "kings": (4, 27), "may": (5, 1), "star_wars": (5, 4), "cinco": (5, 5),
    "victory": (5, 9), "republic_0528": (5, 28), "children": (6, 1), "russia": (6, 12), "flag": (6, 14),
    "juneteenth": (6, 19), "constitution_0705": (7, 5), "independence": (7, 4), "canada": (7, 1),
    "bastille": (7, 14), "knowledge": (9, 1), "independence_0921": (9, 21), "unity": (11, 4), "guy": (11, 5),
    "halloween": (10, 31), "all_saints": (11, 1), "all_souls": (11, 2), "veterans": (11, 11),
    "pearl_harbor": (12, 7), "christmas_eve": (12, 24), "christmas": (12, 25), "boxing": (12, 26),
    "new_year_eve": (12, 31), "vegan": (11, 1), "anzac": (4, 25),
    "stephen_foster": (1, 13), "lohri": (1, 13), "ratification": (1, 14), "robert_lee": (1, 19),
    "burns": (1, 25), "republic_0126": (1, 26), "australia": (1, 26), "holocaust_0127": (1, 27),
    "kansas": (1, 29), "candlemas": (2, 2), "rosa_parks": (2, 4), "waitangi": (2, 6), "lincoln": (2, 12),
    "anthony": (2, 15), "leap": (2, 29), "david": (3, 1), "texas": (3, 2), "evacuation": (3, 17),
    "nowruz": (3, 20), "maryland": (3, 25), "kuhio": (3, 26), "chavez": (3, 31), "florida": (4, 2),
    "tartan": (4, 6), "health_0407": (4, 7), "jefferson": (4, 13), "songkran": (4, 13), "jacinto": (4, 21),
    "oklahoma": (4, 22), "law": (5, 1), "nurses": (5, 6), "truman": (5, 8), "officers": (5, 15),
    "milk": (5, 22), "missing_children": (5, 25), "environment": (6, 5), "kamehameha": (6, 11),
    "bunker": (6, 17), "eagle": (6, 20), "pioneer": (7, 24), "purple_heart": (8, 7), "assumption": (8, 15),
    "india": (8, 15), "bennington": (8, 16), "women_equality": (8, 26), "johnson": (8, 27), "patriot": (9, 11),
    "mexico": (9, 16), "constitution_0917": (9, 17), "pirate": (9, 19), "gandhi": (10, 2),
    "teachers_1005": (10, 5), "erikson": (10, 9), "cane": (10, 15), "alaska": (10, 18), "dead": (11, 2),
    "marines": (11, 10), "singles": (11, 11), "men": (11, 19), "andrew": (11, 30), "conception": (12, 8),
    "rights": (12, 15), "wright": (12, 17), "kwanzaa": (12, 26), "hogmanay": (12, 31), "nicholas": (12, 6),
}  # fmt: skip
_NTH: dict[str, tuple[int, int, int]] = {
    "mlk": (1, 0, 3), "presidents": (2, 0, 3), "daylight_start": (3, 6, 2), "arbor": (4, 4, -1),
    "administrative": (4, 2, -1), "mothers": (5, 6, 2), "spouse": (5, 4, 2), "memorial": (5, 0, -1),
    "fathers": (6, 6, 3), "parents": (7, 6, 4), "sysadmin": (7, 4, -1), "friendship": (8, 6, 1),
    "labor": (9, 0, 1), "grandparents": (9, 6, 2), "columbus": (10, 0, 2), "daylight_end": (11, 6, 1),
    "thanksgiving": (11, 3, 4), "victoria": (5, 0, -1),
    "super_bowl": (2, 6, 2), "pulaski": (3, 0, 1), "town_meeting": (3, 1, 1),
    "seward": (3, 0, -1), "earth_hour": (3, 5, -1), "patriots": (4, 0, 3), "child_to_work": (4, 3, 4),
    "armed_forces": (5, 5, 3), "davis": (6, 0, 1), "civic": (8, 0, 1), "victory_ri": (8, 0, 2),
    "statehood": (8, 4, 3), "native": (9, 4, 4), "sweetest": (10, 5, 3), "nevada": (10, 4, -1),
}  # fmt: skip
"""Month, weekday (Monday is 0), which one; -1 is the last."""
_EASTER: dict[str, int] = {
    "easter": 0, "mardi_gras": -47, "ash_wednesday": -46, "palm_sunday": -7, "maundy_thursday": -3,
    "good_friday": -2, "holy_saturday": -1, "easter_monday": 1, "ascension": 39, "pentecost": 49,
    "whit_monday": 50, "trinity": 56, "corpus_christi": 60, "vardanants": -52,
}  # fmt: skip
_ORTHODOX: dict[str, int] = {
    "orthodox_easter": 0, "orthodox_palm_sunday": -7, "orthodox_good_friday": -2, "orthodox_holy_saturday": -1,
    "orthodox_easter_monday": 1, "orthodox_ascension": 39, "orthodox_pentecost": 49, "clean_monday": -48,
    "radonitsa": 9,
}  # fmt: skip
_HEBREW: dict[str, tuple[int, int]] = {
    "rosh_hashanah": (-1, 3), "yom_kippur": (8, 2), "sukkot": (13, 9), "simchat_torah": (21, 2), "hanukkah": (82, 8),
    "purim": (-194, 2), "shushan_purim": (-193, 2), "passover": (-164, 9), "lag_baomer": (-131, 2),
    "shavuot": (-114, 3), "tisha_bav": (-55, 2),
}  # fmt: skip
"""First day counted from the new year of that autumn, and number of days; a feast begins on its eve."""


_MOST_YEARS = 5
"""The leap day comes every fourth year."""
_SEASONS: dict[str, tuple[tuple[int, int], int]] = {
    "holidays_1224": ((12, 24), 9), "holidays_0101": ((1, 1), 8), "holidays_1231": ((12, 31), 7),
}  # fmt: skip
"""The holidays around New Year as each language's customers have them: first day, number of days."""


def feast_days(name: str, year: int) -> Days | None:
    """The feast's day or days in `year`; None where no calendar here knows it."""
    if name in NAMES:
        return lunar_feast_days(name, year)
    if name in _SEASONS:
        first, number = _SEASONS[name]
        return _days(date(year, *first), number)
    if name == "tax":
        return _days(_tax_day(year))
    if name in _FIXED:
        leap = _FIXED[name] != (2, 29) or calendar.isleap(year)
        return _days(date(year, *_FIXED[name])) if leap else None
    if name in _NTH:
        month, weekday, which = _NTH[name]
        return _days(nth_weekday(year, month, weekday, which))
    if name in ("black_friday", "cyber_monday"):
        after = 1 if name == "black_friday" else 4
        return _days(nth_weekday(year, 11, 3, 4) + timedelta(days=after))
    if name == "election":
        return _days(nth_weekday(year, 11, 0, 1) + timedelta(days=1))
    if name == "boss":
        day = date(year, 10, 16)
        return _days(day - timedelta(days=max(0, day.weekday() - 4)))
    if name in _HEBREW:
        return _hebrew(name, year)
    from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

    orthodox = name in _ORTHODOX
    sunday = easter(year, EASTER_ORTHODOX if orthodox else EASTER_WESTERN)
    if name == "lent":
        return Days(sunday - timedelta(days=46), sunday)
    return _days(sunday + timedelta(days=(_ORTHODOX if orthodox else _EASTER)[name]))


def _tax_day(year: int) -> date:
    """15 April, or the first day behind it that is neither a weekend nor the day Emancipation Day is kept on."""
    kept = date(year, 4, 16)
    kept += timedelta(days={5: -1, 6: 1}.get(kept.weekday(), 0))
    day = date(year, 4, 15)
    while day.weekday() > 4 or day == kept:
        day += timedelta(days=1)
    return day


def coming_feast(name: str, today: date) -> Days | None:
    """The next one, today's included."""
    return next((
        days for year in range(today.year, today.year + _MOST_YEARS)
        if (days := feast_days(name, year)) is not None and days.end is not None and days.end > today
    ), None)  # fmt: skip


def past_feast(name: str, today: date) -> Days | None:
    """The one before today."""
    return next((
        days for year in range(today.year, today.year - _MOST_YEARS, -1)
        if (days := feast_days(name, year)) is not None and days.start is not None and days.start < today
    ), None)  # fmt: skip


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """The first, second, … or (-1) last such weekday of the month."""
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    last = date(year, month, calendar.monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7 - 7 * (which + 1))


def _days(day: date, number: int = 1) -> Days:
    return Days(day, day + timedelta(days=number))


def _hebrew(name: str, year: int) -> Days:
    autumn = _hebrew_new_year(year + 3761)
    offset, number = _HEBREW[name]
    if name == "hanukkah":  # the second month has a day more in a long year
        offset += (_hebrew_new_year(year + 3762) - autumn).days in (355, 385)
    return _days(autumn + timedelta(days=offset), number)


@lru_cache(maxsize=64)
def _hebrew_new_year(year: int) -> date:
    """1 Tishri of the Hebrew year: the mean new moon, put off by the calendar's rules."""
    day = _elapsed(year)
    if _elapsed(year + 1) - day == 356:
        day += 2
    elif day - _elapsed(year - 1) == 382:
        day += 1
    return date.fromordinal(day - 1_373_427)


def _elapsed(year: int) -> int:
    """Days from the calendar's epoch to the year's new moon."""
    months = (235 * year - 234) // 19
    day = months * 29 + (12084 + 13753 * months) // 25920
    return day + 1 if (3 * (day + 1)) % 7 < 3 else day
