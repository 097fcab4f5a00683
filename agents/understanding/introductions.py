"""Who comes, where nothing else is said: a name, a phone, an e-mail address, in any order."""

from __future__ import annotations

from collections.abc import Callable

from agents.understanding.contact import find_bad_phone, find_emails, find_phones, name_alone
from agents.understanding.lexicon import PLAIN_MARKS, load_lexicon, pieces_of
from agents.understanding.message import Message
from agents.understanding.shifts import find_shift
from domain.reading import Entities

_LONGEST_INTRODUCTION = 3
_FEWEST_FIGURES = 4
"""With fewer, nobody means a phone."""
_NO_NAMES = ("notname", "no", "maybe", "last", "ordinal1", "ordinal2", "ordinal3", "ordinal4")
"""Lists whose words say something else than who comes: "arajiny" is the first of the times."""


class IntroductionReader:
    """`known` tells whether a word is one of our vocabulary (and so no name), `is_staff` whether the words name
    somebody of the staff."""

    def __init__(
        self, phone_regions: list[str], known: Callable[[str], bool], is_staff: Callable[[list[str]], bool]
    ) -> None:
        self._regions = phone_regions
        self._known = known
        self._is_staff = is_staff

    def may_hold(self, message: Message, text: str) -> bool:
        """Whether `text`, a part of the message, is a name or holds figures or an address: a look that costs little."""
        figures = sum(c.isdigit() for c in text)
        return figures >= _FEWEST_FIGURES or "@" in text or name_alone(message, text, self._known) is not None

    def beside_times(self, message: Message) -> Entities | None:
        """ "Anna Petrosyan", "Vahe 055 66 77 88" where a time was asked for: the customer says who they are. Every word
        of the name has a capital, none is of our vocabulary, and nobody of the staff is called so."""
        phones, rest = find_phones(message.text, self._regions)
        words = rest.replace(",", " ").split()
        if not 1 <= len(words) <= _LONGEST_INTRODUCTION or not all(
            w.istitle() and w.isalpha() for w in words
        ):
            return None
        name = name_alone(message, rest, self._known)
        if name is None or self._means_something(message, name) or self._is_staff(words):
            return None
        return Entities(name=name, phones=phones)

    def answer(self, message: Message, kind: str) -> Entities | None:
        """Name and phone in any order, and nothing else."""
        if find_shift(message) is not None:
            return None  # "другой день" is no name
        phones, rest = find_phones(message.text, self._regions)
        bad_phone, rest = (None, rest) if phones or kind == "name" else find_bad_phone(rest)
        emails = find_emails(rest)
        for email in emails:
            start = rest.lower().find(email)
            rest = rest[:start] + " " * len(email) + rest[start + len(email) :]
        has_words = any(c.isalpha() for c in rest)
        name = name_alone(message, rest, self._known) if has_words else None
        if name is not None and self._means_something(message, name):
            return None  # "ne hochu" is no name
        if name is None and has_words and not self._only_little_words(message, rest):
            return None
        if name is None and not phones and not emails and bad_phone is None:
            return None
        if any(c.isdigit() for c in rest) or (kind == "phone" and not phones and bad_phone is None):
            return None
        return Entities(phones=phones, emails=emails, name=name, bad_phone=bad_phone)

    def _means_something(self, message: Message, name: str) -> bool:
        """Whether a romanised "name" is words of its language, which the Latin letters hide."""
        if message.native == message.text or len(message.pieces) != len(message.native_pieces):
            return False
        lists, written = load_lexicon(message.language), set(pieces_of(name))
        words = [
            own for piece, own in zip(message.pieces, message.native_pieces, strict=True) if piece in written
        ]
        return any(self._known(w) or any(lists[n].match([w], 0) for n in _NO_NAMES) for w in words)

    @staticmethod
    def _only_little_words(message: Message, rest: str) -> bool:
        lists = load_lexicon(message.language)
        pieces = [p for p in pieces_of(rest) if p not in PLAIN_MARKS]
        return all(any(lists[n].match([p], 0) for n in ("phoneintro", "nameintro", "thanks")) for p in pieces)
