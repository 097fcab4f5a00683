"""A recorded booking dialogue as facts: what the customer wants at the end, what was taken, and when it is now."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.errors import BadRequest
from domain.language import LANGUAGES, Language
from evals.public.rows import Row

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
STARTS_AT = time(9)
"""When the customer writes, where the dialogue says no hour."""
ANY_MONDAY = date(2026, 3, 2)
"""The week of dialogues that know weekdays only; no clock is changed in it anywhere we play."""

_BOOKED = ("booked", "booked_after_failed_attempt")
_NOT_BOOKED = ("failed", "not_booked")
_FAILS = re.compile(r"\b(?:fail\w*|conflict\w*|unavailable|not available|taken)\b", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*([ap])?\.?\s*m?\.?", re.IGNORECASE)
_PERSON_KEYS = re.compile(r"(?:^|_)(?:customer|patient|user|renter|guest|client)", re.IGNORECASE)


@dataclass(frozen=True)
class Wanted:
    """What the customer agrees to. None: anything will do."""

    provider: str | None
    day: date | None
    at: time | None


@dataclass(frozen=True)
class Taken:
    """A time that was refused in the dialogue."""

    provider: str | None
    start: datetime


@dataclass
class Dialogue:
    """`now` and `taken` are wall time. `said` are the customer's messages in order."""

    row: Row
    domain: str
    language: Language
    now: datetime
    wanted: Wanted
    books: bool
    """Whether the dialogue ended with a booking."""
    taken: list[Taken] = field(default_factory=list)
    providers: list[str] = field(default_factory=list)
    """Everybody the data names, the wanted one first."""
    said: list[str] = field(default_factory=list)
    said_day: list[str] = field(default_factory=list)
    """The dialogue's words for the wanted day, and below for the hour; the customer's own before the agent's."""
    said_time: list[str] = field(default_factory=list)
    customer_name: str | None = None


def read_dialogue(row: Row) -> Dialogue:
    """Raises BadRequest naming line and field.

    Decisions for dialogues with weekdays: the week is any week without holidays; a weekday is its first one that is
    not before now. Where no "now" is given, it is nine in the morning of the last day before the wanted one whose
    weekday the dialogue does not speak of, so that no weekday means today. A wanted time that is this very moment
    was asked for earlier that day.
    """
    domain = row.text_of("domain")
    final = row.data.get("final_slots")
    if not isinstance(final, dict):
        raise BadRequest(
            f'{row.where}: "final_slots" should be an object with service, provider, date and time'
        )
    outcome = row.label_of("outcome", (*_BOOKED, *_NOT_BOOKED))
    attempts = [a for a in row.list_of("booking_attempts") if isinstance(a, dict)]
    day_texts = [str(final["date"])] if final.get("date") else []
    day_texts += [text for a in attempts if (text := _slot_of(a, "date", "day"))]
    now = _now(row, day_texts)
    try:
        wanted = Wanted(
            provider=_clean(final.get("provider")),
            day=_day(str(final["date"]), now, final.get("time")) if final.get("date") else None,
            at=read_clock(str(final["time"])) if final.get("time") else None,
        )
        taken = [t for a in attempts if (t := _taken(a, now)) is not None]
    except ValueError as error:
        raise BadRequest(f"{row.where}: a date or a time cannot be read: {error}") from error
    if wanted.day is None:
        raise BadRequest(f'{row.where}: "final_slots.date" is missing; without a day nothing can be judged')
    if wanted.at is not None and datetime.combine(wanted.day, wanted.at) <= now and wanted.day == now.date():
        now = datetime.combine(
            now.date(), time()
        )  # written earlier that day, or it could not be booked at all
    books = outcome in _BOOKED
    if books:
        taken = [t for t in taken if not _is_wanted(t, wanted)]
    named = [wanted.provider, *(_slot_of(a, "name", exclude=_PERSON_KEYS) for a in attempts)]
    language = str(row.data.get("lang"))
    if language not in LANGUAGES:
        raise BadRequest(f'{row.where}: "lang" is {language}; known are {", ".join(LANGUAGES)}')
    turns = [t for t in row.list_of("turns") if isinstance(t, dict)]
    said = [str(t.get("text")).strip() for t in turns if t.get("speaker") == "customer" and t.get("text")]
    if not said:
        raise BadRequest(f'{row.where}: "turns" has no message of the customer')
    return Dialogue(
        row=row, domain=domain, language=language, now=now, wanted=wanted, books=books, taken=taken,
        providers=list(dict.fromkeys(p for p in map(_clean, named) if p)), said=said,
        said_day=_own_first(final.get("said_date"), said), said_time=_own_first(final.get("said_time"), said),
        customer_name=_clean(final.get("customer_name")),
    )  # fmt: skip


def read_clock(text: str) -> time:
    """`14:30`, `1 pm`, `11am`. Raises ValueError."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no time of day")
    hour, minute = int(found.group(1)), int(found.group(2) or 0)
    half = (found.group(3) or "").casefold()
    if half and not 1 <= hour <= 12:
        raise ValueError(f"{text!r} is no time of day")
    return time(hour % 12 + (12 if half == "p" else 0) if half else hour, minute)


def _now(row: Row, day_texts: list[str]) -> datetime:
    ref = row.data.get("ref_date")
    weekdays = [t.casefold().strip() for t in day_texts]
    if ref is None:
        wanted = weekdays[0] if weekdays else ""
        if wanted not in WEEKDAYS:
            raise BadRequest(f'{row.where}: "ref_date" is missing, and the dates are no weekdays')
        spoken = {WEEKDAYS.index(w) for w in weekdays if w in WEEKDAYS}
        day = ANY_MONDAY + timedelta(days=7 + WEEKDAYS.index(wanted))
        earlier = [day - timedelta(days=n) for n in range(1, 7)]
        return datetime.combine(
            next((d for d in earlier if d.weekday() not in spoken), earlier[0]), STARTS_AT
        )
    text = str(ref).strip()
    try:
        at = datetime.fromisoformat(text).replace(tzinfo=None)
        return at if "T" in text or " " in text else datetime.combine(at.date(), STARTS_AT)
    except ValueError:
        name, _, clock = text.partition(" ")
        if name.casefold() not in WEEKDAYS:
            raise BadRequest(
                f'{row.where}: "ref_date" is {text!r}; write 2026-03-11 or Sunday 1 pm'
            ) from None
        try:
            at_time = read_clock(clock) if clock.strip() else STARTS_AT
        except ValueError as error:
            raise BadRequest(f'{row.where}: "ref_date": {error}') from error
        return datetime.combine(ANY_MONDAY + timedelta(days=WEEKDAYS.index(name.casefold())), at_time)


def _day(text: str, now: datetime, clock: Any) -> date:
    name = text.casefold().strip()
    if name not in WEEKDAYS:
        return date.fromisoformat(text.strip()[:10])
    day = now.date() + timedelta(days=(WEEKDAYS.index(name) - now.weekday()) % 7)
    over = clock and datetime.combine(day, read_clock(str(clock))) < now
    return day + timedelta(days=7) if over else day


def _taken(attempt: dict[str, Any], now: datetime) -> Taken | None:
    if not _FAILS.search(str(attempt.get("result") or "")):
        return None
    day, clock = _slot_of(attempt, "date", "day"), _slot_of(attempt, "time")
    if not day or not clock:
        return None
    start = datetime.combine(_day(day, now, clock), read_clock(clock))
    return Taken(_clean(_slot_of(attempt, "name", exclude=_PERSON_KEYS)), start)


def _slot_of(attempt: dict[str, Any], *parts: str, exclude: re.Pattern[str] | None = None) -> str | None:
    """The first slot of an attempt whose key speaks of one of these; sources name them differently."""
    slots = attempt.get("slots")
    for key, value in slots.items() if isinstance(slots, dict) else ():
        low = str(key).casefold()
        spoken = re.sub(r"[^a-z]+", " ", re.sub(r"([a-z])([A-Z])", r"\1 \2", str(key)).casefold()).split()
        fits = any(p in spoken for p in parts) and not low.startswith("end")
        if fits and value and not (exclude is not None and exclude.search(low)):
            return str(value)
    return None


def _is_wanted(taken: Taken, wanted: Wanted) -> bool:
    """A source that refuses a time and books it later (wizards slip): the booking counts."""
    same = wanted.provider is None or taken.provider is None or same_name(taken.provider, wanted.provider)
    return same and taken.start.date() == wanted.day and wanted.at in (None, taken.start.time())


def same_name(one: str, other: str) -> bool:
    """Whether two names are one, whatever their letter case and marks."""
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()


def _own_first(words: Any, said: list[str]) -> list[str]:
    known = [str(w) for w in words] if isinstance(words, list) else []
    heard = "\n".join(said).casefold()
    return sorted(known, key=lambda w: w.casefold() not in heard)


def _clean(value: Any) -> str | None:
    text = " ".join(str(value).split()) if value else ""
    return text or None
