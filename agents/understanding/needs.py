"""From label probabilities to needs: clauses are scored too, and unmistakable words add what the model missed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from agents.understanding.asides import find_aside
from agents.understanding.head import NONE, RouteHead, as_route
from agents.understanding.lexicon import load_lexicon, pieces_of
from agents.understanding.message import Message
from agents.understanding.own_intents import OwnIntentReader
from agents.understanding.parts import SENTENCE, clauses_of, weighed_text
from agents.understanding.rules import load_rules, padded_words
from domain.language import Language
from domain.reading import Route, RouteScore
from knowledge.embedding import Embedder

_CLAUSE_BAR = 0.6
_SECOND_BAR = 0.2
_PLAINLY_ONE = 0.85
"""Of 181 messages in several parts 44 were; in five of them the parts added a need, never one that was meant."""
_SPELLED_PLAINLY, _SPELLED_FAINTLY, _SEEN_FAINTLY = 0.4, 0.1, 0.005
"""Of 77 messages whose clauses added a need one is below; of 39 whose clauses added none, every third."""
_RULE_CONFIDENCE = 0.8
_SURE = 0.9
_FAINT = 0.6
"""What the model is less sure of than this gives way to words that name what is to be done."""
_UNLIKE = 0.05
_MOST_WORDS_SAID = 12
"""Longer messages tell a story, in which something is moved or cancelled for other reasons."""
_SAYS_LITTLE: frozenset[str] = frozenset({"smalltalk", "confirm", "decline", "out_of_scope", NONE})


_ABOUT_MONEY_OTHERWISE = ("support.delivery", "support.payment", "support.returns", "out_of_scope")
_LOOK_ALIKE_CONFIDENCE = 0.75
_WEAK_REFUSAL = 0.7
_ALSO = 0.45
"""What a question about the rules may be besides."""
_IS_AN_ACT = frozenset(
    {"cancel", "reschedule", "decline", "confirm", "support.returns", "support.payment", "support.account"}
)
"""What a question about a case that has not come is not: nobody cancels or returns anything by it."""
_NOT_THE_GOODS = ("support.delivery", "support.payment", "support.account")
_NO_NEED = frozenset({"out_of_scope", "support.complaint", NONE})
WHAT_IF = "asks what if"
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


_NOT_TAKEN: frozenset[Route] = frozenset({"cancel", "reschedule", "human"})
"""What was surely read as one of these stays it, whatever examples of a business it resembles."""


class Needs(NamedTuple):
    """`routes` best first, the finer `intent` where words settle it, `why`, and the parts that ask about the rules."""

    routes: list[RouteScore]
    intent: str | None
    why: list[str]
    questions: list[str]


class NeedReader:
    """Scores a message's needs. Deterministic; the embedder is shared."""

    def __init__(self, head: RouteHead, embedder: Embedder, own: OwnIntentReader | None = None) -> None:
        self.head = head
        self._embedder = embedder
        self._own = own

    def read(self, message: Message) -> Needs:
        """What is needed, as far as the words tell."""
        questions: list[str] = []
        routes, intent, why = self._read(message, questions)
        aside = find_aside(weighed_text(message), message.language, routes, asks=message.asks)
        own = self._own.find(weighed_text(message), message.language) if self._own else None
        if own is not None and not any(
            r.confidence > own.confidence and r.route in _NOT_TAKEN for r in routes
        ):
            others = [
                r
                for r in routes
                if r.route != own.route and r.confidence < own.confidence and r.route not in _SAYS_LITTLE
            ]
            routes = [RouteScore(route=own.route, confidence=own.confidence), *others]
            intent, why = own.intent, [*why, f"own intent: {own.intent}"]
        if aside is not None:
            intent, why = aside, [*why, f"asks: {aside}"]
        return Needs(routes, intent, why, questions if any(r.route == "faq" for r in routes) else [])

    def _worth_a_look(self, clauses: list[str], whole: Mapping[str, float]) -> list[str]:
        """All clauses where the letters of one speak for another need than the whole's; else those that may ask about
        the rules, when the whole does."""
        best = max(whole, key=whole.__getitem__)
        spelled = [self.head.spelled_shares(clause) for clause in clauses]
        for shares in spelled:
            for label, share in shares.items():
                faint = share >= _SPELLED_FAINTLY and whole[label] >= _SEEN_FAINTLY
                if label != best and label not in _SAYS_LITTLE and (faint or share >= _SPELLED_PLAINLY):
                    return clauses
        asking = [c for c, shares in zip(clauses, spelled, strict=True) if shares["faq"] >= _SPELLED_FAINTLY]
        return asking if best == "faq" else []

    def _read(self, message: Message, questions: list[str]) -> tuple[list[RouteScore], str | None, list[str]]:
        core = weighed_text(message)
        price, availability, cannot_come = _word_rules(core, message.language)
        done = _named_deed(core, message.language)
        cannot_come = cannot_come and done != "cancel"
        of_changes = _of_changes(core, message.language)
        shares = self.head.probabilities([core], message.language, self._embedder)
        # Each text costs some 10 ms. Parts of a message that is plainly one thing are not looked at: what they were
        # found to add was a second need that nobody had. Nor where plain words settle two needs already.
        settled = (price and availability) or cannot_come or of_changes is not None
        parts = clauses_of(core) if not settled else []
        # A question beside a sentence that is none may be a need of its own, however plain the other is.
        plainly_one = max(shares[0].values()) >= _PLAINLY_ONE and not (message.asks and SENTENCE.search(core))
        clauses = parts if not plainly_one and len(parts) > 1 else []
        if max(shares[0].values()) >= _CLAUSE_BAR:
            clauses = self._worth_a_look(clauses, shares[0])
        if clauses:
            shares += self.head.probabilities(clauses, message.language, self._embedder)
        scores = dict(shares[0])
        why = [f"model: {_best(shares[0])}"]
        for text, clause in zip(clauses, shares[1:], strict=False):
            label, share = _best(clause), clause[_best(clause)]
            if label == "cancel" and _best(shares[0]) == "reschedule":
                continue  # "on Friday I can't. Let's say Saturday"
            if label == "faq" and any(_word_rules(text, message.language)[:2]):
                continue  # a price or a free time, which is told with the times
            if label == "faq" and share >= _CLAUSE_BAR:
                questions.append(text)
            if share >= _CLAUSE_BAR and label not in _SAYS_LITTLE and share > scores[label]:
                scores[label] = share * 0.95
                why.append(f"clause: {label}")
        if len(shares) > 1 and scores[_best(scores)] < _CLAUSE_BAR:
            scores = {
                label: max(share, *(c[label] for c in shares[1:])) * 0.9 for label, share in scores.items()
            }
        if load_lexicon(message.language)["maybe"].found(pieces_of(core)) is not None:
            scores["confirm"] = min(scores.get("confirm", 0.0), 0.3)
        if cannot_come and scores["reschedule"] < _RULE_CONFIDENCE:
            # "I can't come" asks for another time (R19); to cancel, people say so.
            scores |= {label: min(scores[label], 0.3) for label in ("decline", "cancel", NONE)}
            scores["reschedule"] = _RULE_CONFIDENCE
            why.append("cannot come")
        why += _correct(scores, message, core)
        if price and not any(scores.get(r, 0) > 0.5 for r in _ABOUT_MONEY_OTHERWISE):
            scores["quote"] = max(scores["quote"], _RULE_CONFIDENCE)
            why.append("price words")
        if availability and scores["reschedule"] < 0.5 and scores["cancel"] < 0.5:
            scores["booking"] = max(scores["booking"], _RULE_CONFIDENCE - 0.02 * price)
            why.append("availability words")
        if of_changes is not None:
            meant = "faq" if of_changes == "change_rules" else "reschedule"
            scores = {label: min(share, 0.3) for label, share in scores.items()} | {meant: _SURE}
            return _ranked(scores), of_changes, [*why, of_changes]
        asks = message.asks or load_rules(message.language)["question"].matches(padded_words(pieces_of(core)))
        if done is not None and _gives_way(scores, done, asks=asks):
            route = _DEEDS[done]
            scores = {label: min(share, 0.3) for label, share in scores.items()} | {route: _RULE_CONFIDENCE}
            why.append(f"{done} words")
        routes = _ranked(scores)
        best: Route | None = routes[0].route if routes else None
        if cannot_come:
            return routes, "cannot_come", why
        intent = {"quote": "price", "booking": "availability" if availability else None, "faq": "policy"}.get(
            best or ""
        )
        if intent is None and done is not None and best == _DEEDS[done]:
            intent = done
        return routes, intent, why


def _correct(scores: dict[str, float], message: Message, core: str) -> list[str]:
    """Moves what words decide against the model. A cancellation is the dear mistake: look-alikes lose it."""
    lists, rules = load_lexicon(message.language), load_rules(message.language)
    padded = padded_words(pieces_of(core))
    if rules["wants_person"].matches(padded):
        scores["human"] = max(scores["human"], _SURE)
        return ["asks for a person"]
    if rules["asks_if_late"].matches(padded):
        scores |= {label: min(scores[label], _ALSO) for label in _IS_AN_ACT}
        scores["faq"] = max(scores["faq"], _LOOK_ALIKE_CONFIDENCE)
        return ["asks about being late"]
    if rules["wrong_goods"].matches(padded):
        scores |= {label: min(scores[label], 0.3) for label in _NOT_THE_GOODS}
        scores["support.returns"] = max(scores["support.returns"], _RULE_CONFIDENCE)
        return ["wrong goods"]
    best = _best(scores)
    if best == "decline" and message.asks and not lists["no"].match(message.native_pieces, 0):
        scores["decline"] = min(
            scores["decline"], 0.3
        )  # "isn't it painful?": no "no", though it has one in it
        scores["faq"] = max(scores["faq"], _LOOK_ALIKE_CONFIDENCE)
        return ["a question is no refusal"]
    faint = best in _NO_NEED and scores[best] < _WEAK_REFUSAL
    if (best in _IS_AN_ACT or faint) and message.asks and rules["what_if"].matches(padded):
        scores |= {label: min(share, _ALSO) for label, share in scores.items()}
        scores["faq"] = _RULE_CONFIDENCE
        return [WHAT_IF]
    looks_like = _look_alike(padded, message.language) if best in ("cancel", NONE) else None
    if best in ("cancel", "reschedule", "decline") and looks_like is None and rules["stays"].matches(padded):
        looks_like = ("stays", "confirm")
    if looks_like is not None:
        name, instead = looks_like
        for deed in ("cancel", "reschedule"):
            scores[deed] = min(scores[deed], 0.15)
        scores[instead] = max(scores[instead], _LOOK_ALIKE_CONFIDENCE)
        return [name.replace("_", " ")]
    if best in _SAYS_LITTLE and rules["closing"].matches(padded_words(message.native_pieces)):
        pieces = message.native_pieces
        if lists["thanks"].found(pieces) is not None and lists["no"].found(pieces[:1]) is None:
            scores |= {label: min(scores[label], 0.15) for label in _SAYS_LITTLE}
            scores["smalltalk"] = _RULE_CONFIDENCE
            return ["closing words"]
    if (
        best == "out_of_scope"
        and scores[best] < _WEAK_REFUSAL
        and core != message.native
        and len(core.split()) <= 2
    ):
        scores["smalltalk"] = max(scores["smalltalk"], _LOOK_ALIKE_CONFIDENCE)
        return ["a greeting and hardly more"]
    return []


def _look_alike(padded: str, language: Language) -> tuple[str, str] | None:
    """Why a text that speaks of cancelling asks for no cancellation, and what it is instead."""
    rules = load_rules(language)
    for name, instead in _NO_CANCELLATION:
        unless = _UNLESS.get(name)
        if rules[name].matches(padded) and not (unless and rules[unless].matches(padded)):
            return name, instead
    return None


def _best(shares: dict[str, float]) -> str:
    return max(shares, key=shares.__getitem__)


def _ranked(scores: dict[str, float]) -> list[RouteScore]:
    """The best route, and every other one that is likely enough to be a need of its own; none when none is."""
    ordered = sorted((item for item in scores.items() if item[0] != NONE), key=lambda item: -item[1])
    if scores[NONE] > ordered[0][1] and ordered[0][1] < _SECOND_BAR:
        return []
    kept = [ordered[0], *(i for i in ordered[1:] if i[1] >= _SECOND_BAR)]
    return [
        RouteScore(route=as_route(label), confidence=round(min(share, 1.0), 4)) for label, share in kept[:4]
    ]


_DEEDS: dict[str, Route] = {"move": "reschedule", "cancel": "cancel", "book": "booking"}
_GIVE_WAY: dict[str, frozenset[str]] = {
    "move": _SAYS_LITTLE | {"cancel", "booking"}, "cancel": _SAYS_LITTLE | {"reschedule"}, "book": frozenset({"sales", NONE}),
}  # fmt: skip
"""What a message that names the deed in words is not, though a model may think so."""


def _named_deed(text: str, language: Language) -> str | None:
    """`move`, `cancel` or `book`, when a short message says so in words; None when it names two of them."""
    pieces = pieces_of(text)
    if len(pieces) > _MOST_WORDS_SAID:
        return None
    rules, padded = load_rules(language), padded_words(pieces)
    found = [
        d
        for d, name in (("move", "moves"), ("cancel", "cancels"), ("book", "books"))
        if rules[name].matches(padded)
    ]
    if "cancel" in found and _look_alike(padded, language) is not None:
        return None
    if "move" in found and rules["stays"].matches(padded):
        return None
    return found[0] if len(found) == 1 else None


def _gives_way(scores: dict[str, float], deed: str, *, asks: bool) -> bool:
    """Whether the words decide. "Can I cancel for free?" stays the question that the model takes it for."""
    best = _best(scores)
    if best == _DEEDS[deed]:
        return scores[best] < _FAINT
    if best == "faq":
        return not asks
    if deed == "cancel" and best in (NONE, "smalltalk") and scores["cancel"] < _UNLIKE:
        return False  # "Cancel the winter, please": the word alone makes no cancellation
    return best in _GIVE_WAY[deed] or scores[best] < _FAINT


def _of_changes(text: str, language: Language) -> str | None:
    """`change_rules`: asks whether a visit could be cancelled or moved one day. `move_back`: a moved visit is to be
    where it was. `take_back`: a visit is not to be cancelled, or not to have been."""
    rules, padded = load_rules(language), padded_words(pieces_of(text))
    found = next((name for name in ("change_rules", "move_back") if rules[name].matches(padded)), None)
    keeps = rules["take_back"].matches(padded) or rules["keep_it"].matches(padded)
    return "take_back" if found is None and keeps and not rules["moves"].matches(padded) else found


def _word_rules(text: str, language: Language) -> tuple[bool, bool, bool]:
    rules = load_rules(language)
    padded = padded_words(pieces_of(text))
    return (
        rules["price"].matches(padded),
        rules["availability"].matches(padded),
        rules["cannot_come"].matches(padded)
        and not rules["mailing"].matches(padded)
        and not rules["says_cancel"].matches(padded),
    )
