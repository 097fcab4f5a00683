"""Visits as an iCalendar file (RFC 5545): one entry a visit, whose name in calendars never changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from domain.appointment import Appointment
from domain.business import Business
from domain.language import Language

if TYPE_CHECKING:
    import icalendar


def visit_file(business: Business, visits: Sequence[Appointment], language: Language, now: datetime) -> bytes:
    """The file in that language. Times carry the business's timezone, whose rules are in the file.

    UID stays when a visit is moved and SEQUENCE grows, so that a calendar that has the entry moves it; a cancelled one
    comes as CANCELLED, one change further.
    """
    import icalendar

    file = icalendar.Calendar()
    file.add("prodid", "-//closeloop//visits//EN")
    file.add("version", "2.0")
    cancelled = all(v.status == "cancelled" for v in visits)
    file.add("method", "CANCEL" if cancelled else "PUBLISH")
    for visit in visits:
        file.add_component(_entry(business, visit, language, now))
    file.add_missing_timezones()
    return bytes(file.to_ical())


def _entry(business: Business, visit: Appointment, language: Language, now: datetime) -> icalendar.Event:
    import icalendar

    service = business.service_by_id.get(visit.service_id)
    branch = business.branch_by_id.get(visit.branch_id)
    who = business.practitioner_by_id.get(visit.practitioner_id)
    cancelled = visit.status == "cancelled"
    entry = icalendar.Event()
    entry.add("uid", f"{visit.calendar_uid or visit.id}@closeloop")
    entry.add("sequence", visit.calendar_sequence + cancelled)
    entry.add("dtstamp", now)
    entry.add("dtstart", visit.starts_at.astimezone(business.zone))
    entry.add("dtend", visit.ends_at.astimezone(business.zone))
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    names = [service.name.in_language(language)] if service is not None else []
    names += [visit.for_whom] if visit.for_whom is not None else []
    entry.add("summary", ", ".join([*names, business.profile.name.in_language(language)]))
    about = [who.title.in_language(language)] if who is not None else []
    if visit.online:
        link = business.profile.booking.online_link
        if link is not None:
            entry.add("url", link)
            entry.add("location", link)
    elif branch is not None:
        entry.add("location", branch.address.in_language(language))
        about += [branch.directions.in_language(language), branch.phone]
    if service is not None:
        about.append(service.preparation.in_language(language))
    entry.add("description", "\n".join(about))
    return entry
