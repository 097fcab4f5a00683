"""A day or an hour that is only refused: "tomorrow won't work", "завтра в 12 не получается", "վաղը չեմ կարող".

To the trained head it sounds like a cancellation. Whoever cancels says so; whoever cannot on a day needs another one (R19).
"""

from __future__ import annotations

from agents.understanding.dropping import drops
from agents.understanding.message import Message
from agents.understanding.said import Said
from agents.understanding.word_rules import BESIDE, BY_WORDS
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
    if not windows or not _sounds_like_it(routes):
        return False
    declines = routes[0].route == "decline" and routes[0].confidence >= _SURELY_DECLINES
    if declines and drops(message):
        return False
    refused = all(w.exclude and w.start is None and w.daily_from is None for w in windows)
    return refused and not Said(message.core, message.language).has(*_WANTS_NO_OTHER)


def only_refuses_an_hour(message: Message, entities: Entities, routes: list[RouteScore]) -> bool:
    """The same of an hour, of which no window is left: "tomorrow at 12 I can't". For messages beside no open question
    about times: below times that are shown, it is said of those."""
    if entities.windows or entities.services or (routes and not _sounds_like_it(routes)):
        return False
    said = Said(message.core, message.language)
    return said.has("refuses_an_hour") and not said.has(*_WANTS_NO_OTHER)


def _sounds_like_it(routes: list[RouteScore]) -> bool:
    return bool(routes) and routes[0].route in _MAY_SOUND_LIKE


def with_another_day(routes: list[RouteScore]) -> list[RouteScore]:
    """The needs of whoever cannot come: another time, before anything it sounded like."""
    others = [
        r.model_copy(update={"confidence": min(r.confidence, BESIDE)})
        for r in routes
        if r.route != "reschedule"
    ]
    sure = max([BY_WORDS, *(r.confidence for r in routes if r.route == "reschedule")])
    return [RouteScore(route="reschedule", confidence=sure), *others]
