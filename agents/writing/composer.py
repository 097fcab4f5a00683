"""Speech acts into messages: the owner's templates, filled and checked (R62-R66)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from agents.writing.formats import RelativeDays, format_value
from agents.writing.provenance import Sources
from domain.business import Business
from domain.errors import Permanent
from domain.language import Language, LocalText
from domain.speech import Option, Outgoing, SpeechAct, Value
from domain.step import PendingQuestion

MAX_WORDS = 60
"""R62."""


class MissingWords(Permanent):
    """The business's words lack a message the front desk needs; `./closeloop check` names it."""


class Composer:
    """Words of one business in its languages. Immutable; the owner's files are read once."""

    def __init__(self, business: Business) -> None:
        self._business = business
        self._bundles: dict[Language, Any] = {}
        self._sources: dict[Language, Sources] = {}
        self._days: dict[Language, RelativeDays] = {}
        self._everywhere: dict[Language, dict[str, str | int]] = {}

    def _bundle(self, language: Language) -> Any:
        bundle = self._bundles.get(language)
        if bundle is None:
            from fluent.runtime import FluentBundle, FluentResource

            bundle = FluentBundle([language], use_isolating=False)
            bundle.add_resource(FluentResource(self._business.words[language]))
            self._bundles[language] = bundle
        return bundle

    def template(self, message_id: str, language: Language, values: dict[str, str | int]) -> str:
        """The owner's message `message_id`. Raises MissingWords when it does not exist or misses a value."""
        bundle = self._bundle(language)
        if not bundle.has_message(message_id):
            raise MissingWords(f"words/{language}.ftl: there is no message {message_id!r}")
        pattern = bundle.get_message(message_id).value
        text, problems = bundle.format_pattern(pattern, self._said_everywhere(language) | values)
        if problems:
            raise MissingWords(f"words/{language}.ftl: {message_id}: {problems[0]}")
        return str(text)

    def _said_everywhere(self, language: Language) -> dict[str, str | int]:
        """The values that every template may use (`knowledge.words_files.EVERYWHERE`)."""
        found = self._everywhere.get(language)
        if found is None:
            profile = self._business.profile
            found = self._everywhere[language] = {
                "business": profile.name.in_language(language),
                "assistant": profile.assistant.in_language(language),
                "does": ability(self._business),
            }
        return found

    def _owner_words(self, language: Language) -> Sources:
        found = self._sources.get(language)
        if found is None:
            found = self._sources[language] = Sources([self._business.words[language]])
        return found

    def _relative_days(self, language: Language) -> RelativeDays:
        days = self._days.get(language)
        if days is None:
            days = self._days[language] = RelativeDays(
                today=self.template("day-today", language, {}),
                tomorrow=self.template("day-tomorrow", language, {}),
            )
        return days

    def _values(
        self, values: dict[str, Value], language: Language, now: datetime, *, short: bool
    ) -> dict[str, str | int]:
        words = self._relative_days(language) if values else RelativeDays("", "")
        return {
            name: format_value(
                name, value, language=language, business=self._business, now=now, words=words, short=short
            )
            for name, value in values.items()
        }

    def say(self, act: SpeechAct, language: Language, now: datetime) -> str:
        """One act in words."""
        if act.text is not None:
            return act.text
        values = self._values(act.values, language, now, short=False)
        if act.lines:
            values["lines"] = "\n".join(self.say(line, language, now) for line in act.lines)
        text = self.template(act.say, language, values)
        known = (self._said_everywhere(language) | values).values()
        rest = self._owner_words(language).unsupported(text, (str(v) for v in known))
        if rest:
            raise MissingWords(f"words/{language}.ftl: {act.say}: figures without a source: {sorted(rest)}")
        return text

    def label(self, option: Option, language: Language, now: datetime) -> str:
        """The option's label, short enough for a button."""
        if option.label is not None:
            return option.label.in_language(language)
        values = self._values(option.values, language, now, short=True)
        return self.template(option.say or option.id, language, values)

    def labelled(self, question: PendingQuestion, now: datetime) -> PendingQuestion:
        """The question with every option's label in all languages, as the customer may repeat it."""
        options = []
        for option in question.options:
            if option.label is None:
                label = LocalText(**{one: self.label(option, one, now) for one in self._business.words})
                option = option.model_copy(update={"label": label})
            options.append(option)
        return question.model_copy(update={"options": options})

    def compose(self, acts: Sequence[SpeechAct], language: Language, now: datetime) -> list[Outgoing]:
        """The messages of one reply, each within 60 words where anything optional can be left out."""
        messages: list[list[SpeechAct]] = []
        for act in acts:
            if act.separate or not messages or _by_staff(messages[-1][-1]) or _by_staff(act):
                messages.append([])
            messages[-1].append(act)
        return [one for message in messages for one in self._fit(message, language, now)]

    def _fit(self, acts: list[SpeechAct], language: Language, now: datetime) -> list[Outgoing]:
        """One message; what would make it longer than 60 words is left out when optional, else a message of its own."""
        said = [(act, self.say(act, language, now)) for act in acts]
        while _words_of(said) > MAX_WORDS:
            droppable = next((pair for pair in reversed(said) if pair[0].optional), None)
            if droppable is None:
                break
            said.remove(droppable)
        parts: list[list[tuple[SpeechAct, str]]] = []
        for pair in said:
            if not parts or _words_of([*parts[-1], pair]) > MAX_WORDS:
                parts.append([])
            parts[-1].append(pair)
        return [self._message(part, language, now) for part in parts]

    def _message(self, said: list[tuple[SpeechAct, str]], language: Language, now: datetime) -> Outgoing:
        options = next((act.options for act, _ in reversed(said) if act.options), [])
        author: Literal["bot", "staff"] = "staff" if _by_staff(said[0][0]) else "bot"
        return Outgoing(
            text="\n\n".join(text for _, text in said),
            options=[(o.id, self.label(o, language, now)) for o in options],
            author=author,
        )


def ability(business: Business) -> str:
    """What its front desk is there for, as the templates' `$does`: booking, goods or questions."""
    bookable = any(not service.needs_person for service in business.services.services)
    return "booking" if bookable and business.profile.practitioners else "questions"


def _words_of(said: list[tuple[SpeechAct, str]]) -> int:
    return sum(count_words(text) for _, text in said)


def _by_staff(act: SpeechAct) -> bool:
    """What a person said or decided is a message of its own: nobody is to wonder who says what."""
    return act.say in ("staff-words", "decision-rejected")


def count_words(text: str) -> int:
    """Words as R62 counts them: runs of letters or figures; list marks and symbols are none."""
    return sum(1 for word in text.split() if any(c.isalnum() for c in word))
