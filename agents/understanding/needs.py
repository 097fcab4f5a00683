"""From label probabilities to needs: clauses are scored too, and unmistakable words add what the model missed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from agents.understanding.asides import find_aside
from agents.understanding.head import NONE, RouteHead, as_route, likeliest
from agents.understanding.lexicon import load_lexicon, pieces_of
from agents.understanding.message import Message
from agents.understanding.own_intents import OwnIntentReader
from agents.understanding.parts import JOINT, SENTENCE, clauses_of
from agents.understanding.said import Said
from agents.understanding.word_rules import (
    BESIDE,
    BY_WORDS,
    DEEDS,
    SAYS_LITTLE,
    SURE,
    correct,
    gives_way,
)
from domain.language import Language
from domain.reading import Route, RouteScore
from knowledge.embedding import Embedder

_SURE_ENOUGH = 0.6
"""From here on the whole, or a part that is read alone, is a need."""
_PART_BAR, _FAINTLY, _DROWNED, _THE_SAME = 0.5, 0.1, 0.02, 0.95
"""The same of a part where it stands ("or on Friday?" is only clear there), and below what there is no other need in it than
the whole's. Between the two it is read alone: as a question, down to `_DROWNED`, where the whole is something else and the part
not surely `_THE_SAME`, as the rest drowns it ("book me for Friday. Do you have parking?"). Of three parts, two are clear."""
_SECOND_BAR = 0.2
"""What is less likely is no need beside the first."""
_OF_A_CLAUSE, _OF_THE_LIKELIEST_PART = 0.95, 0.9
"""What a part's share counts in the whole: a little less than the whole's own, and less again where nothing is sure."""
_PLAINLY_ONE = 0.85
"""Of 181 messages in several parts 44 were; in five of them the parts added a need, never one that was meant."""
_ABOUT_MONEY_OTHERWISE = ("support.delivery", "support.payment", "support.returns", "out_of_scope")
_RATHER = 0.5
"""From here on a message is rather that than not."""
_BEHIND_A_PRICE = 0.02
"""How far a free time asked for stands behind a price that is: the price is told with the times."""
_BUSINESS_OF_VISITS = ("booking", "quote", "reschedule")
_PERHAPS_A_RULE = 0.55
"""How sure we are that a question beside one of these, which sounds like nothing of ours, is to the rules."""
_FEWEST_WORDS = 2
"""Of a question behind a comma."""
_SOUNDS_LIKE_TROUBLE: tuple[Route, ...] = ("support.complaint", "support.technical")
"""What broke is told in such words: where a need of the business is surely meant by them, they are hardly a second one."""
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
        aside = find_aside(message.core, message.language, routes, asks=message.asks)
        own = self._own.find(message.core, message.language) if self._own else None
        if own is not None and not any(
            r.confidence > own.confidence and r.route in _NOT_TAKEN for r in routes
        ):
            others = [
                r
                for r in routes
                if r.route != own.route
                and r.confidence < own.confidence
                and r.route not in SAYS_LITTLE
                and (r.route not in _SOUNDS_LIKE_TROUBLE or r.confidence >= _PLAINLY_ONE)
            ]
            routes = [RouteScore(route=own.route, confidence=own.confidence), *others]
            intent, why = own.intent, [*why, f"own intent: {own.intent}"]
        if aside is not None:
            intent, why = aside, [*why, f"asks: {aside}"]
        return Needs(routes, intent, why, questions if any(r.route == "faq" for r in routes) else [])

    def _read(self, message: Message, questions: list[str]) -> tuple[list[RouteScore], str | None, list[str]]:
        said = Said(message.core, message.language)
        price, availability, cannot_come = said.has("price"), said.has("availability"), said.cannot_come
        of_changes = said.of_changes
        beside = said.wanted_beside if of_changes == "change_rules" or said.asks_if_charged else None
        if beside is not None and of_changes == "change_rules":
            of_changes = None
        # Where plain words settle two needs already, parts are not looked at.
        settled = (price and availability) or cannot_come or of_changes is not None
        scores, why = self._felt(message, questions, whole=settled)
        if said.may_be:
            scores["confirm"] = min(scores.get("confirm", 0.0), BESIDE)
        if cannot_come and scores["reschedule"] < BY_WORDS:
            # "I can't come" asks for another time (R19); to cancel, people say so.
            scores |= {label: min(scores[label], BESIDE) for label in ("decline", "cancel", NONE)}
            scores["reschedule"] = BY_WORDS
            why.append("cannot come")
        if scores.get("decline", 0.0) > BESIDE and _asks_or_not(message):
            scores["decline"] = BESIDE
            why.append("or not")
        why += correct(scores, message, said)
        if price and not any(scores.get(r, 0) > _RATHER for r in _ABOUT_MONEY_OTHERWISE):
            scores["quote"] = max(scores["quote"], BY_WORDS)
            why.append("price words")
        if availability and scores["reschedule"] < _RATHER and scores["cancel"] < _RATHER:
            for label in ("confirm", "smalltalk"):  # "ok, so when can I come?"
                scores[label] = min(scores.get(label, 0.0), BESIDE)
            scores["booking"] = max(scores["booking"], BY_WORDS - _BEHIND_A_PRICE * price)
            why.append("availability words")
        if (price or scores["quote"] > _RATHER) and said.has("wants_instead"):
            scores |= {"booking": max(scores["booking"], SURE), "quote": min(scores["quote"], BY_WORDS)}
            why.append("wants it instead")
        if of_changes is not None:
            meant: Route = "faq" if of_changes == "change_rules" else "reschedule"
            return _ranked(_only(meant, SURE, scores)), of_changes, [*why, of_changes]
        done = said.deed
        if done == "book" and likeliest(scores) == "support.account" and said.has("signs_up"):
            scores = _only("booking", BY_WORDS, scores)
            why.append("signs up")
        elif done is not None and gives_way(scores, done, asks=message.asks or said.has("question")):
            scores = _only(DEEDS[done], BY_WORDS, scores)
            why.append(f"{done} words")
        if beside is not None:
            done, question = beside
            scores |= {DEEDS[done]: max(scores[DEEDS[done]], SURE), "faq": BY_WORDS}
            questions[:] = dict.fromkeys([*questions, question])
            why.append(f"{done} words beside a question about changes")
        routes = _ranked(scores)
        if cannot_come:
            return routes, "cannot_come", why
        best = routes[0].route if routes else None
        intents = {"quote": "price", "booking": "availability" if availability else None, "faq": "policy"}
        named = done if done is not None and best == DEEDS[done] else None
        return routes, intents.get(best or "") or named, why

    def _felt(
        self, message: Message, questions: list[str], *, whole: bool
    ) -> tuple[dict[str, float], list[str]]:
        """What the head takes the message for, and its parts unless it is taken as a `whole`; parts that ask about the
        rules go to `questions`."""
        core = message.core
        clauses = _parts(message)
        if whole:
            clauses = [clause for clause in clauses if _asks_something_else(clause, message.language)]
        clauses = clauses if len(clauses) > 1 or (whole and clauses != [core]) else []
        vectors = self._embedder.embed_in_context(core, clauses)
        shares = self.head.probabilities([core], vectors[:1], message.language)
        # Parts of a message that is plainly one thing were found to add a second need that nobody had. A question beside
        # a sentence that is none may be a need of its own, however plain the other is; the Armenian mark, which stands
        # inside a word, ends none.
        ends_one = SENTENCE.search(core) is not None or (message.language == "hy" and bool(clauses))
        asks_beside = message.asks and ends_one
        if likeliest(shares[0]) != "faq":
            asks_beside = asks_beside or any(_asks_something_else(c, message.language) for c in clauses)
        plainly_one = max(shares[0].values()) >= _PLAINLY_ONE and not asks_beside
        bars: list[float] = []
        if clauses and not plainly_one:
            shares += self.head.probabilities(clauses, vectors[1:], message.language)
            bars = self._read_alone(message, clauses, shares)
        scores, best = dict(shares[0]), likeliest(shares[0])
        why = [f"model: {best}"]
        for text, clause, bar in zip(clauses, shares[1:], bars, strict=False):
            label = likeliest(clause)
            share = clause[label]
            if label == "cancel" and best == "reschedule":
                continue  # "on Friday I can't. Let's say Saturday"
            if label == "faq" and Said(text, message.language).has("price", "availability"):
                continue  # a price or a free time, which is told with the times
            if label == "faq" and share >= bar:
                questions.append(text)
            of_nothing = label == "out_of_scope" and best in _BUSINESS_OF_VISITS
            if of_nothing and (_asks_something_else(text, message.language) or _is_marked(text, "", message)):
                questions.append(text)  # "and where do I leave the car?": perhaps the rules know
                scores["faq"] = max(scores["faq"], _PERHAPS_A_RULE)
                why.append("clause: a question")
            if share >= bar and label not in SAYS_LITTLE and share > scores[label]:
                scores[label] = share * _OF_A_CLAUSE
                why.append(f"clause: {label}")
        if len(shares) > 1 and scores[likeliest(scores)] < _SURE_ENOUGH:
            scores = {
                label: max(share, *(c[label] for c in shares[1:])) * _OF_THE_LIKELIEST_PART
                for label, share in scores.items()
            }
        return scores, why

    def _read_alone(
        self, message: Message, clauses: list[str], shares: list[dict[str, float]]
    ) -> list[float]:
        """Puts in place of the shares of unclear clauses, which stand behind the whole's, what they are alone; answers
        from where on each is a need."""
        whole, best, place = shares[0], likeliest(shares[0]), 0
        bars = [_PART_BAR] * len(clauses)
        # "Is there parking? Anna will drive me": what stands beside a clear part, and asks nothing, is told about it.
        told = any(
            share >= _PLAINLY_ONE
            for seen in shares[1:]
            for label, share in seen.items()
            if label not in SAYS_LITTLE
        )
        for number, (clause, seen) in enumerate(zip(clauses, shares[1:], strict=True), start=1):
            place = max(message.core.find(clause, place), place) + len(clause)
            another = max(s for label, s in seen.items() if label != best and label not in SAYS_LITTLE)
            asks = message.asks_at(place) or _asks_something_else(clause, message.language)
            if message.core[place : place + 1] == "," and JOINT.match(message.core, place) is None:
                continue  # what stands before a question in its sentence: the whole says it
            least = _DROWNED if asks and best != "faq" and seen[best] < _THE_SAME else _FAINTLY
            if least <= another < _PART_BAR and (asks or (whole[best] < _SURE_ENOUGH and not told)):
                vectors = self._embedder.embed_queries([clause])
                (shares[number],) = self.head.probabilities([clause], vectors, message.language)
                bars[number - 1] = _SURE_ENOUGH
        return bars


def _asks_or_not(message: Message) -> bool:
    """ "Is it extra or not": a question with a no in it."""
    return load_lexicon(message.language)["or_not"].found(message.native_pieces) is not None


def _parts(message: Message) -> list[str]:
    """Clauses, and of each the question behind a comma that it ends with: "a cleaning on Saturday, where do I park"."""
    return [part for clause in clauses_of(message.core) for part in _cut_before_question(clause, message)]


def _cut_before_question(clause: str, message: Message) -> list[str]:
    said = [part.strip() for part in clause.split(",")]
    for i in range(1, len(said)):
        before, behind = ", ".join(said[:i]), ", ".join(said[i:])
        asks = _asks_something_else(said[i], message.language) or _is_marked(said[i], before, message)
        if len(behind.split()) >= _FEWEST_WORDS and asks:
            return [before, behind]
    return [clause]


def _is_marked(part: str, before: str, message: Message) -> bool:
    """Whether the Armenian mark stands in this part and not before it, and asks neither a price nor a free time."""
    words = message.marked
    if not words or words.isdisjoint(pieces_of(part)) or not words.isdisjoint(pieces_of(before)):
        return False
    return not Said(part, message.language).has("price", "availability")


def _asks_something_else(part: str, language: Language) -> bool:
    """Whether it is worded as a question, and is about neither a price nor a free time, which are told together."""
    said = Said(part, language)
    return said.has("asks_beside") and not said.has("price", "availability")


def _only(route: Route, confidence: float, scores: Mapping[str, float]) -> dict[str, float]:
    """`route`, and of the others what may be meant beside it."""
    return {label: min(share, BESIDE) for label, share in scores.items()} | {route: confidence}


def _ranked(scores: dict[str, float]) -> list[RouteScore]:
    """The best route, and every other one that is likely enough to be a need of its own; none when none is."""
    ordered = sorted((item for item in scores.items() if item[0] != NONE), key=lambda item: -item[1])
    if scores[NONE] > ordered[0][1] and ordered[0][1] < _SECOND_BAR:
        return []
    kept = [ordered[0], *(i for i in ordered[1:] if i[1] >= _SECOND_BAR)]
    return [
        RouteScore(route=as_route(label), confidence=round(min(share, 1.0), 4)) for label, share in kept[:4]
    ]
