"""A day that is only refused: "tomorrow won't work", "завтра не получается", "վաղը չեմ կարող".

To the trained head it sounds like a cancellation. Whoever cancels says so; whoever cannot on a day needs another one (R19).
"""

from __future__ import annotations

from agents.understanding.dropping import drops
from agents.understanding.message import Message
from agents.understanding.word_rules import BESIDE, BY_WORDS, Said
from domain.reading import Entities, Route, RouteScore

CANNOT_COME = "cannot_come"
_MAY_SOUND_LIKE: frozenset[Route] = frozenset(
    {"cancel", "decline", "reschedule", "out_of_scope", "smalltalk"}
)
_WANTS_NO_OTHER = ("says_cancel", "mailing", "will_not_come")
_SURELY_DECLINES = 0.9
"""From here on "not today, thank you", which drops the matter, is a no to all of it, and not to the day."""


def only_refuses_days(message: Message, entities: Entities, routes: list[RouteScore]) -> bool:
    """Whether days are named as impossible, none as wished for, and nothing says that no other is wanted."""
    windows = entities.windows
    if not windows or not routes or routes[0].route not in _MAY_SOUND_LIKE:
        return False
    declines = routes[0].route == "decline" and routes[0].confidence >= _SURELY_DECLINES
    if declines and drops(message):
        return False
    refused = all(w.exclude and w.start is None and w.daily_from is None for w in windows)
    return refused and not Said(message.core, message.language).has(*_WANTS_NO_OTHER)


def with_another_day(routes: list[RouteScore]) -> list[RouteScore]:
    """The needs of whoever cannot come: another time, before anything it sounded like."""
    others = [
        r.model_copy(update={"confidence": min(r.confidence, BESIDE)})
        for r in routes
        if r.route != "reschedule"
    ]
    sure = max([BY_WORDS, *(r.confidence for r in routes if r.route == "reschedule")])
    return [RouteScore(route="reschedule", confidence=sure), *others]
