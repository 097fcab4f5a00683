"""What a message that is no plain answer says to the open question all the same: the answer stands beside something else, or
is the bare fact that was asked for.

The ways are looked at in this order, and the first that holds speaks. None reads a part of the message by itself before a look
that costs nothing has found an answer possible there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agents.understanding.acts import acts_of
from agents.understanding.needs import NeedReader
from agents.understanding.open_question.bare import is_bare_answer
from agents.understanding.open_question.beside_question import BesideQuestionReader
from agents.understanding.open_question.left_over import chosen_by_place, without_contact, without_its_time
from agents.understanding.open_question.told import Told
from agents.understanding.reading_context import ContextReader
from domain.reading import Entities, Reading


@dataclass(frozen=True)
class Answer:
    """`reading`: nothing is left to read. `choice`: the option that was named; the rest is still to be read."""

    reading: Reading | None = None
    choice: str | None = None


NO_ANSWER = Answer()


class OpenQuestionReader:
    """Looks for the answer to the open question in messages that say more. Deterministic; safe to share."""

    def __init__(self, plain: ContextReader, needs: Callable[[], NeedReader]) -> None:
        self._plain = plain
        self._beside_question = BesideQuestionReader(plain, needs)

    def read(self, told: Told) -> Answer:
        """What it answers; `NO_ANSWER` where nothing of it does."""
        for way in (
            self._option_first,
            self._answer_and_question,
            self._yes_to_its_time,
            self._option_and_contact,
            self._fact_alone,
        ):
            found = way(told)
            if found is not None:
                return found
        return NO_ANSWER

    def _option_first(self, told: Told) -> Answer | None:
        """ "The first one, initial visit", "the second. Do you wrap it?": an option, and words about it."""
        if not told.pending.options or _would_change(told.entities):
            return None
        exact, pending = self._plain.exact, told.pending
        chosen = (
            exact.read_beginning(told.message, pending, told.context.now)
            if pending.kind == "choice"
            else None
        )
        if chosen is not None:
            return Answer(chosen)
        if pending.kind == "yes_no":  # a yes is said plainly, or it is none
            return None
        choice = exact.choice_before_question(told.message, pending)
        return Answer(choice=choice) if choice is not None else None

    def _answer_and_question(self, told: Told) -> Answer | None:
        """ "Yes. Is there parking?": each half by itself."""
        both = self._beside_question.read(told)
        return Answer(both) if both is not None else None

    def _yes_to_its_time(self, told: Told) -> Answer | None:
        """ "Yes, 13:00", "да, в четверг в час": a yes to a read-back that says its time again."""
        zone = self._plain.zone_of(told.context)
        rest = without_its_time(told.message, told.entities, told.pending, zone)
        read = self._read_rest(rest, told)
        if read is None or "confirm" not in read.acts or read.choice is None:
            return None
        return Answer(read.model_copy(update={"text": told.message.text}))

    def _option_and_contact(self, told: Told) -> Answer | None:
        """ "The second one. Tom Baker, 091 22 33 44": an option beside who comes."""
        choice = chosen_by_place(told.entities, told.pending)
        if choice is None:
            read = self._read_rest(without_contact(told.message, told.entities), told)
            choice = read.choice if read is not None else None
        return Answer(choice=choice) if choice is not None else None

    @staticmethod
    def _fact_alone(told: Told) -> Answer | None:
        """ "Tomorrow after five", "100,000 drams": the fact that was asked for, and nothing else."""
        message = told.message
        if not is_bare_answer(message, told.entities, told.pending):
            return None
        return Answer(Reading(
            text=message.text, language=message.language, script=message.script,
            acts=acts_of(message, told.entities, []), entities=told.entities, why=["what was asked for, alone"],
        ))  # fmt: skip

    def _read_rest(self, rest: str | None, told: Told) -> Reading | None:
        """A plain answer in what is left of the message."""
        if rest is None or not told.pending.options:
            return None
        message = self._plain.prepare_rest(rest, told.message.language)
        return self._plain.exact.read(message, told.pending, None, told.context.now)


def _would_change(entities: Entities) -> bool:
    """Whether there are facts beside a choice that would change it."""
    found = (
        entities.windows, entities.practitioners, entities.branches, entities.phones, entities.names, entities.shift,
        entities.addresses,
    )  # fmt: skip
    return any(found)
