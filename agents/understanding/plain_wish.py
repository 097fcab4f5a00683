"""A wish that says nothing but what is wanted: "хочу на чистку завтра", "teeth cleaning please", "մաքրում եմ ուզում".

The trained head knows needs, not this business's services: to it a wish of two words, one of them a name it never saw, may
look like anything. Word lists know both.
"""

from __future__ import annotations

from collections.abc import Sequence

from agents.understanding.lexicon import WordList, load_lexicon
from agents.understanding.message import Message
from domain.reading import Entities, Route, RouteScore
from domain.step import PendingQuestion

_FACTS = frozenset({"services", "windows", "practitioners", "branches"})
_LISTS = ("wishing", "greet", "thanks")
_INSTEAD = (*_LISTS, "changing_mind")
_ARRANGED = ("service", "slot", "day", "contact", "book_yes")
"""What is asked while a visit is being booked, by whoever books it."""
_ABOUT_A_SERVICE: frozenset[Route] = frozenset({"booking", "quote", "sales"})
_SURE = 0.9
_READ_SO = 0.5
MOST_PARTS = 24
"""Whoever writes more says more."""


def is_plain_wish(message: Message, entities: Entities, pending: PendingQuestion | None) -> bool:
    """Whether a service of ours is named, and nothing stands beside it but when, with whom, and words of wishing. While a
    visit is being booked, words of changing one's mind, too: "no, rather whitening"."""
    if not entities.services or len(message.parts) > MOST_PARTS:
        return False
    if pending is not None and (
        pending.specialist != "scheduler" or pending.field not in _ARRANGED or message.asks
    ):
        return False
    told = [(span.start, span.end) for span in entities.spans if span.fact in _FACTS]
    words = [
        part.word
        for part in message.parts
        if part.kind != "mark" and not any(start < part.last and part.first < end for start, end in told)
    ]
    lexicon = load_lexicon(message.language)
    if pending is not None and lexicon["changing_mind"].found(words) is None:
        return False
    return are_all_of(words, [lexicon[name] for name in (_LISTS if pending is None else _INSTEAD)])


def with_plain_wish(routes: Sequence[RouteScore], *, instead: bool = False) -> list[RouteScore]:
    """Its needs: a visit, unless they were read as something else that is about a service; `instead` of what is being booked
    it is one in any case."""
    if not instead and routes and routes[0].route in _ABOUT_A_SERVICE and routes[0].confidence >= _READ_SO:
        return list(routes)
    others = [r for r in routes if r.route in _ABOUT_A_SERVICE - {"booking"}]
    return [RouteScore(route="booking", confidence=_SURE), *others]


def are_all_of(words: list[str], lists: Sequence[WordList]) -> bool:
    """Whether the words are phrases of these lists from end to end."""
    at = 0
    while at < len(words):
        size = max(one.match(words, at) for one in lists)
        if not size:
            return False
        at += size
    return True
