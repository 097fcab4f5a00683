"""The calendar file of a booking: read by its link alone, the same entry after a move, cancelled when it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from api.visit_file import visit_file
from domain.appointment import Appointment
from domain.money import Money

START = datetime(2026, 11, 26, 5, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def visit(**changes) -> Appointment:
    known = {
        "id": "appt-1", "contact_id": "c", "case_id": "k", "service_id": "cleaning", "practitioner_id": "mariam",
        "branch_id": "center", "starts_at": START, "ends_at": START + timedelta(hours=1), "status": "booked",
        "price": Money(amount=22000, currency="AMD"), "calendar_token": "t" * 32, "calendar_uid": "appt-1",
    }  # fmt: skip
    return Appointment(**(known | changes))


@pytest.fixture(scope="module")
def clinic():
    from pathlib import Path

    from knowledge.business_files import load_business

    return load_business(Path("businesses/clinic"))


def entries(file: bytes):
    import icalendar

    return icalendar.Calendar.from_ical(file).walk("VEVENT")


def test_the_entry_has_the_clinics_own_time_and_place(clinic):
    (entry,) = entries(visit_file(clinic, [visit()], "ru", NOW))
    start = entry["DTSTART"].dt
    assert f"{start:%Y-%m-%d %H:%M}" == "2026-11-26 09:00"
    assert entry["DTSTART"].params["TZID"] == "Asia/Yerevan"
    assert entry["STATUS"] == "CONFIRMED"
    assert "Абовяна" in entry["LOCATION"]
    assert "чистка зубов" in entry["SUMMARY"]


def test_the_timezones_rules_are_in_the_file(clinic):
    assert b"BEGIN:VTIMEZONE" in visit_file(clinic, [visit()], "en", NOW)


def test_a_moved_visit_is_the_same_entry_one_change_further(clinic):
    (before,) = entries(visit_file(clinic, [visit()], "en", NOW))
    moved = visit(id="appt-2", calendar_sequence=1, starts_at=START + timedelta(days=1))
    (after,) = entries(visit_file(clinic, [moved], "en", NOW))
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1


def test_a_cancelled_visit_says_so(clinic):
    file = visit_file(clinic, [visit(status="cancelled", calendar_sequence=1)], "hy", NOW)
    (entry,) = entries(file)
    assert entry["STATUS"] == "CANCELLED"
    assert entry["SEQUENCE"] == 2
    assert b"METHOD:CANCEL" in file


def test_a_visit_by_video_has_no_address(clinic):
    (entry,) = entries(visit_file(clinic, [visit(online=True, service_id="consultation-repeat")], "en", NOW))
    assert "LOCATION" not in entry
    assert "Abovyan" not in entry["DESCRIPTION"]


def test_visits_of_one_booking_are_entries_of_one_file(clinic):
    both = [visit(), visit(id="appt-2", calendar_uid="appt-2", starts_at=START + timedelta(hours=1))]
    assert len({str(e["UID"]) for e in entries(visit_file(clinic, both, "en", NOW))}) == 2


def test_links_to_files_begin_as_those_to_quotes_do(clinic):
    from typing import cast

    from agents.tools.local_calendar import LocalCalendar
    from agents.tools.local_quotes import SignedQuotes
    from domain.clock import VirtualClock
    from engine.settings import Settings
    from storage.database import Database

    here = Settings(_env_file=None).public_url
    for address in (here, "https://desk.example/"):
        calendar = LocalCalendar(clinic, cast("Database", None), VirtualClock(NOW), public_url=address)
        token = calendar.new_file_token()
        assert token is not None
        quote = SignedQuotes(b"key", address).link("q")
        assert (calendar.file_link(token) or "").startswith(quote.removesuffix("/quotes/q.pdf") + "/visits/")
