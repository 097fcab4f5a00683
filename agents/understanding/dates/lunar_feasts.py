"""Feasts of the Islamic and the Indian calendars, from the tables of the `holidays` library (loaded on first use)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from agents.understanding.dates.spans import Days

_ISLAMIC = {
    "eid_al_fitr": "eid_al_fitr", "eid_al_adha": "eid_al_adha", "mawlid": "mawlid", "ashura": "ashura",
    "islamic_new_year": "hijri_new_year", "jumuatul_wida": "jumuatul_wida", "laylat_al_qadr": "laylat_al_qadr",
    "isra_miraj": "isra_and_miraj", "ramadan": "ramadan_beginning",
}  # fmt: skip
_INDIAN = {
    "diwali": "diwali_india", "naraka_chaturdashi": "diwali_india", "dhanteras": "diwali_india",
    "chhath": "chhath_puja", "karva_chauth": "karwa_chauth", "raksha_bandhan": "raksha_bandhan", "holi": "holi",
    "maha_shivaratri": "maha_shivaratri", "pongal": "pongal", "vaisakhi": "vaisakhi", "dussehra": "dussehra",
    "basant_panchami": "basant_panchami", "ravidas": "guru_ravidas_jayanti", "valmiki": "maharshi_valmiki_jayanti",
    "bhai_dooj": "diwali_india", "janmashtami": "janmashtami", "ganesh": "ganesh_chaturthi", "onam": "onam",
    "ram_navami": "ram_navami", "guru_nanak": "guru_nanak_jayanti", "buddha_purnima": "buddha_purnima",
    "ugadi": "gudi_padwa", "mahavir": "mahavir_jayanti", "rath_yatra": "rath_yatra", "thaipusam": "thaipusam",
    "navratri": "sharad_navratri", "govardhan": "govardhan_puja", "holika": "holi", "pongal_2": "pongal",
    "pongal_3": "pongal", "bhogi": "pongal", "vishu": "vishu", "puthandu": "puthandu",
}  # fmt: skip
_BESIDE = {
    "naraka_chaturdashi": -1,
    "dhanteras": -2,
    "bhai_dooj": 2,
    "holika": -1,
    "pongal_2": 1,
    "pongal_3": 2,
    "bhogi": -1,
}
"""Days before or after the feast they belong to."""
_LENGTHS = {"navratri": 9}
NAMES = frozenset(_ISLAMIC) | frozenset(_INDIAN)


@lru_cache(maxsize=256)
def lunar_feast_days(name: str, year: int) -> Days | None:
    """The feast's days in `year`; None where the tables do not reach."""
    first = _islamic(_ISLAMIC[name], year) if name in _ISLAMIC else _indian(_INDIAN[name], year)
    if first is None:
        return None
    if name == "ramadan":
        later = (_islamic("eid_al_fitr", y) for y in (year, year + 1))
        end = next((d for d in later if d is not None and 28 <= (d - first).days <= 31), None)
        return Days(first, end or first + timedelta(days=30))
    first += timedelta(days=_BESIDE.get(name, 0))
    return Days(first, first + timedelta(days=_LENGTHS.get(name, 1)))


def _islamic(name: str, year: int) -> date | None:
    from holidays.calendars.islamic import _IslamicLunar

    found: list[date] = [
        day for day, _ in getattr(_IslamicLunar(), f"{name}_dates")(year) if day.year == year
    ]
    return found[0] if found else None


def _indian(name: str, year: int) -> date | None:
    from holidays.calendars.hindu import _HinduLunisolar

    found: tuple[date | None, bool] = getattr(_HinduLunisolar(), f"{name}_date")(year)
    return found[0]
