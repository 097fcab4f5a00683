"""What a message's reading shows by itself, whatever the business and whatever stands open. Observations, no decisions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from agents.understanding.alternatives import load_alternatives
from domain.reading import Entities, Reading, Route
from domain.step import PendingQuestion

UNSURE_BELOW = 0.4
"""Under this confidence a reading is a guess: ask, do not act."""
ALSO_MEANT = 0.5
"""A second need in the same message counts from this confidence."""
LITTLE_SURE = 0.6
"""Small talk, or a need outside the business, is taken for one from this confidence; below it is not understood."""
SURELY_ELSEWHERE = 0.7
"""Another need than the one that is collected for, from this confidence."""
SURELY_ASKS = 0.85
""" "Earlier, please?" sounds like a question to the rules; only a sure one is."""
A_NAME_AND_LITTLE = 4
A_WORD_OR_TWO = 2
_SURELY_A_PERSON = 0.9
CHANGES: tuple[Route, ...] = ("reschedule", "cancel")
_DEEDS = ("move", "cancel", "cannot_come", "move_back")
SAYS_LITTLE: tuple[Route, ...] = ("smalltalk", "out_of_scope")


@lru_cache(maxsize=1)
def _asks_why() -> re.Pattern[str]:
    words = load_alternatives(Path(__file__).with_suffix(".toml"))
    return re.compile(words["asks_why"], re.IGNORECASE)


def names_who_decides(reading: Reading, asked: PendingQuestion) -> bool:
    """ "The director", where the qualifier asked: a person is named, and hardly asked for."""
    little = len(reading.text.split()) <= A_WORD_OR_TWO and "ask" not in reading.acts
    hardly = reading.route == "human" and reading.confidence < _SURELY_A_PERSON
    return asked.specialist == "sales" and little and hardly


@dataclass(frozen=True)
class Words:
    """What the reading alone shows."""

    reading: Reading

    @property
    def facts(self) -> Entities:
        return self.reading.entities

    @property
    def asks(self) -> bool:
        return "ask" in self.reading.acts

    @property
    def is_guess(self) -> bool:
        return self.reading.confidence < UNSURE_BELOW

    def is_surely(self, *routes: Route, at_least: float = SURELY_ELSEWHERE) -> bool:
        return self.reading.route in routes and self.reading.confidence >= at_least

    @property
    def changes_a_visit(self) -> bool:
        return self.reading.route in CHANGES

    @property
    def names_a_change(self) -> bool:
        """A visit is surely to be moved or cancelled; "a bit later?" alone sounds like it, too."""
        if self.facts.shift is not None and self.reading.intent not in _DEEDS:
            return self.is_surely("cancel", at_least=ALSO_MEANT)
        return self.is_surely(*CHANGES, at_least=ALSO_MEANT)

    @property
    def names_little_else(self) -> bool:
        """ "At Komitas?", "with Davit?", "can it be online?": hardly more than the name of a place or a person."""
        few = len(self.reading.text.split()) <= A_NAME_AND_LITTLE
        return few and bool(self.facts.online is not None or self.facts.branches or self.facts.practitioners)

    @property
    def names_of_a_visit(self) -> bool:
        facts = self.facts
        return bool(facts.wishes or facts.services or facts.branches or facts.practitioners)

    @property
    def gives_contact(self) -> bool:
        facts = self.facts
        return bool(facts.name or facts.phones or facts.emails or facts.bad_phone)

    @property
    def brings_facts(self) -> bool:
        """Something that a lead, an estimate or a ticket is made of, whatever was asked first."""
        facts = self.facts
        what = facts.windows or facts.money or facts.quantities or facts.products or facts.order_ids
        return bool(
            what
            or facts.goods.budget is not None
            or facts.zones
            or facts.addresses
            or facts.name
            or facts.phones
            or facts.emails
        )

    @property
    def drops_it(self) -> bool:
        """ "Never mind", "leave it as it is", "no, thanks", with nothing new beside it."""
        new = self.names_of_a_visit or self.brings_facts or self.gives_contact or self.facts.shift is not None
        return "drop" in self.reading.acts and self.reading.choice is None and not new

    @property
    def evades(self) -> bool:
        """ "No", "why?", "hm": beside the question for a name and a phone, which the scheduler then explains."""
        if "greet" in self.reading.acts or "thank" in self.reading.acts:
            return False
        why = _asks_why().search(self.reading.text) is not None
        asks_why = self.reading.route == "faq" and self.reading.confidence < SURELY_ASKS
        asks_why = asks_why and (not self.asks or why)
        of_something = self.asks and not why and len(self.reading.text.split()) > A_WORD_OR_TWO
        guess = self.is_guess and not of_something
        return asks_why or guess or self.reading.route in ("decline", *SAYS_LITTLE)
