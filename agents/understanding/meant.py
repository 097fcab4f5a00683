"""When a message is looked at for a service that it does not name, and what is made of what is found."""

from __future__ import annotations

from collections.abc import Sequence

from agents.understanding.children import (
    comes_along,
    is_said_of_child,
    speaks_of_child,
    speaks_of_self,
    tells_a_childs_age,
)
from agents.understanding.head import RouteHead
from agents.understanding.lexicon import pieces_of
from agents.understanding.meaning import MeaningReader, Meant
from agents.understanding.meaning_table import Progress, texts_of
from agents.understanding.message import Message
from agents.understanding.reader_in_time import ReaderInTime
from agents.understanding.rules import load_rules, padded_words
from domain.business import Business
from domain.reading import Entities, Route, RouteScore
from domain.step import PendingQuestion
from knowledge.embedding import Embedder

_SERVICE_FIELDS = frozenset({"service", "estimate_service"})
"""Questions whose answer is a service."""
_ANYTHING = "help"
"""Asked after a greeting: whatever is said next is said for the first time."""
_BEARING: frozenset[Route] = frozenset({"booking", "quote", "sales"})
_TROUBLE: frozenset[Route] = frozenset({"support.technical", "support.complaint", "out_of_scope"})
"""What broke, hurts or looks bad is told without a wish; who mends it may be us."""
_NEVER: frozenset[Route] = frozenset({"human", "confirm", "decline", "smalltalk", "reschedule"})
_SURELY_ANOTHER = 0.75
_LIKELY = 0.3
_WISHED = 0.5
_FEWEST_WORDS = 2
_FEWEST_TO_DOUBT = 3
"""Words besides the service's name and the time."""
_SURELY_OURS = 0.75
_CERTAINLY_OURS = 0.95
_HARDLY_MEANT = 0.3
"""Below it what is likely says little: a child's tooth is looked at first."""
_WISH = 0.6
"""How sure we are that a message about one of our services, read as nothing much, is a wish for it."""


class MeantServices:
    """Services by meaning for one business. Safe to share between threads."""

    def __init__(self, business: Business, embedder: Embedder) -> None:
        self._business = business
        self._embedder = embedder
        self._bearing = _bearing(business)
        self._by_person = [s.id for s in business.services.services if s.needs_person]
        self._for_children = [s.id for s in business.services.services if s.for_children]
        self.reader = ReaderInTime(self._make)

    def _make(self, head: RouteHead, progress: Progress | None) -> MeaningReader | None:
        ids = [s.id for s in self._business.services.services]
        if not ids:
            return None
        return MeaningReader(ids, texts_of(self._business), head, self._embedder, progress=progress)

    def find(
        self,
        message: Message,
        routes: Sequence[RouteScore],
        entities: Entities,
        pending: PendingQuestion | None,
        head: RouteHead,
    ) -> Meant | None:
        """What service is meant without being named, or beside one that a single word names; None where the name stands,
        or where none is spoken of."""
        if not self._business.services.services:
            return None
        words = sum(piece[:1].isalpha() for piece in pieces_of(message.core))
        if pending is not None and pending.field == _ANYTHING:
            pending = None
        asked = pending is not None and pending.field in _SERVICE_FIELDS
        of_child = bool(self._for_children) and speaks_of_child(message)
        surely_else = bool(routes) and routes[0].route in _NEVER and routes[0].confidence >= _SURELY_ANOTHER
        aged = of_child and not surely_else and tells_a_childs_age(message.text)
        bears = aged or self._may_bear(routes)
        if words < _FEWEST_WORDS or not (asked or (pending is None and bears)):
            return None
        named = entities.services
        for_the_child = self._instead_of_a_doctor(message, entities) or self._beside_a_doctor(
            message, entities
        )
        if for_the_child is not None:
            return for_the_child
        if (
            not named
            and words - _words_of_facts(entities, message) < _FEWEST_WORDS
            and _tells_a_time(entities)
        ):
            return None  # "at 3, please" is near to something, and means a time
        if named and (pending is not None or not _by_one_word(entities, message)):
            return None
        if named and words - _words_of_facts(entities, message) < _FEWEST_TO_DOUBT:
            return None
        reader = self.reader.get(head)
        if reader is None:
            return None
        if named:
            return reader.doubt(message.core, message.language, named)
        # "The child is asleep" is near to one service, and wishes for none.
        wished = asked or any(r.route in self._bearing and r.confidence >= _WISHED for r in routes)
        wished = wished or (aged and _tells_a_time(entities))  # "she is seven, on Friday"
        if any(r.route == "faq" and r.confidence >= _WISHED for r in routes) and comes_along(message):
            return None  # "I'll have my son with me, is there parking?": whose visit it is has not been said
        without = [] if of_child else self._for_children
        without = [*without, *(self._by_person if asked else ())]  # what people arrange is wished for by name
        found = reader.find(message.core, message.language, wished=wished, without=without)
        return self._for_the_child(found, aged=aged) if of_child and wished else found

    def _instead_of_a_doctor(self, message: Message, entities: Entities) -> Meant | None:
        """ "A doctor for my child": the word for any doctor names the visits of grown-ups, and a child is spoken of."""
        named = [span.value.split(", ") for span in entities.spans if span.fact == "services"]
        if (
            not named
            or not all(self._is_any_doctor(ids) for ids in named)
            or len(self._for_children) != 1
            or not speaks_of_child(message)
            or speaks_of_self(message)
        ):
            return None
        return Meant([self._for_children[0]], True, 0.0, 0.0)

    def _beside_a_doctor(self, message: Message, entities: Entities) -> Meant | None:
        """ "A cleaning for me, and a doctor for my child": of several that are named, the visit to any doctor is the child's."""
        spans = [span for span in entities.spans if span.fact == "services"]
        if len(spans) < 2 or len(self._for_children) != 1 or not speaks_of_child(message):
            return None
        of_doctor = [s for s in spans if self._is_any_doctor(s.value.split(", "))]
        others = [s for s in spans if s not in of_doctor]
        if len(of_doctor) != 1 or not is_said_of_child(message, of_doctor[0].start, of_doctor[0].end):
            return None
        ids = dict.fromkeys(one for span in others for one in span.value.split(", "))
        return Meant([*ids, self._for_children[0]], True, 0.0, 0.0)

    def _is_any_doctor(self, ids: Sequence[str]) -> bool:
        visits = {s.visit for s in self._business.services.services if s.id in ids}
        return visits >= {"first", "repeat"}

    def _for_the_child(self, found: Meant | None, *, aged: bool) -> Meant | None:
        """Spoken of a child, and nothing else named: the one service for children, unless another is meant for sure. An
        age (`aged`) is told for the child's own visit."""
        ours = self._for_children
        if len(ours) != 1 or (found is not None and found.sure):
            return found
        other = found is not None and ours[0] not in found.ids[:2] and found.probability >= _HARDLY_MEANT
        if other and not aged:
            return found
        probability, any_of = (found.probability, found.any_of) if found is not None else (0.0, 0.0)
        return Meant([ours[0]], True, probability, any_of)

    def _may_bear(self, routes: Sequence[RouteScore]) -> bool:
        if not routes or any(r.route in self._bearing and r.confidence >= _LIKELY for r in routes):
            return True
        best = routes[0]
        if best.route in _NEVER or best.route in _BEARING:
            return False
        complains = any(r.route == "support.complaint" and r.confidence >= _LIKELY for r in routes)
        if complains and _tells_project_prices(self._business):
            return False  # what we made is broken: support's, and no visit
        return best.route in _TROUBLE or best.confidence < _SURELY_ANOTHER


def _tells_a_time(entities: Entities) -> bool:
    return bool(entities.windows or entities.numbers or entities.phones or entities.name)


def _by_one_word(entities: Entities, message: Message) -> bool:
    spans = [span for span in entities.spans if span.fact == "services"]
    return len(spans) == 1 and len(message.text[spans[0].start : spans[0].end].split()) == 1


def _words_of_facts(entities: Entities, message: Message) -> int:
    told = (
        message.text[span.start : span.end] for span in entities.spans if span.fact in ("services", "windows")
    )
    return sum(piece[:1].isalpha() for text in told for piece in pieces_of(text))


def _bearing(business: Business) -> frozenset[Route]:
    """The needs that are about a service. Where leads are told prices of projects, a wish or a price is about a project,
    of which the list of services knows nothing: "we need a website" is no audit of one."""
    return frozenset({"booking"}) if _tells_project_prices(business) else _BEARING


def _tells_project_prices(business: Business) -> bool:
    return business.qualification.tells_prices and business.profile.priced_by != "estimate"


def with_wish(meant: Meant, routes: list[RouteScore], message: Message) -> list[RouteScore]:
    """The needs of a message that is about one of our services: where it was read as nothing much else, it is wanted.
    Who speaks of cancelling in words is believed."""
    best = routes[0] if routes else None
    ours = _SURELY_OURS
    if best is not None and best.confidence >= _SURELY_ANOTHER:
        if best.route != "out_of_scope":
            return routes
        ours = _CERTAINLY_OURS  # nothing of ours, says who knows no service
    if meant.any_of < ours:
        return routes
    if any(r.route in _BEARING and r.confidence >= _LIKELY for r in routes):
        return routes
    if best is not None and (best.route in _NEVER or best.route == "faq"):
        return routes
    if load_rules(message.language)["says_cancel"].matches(padded_words(message.native_pieces)):
        return routes
    others = [r for r in routes if r.route not in ("cancel", "out_of_scope") and r.confidence < _WISH]
    return [RouteScore(route="booking", confidence=_WISH), *others]
