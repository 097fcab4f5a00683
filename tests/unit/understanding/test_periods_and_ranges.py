"""R15, R16: periods, stretches, feasts, counted days and what passed, in three languages. Now: Wednesday 10 June 2026."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from agents.understanding.dates.feasts import feast_days
from agents.understanding.dates.reader import read_windows
from domain.business.booking import BookingRules
from domain.language import Language
from domain.reading import TimeWindow

NOW = datetime(2026, 6, 10, 14, 0, tzinfo=ZoneInfo("Asia/Yerevan"))
Windows = Callable[..., list[TimeWindow]]


@pytest.fixture
def windows() -> Windows:
    def read(text: str, language: Language, now: datetime = NOW) -> list[TimeWindow]:
        return read_windows(text, language, now, BookingRules())

    return read


def shown(window: TimeWindow) -> tuple[str | None, str | None]:
    start, end = (m and f"{m:%Y-%m-%dT%H:%M}" for m in (window.start, window.end))
    return start, end


@pytest.mark.parametrize(
    ("text", "language", "start", "end"),
    [
        ("we are in town from 3 July to 9 July", "en", "2026-07-03", "2026-07-10"),
        ("anything between 4 and 11 of August?", "en", "2026-08-04", "2026-08-12"),
        ("from the 20th until the 2nd", "en", "2026-06-20", "2026-07-03"),
        ("from 10/1/2026-10/7/2026", "en", "2026-10-01", "2026-10-08"),
        ("from 5/12 to 8/12", "en", "2026-12-05", "2026-12-09"),
        ("August 9th through 12th", "en", "2026-08-09", "2026-08-13"),
        ("September to November 2027", "en", "2027-09-01", "2027-12-01"),
        ("с 14 по 18 июля", "ru", "2026-07-14", "2026-07-19"), ("18 - 20.07.", "ru", "2026-07-18", "2026-07-21"),
        ("հուլիսի 5-ից 12-ը", "hy", "2026-07-05", "2026-07-13"),
    ],
)  # fmt: skip
def test_a_stretch_of_days_holds_both_ends(
    windows: Windows, text: str, language: Language, start: str, end: str
) -> None:
    (window,) = windows(text, language)
    assert shown(window) == (f"{start}T00:00", f"{end}T00:00")


def test_days_somebody_is_away_are_left_out_with_both_ends(windows: Windows) -> None:
    (window,) = windows("we are away from 3 July to 9 July", "en")
    assert (window.start, window.end) == (None, None)
    assert [day.isoformat()[5:] for day in window.exclude] == [f"07-0{n}" for n in range(3, 10)]


@pytest.mark.parametrize(
    ("text", "language", "daily_from", "daily_to"),
    [
        ("between 3 and 5 pm", "en", "15:00", "17:00"), ("from 9 to 10:30", "en", "09:00", "10:30"),
        ("9-11am", "en", "09:00", "11:00"), ("8am until 2", "en", "08:00", "14:00"),
        ("4pm for 30 minutes", "en", "16:00", "16:30"), ("с 10 до 12:30", "ru", "10:00", "12:30"),
    ],
)  # fmt: skip
def test_a_stretch_of_hours(
    windows: Windows, text: str, language: Language, daily_from: str, daily_to: str
) -> None:
    (window,) = windows(text, language)
    assert (f"{window.daily_from:%H:%M}", f"{window.daily_to:%H:%M}") == (daily_from, daily_to)


@pytest.mark.parametrize(
    ("text", "language", "at"),
    [
        ("a quarter past five", "en", "17:15"), ("15 to 6 a.m.", "en", "05:45"), ("ten past 16", "en", "16:10"),
        ("8 40 in the morning", "en", "08:40"), ("at five-thirty", "en", "17:30"), ("13h15", "en", "13:15"),
        ("at 9p", "en", "21:00"), ("16:00 GMT", "en", "20:00"), ("в 15:00 по москве", "ru", "16:00"),
    ],
)  # fmt: skip
def test_an_hour_in_many_forms(windows: Windows, text: str, language: Language, at: str) -> None:
    (window,) = windows(text, language)
    assert f"{window.daily_from:%H:%M}" == at


@pytest.mark.parametrize(
    ("text", "language", "start", "end"),
    [
        ("in 1/2 hour", "en", "2026-06-10T14:30", "2026-06-10T14:31"),
        ("an hour and a half from now", "en", "2026-06-10T15:30", "2026-06-10T15:31"),
        ("9 tomorrow morning", "en", "2026-06-11T09:00", "2026-06-11T09:01"),
        ("two weeks from tomorrow", "en", "2026-06-25T00:00", "2026-06-26T00:00"),
        ("the second Monday of July", "en", "2026-07-13T00:00", "2026-07-14T00:00"),
        ("last Friday in September 2026", "en", "2026-09-25T00:00", "2026-09-26T00:00"),
        ("Tuesday the 7th", "en", "2026-07-07T00:00", "2026-07-08T00:00"),
        ("Friday 7/3", "en", "2026-07-03T00:00", "2026-07-04T00:00"),
        ("Christmas Eve at 11", "en", "2026-12-24T11:00", "2026-12-24T11:01"),
        ("Labor Day weekend", "en", "2026-09-05T00:00", "2026-09-08T00:00"),
        ("this autumn", "en", "2026-09-01T00:00", "2026-12-01T00:00"),
        ("second quarter of 2027", "en", "2027-04-01T00:00", "2027-07-01T00:00"),
        ("через полгода", "ru", "2026-12-10T00:00", "2026-12-11T00:00"),
        ("последняя пятница июля", "ru", "2026-07-31T00:00", "2026-08-01T00:00"),
        ("на женский день", "ru", "2027-03-08T00:00", "2027-03-09T00:00"),
        ("осенью", "ru", "2026-09-01T00:00", "2026-12-01T00:00"),
        ("3 տարուց", "hy", "2029-06-10T00:00", "2029-06-11T00:00"),
        ("աշնանը", "hy", "2026-09-01T00:00", "2026-12-01T00:00"),
        ("Նոր տարվա օրը", "hy", "2027-01-01T00:00", "2027-01-02T00:00"),
    ],
)  # fmt: skip
def test_days_counted_and_named(
    windows: Windows, text: str, language: Language, start: str, end: str
) -> None:
    assert shown(windows(text, language)[0]) == (start, end)


@pytest.mark.parametrize(
    ("text", "language", "start"),
    [
        ("it hurts since yesterday", "en", "2026-06-09"), ("I was there 3 days ago", "en", "2026-06-07"),
        ("last Tuesday", "en", "2026-06-09"), ("in 2015", "en", "2015-01-01"), ("last Easter", "en", "2026-04-05"),
        ("past 2 weeks", "en", "2026-05-27"), ("вчера был у вас", "ru", "2026-06-09"),
        ("последние 3 дня", "ru", "2026-06-07"), ("2 շաբաթ առաջ", "hy", "2026-05-27"),
    ],
)  # fmt: skip
def test_what_was_is_found_in_the_past(windows: Windows, text: str, language: Language, start: str) -> None:
    (window,) = windows(text, language)
    assert shown(window)[0] == f"{start}T00:00"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I was there yesterday", "en"),
        ("в прошлый вторник", "ru"),
        ("երեկ", "hy"),
        ("now", "en"),
        ("сейчас", "ru"),
    ],
)
def test_what_passed_and_the_present_moment_are_no_wish_for_a_visit(
    windows: Windows, text: str, language: Language
) -> None:
    (window,) = windows(text, language)
    assert window.passed


@pytest.mark.parametrize(
    ("text", "language"), [("завтра", "ru"), ("until Friday", "en"), ("since Monday", "en")]
)
def test_what_is_still_open_is_a_wish(windows: Windows, text: str, language: Language) -> None:
    (window,) = windows(text, language)
    assert not window.passed


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("any time between now and six?", "2026-06-10T14:00", "2026-06-10T18:00"),
        ("from now until 20 minutes later", "2026-06-10T14:00", "2026-06-10T14:20"),
        ("everything paid to date", None, "2026-06-10T14:00"),
    ],
)
def test_a_stretch_may_begin_or_end_now(windows: Windows, text: str, start: str | None, end: str) -> None:
    (window,) = windows(text, "en")
    assert shown(window) == (start, end)


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [("Wednesday 4 pm", "en", 10), ("Wednesday 11 am", "en", 17), ("Wednesday", "en", 17),
     ("в среду в 16:00", "ru", 10), ("в среду в 9 утра", "ru", 17), ("չորեքշաբթի ժամը 16:00", "hy", 10)],
)  # fmt: skip
def test_todays_weekday_with_an_hour_still_ahead_is_today(
    windows: Windows, text: str, language: Language, day: int
) -> None:
    (window,) = windows(text, language)
    assert window.start is not None
    assert window.start.day == day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the treatment takes for 3 hours", "en"), ("we had lunch together", "en"), ("the sun is nice here", "en"),
        ("this one please", "en"), ("ratio 30/4.85", "en"), ("it costs 1.05 pounds", "en"), ("1 вариант", "ru"),
        ("первый раз у вас", "ru"), ("առաջին անգամ", "hy"),
    ],
)  # fmt: skip
def test_nothing_is_found_where_no_time_is_named(windows: Windows, text: str, language: Language) -> None:
    assert windows(text, language) == []


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [("easter", 2027, (3, 28)), ("orthodox_easter", 2027, (5, 2)), ("thanksgiving", 2026, (11, 26)),
     ("rosh_hashanah", 2026, (9, 11)), ("hanukkah", 2026, (12, 4)), ("eid_al_fitr", 2026, (3, 20)), ("diwali", 2026, (11, 8))],
)  # fmt: skip
def test_feasts_that_move_are_computed(name: str, year: int, day: tuple[int, int]) -> None:
    found = feast_days(name, year)
    assert found is not None
    assert found.start is not None
    assert (found.start.month, found.start.day) == day


@pytest.mark.parametrize(
    "text",
    ["week of " * 300, "7" * 2000, "1/2/" * 500, "2 weeks from 3 days before " * 60, "next last this " * 200],
)
def test_text_made_to_be_hard_is_read_quickly(windows: Windows, text: str) -> None:
    for language in ("en", "ru", "hy"):
        before = time.process_time()
        assert len(windows(text, language)) <= 8
        assert time.process_time() - before < 0.5
