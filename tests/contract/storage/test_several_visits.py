"""Visits of one coming are written together or not at all; a moved visit keeps its name in calendars."""

from __future__ import annotations

import pytest

from domain.errors import SlotTaken
from domain.step import CancelAppointment
from storage import calendar
from storage.tables import appointment
from tests.contract.storage.desk import Desk, booking, next_step, slot

TOKEN = "t" * 43


def both(*, held: bool = False) -> list:
    first, second = slot(10), slot(10.5)
    kind = {"status": "held", "hold_minutes": 15} if held else {"calendar_token": TOKEN}
    return [booking(first, together=[second], **kind), booking(second, together=[first], **kind)]


def live(desk: Desk) -> list:
    return sorted(
        (r["starts_at"], r["status"]) for r in desk.rows(appointment) if r["status"] in ("held", "booked")
    )


def write_both(desk: Desk, *, held: bool = False, who: str = "ani") -> None:
    turn = desk.begin(who=who)
    desk.commit(desk.draft(turn, actions=both(held=held), opens_case=True, next_step=next_step()))


def test_holds_of_one_coming_are_kept_beside_each_other(desk: Desk) -> None:
    write_both(desk, held=True)
    assert [status for _, status in live(desk)] == ["held", "held"]
    write_both(desk, held=True)
    assert [status for _, status in live(desk)] == ["held", "held"]


def test_a_hold_on_another_time_releases_them(desk: Desk) -> None:
    write_both(desk, held=True)
    turn = desk.begin()
    other = booking(slot(14), status="held", hold_minutes=15)
    desk.commit(desk.draft(turn, actions=[other], next_step=next_step()))
    assert len(live(desk)) == 1


def test_holds_become_the_bookings(desk: Desk) -> None:
    write_both(desk, held=True)
    write_both(desk)
    assert [status for _, status in live(desk)] == ["booked", "booked"]


def test_when_one_time_is_taken_none_is_written(desk: Desk) -> None:
    desk.book(slot(10.5), who="gor")
    with pytest.raises(SlotTaken):
        write_both(desk)
    assert len(live(desk)) == 1


def test_one_file_holds_all_visits_of_a_booking(desk: Desk) -> None:
    write_both(desk)
    visits = desk.database.read_sync(lambda c: calendar.visits_of_token(c, TOKEN))
    assert [v.starts_at for v in visits] == [slot(10).starts_at, slot(10.5).starts_at]
    assert len({v.calendar_uid for v in visits}) == 2


def test_a_move_keeps_the_file_and_the_name_and_raises_the_sequence(desk: Desk) -> None:
    desk.book(slot(10), calendar_token=TOKEN)
    (before,) = desk.database.read_sync(lambda c: calendar.visits_of_token(c, TOKEN))
    desk.book(slot(15), moves=before.id)
    (after,) = desk.database.read_sync(lambda c: calendar.visits_of_token(c, TOKEN))
    assert (after.calendar_uid, after.calendar_sequence) == (before.calendar_uid, 1)
    assert after.starts_at == slot(15).starts_at


def test_a_cancelled_visit_stays_in_its_file(desk: Desk) -> None:
    desk.book(slot(10), calendar_token=TOKEN)
    (visit,) = desk.database.read_sync(lambda c: calendar.visits_of_token(c, TOKEN))
    turn = desk.begin()
    cancel = CancelAppointment(appointment_id=visit.id)
    desk.commit(desk.draft(turn, actions=[cancel], outcome="cancelled"))
    (after,) = desk.database.read_sync(lambda c: calendar.visits_of_token(c, TOKEN))
    assert after.status == "cancelled"


def test_nothing_is_found_by_another_token(desk: Desk) -> None:
    desk.book(slot(10), calendar_token=TOKEN)
    assert desk.database.read_sync(lambda c: calendar.visits_of_token(c, "x" * 43)) == []


def test_a_visit_by_video_is_stored_as_one(desk: Desk) -> None:
    desk.book(slot(10).model_copy(update={"online": True}), calendar_token=TOKEN)
    (visit,) = desk.database.read_sync(lambda c: calendar.visits_of_token(c, TOKEN))
    assert visit.online
