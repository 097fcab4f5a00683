"""A customer with a goal. Sees what a customer sees: the replies, their options, and which question is open.

Decisions are here and touch no desk; how the words are typed is in `manner.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.business import Business
from domain.language import LocalText
from evals.scenario import Change, Goal, Wanted
from evals.transcript import Asked
from evals.voices import Voice, in_voice

YES: dict[Voice, str] = {"ru": "да", "hy": "այո", "en": "yes", "ru-latn": "da", "hy-latn": "ayo"}
NO: dict[Voice, str] = {"ru": "нет", "hy": "ոչ", "en": "no", "ru-latn": "net", "hy-latn": "voch"}
MOST_ANSWERS = 2
"""Times the same fact is given to the same question; then the customer is at a loss."""

_READ_BACKS = ("book_yes", "move_yes", "cancel_yes")


@dataclass(frozen=True)
class View:
    """What the customer sees after its message. `subject`: what a yes to the open question would be to. `answered`:
    whether anybody has replied to it.
    """

    texts: Sequence[str]
    options: Sequence[tuple[str, str]]
    asked: Asked | None
    subject: str | None
    outcome: str | None
    answered: bool = True


@dataclass(frozen=True)
class Say:
    """Words. `sensitive`: names and numbers, which are typed with care."""

    texts: tuple[str, ...]
    sensitive: bool = False


@dataclass(frozen=True)
class Choose:
    """An option that is shown. `typed`: the words for it when the customer does not tap."""

    option_id: str
    label: str
    typed: str


@dataclass(frozen=True)
class Stop:
    """The customer writes no more. `gave_up` None: it has what it wanted, or waits for staff."""

    gave_up: str | None = None


Action = Say | Choose | Stop


@dataclass
class GoalCustomer:
    """One customer's mind: what it wants now, and what it has said."""

    goal: Goal
    business: Business
    voice: Voice
    wanted: Wanted | None = None
    messages: int = 0
    _said: Counter[str] = field(default_factory=Counter)
    _refused: str = "time"
    _changes: list[Change] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.wanted = self.goal.wanted
        self._changes = list(self.goal.changes)

    def open(self) -> Say:
        """The first message, or burst."""
        said = self.goal.opens if isinstance(self.goal.opens, list) else [self.goal.opens]
        return self._say(*(in_voice(words, self.voice) for words in said))

    def answer(self, view: View) -> Action:
        """What the customer does about what it sees."""
        goal = self.goal
        if goal.silent_after is not None and self.messages >= goal.silent_after:
            return Stop()
        if view.outcome is not None and view.asked is None:
            return Stop()
        if not view.answered:
            return Stop("nobody answers")
        if self.messages >= goal.patience:
            asked = view.asked.field if view.asked is not None else "nothing"
            return Stop(f"gave up after {self.messages} messages, when asked for {asked}")
        self._follow_manner()
        change = self._due_change(view.asked)
        if change is not None:
            self._changes.remove(change)
            self.wanted = change.wanted
            return self._say(in_voice(change.says, self.voice))
        if view.asked is None:
            return Stop()
        return self._reply(view, view.asked)

    def _reply(self, view: View, asked: Asked) -> Action:
        if asked.field in goal_fields(self.goal) and self._said[asked.field] < MOST_ANSWERS:
            return self._tell(asked.field)
        if asked.field in _READ_BACKS:
            return self._judge(view)
        if asked.field == "contact":
            return self._introduce(asked.kind)
        if asked.field in ("slot", "move_slot"):
            return self._pick_time(view)
        if asked.field in ("day", "time"):
            return self._tell_when(view)
        if asked.field == "change":
            return self._choose_change(view)
        chosen = self._matching_option(view)
        if chosen is not None:
            return self._choose(chosen)
        return self._shrug()

    def _judge(self, view: View) -> Action:
        """Yes to what is wanted; else no, and what is wanted once more."""
        if self.wanted is None:
            return self._shrug()
        wrong = mismatch(self.wanted, view, self.business)
        if wrong is None:
            yes = next((o for o in view.options if o[0] == "yes"), None)
            return self._choose(yes, YES[self.voice]) if yes is not None else self._say(YES[self.voice])
        self._refused = wrong
        again = self._words_for(wrong)
        self.messages += 1
        return Say((", ".join([NO[self.voice], *again]),))

    def _words_for(self, wrong: str) -> list[str]:
        fields = ("day", "time") if wrong == "time" else (wrong,)
        facts = self.goal.facts
        return [in_voice(facts[f], self.voice) for f in fields if f in facts]

    def _introduce(self, kind: str) -> Action:
        facts = self.goal.facts
        fields = {"name": ("name",), "phone": ("phone",)}.get(kind, ("name", "phone"))
        if not any(f in facts for f in fields) or self._said["contact"] >= MOST_ANSWERS:
            return self._shrug()
        self._said["contact"] += 1
        words = ", ".join(in_voice(facts[f], self.voice) for f in fields if f in facts)
        return self._say(words, sensitive=True)

    def _pick_time(self, view: View) -> Action:
        chosen = next(
            (
                o
                for o in view.options
                if (slot := read_slot(o[0], self.business)) and fits(self.wanted, *slot)
            ),
            None,
        )
        return self._choose(chosen) if chosen is not None else self._tell_when(view)

    def _tell_when(self, view: View) -> Action:
        """The wished day and time, in the customer's words; then whatever other times there are."""
        words = self._words_for("time")
        if words and self._said["when"] < MOST_ANSWERS:
            self._said["when"] += 1
            return self._say(" ".join(words))
        more = next((o for o in view.options if o[0] == "more"), None)
        return self._choose(more) if more is not None else self._shrug()

    def _choose_change(self, view: View) -> Action:
        kind = "service" if self._refused == "service" else "time"
        chosen = next((o for o in view.options if o[0] == kind), None)
        return self._choose(chosen) if chosen is not None else self._shrug()

    def _matching_option(self, view: View) -> tuple[str, str] | None:
        """The option that is the wanted service, practitioner, branch or visit."""
        wanted = self.wanted
        if wanted is None:
            return None
        service = self.business.service_by_id.get(wanted.service or "")
        ids = {f"service:{wanted.service}", wanted.service, wanted.practitioner, wanted.branch}
        ids |= {f"practitioner:{wanted.practitioner}", f"branch:{wanted.branch}"}
        ids |= {f"family:{service.family}"} if service is not None else set()
        return next((o for o in view.options if o[0] in ids), None)

    def _tell(self, name: str) -> Action:
        self._said[name] += 1
        return self._say(in_voice(self.goal.facts[name], self.voice), sensitive=name in ("contact", "email"))

    def _shrug(self) -> Action:
        return self._say(in_voice(self.goal.shrugs, self.voice))

    def _choose(self, option: tuple[str, str], typed: str | None = None) -> Choose:
        self.messages += 1
        return Choose(option[0], option[1], typed or option[1])

    def _say(self, *texts: str, sensitive: bool = False) -> Say:
        self.messages += 1
        return Say(texts, sensitive)

    def _follow_manner(self) -> None:
        manner = self.goal.manner
        if manner.switches_to is not None and self.messages >= (manner.switches_after or 1):
            self.voice = manner.switches_to

    def _due_change(self, asked: Asked | None) -> Change | None:
        for change in self._changes:
            if change.when_asked is not None and asked is not None and asked.field == change.when_asked:
                return change
            if change.after_messages is not None and self.messages >= change.after_messages:
                return change
        return None


def goal_fields(goal: Goal) -> set[str]:
    """Fields that a fact answers as they are; those of a visit and a contact are put together from several."""
    return set(goal.facts) - {"day", "time", "name", "phone"}


def read_slot(option_id: str, business: Business) -> tuple[str, str, datetime] | None:
    """(practitioner, branch, start in wall time) of an offered time's id; None for another kind of option."""
    kind, _, rest = option_id.partition(":")
    parts = rest.split(":")
    if kind != "slot" or len(parts) != 3 or not parts[2].isdigit():
        return None
    start = datetime.fromtimestamp(int(parts[2]) * 60, business.zone)
    return parts[0], parts[1], start


def fits(wanted: Wanted | None, practitioner: str, branch: str, start: datetime) -> bool:
    """Whether a time is one the customer wants; nothing wanted, nothing fits."""
    if wanted is None:
        return False
    clock = start.time()
    return (
        wanted.practitioner in (None, practitioner)
        and wanted.branch in (None, branch)
        and (not wanted.days or start.date() in wanted.days)
        and (wanted.at is None or clock == wanted.at)
        and (wanted.not_before is None or clock >= wanted.not_before)
        and (wanted.not_after is None or clock <= wanted.not_after)
    )


def mismatch(wanted: Wanted | None, view: View, business: Business) -> str | None:
    """The field in which a read-back differs from what is wanted: service, practitioner, branch or time.

    The words count as well as the slot: a text that names another hour than it would book is refused.
    """
    if wanted is None:
        return None
    text = "\n".join(view.texts).casefold()
    service = business.service_by_id.get(wanted.service or "")
    if service is not None and not _names(text, service.name):
        return "service"
    slot = read_slot(view.subject or "", business)
    if slot is None:
        at = wanted.at
        return "time" if at is not None and f"{at:%H:%M}" not in text else None
    practitioner, branch, start = slot
    if wanted.practitioner not in (None, practitioner):
        return "practitioner"
    if wanted.branch not in (None, branch):
        return "branch"
    if not fits(wanted, practitioner, branch, start) or f"{start:%H:%M}" not in text:
        return "time"
    return None


def _names(text: str, name: LocalText) -> bool:
    return any(known.casefold() in text for known in (name.ru, name.hy, name.en))
