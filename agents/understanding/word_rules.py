"""What plain words decide against the trained head, whose guesses are dear where something is cancelled or moved.

The words are data: `patterns/<language>.toml` and `words/<language>.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from agents.understanding.head import NONE, likeliest
from agents.understanding.lexicon import is_ironic, load_lexicon, pieces_of
from agents.understanding.message import Message
from agents.understanding.parts import sentences_of
from agents.understanding.rules import load_rules, padded_words
from domain.language import Language
from domain.reading import Route

_COMMA = re.compile(r",(?!\d)|[!?;\n։]+|[.](?!\d)")
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
_MOST_WORDS_SAID = 12
"""Longer messages tell a story, in which something is moved or cancelled for other reasons."""

_IS_AN_ACT = frozenset(
    {"cancel", "reschedule", "decline", "confirm", "support.returns", "support.payment", "support.account"}
)
"""What a question about a case that has not come is not: nobody cancels or returns anything by it."""
_NOT_THE_GOODS = ("support.delivery", "support.payment", "support.account")
_PERHAPS_A_RULE = SAYS_LITTLE | {"faq"}
_NO_NEED = frozenset({"out_of_scope", "support.complaint", NONE})
WHAT_IF = "asks what if"
IF_PAINFUL = "asks whether it hurts"
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

DEEDS: Mapping[str, Route] = {"move": "reschedule", "cancel": "cancel", "book": "booking"}
_OF_A_VISIT = frozenset({"booking", "cancel", "reschedule"})
_LIKE_A_CHARGE = SAYS_LITTLE | {"faq", "quote", "support.payment"}
"""What a question whether something is charged for is taken for."""
_TROUBLE = ("support.complaint", "support.returns")
_SOUNDS_PAINFUL = frozenset({"support.complaint", "decline", "out_of_scope", NONE})
_NAMED_BY = (("move", "moves"), ("cancel", "cancels"), ("book", "books"))
"""A deed and the pattern that names it."""
_GIVE_WAY: Mapping[str, frozenset[str]] = {
    "move": SAYS_LITTLE | {"cancel", "booking"}, "cancel": SAYS_LITTLE | {"reschedule"}, "book": frozenset({"sales", NONE}),
}  # fmt: skip
"""What a message that names the deed in words is not, though a model may think so."""


class Said:
    """The words of one text, cut once, and which of the language's patterns stand in them."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self._pieces = pieces_of(text)
        self._padded = padded_words(self._pieces)
        self._rules = load_rules(language)
        self._lists = load_lexicon(language)
        self._language: Language = language

    def has(self, *patterns: str) -> bool:
        """Whether one of the patterns of these names is found."""
        return any(self._rules[name].matches(self._padded) for name in patterns)

    @property
    def may_be(self) -> bool:
        """Whether it says "perhaps", or "yeah right": no yes."""
        words = [p for p in self._pieces if p[0].isalnum()]
        return self._lists["maybe"].found(self._pieces) is not None or is_ironic(words, self._language)

    @property
    def cannot_come(self) -> bool:
        """They cannot come, and speak neither of letters to them nor of cancelling."""
        return self.has("cannot_come") and not self.has("mailing", "says_cancel") and self.deed != "cancel"

    @property
    def asks_if_painful(self) -> bool:
        """They ask whether it hurts, or what is given against it, and tell of no state of their own."""
        return self.has("asks_if_painful") and not self.has("own_condition")

    @cached_property
    def sentences(self) -> list[Said]:
        """Each alone: what is asked in one says nothing of the others."""
        cut = sentences_of(self.text)
        return [Said(one, self._language) for one in cut] if len(cut) > 1 else [self]

    @cached_property
    def asks_if_charged(self) -> bool:
        """A sentence asks whether money is taken for something, and not how much."""
        return any(one.has("asks_if_charged") and not one.has("price") for one in self.sentences)

    @property
    def wanted_beside(self) -> tuple[str, str] | None:
        """Beside a question whether changes are charged for, the deed that another sentence or clause names: as a wish, or
        as one asks for it ("could you move it to Friday?"), and not to learn how; and that question."""
        for parts in (self.sentences, self._clauses):
            asked = next((one.text for one in parts if one.has("change_rules", "asks_if_charged")), None)
            told = (
                one for one in parts if not one.has("change_rules", "asks_if_charged", "asks_way", "supposes")
            )
            deed = next((one.deed for one in told if one.deed), None)
            if asked is not None and deed is not None:
                return deed, asked.rstrip("?։!.")
        return None

    @property
    def _clauses(self) -> list[Said]:
        """What commas part; nothing where something is only supposed: "if I am ill, can I move it, is there a fee?"."""
        cut = [part.strip() for part in _COMMA.split(self.text)]
        if len(cut) < 2 or self.has("supposes"):
            return []
        return [Said(part, self._language) for part in cut if part]

    @property
    def of_changes(self) -> str | None:
        """`change_rules`: asks whether a visit could be cancelled or moved one day. `move_back`: a moved visit is to be
        where it was. `take_back`: a visit is not to be cancelled, or not to have been."""
        for name in ("change_rules", "move_back"):
            if self.has(name):
                return name
        return "take_back" if self.has("take_back", "keep_it") and not self.has("moves") else None

    @cached_property
    def deed(self) -> str | None:
        """`move`, `cancel` or `book`, when a short message says so in words; None when it names two of them."""
        if len(self._pieces) > _MOST_WORDS_SAID:
            return None
        found = [deed for deed, name in _NAMED_BY if self.has(name)]
        if "cancel" in found and self.look_alike is not None:
            return None
        if "move" in found and self.has("stays"):
            return None
        return found[0] if len(found) == 1 else None

    @property
    def look_alike(self) -> tuple[str, str] | None:
        """Why a text that speaks of cancelling asks for no cancellation, and what it is instead."""
        for name, instead in _NO_CANCELLATION:
            unless = _UNLESS.get(name)
            if self.has(name) and not (unless and self.has(unless)):
                return name, instead
        return None


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
    """Moves, in `scores`, what words decide against the model, and says why. `said`: the message without its greeting.
    A cancellation is the dear mistake: look-alikes lose it."""
    return _by_what_is_asked(scores, message, said) or _by_look_alike(scores, message, said)


def _by_what_is_asked(scores: dict[str, float], message: Message, said: Said) -> list[str]:
    """Unmistakable words for a person, or for a question that the rules answer."""
    if said.has("wants_person"):
        scores["human"] = max(scores["human"], SURE)
        return ["asks for a person"]
    if said.has("asks_if_late"):
        scores |= {label: min(scores[label], _ALSO) for label in _IS_AN_ACT}
        scores["faq"] = max(scores["faq"], _LOOK_ALIKE)
        return ["asks about being late"]
    if said.asks_if_charged and message.asks:
        return _asks_if_charged(scores, said)
    if said.has("wrong_goods"):
        scores |= {label: min(scores[label], BESIDE) for label in _NOT_THE_GOODS}
        scores["support.returns"] = max(scores["support.returns"], BY_WORDS)
        return ["wrong goods"]
    if said.has("sends_address") and likeliest(scores) not in ("human", "booking", "reschedule", "cancel"):
        scores |= {label: min(scores[label], BESIDE) for label in scores}
        scores["faq"] = SURE
        return ["wants our address"]
    if likeliest(scores) in _PERHAPS_A_RULE and said.has("asks_how_to_pay"):
        scores |= {label: min(scores[label], BESIDE) for label in scores}
        scores["faq"] = max(scores["faq"], _LOOK_ALIKE)
        return ["asks how to pay"]
    if likeliest(scores) == "quote" and said.has("how_long") and not said.has("price"):
        scores |= {"quote": min(scores["quote"], BESIDE), "faq": max(scores["faq"], BY_WORDS)}
        return ["asks how long"]
    if said.asks_if_painful and (message.asks or said.has("question")):
        scores |= {label: min(share, BESIDE) for label, share in scores.items() if label in _SOUNDS_PAINFUL}
        if not said.has("price"):
            scores["quote"] = min(scores["quote"], BESIDE)
        scores["faq"] = max(scores["faq"], _LOOK_ALIKE)
        return [IF_PAINFUL]
    return []


def _asks_if_charged(scores: dict[str, float], said: Said) -> list[str]:
    """What the question itself sounds like, it is not; what the other sentences want or complain of stays."""
    alone = len(said.sentences) == 1
    if alone and likeliest(scores) not in _LIKE_A_CHARGE | _OF_A_VISIT:
        return []  # "your doctor broke my tooth, and you charge for that?"
    claims = not alone and any(one.has("refund", "payment_dispute") for one in said.sentences)
    kept = frozenset({"support.payment"} if claims else ()) | (
        _OF_A_VISIT if alone else frozenset(scores) - _LIKE_A_CHARGE
    )
    troubled = claims or (not alone and max(scores[label] for label in _TROUBLE) > _ALSO)
    scores |= {label: min(share, BESIDE) for label, share in scores.items() if label not in kept}
    scores["faq"] = SURE
    return ["asks whether it is charged for", *([] if troubled else [WHAT_IF])]


def _by_look_alike(scores: dict[str, float], message: Message, said: Said) -> list[str]:
    """What the likeliest label only looks like: a question is no refusal, "what if" no wish, a thank-you no yes."""
    best = likeliest(scores)
    says_no = load_lexicon(message.language)["no"].match(message.native_pieces, 0)
    if best == "decline" and message.asks and not says_no:
        # "isn't it painful?": no "no", though it has one in it
        scores["decline"] = min(scores["decline"], BESIDE)
        scores["faq"] = max(scores["faq"], _LOOK_ALIKE)
        return ["a question is no refusal"]
    weak = scores[best] < _WEAK_REFUSAL
    if (best in _IS_AN_ACT or (best in _NO_NEED and weak)) and message.asks and said.has("what_if"):
        scores |= {label: min(share, _ALSO) for label, share in scores.items()}
        scores["faq"] = BY_WORDS
        return [WHAT_IF]
    looks_like = said.look_alike if best in ("cancel", NONE) else None
    if best in ("cancel", "reschedule", "decline") and looks_like is None and said.has("stays"):
        looks_like = ("stays", "confirm")
    if looks_like is not None:
        name, instead = looks_like
        for deed in ("cancel", "reschedule"):
            scores[deed] = min(scores[deed], _NO_NEED_ANY_MORE)
        scores[instead] = max(scores[instead], _LOOK_ALIKE)
        return [name.replace("_", " ")]
    if best in SAYS_LITTLE and _closes(message):
        scores |= {label: min(scores[label], _NO_NEED_ANY_MORE) for label in SAYS_LITTLE}
        scores["smalltalk"] = BY_WORDS
        return ["closing words"]
    if best == "out_of_scope" and weak and said.text != message.native and len(said.text.split()) <= 2:
        scores["smalltalk"] = max(scores["smalltalk"], _LOOK_ALIKE)
        return ["a greeting and hardly more"]
    return []


def _closes(message: Message) -> bool:
    """Thanks and a word that ends the talk: "thank you, that's all". A "no" before them answers something."""
    lists, pieces = load_lexicon(message.language), message.native_pieces
    closing = load_rules(message.language)["closing"].matches(padded_words(pieces))
    return closing and lists["thanks"].found(pieces) is not None and lists["no"].found(pieces[:1]) is None
