"""Speech acts into messages: the owner's templates, filled and checked (R62-R66)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from agents.writing.formats import RelativeDays, format_value
from agents.writing.openings import Openings
from agents.writing.provenance import Sources
from agents.writing.rules import MAX_WORDS, ask_once, count_words
from agents.writing.templates import MissingWords, Templates
from agents.writing.voice import WORDS_AT_ONCE, Manner, Voice
from domain.business import Business
from domain.language import Language, LocalText
from domain.speech import Option, Outgoing, SpeechAct, Value
from domain.step import PendingQuestion

__all__ = ["MAX_WORDS", "Composer", "Draft", "MissingWords", "ability", "count_words"]

PLAIN = Voice(register="step_by_step")
"""Nothing before it is known and nothing is added: drafts for staff, and tools."""
MANNERS: tuple[Manner, ...] = get_args(Manner)


@dataclass(frozen=True)
class Draft:
    """A message of templates, with the facts in it. `fixed`: it is sent in these words."""

    outgoing: Outgoing
    facts: tuple[str, ...] = ()
    fixed: bool = False


FIXED = frozenset({"opted-out", "greeting"})
"""Said in the owner's words alone: what was promised about writing again, and that it is software that speaks."""


class Composer:
    """Words of one business in its languages. Immutable; the owner's files are read once."""

    def __init__(self, business: Business) -> None:
        self._business = business
        self._templates: dict[Language, Templates] = {}
        self._sources: dict[Language, Sources] = {}
        self._days: dict[Language, RelativeDays] = {}
        self._openings: dict[Language, Openings] = {}
        self._everywhere: dict[Language, dict[str, str | int]] = {}

    def warm(self) -> None:
        """Read the words of every language now, a third of a second: else the first customer's turn reads them, and all
        others wait meanwhile."""
        for language in self._business.words:
            self._templates_of(language)

    def _templates_of(self, language: Language) -> Templates:
        found = self._templates.get(language)
        if found is None:
            words, everywhere = self._business.words[language], self._said_everywhere(language)
            found = self._templates[language] = Templates(language, words, everywhere)
        return found

    def template(self, message_id: str, language: Language, values: dict[str, str | int]) -> str:
        """The owner's message `message_id`. Raises MissingWords when it does not exist or misses a value."""
        return self._templates_of(language).fill(message_id, values)

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
                free=self.template("price-free", language, {}),
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
                spoken = {one: self.label(option, one, now) for one in self._business.words}
                label = LocalText.model_validate(spoken, context={"languages": list(spoken)})
                option = option.model_copy(update={"label": label})
            options.append(option)
        return question.model_copy(update={"options": options})

    def openings(self, language: Language) -> Openings:
        """The beginnings that the owner's words have, one a line of `openings-…`."""
        found = self._openings.get(language)
        if found is None:
            pools: dict[Manner, list[str]] = {}
            warm = self._business.profile.tone == "warm"
            for manner in MANNERS if warm else ():
                if f"openings-{manner}" in self._templates_of(language):
                    lines = self.template(f"openings-{manner}", language, {}).splitlines()
                    pools[manner] = [line.strip() for line in lines if line.strip()]
            found = self._openings[language] = Openings(pools)
        return found

    def compose(
        self, acts: Sequence[SpeechAct], language: Language, now: datetime, voice: Voice = PLAIN
    ) -> list[Outgoing]:
        """The messages of one reply: one question in all, each within the words its channel takes at once, and never
        more than 60 where anything optional can be left out. `voice` gives it a beginning and the channel's style.
        """
        return [self._message(part, language, now) for part in self._parts(acts, language, now, voice)]

    def draft(
        self, acts: Sequence[SpeechAct], language: Language, now: datetime, voice: Voice = PLAIN
    ) -> list[Draft]:
        """The same, each message with the facts that stand in it."""
        return [
            Draft(
                self._message(part, language, now), tuple(self._facts(part, language, now)), _is_fixed(part)
            )
            for part in self._parts(acts, language, now, voice)
        ]

    def _parts(
        self, acts: Sequence[SpeechAct], language: Language, now: datetime, voice: Voice
    ) -> list[list[tuple[SpeechAct, str]]]:
        """What is said in each message."""
        said = self._said(acts, language, now)
        messages: list[list[tuple[SpeechAct, str]]] = []
        for pair in said:
            if pair[0].separate or not messages or _by_staff(messages[-1][-1][0]) or _by_staff(pair[0]):
                messages.append([])
            messages[-1].append(pair)
        if messages and not _by_staff(messages[0][0][0]):
            first, text = messages[0][0]
            opened = self.openings(language).open(acts, text, voice)
            if _words_of([(first, opened), *messages[0][1:]]) <= MAX_WORDS:
                messages[0][0] = (first, opened)
        at_once = WORDS_AT_ONCE[voice.register]
        return [part for one in messages for part in _fit(one, at_once)]

    def _facts(self, said: list[tuple[SpeechAct, str]], language: Language, now: datetime) -> list[str]:
        """What the templates were filled with, a passage's own words, and who speaks."""
        found = [str(value) for value in self._said_everywhere(language).values()]
        for act, text in said:
            if act.text is not None:
                found.append(text)
            found += [str(v) for v in self._values(act.values, language, now, short=False).values()]
            for line in act.lines:
                found += self.say(line, language, now).splitlines()
        return found

    def _said(
        self, acts: Sequence[SpeechAct], language: Language, now: datetime
    ) -> list[tuple[SpeechAct, str]]:
        """Every act in words; of several questions the last one is left, and an act that was nothing else goes."""
        said = [(act, self.say(act, language, now)) for act in acts]
        ours = [place for place, (act, _) in enumerate(said) if not _by_staff(act)]
        for place, text in zip(ours, ask_once([said[place][1] for place in ours]), strict=True):
            said[place] = (said[place][0], text)
        return [(act, text) for act, text in said if text]

    def _message(self, said: list[tuple[SpeechAct, str]], language: Language, now: datetime) -> Outgoing:
        options = next((act.options for act, _ in reversed(said) if act.options), [])
        author: Literal["bot", "staff"] = "staff" if _by_staff(said[0][0]) else "bot"
        return Outgoing(
            text="\n\n".join(text for _, text in said),
            options=[(o.id, self.label(o, language, now)) for o in options],
            author=author,
        )


def _is_fixed(said: list[tuple[SpeechAct, str]]) -> bool:
    """What is said as the owner or a person wrote it: nobody rewords what to do in danger, or a promise of staff."""
    return all(a.text is not None or a.say.startswith("escalated-") or a.say in FIXED for a, _ in said)


def _fit(said: list[tuple[SpeechAct, str]], at_once: int) -> list[list[tuple[SpeechAct, str]]]:
    """One message; what would make it longer is left out when optional, else a message of its own."""
    said = list(said)
    while _words_of(said) > at_once:
        droppable = next((pair for pair in reversed(said) if pair[0].optional), None)
        if droppable is None:
            break
        said.remove(droppable)
    parts: list[list[tuple[SpeechAct, str]]] = []
    for pair in said:
        if not parts or _words_of([*parts[-1], pair]) > at_once:
            parts.append([])
        parts[-1].append(pair)
    return parts


def ability(business: Business) -> str:
    """What its front desk is there for, as the templates' `$does`: booking, goods or questions."""
    bookable = any(not service.needs_person for service in business.services.services)
    return "booking" if bookable and business.profile.practitioners else "questions"


def _words_of(said: list[tuple[SpeechAct, str]]) -> int:
    return sum(count_words(text) for _, text in said)


def _by_staff(act: SpeechAct) -> bool:
    """What a person said or decided is a message of its own: nobody is to wonder who says what."""
    return act.say in ("staff-words", "decision-rejected")
