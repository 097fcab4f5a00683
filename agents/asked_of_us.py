"""What customers ask about the people who work here and about single days: answered from the owner's records, not from the
rules. Looked at by the router and by the front desk, which tells it (`agents/front_desk/records.py`).

Much of it leans on what was said before: "and at Komitas?", "is she there on Tuesday, too?". So the front desk's frame keeps
what was told last, under `about`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from agents.turn_context import TurnContext
from agents.understanding.lexicon import WordList, load_lists, pieces_of
from domain.business import Business
from domain.reading import Reading, TimeWindow

_WORDS = Path(__file__).with_suffix(".toml")
ABOUT = "about"
"""Of the front desk's frame: what was spoken of; see `Spoken`."""
Fact = Literal["person", "people", "opening"]
_FRESH = timedelta(hours=2)
_MOST_WORDS = 26
"""Longer messages tell a story."""
_WHO_ALONE = 5
_LEANS = 8
"""A question that leans on the last answer is short."""
_ENDS = (".", "!", ":", "?")
_OPENING_TOPICS = ("opening-hours", "holidays")
_DEEDS = ("book", "move", "cancel", "cannot_come", "availability", "move_back", "take_back", "own_visit")


@dataclass(frozen=True)
class Spoken:
    """What is being talked about: a practitioner, and which fact was the desk's last word."""

    practitioner: str | None = None
    fact: Fact | None = None
    services: tuple[str, ...] = ()
    """What is being booked or chosen from; else what a question was about that somebody else than the scheduler answered."""
    day: date | None = None
    """Whose opening hours were told."""


NOTHING = Spoken()
TOLD = frozenset(
    {
        "person-works",
        "person-works-on",
        "person-not-on",
        "person-not-there",
        "people",
        "people-for",
        "open-on",
        "closed-on",
    }
)
"""The speech acts of such answers."""


@dataclass(frozen=True)
class Asked:
    """A question to the records. `day` is local; `branch` and `services` narrow the answer."""

    fact: Fact
    practitioner: str | None = None
    branch: str | None = None
    day: date | None = None
    services: tuple[str, ...] = ()


def _lists() -> dict[str, WordList]:
    return load_lists(_WORDS)


def spoken_of(frames: Mapping[str, dict[str, Any]], now: datetime) -> Spoken:
    """From what the specialists keep: who is being booked, who was told about."""
    about = frames.get("front_desk", {}).get(ABOUT, {})
    at = about.get("at")
    if at is None or now - datetime.fromisoformat(at) > _FRESH:
        about = {}
    fact: Fact | None = about.get("fact")
    if about.get("topic") in _OPENING_TOPICS:
        fact = "opening"
    scheduler = frames.get("scheduler", {})
    return Spoken(
        practitioner=_booked_with(scheduler) or about.get("practitioner"),
        fact=fact,
        services=_being_booked(scheduler) or tuple(about.get("services", ())),
        day=date.fromisoformat(about["day"]) if about.get("day") else None,
    )


def told_about(turn: TurnContext, *, services: Sequence[str] = (), **facts: object) -> dict[str, Any]:
    """The front desk's frame after an answer: what it was about, and which services the answer or the question named."""
    found = turn.reading.entities
    named = (
        services or found.services or found.likely_services[:1] or spoken_of(turn.frames, turn.now).services
    )
    return {**turn.frame, ABOUT: {**facts, "services": list(named), "at": turn.now.isoformat()}}


def _being_booked(scheduler: dict[str, Any]) -> tuple[str, ...]:
    """The service that was chosen, or those that may be chosen from."""
    chosen = scheduler.get("service_id")
    return (chosen,) if chosen else tuple(scheduler.get("parts") or scheduler.get("named") or ())


def before_the_last_word(about: dict[str, Any]) -> dict[str, Any]:
    """`about` after something else was said: who was spoken of is still known."""
    return {k: v for k, v in about.items() if k in ("practitioner", "services", "at")}


def last_question(frames: Mapping[str, dict[str, Any]], reading: Reading) -> str | None:
    """The question to the rules that was answered last, where this one leans on it."""
    about = frames.get("front_desk", {}).get(ABOUT, {})
    return about.get("question") if _leans(reading, pieces_of(reading.text)) else None


def takes_whom_we_spoke_of(reading: Reading, spoken: Spoken) -> bool:
    """ "All right, book me with her": a yes, or a wish to book, right after somebody was told about."""
    if spoken.fact != "person" or spoken.practitioner is None or reading.entities.practitioners:
        return False
    return reading.route in ("confirm", "booking") and reading.choice is None


def _booked_with(scheduler: dict[str, Any]) -> str | None:
    """Whom the visit is with that is talked about, where that is one person."""
    chosen = scheduler.get("practitioner_id") or (scheduler.get("slot") or {}).get("practitioner_id")
    shown = {slot["practitioner_id"] for slot in scheduler.get("offered", [])}
    return chosen or (shown.pop() if len(shown) == 1 else None)


def asked_of_us(reading: Reading, business: Business, spoken: Spoken = NOTHING) -> Asked | None:
    """The question, or None: something else is asked, or wished for."""
    words = pieces_of(reading.text)
    if not business.books or reading.choice is not None or len(words) > _MOST_WORDS:
        return None

    def says(name: str) -> bool:
        return _lists()[name].found(words) is not None

    if reading.intent in _DEEDS or reading.entities.phones:
        return None
    found = reading.entities
    day, branch = _single_day(found.wishes), found.branches[0] if len(found.branches) == 1 else None
    if says("who_all") and not found.practitioners:
        services = tuple(found.services or found.likely_services[:1]) or spoken.services
        return Asked("people", branch=branch, day=day, services=() if says("all_of_you") else services)
    named = found.practitioners[0] if found.practitioners else None
    if named is None and spoken.services and not found.wishes and _asks_who(words, reading):
        return Asked("people", services=spoken.services)
    of_a_visit = bool(found.services or found.practitioners)
    if says("until_when") and not of_a_visit and not says("of_waiting"):
        return Asked("opening", branch=branch, day=day)
    who = named or (spoken.practitioner if says("that_one") else None)
    if who is not None and _asks_when_or_where(reading, says, day, branch):
        return Asked("person", who, branch, day)
    leans = _leans(reading, words)
    if leans and spoken.fact == "person" and (named or spoken.practitioner) and (named or branch or day):
        return Asked("person", named or spoken.practitioner, branch, day)
    if leans and spoken.fact == "opening" and (day or branch) and not of_a_visit:
        return Asked("opening", branch=branch, day=day or spoken.day)
    if day is not None and not of_a_visit and says("open_on") and _is_a_date(found.wishes):
        return Asked("opening", branch=branch, day=day)
    return None


def _asks_when_or_where(reading: Reading, says: Any, day: date | None, branch: str | None) -> bool:
    """When or where somebody works, who they are, or whether they are there at a place or on a day."""
    if says("schedule") or says("who_is"):
        return True
    if reading.entities.practitioners and branch and (says("when") or says("where")):
        return True
    little = len(reading.text.split()) <= _LEANS and not says("a_time")
    wishes = reading.entities.wishes
    of_a_day = bool(day or branch or wishes) and all(w.grain not in ("minute", "hour") for w in wishes)
    if reading.entities.practitioners and little and (says("when") or (says("is_here") and of_a_day)):
        return True
    if not says("works"):
        return False
    asks = "ask" in reading.acts or "?" in reading.text
    return bool(says("when") or says("where") or (asks and (day or branch)))


def offers_asked(reading: Reading) -> bool:
    """ "Do you do braces?", "чистку лица делаете?": whether a thing is done here, and little else."""
    words = pieces_of(reading.text)
    few = sum(w[0].isalpha() for w in words) <= _LEANS
    if any(mark in words[:-1] for mark in _ENDS):  # "Do you have parking? And book me a cleaning"
        return False
    return few and _lists()["do_you_do"].found(words) is not None


def _asks_who(words: list[str], reading: Reading) -> bool:
    """ "Who does it?", "а кто?", "ո՞վ է անելու": hardly more than the word, while a service is talked about."""
    letters = [w for w in words if w[0].isalpha()]
    while letters and _lists()["and_if"].match(letters, 0):
        letters = letters[1:]
    short = 0 < len(letters) <= _WHO_ALONE
    return short and reading.route not in ("human", "confirm") and _lists()["who_word"].match(letters, 0) > 0


def _leans(reading: Reading, words: list[str]) -> bool:
    """ "And on the 30th?", "а в Комитасе": short, and begun or ended as a question is."""
    letters = [w for w in words if w[0].isalnum()]
    if (
        not letters
        or len(letters) > _LEANS
        or any(w.grain in ("minute", "hour") for w in reading.entities.wishes)
    ):
        return False
    begins = _lists()["and_if"].match(words, 0) > 0 or _lists()["too"].found(words) is not None
    return begins or "?" in reading.text or "ask" in reading.acts


def _single_day(windows: list[TimeWindow]) -> date | None:
    """The one local day that is named."""
    if len(windows) != 1:
        return None
    window = windows[0]
    if window.impossible or window.start is None or window.end is None:
        return None
    one_day = window.end - window.start <= timedelta(days=1)
    return window.start.date() if one_day else None


def _is_a_date(windows: list[TimeWindow]) -> bool:
    """Named by its number: a weekday's hours are in the rules."""
    return any(c.isdigit() for w in windows for c in w.text)
