"""The one entrance to understanding: messages of a turn in, a `Reading` out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from agents.understanding.entities import EntityReader
from agents.understanding.exact import ExactReader
from agents.understanding.introductions import IntroductionReader
from agents.understanding.layers import LayeredReader
from agents.understanding.lexicon import load_lexicon
from agents.understanding.meaning_table import Progress
from agents.understanding.message import Message, MessageReader
from agents.understanding.open_question.options import OptionReader
from agents.understanding.open_question.reader import NO_ANSWER, OpenQuestionReader
from agents.understanding.open_question.told import Told
from agents.understanding.reading_context import ContextReader, ReadingContext
from agents.understanding.rehearsal import FIRST_TEXTS, SENTENCES
from agents.understanding.rules import find_flags, load_rules
from agents.understanding.vocabulary import Vocabulary
from domain.business import Business
from domain.language import LANGUAGES
from domain.reading import Entities, Flag, Reading
from domain.step import PendingQuestion
from knowledge.embedding import Embedder

_ANY_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


class Understander:
    """Reads messages. Load once per business; safe to share between threads; the same input, the same reading."""

    def __init__(
        self,
        business: Business,
        messages: MessageReader,
        exact: ExactReader,
        entities: EntityReader,
        embedder: Embedder,
    ) -> None:
        self._embedder = embedder
        self._plain = ContextReader(business, messages, exact, entities)
        self._layers = LayeredReader(business, messages, embedder)
        self._open_question = OpenQuestionReader(self._plain, lambda: self._layers.needs)
        self._more_than_exact: tuple[ReadingContext, tuple[str, ...], Message] | None = None
        """What `read_exact` was asked last, prepared: a turn asks `read` next, about the same."""

    @property
    def embedder(self) -> Embedder:
        """Whose vectors it reads by; to be shared with another reader."""
        return self._embedder

    @classmethod
    def load(cls, business: Business, embedder: Embedder) -> Understander:
        """Word lists, patterns and indexes; the embedding model is not loaded yet (see `warm`)."""
        vocabulary = Vocabulary(business)
        entities = EntityReader(business, vocabulary.lists)
        messages = vocabulary.message_reader(entities)
        for language in LANGUAGES:
            load_lexicon(language)
            load_rules(language)
        profile = business.profile
        options = OptionReader(business.zone, profile.booking, business.words)
        known = vocabulary.knows_with(entities)
        exact = ExactReader(options, IntroductionReader(profile.phone_regions, known, entities.is_staff))
        loaded = cls(business, messages, exact, entities, embedder)
        loaded._touch()
        return loaded

    def _touch(self) -> None:
        """Read once in each language, so that what is built on first use is built now."""
        contact = PendingQuestion(field="contact", kind="contact", specialist="front_desk")
        for text, language in FIRST_TEXTS:
            context = ReadingContext(_ANY_MOMENT, language, contact)
            self.read_exact([text], context)
            self.read_facts(text, ReadingContext(_ANY_MOMENT, language or "en"))

    def warm(self) -> None:
        """Load the embedding model and the heads, so that the first customer does not wait for them; the services by
        meaning, too, unless they are to be found later."""
        greeting = self.prepare(["Здравствуйте, хочу записаться"], ReadingContext(_ANY_MOMENT, "ru"))
        self._layers.needs.read(greeting)
        self._layers.moods.read(greeting, ())
        if not self._layers.unnamed.later:
            self.warm_services()

    def warm_patterns(self) -> None:
        """Compile the word patterns of every language and read a few sentences, half a second: else the first messages
        that look for each would wait for it."""
        for language in LANGUAGES:
            for patterns in load_rules(language).values():
                patterns.compile()
        for text, language in SENTENCES:
            self.read([text], ReadingContext(_ANY_MOMENT, language))

    def find_services_later(self) -> None:
        """From now on no service is found by its meaning until `warm_services` has run: no message waits for it."""
        self._layers.unnamed.later = True

    def warm_services(self, progress: Progress | None = None) -> None:
        """Make what services are found by: seconds of one core at the first start, of which `progress` hears. What it
        raises ends the making; the next start begins it again."""
        self._layers.unnamed.warm(self._layers.needs.head, progress)

    def prepare(self, texts: Sequence[str], context: ReadingContext) -> Message:
        """The messages of one turn as one text, its language, and the text in its own script."""
        return self._plain.prepare(texts, context)

    def read_exact(self, texts: Sequence[str], context: ReadingContext) -> Reading | None:
        """The reading of a tap or a plain answer, without a model; None when the messages say more."""
        message = self.prepare(texts, context)
        exact = self._plain.read_exact(message, context)
        self._more_than_exact = None if exact is not None else (context, tuple(texts), message)
        return exact

    def read_facts(self, text: str, context: ReadingContext) -> Entities:
        """What word lists and grammars find in `text` alone. No model."""
        return self.facts_of(self.prepare([text], context), context)

    def facts_of(self, message: Message, context: ReadingContext) -> Entities:
        """The same of a message that is prepared already."""
        return self._plain.read_facts(message, context)

    def read(self, texts: Sequence[str], context: ReadingContext) -> Reading:
        """What the messages of one turn mean, together. Never raises on any text."""
        message = self._known_as_more(texts, context)
        if message is None:
            message = self.prepare(texts, context)
            exact = self._plain.read_exact(message, context)
            if exact is not None:
                return exact
        entities, flags = self.facts_of(message, context), find_flags(message)
        answer = NO_ANSWER
        if context.pending is not None and not flags:
            told = Told(texts, message, entities, context, context.pending)
            answer = self._open_question.read(told)
        if answer.reading is not None:
            return answer.reading
        if not any(c.isalpha() for c in message.text):
            return Reading(
                text=message.text, language=message.language, script=message.script, acts=["inform"],
                entities=entities, flags=flags, choice=answer.choice, why=["no words"],
            )  # fmt: skip
        return self._layers.read(message, entities, flags, context.pending, answer.choice)

    def flags(self, text: str, context: ReadingContext) -> list[Flag]:
        """Mood and risk alone, without routes and facts."""
        message = self.prepare([text], context)
        return self._layers.moods.read(message, find_flags(message))

    def core_text(self, text: str, context: ReadingContext) -> str:
        """What the trained heads are given of `text`: in its own script, without greetings. For training."""
        return self.prepare([text], context).core

    def _known_as_more(self, texts: Sequence[str], context: ReadingContext) -> Message | None:
        """The messages as `read_exact` prepared them a moment ago, and found no plain answer in them."""
        known = self._more_than_exact
        if known is None or known[0] is not context or known[1] != tuple(texts):
            return None
        return known[2]
