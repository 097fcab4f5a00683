"""Word patterns for what must not depend on a model: risk flags, and needs with unmistakable words.

The patterns are data: `patterns/<language>.toml`, where the notation is explained.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cached_property, lru_cache
from typing import get_args

from agents.understanding.lexicon import COPULAS, pieces_of
from agents.understanding.message import Message
from agents.understanding.word_tables import read_table
from agents.understanding.wording import fold
from domain.language import Language
from domain.reading import Flag, Reading

_FLAGS: tuple[Flag, ...] = get_args(Flag)
_SHOUT_LETTERS = 12
_GAP = r"(?: [^ ]{1,40}){0,4}?"
_TOP_BAR = re.compile(r"\|(?![^(]*\))")
_PLACE = re.compile(r"\([^)]*\)|[^\s()]+")


class PatternSet:
    """Patterns of one name; `matches` looks in a string of folded words with single spaces around them.

    Compiled when they are first looked for: those of all languages together cost a start half a second.
    """

    def __init__(
        self,
        patterns: list[str],
        innocent: list[str],
        innocent_alone: Sequence[str] = (),
        grave: Sequence[str] = (),
    ) -> None:
        """`innocent_alone`: look-alikes that are none in a text with a `grave` word."""
        self._written, self._written_innocent = patterns, innocent
        self._written_innocent_alone, self._written_grave = innocent_alone, grave

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        return [compile_pattern(p) for p in self._written]

    @cached_property
    def _innocent(self) -> list[re.Pattern[str]]:
        return [compile_pattern(p) for p in self._written_innocent]

    @cached_property
    def _innocent_alone(self) -> list[re.Pattern[str]]:
        return [compile_pattern(p) for p in self._written_innocent_alone]

    @cached_property
    def _grave(self) -> list[re.Pattern[str]]:
        return [compile_pattern(p) for p in self._written_grave]

    def compile(self) -> None:
        """Now, instead of when they are first looked for."""
        _ = self._patterns, self._innocent, self._innocent_alone, self._grave

    def matches(self, padded: str) -> bool:
        for pattern in self._look_alikes(padded):
            padded = pattern.sub(" ", padded)
        return any(pattern.search(padded) for pattern in self._patterns)

    def is_innocent(self, padded: str) -> bool:
        """Whether a look-alike stands in it."""
        return any(pattern.search(padded) for pattern in self._look_alikes(padded))

    def _look_alikes(self, padded: str) -> list[re.Pattern[str]]:
        alone = [p for p in self._innocent_alone if p.search(padded)]
        if alone and any(pattern.search(padded) for pattern in self._grave):
            alone = []
        return [*self._innocent, *alone]

    def words(self) -> list[str]:
        """The words that stand in the patterns in full; for reading them in Latin letters."""
        return [w for p in self._written for w in re.findall(r"[^\W\d_]+(?![\w*])", fold(p))]


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern of words as a regular expression over ` word word `. Every repetition in it is bounded."""
    segments = [_segment(segment) for segment in pattern.split("..")]
    return re.compile(_GAP.join(segments) + "(?= )")


def _segment(segment: str) -> str:
    phrases = "|".join(_phrase(phrase) for phrase in _TOP_BAR.split(segment.strip()))
    return f"(?:{phrases})"


def _phrase(phrase: str) -> str:
    out = ""
    for word in _PLACE.findall(phrase):
        if word.startswith("("):
            forms = "|".join(_phrase(form) for form in word[1:-1].split("|"))
            out += f"(?:{forms})"
        elif word == "#":
            out += r" \d{1,6}"
        elif word == COPULAS[0]:
            out += f" (?:{'|'.join(COPULAS)})"
        else:
            out += " " + re.escape(fold(word)).replace(r"\*", "[^ ]{0,20}")
    return out


@lru_cache(maxsize=3)
def load_rules(language: Language) -> dict[str, PatternSet]:
    """The language's patterns by name, each compiled once."""
    tables: dict[str, list[str]] = read_table("patterns", f"{language}.toml")
    of_others = ("not_", "alone_not_", "grave_")
    names = [name for name in tables if not name.startswith(of_others)]
    return {
        name: PatternSet(tables[name], *(tables.get(f"{kind}{name}", []) for kind in of_others))
        for name in names
    }


def padded_words(pieces: list[str]) -> str:
    """Folded words as the patterns see them."""
    return f" {' '.join(p for p in pieces if p[0].isalnum() or p in '%?')} "


def says(reading: Reading, name: str) -> bool:
    """Whether the language's pattern `name` is in the words, romanised or not."""
    pieces = pieces_of(reading.in_own_script)
    return load_rules(reading.language)[name].matches(padded_words(pieces))


def find_flags(message: Message) -> list[Flag]:
    """Risks named in the message, in a fixed order. English patterns are tried on Latin words of every language."""
    padded = padded_words(message.native_pieces)
    rules = load_rules(message.language)
    found = {flag for flag in _FLAGS if flag in rules and rules[flag].matches(padded)}
    if message.language != "en" and any(p.isascii() and p.isalpha() for p in message.pieces):
        english = load_rules("en")
        if english["injection"].matches(padded_words(message.pieces)):
            found.add("injection")
    if _shouts(message.text):
        found.add("anger")
    return in_order(found)


def in_order(flags: Collection[Flag]) -> list[Flag]:
    """Flags as a reading lists them."""
    return [flag for flag in _FLAGS if flag in flags]


def is_innocent(flag: Flag, message: Message) -> bool:
    """Whether the message holds a known look-alike of the flag."""
    rules = load_rules(message.language)
    return flag in rules and rules[flag].is_innocent(padded_words(message.native_pieces))


def _shouts(text: str) -> bool:
    """Almost only capitals, and an exclamation mark or two question marks."""
    letters = [c for c in text[:400] if c.isalpha()]
    if len(letters) < _SHOUT_LETTERS or not ("!" in text or "??" in text):
        return False
    return sum(c.isupper() for c in letters) > 0.7 * len(letters) and len(text.split()) > 2
