"""The customer of a recorded dialogue: says what was said then, accepts only what was wanted then.

Each question is answered first with a whole message of the dialogue that holds the answer, then with the bare words
for it, then with a plain form of it; then the customer gives up. What the dialogue never says (a name, a number) is
given in neutral words. Nothing is volunteered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from domain.language import Language
from evals.public.replay.dialogue import WEEKDAYS, Dialogue
from evals.public.replay.domains import domain_of
from evals.public.replay.owner_files import aliases_of

NAMES: dict[Language, str] = {"en": "Jordan Smith", "ru": "Анна Иванова", "hy": "Աննա Հակոբյան"}
PHONES: dict[Language, str] = {"en": "415-555-2671", "ru": "+374 91 555012", "hy": "091 555012"}
NO: dict[Language, str] = {"en": "No", "ru": "Нет", "hy": "Ոչ"}
YES: dict[Language, str] = {"en": "Yes", "ru": "Да", "hy": "Այո"}
WISH: dict[Language, str] = {
    "en": "I would like to book: {service}", "ru": "Хочу записаться: {service}", "hy": "Ուզում եմ գրանցվել՝ {service}",
}  # fmt: skip
MOST_MESSAGES = 16
_BOOKS = re.compile(
    r"\b(?:book|schedul|appointment|reserv|visit|meeting|запис|запиш|приём|прием|встреч)\w*|գրանց\w*|այց\w*",
    re.IGNORECASE,
)
_HOURS_WORDS = (
    "twelve",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
)


@dataclass(frozen=True)
class Seen:
    """What the customer sees: the last replies, their options, the open question, and what a yes would be to."""

    text: str
    options: Sequence[tuple[str, str]]
    asked: str | None
    kind: str | None
    subject: str | None
    outcome: str | None


@dataclass(frozen=True)
class Say:
    text: str


@dataclass(frozen=True)
class Tap:
    option_id: str
    label: str


@dataclass(frozen=True)
class End:
    """The customer writes no more."""

    why: str


Action = Say | Tap | End


@dataclass
class RecordedCustomer:
    """One customer. `wanted_id`: the id of the wanted provider in the made business; None where anybody will do."""

    dialogue: Dialogue
    zone: ZoneInfo
    wanted_id: str | None
    messages: int = 0
    _sent: set[str] = field(default_factory=set)
    _refused: str = "when"

    def open(self) -> Action:
        """The dialogue's first message."""
        return self._say(self.dialogue.said[0])

    def answer(self, seen: Seen) -> Action:
        """What is done about what is seen."""
        if seen.outcome == "booked" and seen.asked is None:
            return End("booked")
        if self.messages >= MOST_MESSAGES:
            return End(f"{MOST_MESSAGES} messages, asked for {seen.asked or 'nothing'}")
        field_asked = seen.asked
        if field_asked in ("book_yes", "move_yes"):
            return self._judge(seen)
        if field_asked == "contact":
            return self._introduce(seen.kind or "contact")
        if field_asked in ("slot", "move_slot", "day", "time"):
            return self._choose_time(seen)
        if field_asked == "change":
            return self._tap_any(seen, ("time",)) or self._tell(self._refused)
        if field_asked == "service":
            return self._tap_any(seen, ("family:", "service:")) or self._tell("service")
        wish = self._tell("service")
        if isinstance(wish, End) and seen.outcome is not None:
            return End(f"the case is {seen.outcome}")
        return wish

    def fits(self, option_id: str) -> bool:
        """Whether an offered time is the wanted one."""
        slot = read_slot(option_id, self.zone)
        return slot is not None and self._mismatch(*slot) is None

    def _mismatch(self, practitioner: str, start: datetime) -> str | None:
        wanted = self.dialogue.wanted
        if self.wanted_id not in (None, practitioner):
            return "provider"
        right = start.date() == wanted.day and wanted.at in (None, start.time())
        return None if right else "when"

    def _judge(self, seen: Seen) -> Action:
        """Yes to the wanted visit, told in words that say the same; else no, and what is wanted."""
        slot = read_slot(seen.subject or "", self.zone)
        wrong = "when" if slot is None else self._mismatch(*slot)
        if slot is not None and wrong is None and f"{slot[1]:%H:%M}" not in seen.text:
            wrong = "when"
        if wrong is None:
            return self._tap_any(seen, ("yes",)) or self._say(YES[self.dialogue.language])
        self._refused = wrong
        words = self._next(wrong)
        if words is None:
            return End(f"was read back another {wrong}")
        no = NO[self.dialogue.language]
        return self._say(words if words.casefold().startswith(no.casefold()) else f"{no}, {words}")

    def _introduce(self, kind: str) -> Action:
        language = self.dialogue.language
        own = self.dialogue.customer_name
        told = next((s for s in self.dialogue.said if own and _holds(s, [own])), None)
        name = told if told is not None and told not in self._sent else own or NAMES[language]
        wanted = {"name": [name], "phone": [PHONES[language]]}.get(kind, [name, PHONES[language]])
        words = ", ".join(w.rstrip(" .,") if w == name and len(wanted) > 1 else w for w in wanted)
        if words in self._sent:
            words = ", ".join([own or NAMES[language], PHONES[language]])
        if words in self._sent:
            return End("was asked for name and phone again")
        if name == told:
            self._sent.add(told)
        return self._say(words)

    def _choose_time(self, seen: Seen) -> Action:
        fitting = next((o for o in seen.options if self.fits(o[0])), None)
        if fitting is not None:
            return self._tap(fitting)
        slots = [slot for o in seen.options if (slot := read_slot(o[0], self.zone)) is not None]
        others = bool(slots) and all(self._mismatch(*slot) == "provider" for slot in slots)
        if others and (words := self._next("provider")) is not None:
            return self._say(words)
        return self._tell("when")

    def _tell(self, what: str) -> Action:
        words = self._next(what)
        return self._say(words) if words is not None else End(f"said all it knows of the {what}")

    def _next(self, what: str) -> str | None:
        """The next wording of a fact that was not said yet."""
        return next((w for w in self._wordings(what) if w not in self._sent), None)

    def _wordings(self, what: str) -> list[str]:
        """Whole messages of the dialogue, bare words, a plain form; in this order."""
        dialogue = self.dialogue
        if what == "provider":
            name = dialogue.wanted.provider or ""
            known = [name, *aliases_of(name, places=domain_of(dialogue.domain).places)] if name else []
            return [*(s for s in dialogue.said if known and _holds(s, known)), name] if name else []
        if what == "service":
            name = domain_of(dialogue.domain).name[dialogue.language]
            return [
                *(s for s in dialogue.said if _BOOKS.search(s) and not self._strays(s)),
                WISH[dialogue.language].format(service=name),
            ]
        days, times = self._day_words(), self._time_words()
        of_day = [s for s in dialogue.said if _holds(s, days) and not self._strays(s)]
        of_time = [s for s in dialogue.said if _holds(s, times) and not self._strays(s)]
        both = [s for s in of_day if s in of_time]
        bare = " ".join([*days[:1], *times[:1]])
        return [*reversed(both), *reversed(of_day), *reversed(of_time), bare, self._plain()]

    def _strays(self, text: str) -> bool:
        """Whether a message asks for a time that was refused then, and not for the wanted one."""
        refused = {t.start.time() for t in self.dialogue.taken} - {self.dialogue.wanted.at}
        wrong = any(_holds(text, time_forms(at)) for at in refused)
        return wrong and not _holds(text, self._time_words())

    def _day_words(self) -> list[str]:
        day = self.dialogue.wanted.day
        return list(dict.fromkeys([*self.dialogue.said_day, *(day_forms(day) if day is not None else [])]))

    def _time_words(self) -> list[str]:
        at = self.dialogue.wanted.at
        return list(dict.fromkeys([*self.dialogue.said_time, *(time_forms(at) if at is not None else [])]))

    def _plain(self) -> str:
        wanted = self.dialogue.wanted
        day = f"{wanted.day:%d.%m.%Y}" if self.dialogue.language != "en" else f"{wanted.day:%B %d}"
        return f"{day}, {wanted.at:%H:%M}" if wanted.at is not None else day

    def _tap_any(self, seen: Seen, beginnings: tuple[str, ...]) -> Action | None:
        """The option with such an id, when exactly one is shown."""
        found = [o for o in seen.options if o[0].startswith(beginnings)]
        return self._tap(found[0]) if len(found) == 1 else None

    def _tap(self, option: tuple[str, str]) -> Action:
        self.messages += 1
        return Tap(*option)

    def _say(self, text: str) -> Action:
        self.messages += 1
        self._sent.add(text)
        bare = text.removeprefix(f"{NO[self.dialogue.language]}, ")
        self._sent.add(bare)
        return Say(text)


def read_slot(option_id: str, zone: ZoneInfo) -> tuple[str, datetime] | None:
    """(practitioner, start in wall time) of an offered time's id; None for another kind of option."""
    parts = option_id.split(":")
    if len(parts) != 4 or parts[0] != "slot" or not parts[3].isdigit():
        return None
    return parts[1], datetime.fromtimestamp(int(parts[3]) * 60, zone).replace(tzinfo=None)


def day_forms(day: date) -> list[str]:
    """English ways to write the day, by which the dialogue's own messages are found."""
    month, number = f"{day:%B}", day.day
    suffix = "th" if 10 < number < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    ordinal = f"{number}{suffix}"
    return [WEEKDAYS[day.weekday()].capitalize(), f"{month} {ordinal}", f"{month} {number}", f"{ordinal} of {month}",
            f"{ordinal} of this month", f"the {ordinal}", f"{day:%d.%m}", day.isoformat()]  # fmt: skip


def time_forms(at: time) -> list[str]:
    """Ways to write the hour, by which the dialogue's own messages are found."""
    half = "pm" if at.hour >= 12 else "am"
    hour = at.hour % 12 or 12
    clock = f"{hour}:{at:%M}"
    forms = [f"{clock} {half}", f"{clock}{half}", f"{at:%H:%M}", f"{clock} {half[0]}.m."]
    if at.minute == 0:
        word = _HOURS_WORDS[hour % 12]
        forms = [f"{hour} {half}", f"{hour}{half}", f"{hour} {half[0]}.m.", f"{hour} o", f"{word} {half}",
                 f"{word} o", f"{word} in the", f"{hour} in the", *forms]  # fmt: skip
    return forms


def _holds(text: str, forms: Sequence[str]) -> bool:
    low = text.casefold()
    return any(re.search(rf"(?<!\w){re.escape(f.casefold())}(?!\d)", low) for f in forms if f)
