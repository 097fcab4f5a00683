"""The scheduler's speech acts. Words are in the business's Fluent files; here is only which facts they carry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from domain.appointment import Appointment, TimeSlot
from domain.business import Business, Service, ServiceFamily
from domain.language import LANGUAGES, LocalText
from domain.money import Money, PriceRange
from domain.speech import Option, SpeechAct, Value

YES = Option(id="yes", say="option-yes")
CHANGE = Option(id="change", say="option-change")
NO = Option(id="no", say="option-no")
PERSON = Option(id="person", say="option-person")
CANCEL = Option(id="yes", say="option-cancel")
KEEP = Option(id="no", say="option-keep")
STOP = Option(id="stop", say="option-not-now")
BOTH = Option(id="both", say="option-both")
WAITLIST = Option(id="waitlist", say="option-waitlist")
_MOST_WITH_CONTENTS = 2
"""What three services include is more than a short reply holds (R62)."""
MORE_TIMES = Option(id="more", say="option-other-time")


def price_of(business: Business, service: Service) -> Money:
    return Money(amount=service.price, currency=business.profile.currency)


def slot_values(business: Business, slot: TimeSlot | Appointment) -> dict[str, Value]:
    """Who, where and when; `when` is shown in the business's timezone."""
    return {
        "service": service_of(business, slot),
        "when": slot.starts_at,
        "practitioner": business.practitioner_by_id[slot.practitioner_id].name,
        "branch": business.branch_by_id[slot.branch_id].name,
        "mode": mode_of(business, slot),
    }


def service_of(business: Business, visit: TimeSlot | Appointment) -> LocalText:
    """What is done, and in brackets for whom where that is not the contact."""
    name = business.service_by_id[visit.service_id].name
    whom = visit.for_whom if isinstance(visit, Appointment) else None
    if whom is None:
        return name
    return LocalText(**{language: f"{name.in_language(language)} ({whom})" for language in LANGUAGES})


def mode_of(business: Business, slot: TimeSlot | Appointment) -> str:
    """How the place is said: by video, at one of several branches, or not at all where there is only one."""
    return "online" if slot.online else "person" if len(business.profile.branches) > 1 else "here"


def slot_option(slot: TimeSlot) -> Option:
    return Option(id=slot.id, say="option-slot", values={"when": slot.starts_at})


def appointment_option(business: Business, appointment: Appointment) -> Option:
    return Option(id=appointment.id, say="option-slot", values={"when": appointment.starts_at})


def ask_service(families: Sequence[ServiceFamily], *, price: bool = False) -> SpeechAct:
    """Which kind of service; `price`: what it costs is what is asked."""
    options = [Option(id=f"family:{f.id}", label=f.name) for f in families]
    return SpeechAct(say="book-ask-service-price" if price else "book-ask-service", options=options)


def service_line(business: Business, service: Service, *, brief: bool) -> SpeechAct:
    """One price with its duration and, unless `brief`, what it includes (R13)."""
    values: dict[str, Value] = {
        "service": service.name,
        "price": price_shown(business, service),
        "minutes": service.duration_minutes,
    }
    if brief:
        return SpeechAct(say="service-line-brief", values=values)
    return SpeechAct(say="service-line", values=values | {"includes": service.includes})


def price_shown(business: Business, service: Service) -> Money | PriceRange:
    """The price as it is said: a range where the service has one."""
    low = price_of(business, service)
    if service.price_to is None:
        return low
    return PriceRange(low=low, high=Money(amount=service.price_to, currency=low.currency))


def deposit_shown(business: Business, service: Service) -> Value:
    """What has to be paid to keep the booking (R15), or the word `none`, which the templates select on."""
    percent = business.profile.booking.deposit_percent
    if not service.deposit or not percent:
        return "none"
    amount = (service.price * percent / 100).quantize(Decimal(1))
    return Money(amount=amount, currency=business.profile.currency)


def service_menu(
    business: Business,
    services: Sequence[Service],
    earliest: datetime | None,
    *,
    wish_missed: bool,
    brief: bool,
    together: bool = False,
) -> SpeechAct:
    """Prices and the first free time in one answer, one clarifying question (R12, R13)."""
    lines = [service_line(business, s, brief=brief or len(services) > _MOST_WITH_CONTENTS) for s in services]
    options = [Option(id=f"service:{s.id}", label=s.short_name) for s in services]
    options += [BOTH] if together else []
    if earliest is None:
        return SpeechAct(say="book-services", lines=lines, options=options)
    say = "book-services-later" if wish_missed else "book-services-from"
    return SpeechAct(say=say, values={"when": earliest}, lines=lines, options=options)


def slot_lines(business: Business, slots: Sequence[TimeSlot]) -> list[SpeechAct]:
    return [SpeechAct(say="slot-line", values=slot_values(business, slot)) for slot in slots]


def slot_menu(
    business: Business, service: Service, slots: Sequence[TimeSlot], *, price: bool, full: bool = False
) -> SpeechAct:
    """Three real slots (R14); the price with its contents unless it was told a moment ago (R15). `full`: the day that
    was wished for is, and one may wait for it (R23)."""
    values: dict[str, Value] = {"service": service.name}
    if price:
        values |= {
            "price": price_shown(business, service),
            "minutes": service.duration_minutes,
            "includes": service.includes,
        }
    return SpeechAct(
        say="book-slots-price" if price else "book-slots",
        values=values,
        lines=slot_lines(business, slots),
        options=[*(slot_option(s) for s in slots), WAITLIST if full else MORE_TIMES],
    )


def ask_contact(business: Business, slot: TimeSlot, *, name_known: bool, phone_known: bool) -> SpeechAct:
    """Name and phone as one bundle (R16, R62), with the hold and its expiry."""
    say = "book-ask-phone" if name_known else "book-ask-name" if phone_known else "book-ask-contact"
    values: dict[str, Value] = {
        "when": slot.starts_at,
        "minutes": business.profile.booking.hold_minutes,
    }
    return SpeechAct(say=say, values=values)


def ask_phone_again(slot: TimeSlot, written: str, *, name_known: bool) -> SpeechAct:
    """No such number can exist: say which one, and ask again."""
    say = "book-bad-phone" if name_known else "book-bad-phone-no-name"
    return SpeechAct(say=say, values={"phone": written, "when": slot.starts_at})


def explain_contact(*, name_known: bool, phone_known: bool) -> SpeechAct:
    """Asked why, or refused: what it is for, and the way round it."""
    say = "book-why-phone" if name_known else "book-why-name" if phone_known else "book-why-contact"
    return SpeechAct(say=say, options=[PERSON, STOP])


def cancelling_terms(
    business: Business, starts_at: datetime, now: datetime, deposit: Value
) -> dict[str, Value]:
    """What a customer is told about cancelling before they say yes (R15): until when it is free, or, where that moment
    has passed, what it costs.
    """
    hours = business.profile.booking.free_cancellation_hours
    if is_free_to_cancel(business, starts_at, now):
        return {"hours": hours, "terms": "free"}
    return {"hours": hours, "terms": "near" if deposit == "none" else "deposit"}


def is_free_to_cancel(business: Business, starts_at: datetime, now: datetime) -> bool:
    """Whether there is still time enough, by the owner's rule, to cancel at no cost."""
    return starts_at - now >= timedelta(hours=business.profile.booking.free_cancellation_hours)


def read_back(business: Business, slot: TimeSlot, name: str, now: datetime) -> SpeechAct:
    """R17, R64: X on Y, total Z, proceed?"""
    service = business.service_by_id[slot.service_id]
    deposit = deposit_shown(business, service)
    values = slot_values(business, slot) | {
        "price": price_shown(business, service),
        "deposit": deposit,
        "name": name,
    }
    values |= cancelling_terms(business, slot.starts_at, now, deposit)
    return SpeechAct(say="book-read-back", values=values, options=[YES, CHANGE])


def booked(business: Business, slot: TimeSlot, link: str | None = None) -> list[SpeechAct]:
    """The confirmation, then directions and preparation as a message of its own (R18); for a visit by video the link to
    it instead of an address. `link`: of its calendar file.
    """
    service = business.service_by_id[slot.service_id]
    done: dict[str, Value] = {"late": business.profile.booking.late_minutes}
    prepare = _online_room(business) if slot.online else _way(business, slot)
    values = prepare.values | {"preparation": service.preparation, "minutes": service.duration_minutes}
    say = prepare.say
    if service.bring is not None and not slot.online:
        values, say = values | {"bring": service.bring}, "book-prepare-bring"
    return [
        SpeechAct(say="book-done", values=slot_values(business, slot) | done),
        SpeechAct(say=say, values=values, separate=True),
        *calendar_file(link),
    ]


def _way(business: Business, slot: TimeSlot) -> SpeechAct:
    branch = business.branch_by_id[slot.branch_id]
    return SpeechAct(say="book-prepare", values={"address": branch.address, "directions": branch.directions})


def _online_room(business: Business) -> SpeechAct:
    """Where a visit by video takes place, or that the link will come."""
    link = business.profile.booking.online_link
    if link is None:
        return SpeechAct(say="book-prepare-online-later")
    return SpeechAct(say="book-prepare-online", values={"link": link})


def calendar_file(link: str | None) -> list[SpeechAct]:
    """The link to the visit's calendar file, where there is one."""
    if link is None:
        return []
    return [SpeechAct(say="calendar-file", values={"link": link}, separate=True)]


def reminders(business: Business, slot: TimeSlot, now: datetime) -> list[datetime]:
    """When to remind of the visit (R20); moments that have passed are left out.

    Nobody is woken: what falls into the quiet hours comes at their end, where three hours are left until the visit, and
    in the evening before, an hour before the quiet hours, where they are not.
    """
    moments = {
        _outside_quiet(business, slot.starts_at - timedelta(hours=hours), slot.starts_at)
        for hours in business.cadences.reminder_hours
    }
    return sorted(m for m in moments if m > now)


_ENOUGH_AHEAD = timedelta(hours=3)


def _outside_quiet(business: Business, moment: datetime, visit: datetime) -> datetime:
    quiet = business.cadences.quiet_stretch(moment.astimezone(business.zone))
    if quiet is None:
        return moment
    begins, ends = quiet
    better = ends if visit - ends >= _ENOUGH_AHEAD else begins - timedelta(hours=1)
    return better.astimezone(UTC)
