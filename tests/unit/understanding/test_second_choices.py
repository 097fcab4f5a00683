"""A time that is wished for only where another is not to be had."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.understanding.conftest import Read

THURSDAY, FRIDAY, SATURDAY = date(2026, 6, 11), date(2026, 6, 12), date(2026, 6, 13)


def told(read: Read, text: str, language: str) -> list[tuple[object, object, bool]]:
    windows = read(text, language=language).entities.windows
    return [(w.start.date() if w.start else None, w.start and w.start.hour, w.otherwise) for w in windows]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("можно в четверг в 15, если нет, то в 17", "ru"), ("в четверг в 15, если занято тогда в 17", "ru"),
        ("в четверг в 15:00, а если не получится, то 17", "ru"), ("в четверг в 15, в крайнем случае в 17", "ru"),
        ("v chetverg v 15, esli net to v 17", "ru"), ("давайте четверг, если 15:00 занято то 17", "ru"),
        ("Thursday at 3 pm please, if not possible then 5 pm", "en"), ("Thursday at 3 pm, if that's taken then 5 pm", "en"),
        ("Thursday 3 pm, otherwise 5 pm", "en"), ("Thursday at 3 pm, if it is booked, 5 pm", "en"),
        ("հինգշաբթի ժամը 15-ին, եթե չլինի՝ 17-ին", "hy"), ("հինգշաբթի 15:00, եթե զբաղված է, ապա 17-ին", "hy"),
        ("հինգշաբթի ժամը 15-ին, եթե ազատ չէ՝ 17-ին", "hy"), ("hingshabti 15:00, ete zbaghvac e, apa 17-in", "hy"),
    ],
)  # fmt: skip
def test_an_hour_behind_a_condition_is_the_second_choice_of_that_day(
    read: Read, text: str, language: str
) -> None:
    assert told(read, text, language) == [(THURSDAY, 15, False), (THURSDAY, 17, True)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("в пятницу, если нет то в субботу", "ru"), ("в пятницу, иначе в субботу", "ru"), ("v pyatnicu, esli zanyato to v subbotu", "ru"),
        ("Friday, if not then Saturday", "en"), ("on Friday, failing that Saturday", "en"), ("Friday or if that's gone Saturday", "en"),
        ("ուրբաթ, եթե չկա՝ շաբաթ", "hy"), ("ուրբաթ, հակառակ դեպքում շաբաթ", "hy"), ("urbat, ete chlini, apa shabat", "hy"),
    ],
)  # fmt: skip
def test_a_day_behind_a_condition_is_the_second_choice(read: Read, text: str, language: str) -> None:
    assert told(read, text, language) == [(FRIDAY, 0, False), (SATURDAY, 0, True)]


@pytest.mark.parametrize(
    ("text", "language"),
    [("if 5 pm is taken, then at 4", "en"), ("если 17:00 занято, то в 16", "ru"), ("եթե 17:00 զբաղված է, ապա 16-ին", "hy")],
)  # fmt: skip
def test_an_hour_that_may_be_taken_is_still_wished_for_first(read: Read, text: str, language: str) -> None:
    windows = read(text, language=language).entities.windows
    assert [(w.daily_from and w.daily_from.hour, w.otherwise) for w in windows] == [(17, False), (16, True)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("если занято, то в пятницу", "ru"), ("если в четверг не смогу, то в пятницу", "ru"), ("if I can't on Thursday, Friday", "en"),
        ("if not, Friday", "en"), ("եթե չլինի, ուրբաթ", "hy"),
    ],
)  # fmt: skip
def test_where_nothing_is_wished_for_before_the_condition_there_is_one_choice(
    read: Read, text: str, language: str
) -> None:
    windows = [w for w in read(text, language=language).entities.windows if w.start is not None]
    assert [(w.start and w.start.date(), w.otherwise) for w in windows] == [(FRIDAY, False)]


@pytest.mark.parametrize(
    ("text", "language"),
    [("после шести или в субботу", "ru"), ("posle shesti ili v subbotu", "ru"), ("after 6 pm or on Saturday", "en"), ("6-ից հետո կամ շաբաթ", "hy")],
)  # fmt: skip
def test_a_bound_of_any_day_and_a_day_behind_or_are_two_wishes(read: Read, text: str, language: str) -> None:
    hours, day = read(text, language=language).entities.windows
    assert (hours.start, hours.daily_from and hours.daily_from.hour) == (None, 18)
    assert (day.start and day.start.date(), day.daily_from) == (SATURDAY, None)


@pytest.mark.parametrize("text", ["а в пятницу никак?", "в пятницу не получится?", "в пятницу нельзя?"])
def test_whether_a_day_would_not_do_after_all_asks_for_it(read: Read, text: str) -> None:
    (window,) = read(text, language="ru").entities.windows
    assert window.start is not None
    assert window.start.date() == FRIDAY
