"""The words of one text, and which of its language's patterns stand in them.

The patterns are data: `patterns/<language>.toml` and `words/<language>.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from agents.understanding.head import NONE
from agents.understanding.lexicon import is_ironic, load_lexicon, pieces_of
from agents.understanding.parts import sentences_of
from agents.understanding.rules import load_rules, padded_words
from domain.language import Language

_COMMA = re.compile(r",(?!\d)|[!?;\n։]+|[.](?!\d)")
_MOST_WORDS_SAID = 12
"""Longer messages tell a story, in which something is moved or cancelled for other reasons."""
_NAMED_BY = (("move", "moves"), ("cancel", "cancels"), ("book", "books"))
"""A deed and the pattern that names it."""
_NO_CANCELLATION: tuple[tuple[str, str], ...] = (
    ("keep_it", "confirm"),
    ("asks_about_cancelling", "faq"),
    ("newsletter", "support.account"),
    ("undecided", NONE),
    ("no_visit", "decline"),
    ("joke_cancel", "smalltalk"),
    ("coming", "confirm"),
    ("told_cancel", NONE),
)
"""Patterns that take a message away from `cancel`, and what it is instead."""
_UNLESS: Mapping[str, str] = {"told_cancel": "cancels", "coming": "orders_cancel"}
"""Of these, the ones that say so only where another pattern is not found: nothing asks for a cancellation."""


class Said:
    """The words of one text, cut once, and which of the language's patterns stand in them."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self._pieces = pieces_of(text)
        self._padded = padded_words(self._pieces)
        self._rules = load_rules(language)
        self._lists = load_lexicon(language)
        self._language: Language = language

    def has(self, *patterns: str) -> bool:
        """Whether one of the patterns of these names is found."""
        return any(self._rules[name].matches(self._padded) for name in patterns)

    @property
    def may_be(self) -> bool:
        """Whether it says "perhaps", or "yeah right": no yes."""
        words = [p for p in self._pieces if p[0].isalnum()]
        return self._lists["maybe"].found(self._pieces) is not None or is_ironic(words, self._language)

    @property
    def cannot_come(self) -> bool:
        """They cannot come, and speak neither of letters to them nor of cancelling."""
        return self.has("cannot_come") and not self.has("mailing", "says_cancel") and self.deed != "cancel"

    @property
    def asks_if_painful(self) -> bool:
        """They ask whether it hurts, or what is given against it, and tell of no state of their own."""
        return self.has("asks_if_painful") and not self.has("own_condition")

    @cached_property
    def sentences(self) -> list[Said]:
        """Each alone: what is asked in one says nothing of the others."""
        cut = sentences_of(self.text)
        return [Said(one, self._language) for one in cut] if len(cut) > 1 else [self]

    @cached_property
    def asks_if_charged(self) -> bool:
        """A sentence asks whether money is taken for something, and not how much."""
        return any(one.has("asks_if_charged") and not one.has("price") for one in self.sentences)

    @property
    def wanted_beside(self) -> tuple[str, str] | None:
        """Beside a question whether changes are charged for, the deed that another sentence or clause names: as a wish, or
        as one asks for it ("could you move it to Friday?"), and not to learn how; and that question."""
        for parts in (self.sentences, self._clauses):
            asked = next((one.text for one in parts if one.has("change_rules", "asks_if_charged")), None)
            told = [
                one for one in parts if not one.has("change_rules", "asks_if_charged", "asks_way", "supposes")
            ]
            deed = next((one.deed for one in told if one.deed), None)
            if deed is None and any(one.has("cannot_come") for one in told):
                deed = "move"  # "something came up on Saturday. Will I be charged for moving?"
            if asked is not None and deed is not None:
                return deed, asked.rstrip("?։!.")
        return None

    @property
    def _clauses(self) -> list[Said]:
        """What commas part; nothing where something is only supposed: "if I am ill, can I move it, is there a fee?"."""
        cut = [part.strip() for part in _COMMA.split(self.text)]
        if len(cut) < 2 or self.has("supposes"):
            return []
        return [Said(part, self._language) for part in cut if part]

    @property
    def of_changes(self) -> str | None:
        """`change_rules`: asks whether a visit could be cancelled or moved one day. `move_back`: a moved visit is to be
        where it was. `take_back`: a visit is not to be cancelled, or not to have been."""
        for name in ("change_rules", "move_back"):
            if self.has(name):
                return name
        return "take_back" if self.has("take_back", "keep_it") and not self.has("moves") else None

    @cached_property
    def deed(self) -> str | None:
        """`move`, `cancel` or `book`, when a short message says so in words; None when it names two of them."""
        if len(self._pieces) > _MOST_WORDS_SAID:
            return None
        found = [deed for deed, name in _NAMED_BY if self.has(name)]
        if "cancel" in found and self.look_alike is not None:
            return None
        if "move" in found and self.has("stays"):
            return None
        return found[0] if len(found) == 1 else None

    @property
    def look_alike(self) -> tuple[str, str] | None:
        """Why a text that speaks of cancelling asks for no cancellation, and what it is instead."""
        for name, instead in _NO_CANCELLATION:
            unless = _UNLESS.get(name)
            if self.has(name) and not (unless and self.has(unless)):
                return name, instead
        return None
