"""What a wish becomes with the next message: a day ruled out after another was named, a date with a wrong weekday."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from agents.scheduler.counted_wishes import at_same_hour
from agents.scheduler.either import either_wish
from agents.scheduler.wishes import days_that_are_none, merge_wish, with_hours_of
from domain.reading import Entities, Reading, TimeWindow

THURSDAY = datetime(2026, 11, 26, tzinfo=UTC)
UTC_ZONE = ZoneInfo("UTC")
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


def test_times_to_choose_from_become_one_wish_with_both() -> None:
    afternoon = TimeWindow(text="after lunch", start=THURSDAY.replace(hour=12), end=THURSDAY.replace(hour=17))
    morning = TimeWindow(
        text="Friday morning", start=THURSDAY + timedelta(days=1), end=THURSDAY + timedelta(days=1, hours=12)
    )
    wish = either_wish([morning, afternoon], THURSDAY, UTC_ZONE)
    assert wish is not None
    assert (wish.start, wish.end) == (afternoon.start, morning.end)
    assert wish.spans == [(afternoon.start, afternoon.end), (morning.start, morning.end)]
    assert either_wish([afternoon], THURSDAY, UTC_ZONE) is None


def test_an_hour_said_after_times_to_choose_from_is_looked_for_on_any_of_the_days() -> None:
    days = [
        TimeWindow(text="", start=THURSDAY + timedelta(days=n), end=THURSDAY + timedelta(days=n + 1))
        for n in range(2)
    ]
    wish = merge_wish(
        either_wish(days, THURSDAY, UTC_ZONE), [TimeWindow(text="at 10", daily_from=time(10), grain="minute")]
    )
    assert wish is not None
    assert (wish.daily_from, wish.spans) == (time(10), [])


def test_a_bound_beside_an_hour_by_the_clock_says_no_more_than_why() -> None:
    hour = TimeWindow(text="half past five", daily_from=time(17, 30), daily_to=time(17, 31), grain="minute")
    wish = merge_wish(None, [hour, TimeWindow(text="by 7", daily_to=time(19), grain="minute")])
    assert wish == hour
    three = TimeWindow(
        text="Thursday at 3",
        start=THURSDAY.replace(hour=15),
        end=THURSDAY.replace(hour=15, minute=1),
        grain="minute",
    )
    after_work = TimeWindow(
        text="till 2", start=THURSDAY.replace(hour=14), end=THURSDAY + timedelta(days=1), grain="hour"
    )
    assert merge_wish(None, [three, after_work]) == three


def test_an_hour_named_after_a_bound_takes_its_place() -> None:
    after_six = TimeWindow(text="after 6", daily_from=time(18), grain="minute")
    hour = TimeWindow(text="at 7", daily_from=time(19), daily_to=time(19, 1), grain="minute")
    wish = merge_wish(after_six, [hour])
    assert wish is not None
    assert (wish.daily_from, wish.daily_to) == (time(19), time(19, 1))


def test_the_same_time_next_week_is_the_weekday_of_the_visit_in_that_week() -> None:
    monday = datetime(2026, 11, 30, tzinfo=UTC)
    next_week = TimeWindow(text="next week", start=monday, end=monday + timedelta(days=7), grain="week")
    zone = ZoneInfo("UTC")
    same = at_same_hour([next_week], THURSDAY.replace(hour=10), zone)
    assert same is not None
    assert same.start == datetime(2026, 12, 3, 10, tzinfo=UTC)
    in_that_week = at_same_hour([next_week], same.start, zone)
    assert in_that_week is not None
    assert in_that_week.start == datetime(2026, 12, 10, 10, tzinfo=UTC)


def test_and_on_friday_after_an_evening_means_its_evening() -> None:
    friday = TimeWindow(
        text="Friday", start=THURSDAY + timedelta(days=1), end=THURSDAY + timedelta(days=2), grain="day"
    )
    evening = TimeWindow(
        text="Thursday evening", start=THURSDAY.replace(hour=17), end=THURSDAY.replace(hour=22), grain="hour"
    )
    after_three = evening.model_copy(
        update={"start": THURSDAY.replace(hour=15), "end": THURSDAY + timedelta(days=1)}
    )
    at_three = after_three.model_copy(update={"grain": "minute"})

    wish = with_hours_of(evening, friday)
    assert (wish.start, wish.daily_from, wish.daily_to) == (friday.start, time(17), time(22))
    assert with_hours_of(wish, friday) == wish
    assert with_hours_of(after_three, friday).daily_from == time(15)
    assert with_hours_of(after_three, friday).daily_to is None
    assert with_hours_of(at_three, friday) == friday
    assert with_hours_of(evening, evening) == evening
