"""Which option was meant by words of its label, in any language."""

from __future__ import annotations

import re

from agents.understanding.lexicon import WordList, pieces_of
from agents.understanding.open_question.words import MARKS
from agents.understanding.wording import same_word
from domain.language import LANGUAGES, Language, LocalText
from domain.speech import Option

_MESSAGE = re.compile(r"^([a-z][\w-]*) = (.+)$", re.MULTILINE)
_PLACEABLE = re.compile(r"\{[^{}]*\}")
_MOST_TELLING_WORDS = 5
_SUM_FIGURES = 3
_SHARED_AT_LEAST = 3
"""Forms of one word have as many letters in common at its beginning (`same_word`); shorter words are equal."""


class OptionLabels:
    """What the options are called. `words`: the owner's Fluent messages by language."""

    def __init__(self, words: dict[Language, str]) -> None:
        self._said = {language: dict(_MESSAGE.findall(source)) for language, source in words.items()}

    def find(self, pieces: list[str], lists: dict[str, WordList], options: list[Option]) -> int | None:
        """The one option whose label holds every telling word."""
        content = [w for w in pieces if w not in MARKS and len(w) > 1]
        telling = [w for w in content if not lists["filler"].match([w], 0)] or content
        if not telling or len(telling) > _MOST_TELLING_WORDS:
            return None
        hits = [
            i for i, label in enumerate(self._words(option) for option in options)
            if all(any(same_word(w, part) for part in label) for w in telling)
            and (not any(_is_sum(w) for w in telling) or self._says_figures(options[i], telling))
            and (not all(_is_sum(w) for w in telling) or self._is_figures(options[i]))
        ]  # fmt: skip
        return hits[0] if len(hits) == 1 else None

    def may_name(self, words: list[str], options: list[Option]) -> bool:
        """Whether one of the words could stand in a label at all, by its first letters."""
        begins = {part[:_SHARED_AT_LEAST] for option in options for part in self._words(option)}
        return any(word[:_SHARED_AT_LEAST] in begins for word in words)

    def _words(self, option: Option) -> list[str]:
        return [w for language in LANGUAGES for w in pieces_of(self._label(option, language))]

    def _label(self, option: Option, language: Language) -> str:
        """The option's words in one language: a name, or the Fluent message with the names put into it."""
        names = [option.label] if option.label is not None else []
        names += [value for value in option.values.values() if isinstance(value, LocalText)]
        said = self._said.get(language, {}).get(option.say or "", "")
        return " ".join([*(name.in_language(language) for name in names), _PLACEABLE.sub(" ", said)])

    def _says_figures(self, option: Option, words: list[str]) -> bool:
        """Whether every figure of the label is said: "200 thousand" is a sum of one's own, not "200-500 thousand"."""
        labels = (pieces_of(self._label(option, language)) for language in LANGUAGES)
        return any({p for p in label if p.isdigit()} <= set(words) for label in labels)

    def _is_figures(self, option: Option) -> bool:
        """Whether a label is figures alone: "500" means a size "500", and not "more than 500 thousand"."""
        return all(p.isdigit() for p in pieces_of(self._label(option, "en")) if p not in MARKS)


def _is_sum(word: str) -> bool:
    return word.isdigit() and len(word) >= _SUM_FIGURES
