"""The one entrance to understanding: messages of a turn in, a `Reading` out."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from agents.understanding.acts import acts_of
from agents.understanding.answer_beside import answer_and_question
from agents.understanding.answers import AnswerReader
from agents.understanding.bare_answers import is_bare_answer
from agents.understanding.beside_contact import chosen_by_place, without_contact
from agents.understanding.dropping import drops
from agents.understanding.entities import EntityReader
from agents.understanding.exact import NAME_ALONE, ExactReader
from agents.understanding.head import NONE, RouteHead
from agents.understanding.keyboard import are_slips
from agents.understanding.lexicon import load_lexicon
from agents.understanding.meaning_table import Progress
from agents.understanding.message import Message, MessageReader, is_address_card, is_hello
from agents.understanding.mood import CLAIMED, NO_DANGER, MoodReader
from agents.understanding.needs import NeedReader
from agents.understanding.own_intents import OwnIntentReader
from agents.understanding.plain_wish import is_plain_wish, with_plain_wish
from agents.understanding.refused_day import CANNOT_COME, only_refuses_days, with_another_day
from agents.understanding.rehearsal import FIRST_TEXTS, SENTENCES
from agents.understanding.rules import find_flags, load_rules
from agents.understanding.unnamed import UnnamedReader
from agents.understanding.vocabulary import Vocabulary
from agents.understanding.word_rules import IF_PAINFUL, WHAT_IF
from agents.understanding.wording import MAX_READ_CHARACTERS
from agents.understanding.yes_to_time import without_its_time
from domain.business import Business
from domain.language import LANGUAGES, Language
from domain.reading import Entities, Flag, Reading, RouteScore
from domain.step import PendingQuestion
from knowledge.embedding import Embedder

_ANY_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
_NO_WISH: frozenset[Flag] = frozenset({"medical", "legal", "safety", "payment_dispute", "injection"})
"""Who says one of them in unmistakable words wants a person's answer, and is not asked which service is meant."""
_A_GUESS = 0.35
_FEW_WORDS = 4
_FIGURES_OF_A_PHONE = 8
_FACTS_ALONE = 0.55
"""How sure we are that "чистка завтра" with nothing asked before is a wish to book."""


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
        self._unnamed = UnnamedReader(business, embedder)
        self._usual = business.profile.default_language
        self._zone = business.zone
        self._own_intents = business.own_intents
        self._moods = MoodReader(business.own_intents, embedder)
        self._messages = messages
        self._exact = exact
        self._entities = entities
        self._embedder = embedder
        self._needs: NeedReader | None = None
        self._loading = threading.Lock()
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
        answers = AnswerReader(business.zone, profile.booking, business.words)
        exact = ExactReader(
            answers, profile.phone_regions, vocabulary.knows_with(entities), entities.is_staff
        )
        loaded = cls(business, messages, exact, entities, embedder)
        loaded._touch()
        return loaded

    def _touch(self) -> None:
        """Read once in each language, so that what is built on first use is built now."""
        contact = PendingQuestion(field="contact", kind="contact", specialist="front_desk")
        for text, language in FIRST_TEXTS:
            context = ReadingContext(_ANY_MOMENT, language, contact)
            self.read_exact([text], context)
            self._entities.read(self._messages.prepare([text], context.language or "en"), context.now)

    def warm(self) -> None:
        """Load the embedding model and the heads, so that the first customer does not wait for them; the services by
        meaning, too, unless they are to be found later."""
        greeting = self._messages.prepare(["Здравствуйте, хочу записаться"], "ru")
        self._need_reader().read(greeting)
        self._moods.read(greeting, ())
        if not self._unnamed.later:
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
        self._unnamed.later = True

    def warm_services(self, progress: Progress | None = None) -> None:
        """Make what services are found by: seconds of one core at the first start, of which `progress` hears. What it
        raises ends the making; the next start begins it again."""
        self._unnamed.warm(self._need_reader().head, progress)

    def prepare(self, texts: Sequence[str], context: ReadingContext) -> Message:
        """The messages of one turn as one text, its language, and the text in its own script."""
        pending = context.pending
        asked_name = pending is not None and pending.kind in ("contact", "name", "phone")
        # "Sam 091 23 23 23" where a time was asked for: a name is of no language there, either.
        sends_phone = (
            sum(c.isdigit() for text in texts[:20] for c in text[:MAX_READ_CHARACTERS]) >= _FIGURES_OF_A_PHONE
        )
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

    def read_exact(self, texts: Sequence[str], context: ReadingContext) -> Reading | None:
        """The reading of a tap or a plain answer, without a model; None when the messages say more."""
        message = self.prepare(texts, context)
        exact = self._read_exact(message, context)
        self._more_than_exact = None if exact is not None else (context, tuple(texts), message)
        return exact

    def _read_exact(self, message: Message, context: ReadingContext) -> Reading | None:
        found = self._exact.read(message, context.pending, context.choice_id, context.now)
        if found is not None and context.choice_id is None and "deny" in found.acts and drops(message):
            found = found.model_copy(update={"acts": [*found.acts, "drop"]})
        if found is not None and found.why == [NAME_ALONE] and context.language is not None:
            return found.model_copy(update={"language": context.language})  # a name is of no language
        return found

    def read_facts(self, text: str, context: ReadingContext) -> Entities:
        """What word lists and grammars find in `text` alone. No model."""
        return self.facts_of(self.prepare([text], context), context)

    def facts_of(self, message: Message, context: ReadingContext) -> Entities:
        """The same of a message that is prepared already."""
        return self._entities.read(message, context.now, context.zone, context.pending)

    def read(self, texts: Sequence[str], context: ReadingContext) -> Reading:
        """What the messages of one turn mean, together. Never raises on any text."""
        known = self._more_than_exact
        if known is not None and known[0] is context and known[1] == tuple(texts):
            message = known[2]
        else:
            message = self.prepare(texts, context)
            exact = self._read_exact(message, context)
            if exact is not None:
                return exact
        entities = self.facts_of(message, context)
        flags = find_flags(message)
        pending = context.pending
        also_chosen: str | None = None
        if pending is not None and pending.options and not flags and not _wishes(entities):
            chosen = self._exact.read_beginning(message, pending) if pending.kind == "choice" else None
            if chosen is not None:
                return chosen
            if pending.kind != "yes_no":  # a yes is said plainly, or it is none
                also_chosen = self._exact.choice_before_question(message, pending)
        if also_chosen is None and pending is not None and not flags:
            both = answer_and_question(self, self._need_reader(), texts, message, entities, context)
            if both is not None:
                return both
            agreed = self._yes_to_its_time(message, entities, context)
            if agreed is not None:
                return agreed
            also_chosen = chosen_by_place(entities, pending) or self._chosen_without_contact(
                message, entities, context
            )
        if not any(c.isalpha() for c in message.text):
            return Reading(
                text=message.text, language=message.language, script=message.script, acts=["inform"],
                entities=entities, flags=flags, why=["no words"],
            )  # fmt: skip
        if not flags and also_chosen is None and is_bare_answer(message, entities, pending):
            return Reading(
                text=message.text, language=message.language, script=message.script,
                acts=acts_of(message, entities, []), entities=entities, why=["what was asked for, alone"],
            )  # fmt: skip
        routes, intent, why, questions = self._need_reader().read(message)
        if intent is None and not flags and only_refuses_days(message, entities, routes):
            routes, intent = with_another_day(routes), CANNOT_COME
            why.append("a day refused")
        if WHAT_IF in why:
            flags = [flag for flag in flags if flag not in CLAIMED]
        of_no_language = self._is_of_no_language(message)
        wishes_nothing = of_no_language or bool(_NO_WISH.intersection(flags))
        plain = pending is None and is_plain_wish(message, entities)
        if not of_no_language and not plain:
            innocent = self._moods.innocent_for(intent, routes) | self._moods.innocent_beside(
                entities, pending
            )
            innocent |= CLAIMED if WHAT_IF in why else NO_DANGER if IF_PAINFUL in why else frozenset()
            flags = self._moods.read(message, flags, innocent)
        if of_no_language:
            routes = [r.model_copy(update={"confidence": min(r.confidence, _A_GUESS)}) for r in routes]
            why.append("words of no language")
        if not wishes_nothing:
            head = self._need_reader().head
            routes, entities = self._unnamed.read(message, routes, entities, pending, head, why)
        if entities.first_visit and any(
            r.route == "booking" and r.confidence >= _FACTS_ALONE for r in routes
        ):
            # "We have never been to you": no complaint of a customer's
            routes = [r for r in routes if r.route != "support.complaint"]
        facts_alone = why[0] == f"model: {NONE}" and all(r.confidence < _FACTS_ALONE for r in routes)
        if context.pending is None and facts_alone and (entities.wishes or entities.services):
            routes = [
                RouteScore(route="booking", confidence=_FACTS_ALONE),
                *(r for r in routes if r.route != "booking"),
            ]
            why.append("a service or a time alone")
        never_been = pending is None and entities.first_visit is not None and bool(entities.services)
        if plain or (never_been and routes and routes[0].route == "decline"):  # "never been" sounds like a no
            routes = with_plain_wish(routes)
            why.append("a service and words of wishing")
        acts = acts_of(message, entities, [r.route for r in routes if r.confidence >= 0.5])
        if "anger" in flags and "complain" not in acts:
            acts.append("complain")
        if also_chosen is not None:
            acts.append("choose")
            why.append("an option, and more")
        return Reading(
            text=message.text, language=message.language, script=message.script,
            native=message.native if message.native != message.text else None, marked=message.asks,
            acts=acts, routes=routes, intent=intent, entities=entities, flags=flags, questions=questions, choice=also_chosen,
            source="local", why=why,
        )  # fmt: skip

    def flags(self, text: str, context: ReadingContext) -> list[Flag]:
        """Mood and risk alone, without routes and facts."""
        message = self.prepare([text], context)
        return self._moods.read(message, find_flags(message))

    def core_text(self, text: str, context: ReadingContext) -> str:
        """What the trained heads are given of `text`: in its own script, without greetings. For training."""
        return self.prepare([text], context).core

    def _yes_to_its_time(
        self, message: Message, entities: Entities, context: ReadingContext
    ) -> Reading | None:
        zone = context.zone or self._zone
        rest = without_its_time(message, entities, context.pending, zone) if context.pending else None
        if rest is None:
            return None
        read = self._exact.read(
            self._messages.prepare([rest], message.language), context.pending, None, context.now
        )
        agreed = read is not None and "confirm" in read.acts and read.choice is not None
        return read.model_copy(update={"text": message.text}) if read is not None and agreed else None

    def _chosen_without_contact(
        self, message: Message, entities: Entities, context: ReadingContext
    ) -> str | None:
        rest = without_contact(message, entities) if context.pending is not None else None
        if rest is None:
            return None
        alone = self._messages.prepare([rest], message.language, of_unknown=message.language)
        chosen = self._exact.read(alone, context.pending, None, context.now)
        return chosen.choice if chosen is not None else None

    def _is_of_no_language(self, message: Message) -> bool:
        """A few words that are slips on the keyboard, or Latin ones of which nobody knows any."""
        words = [w for w in message.pieces if w[:1].isalpha()]
        if not 0 < len(words) <= _FEW_WORDS:
            return False
        unknown = message.script == "latin" and not any(self._messages.languages_of(w) for w in words)
        return unknown or are_slips(words)

    def _need_reader(self) -> NeedReader:
        if self._needs is None:
            with self._loading:
                if self._needs is None:
                    head = RouteHead.load()
                    own = OwnIntentReader(self._own_intents, head, self._embedder)
                    self._needs = NeedReader(head, self._embedder, own)
        return self._needs


def _wishes(entities: Entities) -> bool:
    """Facts beside a choice that would change it."""
    found = (
        entities.windows,
        entities.practitioners,
        entities.branches,
        entities.phones,
        entities.name,
        entities.shift,
    )
    return any(found)
