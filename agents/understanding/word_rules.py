"""What plain words decide against the trained head, whose guesses are dear where something is cancelled or moved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from agents.understanding.head import NONE, likeliest
from agents.understanding.lexicon import load_lexicon
from agents.understanding.message import Message
from agents.understanding.rules import load_rules, padded_words
from agents.understanding.said import Said
from domain.reading import Route

SAYS_LITTLE: frozenset[str] = frozenset({"smalltalk", "confirm", "decline", "out_of_scope", NONE})
BY_WORDS = 0.8
"""How sure we are of what words say."""
SURE = 0.9
"""Of what words say that mean nothing else."""
BESIDE = 0.3
"""What words speak against may still be a second need, hardly the first."""
_NO_NEED_ANY_MORE = 0.15
"""Less than a second need takes (`needs.py`)."""
_LOOK_ALIKE = 0.75
"""How sure we are of what a message is instead of what it sounds like."""
_ALSO = 0.45
"""What a question about the rules may be besides."""
_WEAK_REFUSAL = 0.7
_FAINT = 0.6
"""What the model is less sure of than this gives way to words that name what is to be done."""
_UNLIKE = 0.05

DEEDS: Mapping[str, Route] = {"move": "reschedule", "cancel": "cancel", "book": "booking"}
_GIVE_WAY: Mapping[str, frozenset[str]] = {
    "move": SAYS_LITTLE | {"cancel", "booking"}, "cancel": SAYS_LITTLE | {"reschedule"}, "book": frozenset({"sales", NONE}),
}  # fmt: skip
"""What a message that names the deed in words is not, though a model may think so."""

WHAT_IF = "asks what if"
IF_PAINFUL = "asks whether it hurts"
_IS_AN_ACT = frozenset(
    {"cancel", "reschedule", "decline", "confirm", "support.returns", "support.payment", "support.account"}
)
"""What a question about a case that has not come is not: nobody cancels or returns anything by it."""
_NOT_THE_GOODS = frozenset({"support.delivery", "support.payment", "support.account"})
_HAS_ITS_ADDRESS = frozenset({"human", "booking", "reschedule", "cancel"})
"""Needs in which our address is told anyway."""
_PERHAPS_A_RULE = SAYS_LITTLE | {"faq"}
_NO_NEED = frozenset({"out_of_scope", "support.complaint", NONE})
_OF_A_VISIT = frozenset({"booking", "cancel", "reschedule"})
_LIKE_A_CHARGE = SAYS_LITTLE | {"faq", "quote", "support.payment"}
"""What a question whether something is charged for is taken for."""
_TROUBLE = ("support.complaint", "support.returns")
_SOUNDS_PAINFUL = frozenset({"support.complaint", "decline", "out_of_scope", NONE})


class _Heard(NamedTuple):
    """What a correction looks at: the message, its words without the greeting, and what the head takes it for."""

    message: Message
    said: Said
    scores: Mapping[str, float]
    best: str

    @property
    def is_weak(self) -> bool:
        return self.scores[self.best] < _WEAK_REFUSAL


class _Correction(NamedTuple):
    """`lowers` get at most `to`, then `raises` at least `at_least`. `lowers` is None where all of them are. `also` is a second
    reason, which others look for."""

    why: str
    raises: str
    at_least: float
    lowers: Collection[str] | None = ()
    to: float = BESIDE
    also: str = ""


_Rule = Callable[[_Heard], _Correction | None]


def _when(holds: Callable[[_Heard], bool], correction: _Correction) -> _Rule:
    return lambda heard: correction if holds(heard) else None


def gives_way(scores: Mapping[str, float], deed: str, *, asks: bool) -> bool:
    """Whether the words decide. "Can I cancel for free?" stays the question that the model takes it for."""
    best = likeliest(scores)
    if best == DEEDS[deed]:
        return scores[best] < _FAINT
    if best == "faq":
        return not asks
    if deed == "cancel" and best in (NONE, "smalltalk") and scores["cancel"] < _UNLIKE:
        return False  # "Cancel the winter, please": the word alone makes no cancellation
    return best in _GIVE_WAY[deed] or scores[best] < _FAINT


def correct(scores: dict[str, float], message: Message, said: Said) -> list[str]:
    """Moves, in `scores`, what words decide against the model, and says why: the first rule that holds speaks. `said`:
    the message without its greeting. A cancellation is the dear mistake: look-alikes lose it."""
    heard = _Heard(message, said, scores, likeliest(scores))
    found = next((correction for rule in _RULES if (correction := rule(heard)) is not None), None)
    if found is None:
        return []
    for label in scores if found.lowers is None else found.lowers:
        scores[label] = min(scores[label], found.to)
    scores[found.raises] = max(scores[found.raises], found.at_least)
    return [found.why, found.also] if found.also else [found.why]


def _asks_if_charged(heard: _Heard) -> _Correction | None:
    """What the question itself sounds like, it is not; what the other sentences want or complain of stays."""
    said, scores = heard.said, heard.scores
    if not (heard.message.asks and said.asks_if_charged):
        return None
    alone = len(said.sentences) == 1
    if alone and heard.best not in _LIKE_A_CHARGE | _OF_A_VISIT:
        return None  # "your doctor broke my tooth, and you charge for that?"
    claims = not alone and any(one.has("refund", "payment_dispute") for one in said.sentences)
    kept = frozenset({"support.payment"} if claims else ()) | (
        _OF_A_VISIT if alone else frozenset(scores) - _LIKE_A_CHARGE
    )
    troubled = claims or (not alone and max(scores[label] for label in _TROUBLE) > _ALSO)
    return _Correction(
        "asks whether it is charged for",
        "faq",
        SURE,
        frozenset(scores) - kept,
        also="" if troubled else WHAT_IF,
    )


def _asks_if_painful(heard: _Heard) -> _Correction | None:
    """A price asked for with it stays one."""
    said = heard.said
    if not (said.asks_if_painful and (heard.message.asks or said.has("question"))):
        return None
    sounds = _SOUNDS_PAINFUL if said.has("price") else _SOUNDS_PAINFUL | {"quote"}
    return _Correction(IF_PAINFUL, "faq", _LOOK_ALIKE, sounds)


def _refuses_by_asking(heard: _Heard) -> bool:
    """ "Isn't it painful?" is no "no", though it has one in it."""
    message = heard.message
    if heard.best != "decline" or not message.asks:
        return False
    return not load_lexicon(message.language)["no"].match(message.native_pieces, 0)


def _supposes(heard: _Heard) -> bool:
    sounds_so = heard.best in _IS_AN_ACT or (heard.best in _NO_NEED and heard.is_weak)
    return sounds_so and heard.message.asks and heard.said.has("what_if")


def _looks_like_a_deed(heard: _Heard) -> _Correction | None:
    found = heard.said.look_alike if heard.best in ("cancel", NONE) else None
    if heard.best in ("cancel", "reschedule", "decline") and found is None and heard.said.has("stays"):
        found = ("stays", "confirm")
    if found is None:
        return None
    name, instead = found
    deeds = ("cancel", "reschedule")
    return _Correction(name.replace("_", " "), instead, _LOOK_ALIKE, deeds, _NO_NEED_ANY_MORE)


def _closes(heard: _Heard) -> bool:
    """Thanks and a word that ends the talk: "thank you, that's all". A "no" before them answers something."""
    if heard.best not in SAYS_LITTLE:
        return False
    lists, pieces = load_lexicon(heard.message.language), heard.message.native_pieces
    closing = load_rules(heard.message.language)["closing"].matches(padded_words(pieces))
    return closing and lists["thanks"].found(pieces) is not None and lists["no"].found(pieces[:1]) is None


def _hardly_greets(heard: _Heard) -> bool:
    text = heard.said.text
    hardly_more = text != heard.message.native and len(text.split()) <= 2
    return heard.best == "out_of_scope" and heard.is_weak and hardly_more


_RULES: tuple[_Rule, ...] = (
    # Unmistakable words for a person, or for a question that the rules answer.
    _when(lambda h: h.said.has("wants_person"), _Correction("asks for a person", "human", SURE)),
    _when(
        lambda h: h.said.has("asks_if_late"),
        _Correction("asks about being late", "faq", _LOOK_ALIKE, _IS_AN_ACT, _ALSO),
    ),
    _asks_if_charged,
    _when(
        lambda h: h.said.has("wrong_goods"),
        _Correction("wrong goods", "support.returns", BY_WORDS, _NOT_THE_GOODS),
    ),
    _when(
        lambda h: h.best not in _HAS_ITS_ADDRESS and h.said.has("sends_address"),
        _Correction("wants our address", "faq", SURE, None),
    ),
    _when(
        lambda h: h.best in _PERHAPS_A_RULE and h.said.has("asks_how_to_pay"),
        _Correction("asks how to pay", "faq", _LOOK_ALIKE, None),
    ),
    _when(
        lambda h: h.best == "quote" and h.said.has("how_long") and not h.said.has("price"),
        _Correction("asks how long", "faq", BY_WORDS, ("quote",)),
    ),
    _asks_if_painful,
    # What the likeliest only looks like: a question is no refusal, "what if" no wish, a thank-you no yes.
    _when(_refuses_by_asking, _Correction("a question is no refusal", "faq", _LOOK_ALIKE, ("decline",))),
    _when(_supposes, _Correction(WHAT_IF, "faq", BY_WORDS, None, _ALSO)),
    _looks_like_a_deed,
    _when(_closes, _Correction("closing words", "smalltalk", BY_WORDS, SAYS_LITTLE, _NO_NEED_ANY_MORE)),
    _when(_hardly_greets, _Correction("a greeting and hardly more", "smalltalk", _LOOK_ALIKE)),
)
"""In their order: the first that holds speaks."""
