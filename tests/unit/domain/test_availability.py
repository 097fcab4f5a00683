"""Free times: only real ones (R14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.availability import Busy, SlotQuery, answer_due, find_slots, is_closed, opening_after
from domain.business import Business
from domain.offering import choose_slots
from knowledge.business_files import load_business

YEREVAN = ZoneInfo("Asia/Yerevan")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=YEREVAN)
CLINIC = load_business(Path("businesses/clinic"))
SERVICE = CLINIC.service_by_id["consultation-first"]


@pytest.fixture
def clinic() -> Business:
    return CLINIC


def day_query(day: datetime, **changes: object) -> SlotQuery:
    start = day.replace(hour=0, minute=0)
    values: dict[str, object] = {"service_id": SERVICE.id, "start": start, "end": start + timedelta(days=1)}
    return SlotQuery(**(values | changes))  # type: ignore[arg-type]


def test_slots_lie_inside_the_practitioners_hours_at_that_branch(clinic):
    for slot in find_slots(clinic, day_query(NOW + timedelta(days=1)), [], NOW):
        local = slot.starts_at.astimezone(YEREVAN)
        stretches = clinic.practitioner_by_id[slot.practitioner_id].hours
        assert any(
            s.branch == slot.branch_id
            and s.opens <= local.time()
            and slot.ends_at.astimezone(YEREVAN).time() <= s.closes
            for s in stretches
        )


def test_nothing_is_offered_before_the_notice_or_beyond_the_horizon(clinic):
    rules = clinic.profile.booking
    wide = SlotQuery(service_id=SERVICE.id, start=NOW - timedelta(days=9), end=NOW + timedelta(days=400))
    starts = [s.starts_at for s in find_slots(clinic, wide, [], NOW)]
    assert min(starts) >= NOW + timedelta(minutes=rules.notice_minutes)
    assert max(starts) < NOW + timedelta(days=rules.horizon_days)


def test_closed_days_have_no_slots(clinic):
    new_year = datetime(2026, 12, 31, tzinfo=YEREVAN)
    assert is_closed(clinic, new_year.date())
    assert list(find_slots(clinic, day_query(new_year), [], NOW)) == []


def test_hours_of_the_day_are_wall_time(clinic):
    from datetime import time

    found = list(find_slots(clinic, day_query(NOW + timedelta(days=1), daily_from=time(13)), [], NOW))
    assert found
    assert all(s.starts_at.astimezone(YEREVAN).hour >= 13 for s in found)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 13 * 4), st.integers(1, 12)), max_size=8))
def test_no_slot_ever_overlaps_taken_time(taken):
    base = (NOW + timedelta(days=1)).replace(hour=8, minute=0)
    busy = [
        Busy(who, base + timedelta(minutes=15 * a), base + timedelta(minutes=15 * (a + n)))
        for who in SERVICE.practitioners
        for a, n in taken
    ]
    for slot in find_slots(CLINIC, day_query(NOW + timedelta(days=1)), busy, NOW):
        assert not any(
            b.practitioner_id == slot.practitioner_id
            and b.starts_at < slot.ends_at
            and b.ends_at > slot.starts_at
            for b in busy
        )


def test_offered_slots_differ_and_come_in_order(clinic):
    free = find_slots(clinic, day_query(NOW + timedelta(days=1)), [], NOW)
    chosen = choose_slots(free, count=3, zone=YEREVAN)
    starts = [s.starts_at for s in chosen]
    assert starts == sorted(set(starts))
    assert starts[-1] - starts[0] >= timedelta(hours=2), "early, middle and late"


def test_three_are_offered_though_the_first_day_is_nearly_full(clinic):
    free = list(find_slots(clinic, day_query(NOW, end=NOW + timedelta(days=10)), [], NOW))
    first = min(free, key=lambda s: s.starts_at)
    others = [s for s in free if s.starts_at.date() != first.starts_at.date()]
    chosen = choose_slots([first, *others], count=3, zone=YEREVAN)
    assert len({s.starts_at for s in chosen}) == 3


def test_one_slot_of_several_days_is_the_first(clinic):
    query = day_query(NOW, end=NOW + timedelta(days=10))
    free = find_slots(clinic, query, [], NOW)
    first = next(iter(find_slots(clinic, query, [], NOW)))
    assert choose_slots(free, count=1, zone=YEREVAN) == [first]


def test_the_nearest_to_the_wish_are_offered(clinic):
    wish = (NOW + timedelta(days=1)).replace(hour=12, minute=0)
    free = find_slots(clinic, day_query(NOW + timedelta(days=1)), [], NOW)
    chosen = choose_slots(free, count=3, zone=YEREVAN, nearest_to=wish)
    assert all(abs(s.starts_at - wish) <= timedelta(minutes=30) for s in chosen)


@pytest.mark.parametrize("days_ahead", [None, 3])
def test_of_a_wide_window_only_what_can_be_chosen_is_looked_at(clinic, days_ahead):
    query = day_query(NOW, end=NOW + timedelta(days=10))
    wish = None if days_ahead is None else (NOW + timedelta(days=days_ahead)).replace(hour=12, minute=0)
    free = find_slots(clinic, query, [], NOW)
    chosen = choose_slots(free, count=3, zone=YEREVAN, nearest_to=wish)
    all_of_them = list(find_slots(clinic, query, [], NOW))
    assert chosen == choose_slots(all_of_them, count=3, zone=YEREVAN, nearest_to=wish)
    assert next(free).starts_at - chosen[-1].starts_at < timedelta(days=2), "the rest was never made"


def test_a_promise_at_night_counts_from_the_next_opening(clinic):
    """R65: only reachable response times."""
    night = datetime(2026, 11, 24, 23, 30, tzinfo=YEREVAN)
    opens = opening_after(clinic, night).astimezone(YEREVAN)
    assert (opens.day, opens.hour) == (25, 9)
    due = answer_due(clinic, night, 30).astimezone(YEREVAN)
    assert (due.day, due.hour, due.minute) == (25, 9, 30)


def test_a_promise_near_closing_runs_on_the_next_morning(clinic):
    evening = datetime(2026, 11, 24, 19, 50, tzinfo=YEREVAN)
    due = answer_due(clinic, evening, 30).astimezone(YEREVAN)
    assert (due.day, due.hour, due.minute) == (25, 9, 20)


def test_moments_are_utc(clinic):
    slot = next(find_slots(clinic, day_query(NOW + timedelta(days=1)), [], NOW))
    assert slot.starts_at.tzinfo == UTC


def test_only_slots_that_begin_in_one_of_the_spans_are_found(clinic):
    day = NOW + timedelta(days=1)
    spans = tuple((day.replace(hour=h, minute=0), day.replace(hour=h + 1, minute=0)) for h in (9, 12))
    found = list(find_slots(clinic, replace(day_query(day), spans=spans), [], NOW))
    assert found
    assert {s.starts_at.astimezone(YEREVAN).hour for s in found} == {9, 12}
