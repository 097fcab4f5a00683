"""A reply with its facts taken out: a writer sees `{1}` where a price, a time, a name or a rule stands.

What was taken out cannot be changed by whoever rewords the rest, and leaves the house with nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_PLACE = re.compile(r"\{(\d{1,2})\}")
_MARKS = r"[%֏₽$€]"
_BARE = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    rf"|^•.*$|«[^»\n]*»|“[^”\n]*”|{_MARKS}?\+?\d(?:[\d\u00a0 .,:/()–-]*\d)?(?:[\u00a0 ]?{_MARKS})?",
    re.MULTILINE,
)
"""Links, addresses, lines of a list, quotations and every figure, whoever put them there."""


@dataclass(frozen=True)
class Masked:
    """`text` with places; `facts` in the order of the places, from 1."""

    text: str
    facts: tuple[str, ...]

    def unmask(self, text: str) -> str:
        """`text` with the facts in its places. Raises IndexError for a place that does not exist."""
        return _PLACE.sub(lambda found: self.facts[int(found[1]) - 1], text)


def mask(text: str, facts: Iterable[str]) -> Masked:
    """`text` without `facts` (whole phrases), and without anything that looks like one."""
    taken: list[tuple[int, int]] = []
    for fact in sorted({f for f in facts if f.strip()}, key=len, reverse=True):
        for found in re.finditer(rf"(?<!\w){re.escape(fact)}(?!\w)", text):
            _take(taken, found.span())
    for found in _BARE.finditer(text):
        _take(taken, found.span())
    parts, kept, end = [], [], 0
    for number, (start, stop) in enumerate(sorted(taken), 1):
        parts += [text[end:start], f"{{{number}}}"]
        kept.append(text[start:stop])
        end = stop
    return Masked("".join([*parts, text[end:]]), tuple(kept))


def places(text: str) -> list[str]:
    """The places in `text`, in order."""
    return _PLACE.findall(text)


def without_places(text: str) -> str:
    """The text without the numbers that stand for facts."""
    return _PLACE.sub(" ", text)


def _take(taken: list[tuple[int, int]], span: tuple[int, int]) -> None:
    """Add `span` unless a longer fact has it; one that reaches over others swallows them."""
    start, stop = span
    if any(a <= start and stop <= b for a, b in taken):
        return
    taken[:] = [(a, b) for a, b in taken if b <= start or stop <= a]
    taken.append(span)
