"""What a wish becomes with the next message: a day ruled out after another was named, a date with a wrong weekday."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from agents.scheduler.wishes import days_that_are_none, merge_wish
from domain.reading import Entities, Reading, TimeWindow

THURSDAY = datetime(2026, 11, 26, tzinfo=UTC)
FRIDAYS = [date(2026, 11, 27), date(2026, 12, 4), date(2026, 12, 11)]


def test_any_day_but_friday_takes_back_the_one_day_named_before() -> None:
    named = TimeWindow(text="on Thursday", start=THURSDAY, end=THURSDAY + timedelta(days=1))
    wish = merge_wish(named, [TimeWindow(text="any day except Friday", exclude=FRIDAYS)])
    assert wish is not None
    assert (wish.start, wish.end, wish.exclude) == (None, None, FRIDAYS)


def test_a_week_named_before_stays_when_a_day_of_it_is_ruled_out() -> None:
    week = TimeWindow(text="next week", start=THURSDAY, end=THURSDAY + timedelta(days=7), grain="week")
    wish = merge_wish(week, [TimeWindow(text="not Friday", exclude=FRIDAYS)])
    assert wish is not None
    assert (wish.start, wish.end) == (week.start, week.end)


def test_the_date_counts_and_is_named_where_its_weekday_is_another() -> None:
    far = datetime(2027, 1, 26, tzinfo=UTC)
    said = TimeWindow(
        text="Tuesday the 26th", start=far, end=far + timedelta(days=1), misnamed=date(2026, 11, 26)
    )
    reading = Reading(
        text="Tuesday the 26th", language="en", script="latin", entities=Entities(windows=[said])
    )
    assert reading.entities.wishes[0].start == THURSDAY
    acts = days_that_are_none(reading)
    assert [(act.say, act.values) for act in acts] == [("date-other-weekday", {"day": date(2026, 11, 26)})]
