"""A turn's messages, prepared for reading: one text, its language, and the same text in its own script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from agents.understanding.facts.parts import Alignment, Part, Stretch, cut
from agents.understanding.language import LatinLanguageModel, detect_language
from agents.understanding.lexicon import pieces_of
from agents.understanding.parts import SENTENCE, weighed_text
from agents.understanding.transliteration import Detransliterator
from agents.understanding.wording import fold, plain_text
from domain.language import Language, Script

MAX_PIECES = 300
"""Words looked at one by one; no wish is longer."""


@dataclass(frozen=True)
class Message:
    """`text` as the customer wrote it, cleaned; `native` with romanised words in their own script.

    `pieces` and `native_pieces` are folded words, numbers and marks.
    """

    text: str
    language: Language
    script: Script
    native: str
    pieces: list[str]
    native_pieces: list[str]
    asks: bool = False
    """A question mark of any script; the Armenian one stands inside a word and is not in the cleaned text."""
    alignment: Alignment = field(default_factory=Alignment)
    marked: frozenset[str] = frozenset()
    """Folded words in which the Armenian mark stood: what is asked is about them."""

    @cached_property
    def parts(self) -> list[Part]:
        """Words, figures and marks of `native` with their places."""
        return cut(self.native, self.text, self.alignment)

    @cached_property
    def core(self) -> str:
        """What is weighed of it: `native` without greeting and thanks around it, and not all of a long text."""
        return weighed_text(self.native, self.language)

    def asks_at(self, place: int) -> bool:
        """Whether the sentence at `place` of the core is a question; an Armenian one, of which the mark is lost, may be."""
        end = SENTENCE.search(self.core, place)
        if "?" not in self.core:
            return self.asks
        return end is not None and "?" in end.group()


_ADDRESS_ALONE = re.compile(r"(?:https?://)?[\w@-]+(?:\.[\w-]+){1,4}(?:/\S*)?", re.ASCII)
_MARKED = re.compile(r"\w{0,40}՞\w{0,40}")
_NAME_WORDS = 3
_AS_SHORT_AS_APT = 3


class MessageReader:
    """Prepares messages. Deterministic, and safe to share between threads."""

    def __init__(
        self,
        model: LatinLanguageModel,
        detransliterators: dict[Language, Detransliterator],
        known_latin: frozenset[str] = frozenset(),
        english: frozenset[str] = frozenset(),
    ) -> None:
        self._model = model
        self._detransliterators = detransliterators
        self._known_latin = known_latin
        self._english = english

    def languages_of(self, word: str) -> set[Language]:
        """The languages in which a Latin word is one of our words, or sounds like one."""
        found = {language for language, words in self._detransliterators.items() if words.known(word)}
        return found | {"en"} if word in self._english else found

    def prepare(
        self,
        texts: Sequence[str],
        usual: Language,
        *,
        names_expected: bool = False,
        place_expected: bool = False,
        of_unknown: Language | None = None,
    ) -> Message:
        """All messages of a turn as one; each message ends a sentence.

        `names_expected`: the customer was asked for a name, and a name says nothing about the language; nor does a
        place in Latin letters where one was asked for (`place_expected`).
        `of_unknown`: the language of Latin words that are no language's; `usual` when None.
        """
        parts = [part for text in texts[:20] if (part := plain_text(text))]
        plain = "\n".join(parts)[:2000]
        pieces = pieces_of(plain)[:MAX_PIECES]
        language, script = detect_language(
            plain,
            pieces,
            self._model,
            usual,
            known_latin=self._known_latin,
            of_unknown=of_unknown or usual,
            languages_of=self.languages_of,
        )
        if names_expected and sum(piece[:1].isalpha() for piece in pieces) <= _NAME_WORDS:
            language = usual
        few = sum(piece[:1].isalpha() for piece in pieces) <= _NAME_WORDS
        if place_expected and script == "latin" and (few or any(piece.isdigit() for piece in pieces)):
            language = usual
        if script == "latin" and of_unknown is not None and _ADDRESS_ALONE.fullmatch(plain.strip()):
            language = usual  # a site's or a mailbox's name is of no language
        if script == "latin" and all(len(piece) == 1 for piece in pieces if piece[:1].isalpha()):
            language = usual  # "L" is a size
        native, stretches = plain, list[Stretch]()
        detransliterator = self._detransliterators.get(language)
        if detransliterator is not None and script in ("latin", "other") and language != "en":
            native, stretches = detransliterator.text(plain)
        elif detransliterator is not None and language == "hy" and script == "armenian":
            native, stretches = detransliterator.parted(plain)
        native_pieces = pieces if native == plain else pieces_of(native)[:MAX_PIECES]
        asks = any(mark in text for text in texts[:20] for mark in "?՞")
        marked = frozenset(
            fold(word.replace("՞", ""))
            for text in texts[:20]
            if "՞" in text
            for word in _MARKED.findall(text)
        )
        return Message(
            plain, language, script, native, pieces, native_pieces, asks, Alignment(stretches), marked
        )


def is_address_card(texts: Sequence[str]) -> bool:
    """ "Sam Petrosyan 055 90 90 90, Margaryan 12 apt 5": names and figures, in no language's sentence."""
    words = [w for text in texts[:5] for w in text[:200].replace(",", " ").split() if w[:1].isalpha()]
    return all(w[:1].isupper() or len(w) <= _AS_SHORT_AS_APT for w in words)


def is_hello(texts: Sequence[str]) -> bool:
    """An English greeting alone. In a talk it says nothing about the language; as the first words it does."""
    words = [w for text in texts[:2] for w in pieces_of(text[:40]) if w.isalpha()]
    return bool(words) and all(w in ("hello", "hi", "hey") for w in words)
