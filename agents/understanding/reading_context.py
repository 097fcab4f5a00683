"""What a message is read against, and what is found in it there without a model: its text, a plain answer, its facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from agents.understanding.dropping import drops
from agents.understanding.entities import EntityReader
from agents.understanding.exact import NAME_ALONE, ExactReader
from agents.understanding.message import Message, MessageReader, is_address_card, is_hello
from agents.understanding.wording import MAX_READ_CHARACTERS
from domain.business import Business
from domain.language import Language
from domain.reading import Entities, Reading
from domain.step import PendingQuestion

_FIGURES_OF_A_PHONE = 8
_MOST_TEXTS = 20


@dataclass(frozen=True)
class ReadingContext:
    """What a message is read against. `now` is aware; `language` is the conversation's so far, if any.

    `choice_id`: the id of the option that was tapped, when a button was. `zone`: whose wall time the words mean;
    the business's when None.
    """

    now: datetime
    language: Language | None = None
    pending: PendingQuestion | None = None
    choice_id: str | None = None
    zone: tzinfo | None = None


class ContextReader:
    """Prepares messages and finds what word lists and grammars find. Deterministic; safe to share between threads."""

    def __init__(
        self, business: Business, messages: MessageReader, exact: ExactReader, entities: EntityReader
    ) -> None:
        self._usual = business.profile.default_language
        self._zone = business.zone
        self._messages = messages
        self._entities = entities
        self.exact = exact

    def prepare(self, texts: Sequence[str], context: ReadingContext) -> Message:
        """The messages of one turn as one text, its language, and the text in its own script."""
        pending = context.pending
        asked_name = pending is not None and pending.kind in ("contact", "name", "phone")
        # "Sam 091 23 23 23" where a time was asked for: a name is of no language there, either.
        figures = sum(sum(map(str.isdigit, text[:MAX_READ_CHARACTERS])) for text in texts[:_MOST_TEXTS])
        sends_phone = figures >= _FIGURES_OF_A_PHONE
        introduces = pending is not None and pending.specialist == "scheduler" and sends_phone
        asked_name |= introduces
        asked_place = pending is not None and pending.expects == "place"
        asked_place |= introduces and is_address_card(texts)
        return self._messages.prepare(
            texts,
            context.language or ("en" if is_hello(texts) else self._usual),
            names_expected=asked_name and context.language is not None,
            place_expected=asked_place and context.language is not None,
            of_unknown=context.language or "en",
        )

    def prepare_rest(self, text: str, language: Language) -> Message:
        """What is left of a message in `language`."""
        return self._messages.prepare([text], language, of_unknown=language)

    def read_exact(self, message: Message, context: ReadingContext) -> Reading | None:
        """A tap or a plain answer; None when the message says more."""
        found = self.exact.read(message, context.pending, context.choice_id, context.now)
        if found is not None and context.choice_id is None and "deny" in found.acts and drops(message):
            found = found.model_copy(update={"acts": [*found.acts, "drop"]})
        if found is not None and found.why == [NAME_ALONE] and context.language is not None:
            return found.model_copy(update={"language": context.language})  # a name is of no language
        return found

    def read_facts(self, message: Message, context: ReadingContext) -> Entities:
        """What word lists and grammars find."""
        return self._entities.read(message, context.now, context.zone, context.pending)

    def zone_of(self, context: ReadingContext) -> tzinfo:
        """Whose wall time the words mean."""
        return context.zone or self._zone
