"""A message that no plain answer says, read in layers: what need it is, what mood it shows, what it means without naming it.
Where two of them disagree, whoever is surer speaks.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from agents.understanding.acts import acts_of
from agents.understanding.head import NONE, RouteHead
from agents.understanding.keyboard import are_slips
from agents.understanding.message import Message, MessageReader
from agents.understanding.mood import CLAIMED, NO_DANGER, MoodReader
from agents.understanding.needs import NeedReader
from agents.understanding.own_intents import OwnIntentReader
from agents.understanding.plain_wish import is_plain_wish, with_plain_wish
from agents.understanding.refused_day import (
    CANNOT_COME,
    only_refuses_an_hour,
    only_refuses_days,
    with_another_day,
)
from agents.understanding.unnamed import UnnamedReader
from agents.understanding.word_rules import IF_PAINFUL, WHAT_IF
from domain.business import Business
from domain.reading import Act, Entities, Flag, Reading, RouteScore
from domain.step import PendingQuestion
from knowledge.embedding import Embedder

_NO_WISH: frozenset[Flag] = frozenset({"medical", "legal", "safety", "payment_dispute", "injection"})
"""Who says one of them in unmistakable words wants a person's answer, and is not asked which service is meant."""
_A_GUESS = 0.35
_FEW_WORDS = 4
_FACTS_ALONE = 0.55
"""How sure we are that "чистка завтра" with nothing asked before is a wish to book."""
_OF_A_VISIT = "visit"
"""The field of what is asked when a visit is reminded of."""
_SURELY_THERE = 0.5
"""From here on a need shows in the acts."""


@dataclass
class _Draft:
    """What is made of one message, layer by layer."""

    message: Message
    entities: Entities
    pending: PendingQuestion | None
    flags: list[Flag]
    routes: list[RouteScore]
    intent: str | None
    why: list[str]
    questions: list[str]


class LayeredReader:
    """What trained heads, the owner's examples and meanings tell, each where the words leave room. Heads are loaded when they
    are first needed; safe to share between threads."""

    def __init__(self, business: Business, messages: MessageReader, embedder: Embedder) -> None:
        self.unnamed = UnnamedReader(business, embedder)
        self.moods = MoodReader(business.own_intents, embedder)
        self._own_intents = business.own_intents
        self._messages = messages
        self._embedder = embedder
        self._needs: NeedReader | None = None
        self._loading = threading.Lock()

    @property
    def needs(self) -> NeedReader:
        """What reads needs; its weights are loaded the first time."""
        if self._needs is None:
            with self._loading:
                if self._needs is None:
                    head = RouteHead.load()
                    own = OwnIntentReader(self._own_intents, head, self._embedder)
                    self._needs = NeedReader(head, self._embedder, own)
        return self._needs

    def read(
        self,
        message: Message,
        entities: Entities,
        flags: list[Flag],
        pending: PendingQuestion | None,
        choice: str | None,
    ) -> Reading:
        """The reading. `flags`: those in unmistakable words; `choice`: an option that was named beside the rest."""
        routes, intent, why, questions = self.needs.read(message)
        draft = _Draft(message, entities, pending, flags, routes, intent, why, questions)
        _refuse_days(draft)
        if WHAT_IF in why:
            draft.flags = [flag for flag in draft.flags if flag not in CLAIMED]
        wishes_nothing = bool(_NO_WISH.intersection(draft.flags))
        plain = is_plain_wish(message, entities, pending)
        if self._is_of_no_language(message):
            draft.routes = [
                r.model_copy(update={"confidence": min(r.confidence, _A_GUESS)}) for r in draft.routes
            ]
            why.append("words of no language")
        else:
            if not plain:
                self._feel(draft)
            if not wishes_nothing:
                draft.routes, draft.entities = self.unnamed.read(
                    message, draft.routes, draft.entities, pending, self.needs.head, why
                )
        _take_facts_for_a_wish(draft, plain=plain)
        return _reading(draft, _acts(draft), choice)

    def _feel(self, draft: _Draft) -> None:
        """Mood and risk, but what the need or the facts make innocent."""
        innocent = self.moods.innocent_for(draft.intent, draft.routes)
        innocent |= self.moods.innocent_beside(draft.entities, draft.pending)
        innocent |= CLAIMED if WHAT_IF in draft.why else NO_DANGER if IF_PAINFUL in draft.why else frozenset()
        draft.flags = self.moods.read(draft.message, draft.flags, innocent)

    def _is_of_no_language(self, message: Message) -> bool:
        """A few words that are slips on the keyboard, or Latin ones of which nobody knows any."""
        words = [w for w in message.pieces if w[:1].isalpha()]
        if not 0 < len(words) <= _FEW_WORDS:
            return False
        unknown = message.script == "latin" and not any(self._messages.languages_of(w) for w in words)
        return unknown or are_slips(words)


def _refuse_days(draft: _Draft) -> None:
    """Who only says when they cannot come needs another time."""
    if draft.intent is not None or draft.flags:
        return
    refused = only_refuses_days(draft.message, draft.entities, draft.routes)
    if not refused and (draft.pending is None or draft.pending.field == _OF_A_VISIT):
        refused = only_refuses_an_hour(draft.message, draft.entities, draft.routes)
    if refused:
        draft.routes, draft.intent = with_another_day(draft.routes), CANNOT_COME
        draft.why.append("a day refused")


def _take_facts_for_a_wish(draft: _Draft, *, plain: bool) -> None:
    """A service or a time that the head makes nothing of is a wish to book; a `plain` one is, whatever it makes of it."""
    entities, routes = draft.entities, draft.routes
    if entities.first_visit and any(r.route == "booking" and r.confidence >= _FACTS_ALONE for r in routes):
        # "We have never been to you": no complaint of a customer's
        routes = [r for r in routes if r.route != "support.complaint"]
    facts_alone = draft.why[0] == f"model: {NONE}" and all(r.confidence < _FACTS_ALONE for r in routes)
    if draft.pending is None and facts_alone and (entities.wishes or entities.services):
        others = [r for r in routes if r.route != "booking"]
        routes = [RouteScore(route="booking", confidence=_FACTS_ALONE), *others]
        draft.why.append("a service or a time alone")
    never_been = draft.pending is None and entities.first_visit is not None and bool(entities.services)
    if plain or (never_been and routes and routes[0].route == "decline"):  # "never been" sounds like a no
        routes = with_plain_wish(routes, instead=plain and draft.pending is not None)
        draft.why.append("a service and words of wishing")
    draft.routes = routes


def _acts(draft: _Draft) -> list[Act]:
    surely = [r.route for r in draft.routes if r.confidence >= _SURELY_THERE]
    acts = acts_of(draft.message, draft.entities, surely)
    return [*acts, "complain"] if "anger" in draft.flags and "complain" not in acts else acts


def _reading(draft: _Draft, acts: list[Act], choice: str | None) -> Reading:
    message, also = draft.message, choice is not None
    return Reading(
        text=message.text, language=message.language, script=message.script,
        native=message.native if message.native != message.text else None, marked=message.asks,
        acts=[*acts, "choose"] if also else acts, routes=draft.routes, intent=draft.intent, entities=draft.entities,
        flags=draft.flags, questions=draft.questions, choice=choice, source="local",
        why=[*draft.why, "an option, and more"] if also else draft.why,
    )  # fmt: skip
