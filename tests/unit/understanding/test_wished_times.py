"""R15, R16: wished times in three languages, romanised too, as half-open local windows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest

from domain.reading import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("запишите на послезавтра", "06-12T00:00", "06-13T00:00"), ("зафтра днем", "06-11T12:00", "06-11T17:00"),
        ("в пятницу после обеда", "06-12T12:00", "06-12T17:00"), ("в пятницу в 5", "06-12T17:00", "06-12T17:01"),
        ("завтра после 3", "06-11T15:00", "06-12T00:00"), ("на выходных", "06-13T00:00", "06-15T00:00"),
        ("на следующей неделе в четверг", "06-18T00:00", "06-19T00:00"), ("15 июня с 10 до 12", "06-15T10:00", "06-15T12:00"),
        ("можно завтра часов в 11?", "06-11T11:00", "06-11T12:00"), ("zavtra utrom", "06-11T06:00", "06-11T12:00"),
        ("next Tuesday before noon", "06-16T00:00", "06-16T12:00"), ("tmrw at 4", "06-11T16:00", "06-11T16:01"),
        ("on the 25th", "06-25T00:00", "06-26T00:00"), ("Friday around 11", "06-12T11:00", "06-12T12:00"),
        ("how about Monday morning", "06-15T06:00", "06-15T12:00"), ("next week", "06-15T00:00", "06-22T00:00"),
        ("վաղը երեկոյան", "06-11T17:00", "06-11T22:00"), ("ուրբաթ ժամը 4-ին", "06-12T16:00", "06-12T16:01"),
        ("շաբաթ օրը 11-ից հետո", "06-13T11:00", "06-14T00:00"), ("vaghy jamy 5-in", "06-11T17:00", "06-11T17:01"),
        ("հաջորդ շաբաթ", "06-15T00:00", "06-22T00:00"),
    ],
)  # fmt: skip
def test_a_wish_becomes_a_window(read: Read, text: str, start: str, end: str) -> None:
    (window,) = read(text).entities.windows
    assert window.start is not None
    assert window.end is not None
    assert (f"{window.start:%m-%dT%H:%M}", f"{window.end:%m-%dT%H:%M}") == (start, end)
    assert window.start.utcoffset() is not None


@pytest.mark.parametrize(
    ("text", "daily_from", "daily_to"),
    [
        ("после 6 удобно", time(18), None),
        ("вечером", time(17), time(22)),
        ("до полудня", None, time(12)),
        ("after 6 pm", time(18), None),
    ],
)
def test_an_hour_without_a_day_bounds_every_day(
    read: Read, text: str, daily_from: time | None, daily_to: time | None
) -> None:
    (window,) = read(text).entities.windows
    assert window.start is None
    assert (window.daily_from, window.daily_to) == (daily_from, daily_to)


@pytest.mark.parametrize(
    "text", ["любой день кроме пятницы", "any day except Friday", "ցանկացած օր, բացի ուրբաթից"]
)
def test_a_day_ruled_out_is_excluded_all_along(read: Read, text: str) -> None:
    (window,) = read(text).entities.windows
    assert window.start is None
    assert date(2026, 6, 12) in window.exclude
    assert date(2026, 6, 19) in window.exclude
    assert date(2026, 6, 11) not in window.exclude


@pytest.mark.parametrize(
    "text", ["не смогу прийти в среду, можно в четверг?", "I can't on Friday, can we do Thursday?"]
)
def test_the_day_that_does_not_suit_is_no_wish(read: Read, text: str) -> None:
    windows = read(text).entities.windows
    assert [f"{w.start:%m-%d}" for w in windows if w.start] == ["06-11"]


def test_moving_from_one_day_to_another_wishes_for_the_other(read: Read) -> None:
    windows = read("перенесите запись с пятницы на понедельник").entities.windows
    assert [f"{w.start:%m-%d}" for w in windows if w.start] == ["06-15"]


def test_alternatives_are_two_windows_with_the_same_hour(read: Read) -> None:
    windows = read("в понедельник или вторник после 5").entities.windows
    assert [f"{w.start:%m-%dT%H:%M}" for w in windows if w.start] == ["06-15T17:00", "06-16T17:00"]


@pytest.mark.parametrize("text", ["31 февраля", "30.02.2027", "31 June"])
def test_a_date_that_does_not_exist_is_said_so(read: Read, text: str) -> None:
    (window,) = read(text).entities.windows
    assert window.impossible


@pytest.mark.parametrize(
    "text",
    ["сколько стоит чистка", "у меня 2 кариеса", "мой номер 091 23 45 67", "нужны 4 винира", "это на 5 тысяч дороже",
     "завтрак включён?", "a second opinion please", "I may need braces", "заказ 12345", "скидка 10 процентов", "good morning",
     "добрый вечер", "ինչ արժե", "бот, расскажи о врачах"],
)  # fmt: skip
def test_text_without_a_time_has_no_window(read: Read, text: str) -> None:
    assert read(text).entities.windows == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("If 5 is too late then 4", "en"), ("5 is too late, 4?", "en"),
        ("если в 17 поздно, тогда в 16", "ru"), ("если 5 слишком поздно, то в 4", "ru"), ("esli v 17 pozdno to v 16", "ru"),
        ("եթե 5-ը ուշ է, ապա 4-ին", "hy"), ("ete 5-y ush e, apa 4-in", "hy"),
    ],
)  # fmt: skip
def test_instead_of_an_hour_that_is_too_late_the_one_behind_it_is_wished_for(
    read: Read, text: str, language: str
) -> None:
    windows = read(text, language=language).entities.windows
    assert [w.daily_from for w in windows] == [time(16)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("если занято, то в пятницу", "ru"), ("если поздно тогда в пятницу", "ru"), ("esli zanyato to v pyatnicu", "ru"),
        ("если не получится, то в пятницу", "ru"), ("если не смогу сегодня, пятница", "ru"),
        ("եթե ուշ է ապա ուրբաթ", "hy"), ("եթե զբաղված է, ապա ուրբաթ", "hy"), ("ete zbaghvac e, apa urbat", "hy"),
        ("եթե հարմար չէ, ապա ուրբաթ", "hy"), ("if it is taken then Friday", "en"), ("if not possible, then Friday", "en"),
        ("if that doesn't work for you, Friday", "en"),
    ],
)  # fmt: skip
def test_the_day_wished_for_if_another_does_not_suit_is_not_ruled_out(
    read: Read, text: str, language: str
) -> None:
    wishes = read(text, language=language).entities.windows
    assert [w.start.date() if w.start else None for w in wishes] == [date(2026, 6, 12)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("если рано то в 11", "ru"), ("esli zanyato to v 11", "ru"), ("եթե շուտ է, ապա 11-ին", "hy"),
        ("ete shut e, apa 11-in", "hy"), ("if it's busy then at 11", "en"),
    ],
)  # fmt: skip
def test_the_hour_wished_for_if_another_does_not_suit_is_read(read: Read, text: str, language: str) -> None:
    assert [w.daily_from for w in read(text, language=language).entities.windows] == [time(11)]


@pytest.mark.parametrize(
    ("text", "language"),
    [("если можно, не могу в пятницу", "ru"), ("then I can't on Friday", "en"), ("ուրբաթ չեմ կարող", "hy")],
)
def test_a_day_that_is_refused_without_a_condition_stays_ruled_out(
    read: Read, text: str, language: str
) -> None:
    (window,) = read(text, language=language).entities.windows
    assert date(2026, 6, 12) in window.exclude


@pytest.mark.parametrize("text", ["5 pm is too late?", "is 5 pm too late"])
def test_an_hour_that_is_asked_about_is_not_ruled_out(read: Read, text: str) -> None:
    assert [w.daily_from for w in read(text, language="en").entities.windows] == [time(17)]
