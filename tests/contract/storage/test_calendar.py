"""A practitioner's time belongs to one visit. The database says so, whoever writes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from domain.errors import SlotTaken
from domain.step import CancelAppointment
from storage import calendar
from storage.tables import appointment
from tests.contract.storage.desk import NOW, Desk, booking, slot

DAY = (datetime(2026, 11, 24, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC))


def busy(desk: Desk, now: datetime = NOW, **options: Any) -> list[float]:
    found = desk.database.read_sync(
        lambda c: calendar.busy(c, ["sargsyan", "petrosyan"], *DAY, now, **options)
    )
    return [b.starts_at.hour + b.starts_at.minute / 60 for b in found]


def live(desk: Desk) -> list[dict[str, Any]]:
    return [r for r in desk.rows(appointment) if r["status"] in ("held", "booked")]


@pytest.mark.parametrize(
    ("hour", "minutes"), [(10, 30), (10.25, 15), (9.75, 30), (9.5, 120), (10, 15)], ids=str
)
def test_overlapping_visit_is_refused(desk: Desk, hour: float, minutes: int) -> None:
    desk.book(slot(10), who="gor")
    with pytest.raises(SlotTaken):
        desk.book(slot(hour, minutes=minutes))
    assert len(live(desk)) == 1


def test_visits_may_touch_and_practitioners_do_not_disturb_each_other(desk: Desk) -> None:
    desk.book(slot(10))
    for at in (slot(9.5), slot(10.5), slot(10, practitioner="petrosyan")):
        desk.book(at, who="gor")
    assert busy(desk) == [9.5, 10, 10, 10.5]


def test_same_practitioner_at_another_branch_is_taken_too(desk: Desk) -> None:
    desk.book(slot(10), who="gor")
    with pytest.raises(SlotTaken):
        desk.book(slot(10).model_copy(update={"branch_id": "north"}))


def test_times_compare_as_moments_whatever_the_zone(desk: Desk) -> None:
    yerevan = datetime.fromisoformat("2026-11-24T14:00:00+04:00")
    desk.book(slot(10), who="gor")
    same = slot().model_copy(update={"starts_at": yerevan, "ends_at": yerevan + timedelta(minutes=30)})
    with pytest.raises(SlotTaken):
        desk.book(same)


def test_two_hundred_customers_and_one_slot_make_one_booking(desk: Desk) -> None:
    begun = [desk.begin(who=f"c{n}") for n in range(200)]

    def try_to_book(n: int) -> str:
        # Different lengths and starts: every two of them overlap.
        at = slot(10 + (n % 3) / 12, minutes=30 + n % 7)
        try:
            desk.commit(desk.draft(begun[n], actions=[booking(at)]))
        except SlotTaken:
            return "taken"
        return "booked"

    with ThreadPoolExecutor(50) as pool:
        outcomes = list(pool.map(try_to_book, range(200)))
    assert outcomes.count("booked") == 1
    assert len(live(desk)) == 1


def test_raw_insert_and_raw_update_cannot_overlap_either(desk: Desk) -> None:
    desk.book(slot(10), who="gor")
    desk.book(slot(12), who="gor")
    (first, second) = live(desk)
    columns = [c for c in first if c not in ("id", "starts_at", "ends_at")]
    names = ", ".join(columns)

    def insert(connection: sa.Connection) -> None:
        connection.execute(sa.text(
            f"INSERT INTO appointment (id, starts_at, ends_at, {names}) "
            f"SELECT 'raw', starts_at, ends_at, {names} FROM appointment WHERE id = :id"
        ), {"id": first["id"]})  # fmt: skip

    def update(connection: sa.Connection) -> None:
        connection.execute(sa.text(
            "UPDATE appointment SET starts_at = (SELECT starts_at FROM appointment WHERE id = :first) WHERE id = :second"
        ), {"first": first["id"], "second": second["id"]})  # fmt: skip

    for bypass in (insert, update):
        with pytest.raises(sa.exc.IntegrityError, match="appointment_no_overlap"):
            desk.database.write_sync(bypass)
    assert live(desk) == [first, second]


def test_a_cancelled_visit_cannot_be_revived_into_a_taken_time(desk: Desk) -> None:
    own = desk.book(slot(10)).results[0].result["appointment_id"]
    begun = desk.begin("отмените")
    desk.commit(desk.draft(begun, opens_case=False, actions=[CancelAppointment(appointment_id=own)]))
    desk.book(slot(10), who="gor")
    with pytest.raises(sa.exc.IntegrityError, match="appointment_no_overlap"):
        desk.database.write_sync(
            lambda c: c.execute(sa.update(appointment).where(appointment.c.id == own).values(status="booked"))
        )


@pytest.mark.parametrize("minutes", [0, -30, 24 * 60 + 1])
def test_backward_empty_and_endless_visits_are_refused(desk: Desk, minutes: int) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        desk.book(slot(10, minutes=minutes))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_raw_time_text_in_another_format_is_refused_on_sqlite(desk: Desk) -> None:
    desk.book(slot(10))
    with pytest.raises(sa.exc.IntegrityError, match="appointment_time_format"):
        desk.database.write_sync(
            lambda c: c.execute(sa.text("UPDATE appointment SET starts_at = '2026-11-24T10:00:00Z'"))
        )


def test_hold_keeps_the_time_and_becomes_the_booking_of_the_same_case(desk: Desk) -> None:
    begun = desk.begin()
    held = desk.commit(desk.draft(begun, actions=[booking(slot(10), status="held", hold_minutes=15)]))
    with pytest.raises(SlotTaken):
        desk.book(slot(10), who="gor")
    following = desk.begin("да")
    booked = desk.commit(desk.draft(following, opens_case=False, actions=[booking(slot(10))]))
    assert booked.results[0].result["appointment_id"] == held.results[0].result["appointment_id"]
    (row,) = desk.rows(appointment)
    assert (row["status"], row["hold_expires_at"], row["revision"]) == ("booked", None, 1)


def test_new_hold_of_a_case_releases_its_other_holds(desk: Desk) -> None:
    for hour in (10, 12):
        begun = desk.begin()
        desk.commit(desk.draft(begun, actions=[booking(slot(hour), status="held")]))
    assert [(r["starts_at"].hour, r["status"]) for r in desk.rows(appointment)] == [
        (10, "cancelled"), (12, "held"),
    ]  # fmt: skip


def test_expired_hold_gives_the_time_back(desk: Desk) -> None:
    begun = desk.begin()
    desk.commit(desk.draft(begun, actions=[booking(slot(10), status="held", hold_minutes=15)]))
    soon, late = NOW + timedelta(minutes=14), NOW + timedelta(minutes=15)
    assert busy(desk, soon) == [10]
    assert busy(desk, late) == []
    with pytest.raises(SlotTaken):
        desk.book(slot(10), who="gor", now=soon)
    desk.book(slot(10.25), who="narek", now=late)
    assert [r["status"] for r in live(desk)] == ["booked"]


def test_expired_hold_can_still_be_booked_by_its_case_when_nobody_took_it(desk: Desk) -> None:
    begun = desk.begin()
    desk.commit(desk.draft(begun, actions=[booking(slot(10), status="held", hold_minutes=15)]))
    late = NOW + timedelta(hours=1)
    following = desk.begin("да", now=late)
    desk.commit(desk.draft(following, opens_case=False, actions=[booking(slot(10))]), late)
    assert [r["status"] for r in live(desk)] == ["booked"]


def test_own_hold_does_not_make_the_time_busy_for_its_case(desk: Desk) -> None:
    begun = desk.begin()
    desk.commit(desk.draft(begun, actions=[booking(slot(10), status="held")]))
    assert busy(desk) == [10]
    assert busy(desk, ignoring_case=begun.case_id) == []
    free = desk.database.read_sync(lambda c: calendar.is_free(c, slot(10.25), NOW))
    free_for_own = desk.database.read_sync(
        lambda c: calendar.is_free(c, slot(10.25), NOW, ignoring_case=begun.case_id)
    )
    assert (free, free_for_own) == (False, True)


def test_move_cancels_the_old_visit_in_the_same_transaction(desk: Desk) -> None:
    old = desk.book(slot(10)).results[0].result["appointment_id"]
    moved = desk.book(slot(10.25), moves=old).results[0].result
    assert (moved["moved_from"], moved["appointment_id"] != old) == (old, True)
    assert [(r["status"], r["cancel_reason"]) for r in desk.rows(appointment)] == [
        ("cancelled", "moved"), ("booked", None),
    ]  # fmt: skip


def test_move_to_a_taken_time_keeps_the_old_visit(desk: Desk) -> None:
    old = desk.book(slot(10)).results[0].result["appointment_id"]
    desk.book(slot(12), who="gor")
    with pytest.raises(SlotTaken):
        desk.book(slot(12), moves=old)
    assert {r["id"]: r["status"] for r in desk.rows(appointment)}[old] == "booked"


def test_upcoming_visits_of_a_contact_are_found_soonest_first(desk: Desk) -> None:
    desk.book(slot(12, practitioner="petrosyan"))
    begun = desk.begin()
    committed = desk.commit(desk.draft(begun, actions=[booking(slot(10), status="held", hold_minutes=15)]))
    assert committed.results[0].result["status"] == "held"
    contact_id = desk.rows(appointment)[0]["contact_id"]

    def upcoming(now: datetime) -> list[int]:
        visits = desk.database.read_sync(lambda c: calendar.appointments_of(c, contact_id, now))
        return [v.starts_at.hour for v in visits]

    assert upcoming(NOW) == [10, 12]
    assert upcoming(NOW + timedelta(minutes=16)) == [12]
    assert upcoming(DAY[1]) == []


def test_busy_sees_a_visit_that_began_before_the_window(desk: Desk) -> None:
    desk.book(slot(10, minutes=120))
    start = slot(11).starts_at
    found = desk.database.read_sync(
        lambda c: calendar.busy(c, ["sargsyan"], start, start + timedelta(minutes=15), NOW)
    )
    assert len(found) == 1
    assert desk.database.read_sync(lambda c: calendar.busy(c, [], *DAY, NOW)) == []
