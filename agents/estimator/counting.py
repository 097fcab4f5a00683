"""How many and how much: the number of a message that a price fact asks for, in the fact's own unit (R26)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from agents.turn_context import TurnContext
from agents.understanding.alternatives import load_alternatives
from agents.understanding.lexicon import WordList, load_lexicon, load_lists, pieces_of
from agents.understanding.wording import plain_text
from domain.business import EstimateField
from domain.reading import Quantity

_WORDS = Path(__file__).with_suffix(".toml")
_FEW = 2
"""The number, and one that only sounds like it: "actually three, I forgot the bedroom one"."""
_LONGEST_ANSWER = 12
"""Words; a longer message tells a story in which a number may be anything."""


@lru_cache(maxsize=1)
def _square() -> re.Pattern[str]:
    """A floor's area, written as people write it."""
    return re.compile(rf"(\d{{1,4}}(?:[.,]\d)?)\s?{_alternatives()['square']}", re.IGNORECASE)


@lru_cache(maxsize=1)
def _not_but() -> re.Pattern[str]:
    return re.compile(rf"\b{_alternatives()['not']}\s+(\d{{1,4}})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _more() -> re.Pattern[str]:
    words = _alternatives()
    return re.compile(rf"^{words['and']}\s(?!{words['if']})|\b{words['more']}\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def between_jobs() -> re.Pattern[str]:
    """Between two jobs of one message; "the tap drips" is one job in two words."""
    return re.compile(rf"[,;+&\n]|\b{_alternatives()['joined']}\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def how_much() -> re.Pattern[str]:
    """Words that ask how many there are, in any language."""
    return re.compile(rf"\b{_alternatives()['how_much']}", re.IGNORECASE)


def _alternatives() -> Mapping[str, str]:
    return load_alternatives(_WORDS)


def _corrected(turn: TurnContext) -> Decimal | None:
    """ "Not 5 but 12": the number that is not denied."""
    denied = {int(n) for n in _not_but().findall(turn.reading.text)}
    left = [n for n in turn.reading.entities.numbers if n not in denied]
    return Decimal(left[0]) if denied and len(left) == 1 else None


def number_told(
    turn: TurnContext, asked: EstimateField, *, was_asked: bool, only_count: bool, said_otherwise: bool
) -> Decimal | None:
    """A measure in the field's unit; a bare number only in answer to the question, or to the price of a job that has
    `only_count` to be counted. `said_otherwise`: the words are a choice ("just one time")."""
    fitting = [q for q in turn.reading.entities.quantities if q.unit == asked.unit]
    counted = [q for q in fitting if _counts(q, asked)]
    square = _square().search(turn.reading.text) if asked.unit == "m2" and not counted else None
    if square is not None:
        return bounded(Decimal(square[1].replace(",", ".")), asked)
    if not counted and asked.aliases:
        beside = _beside_its_noun(turn, asked)
        if beside is not None:
            return bounded(beside, asked)
    if counted:
        return bounded(sum((q.value for q in counted), Decimal(0)), asked)
    bare = [q for q in fitting if not q.what]
    if fitting and (was_asked or not asked.aliases):
        return bounded(fitting[0].value, asked)
    if bare and only_count:
        return bounded(bare[0].value, asked)  # "air conditioners, 4 pieces"
    priced = turn.pending is not None and turn.pending.subject is not None
    counts_here = asked.unit == "piece" or not turn.reading.entities.services  # "paint two walls": no area
    # "Saturday, 20 Njdeh St, Artur 093 …": who, where and when count no pieces
    counts_here = counts_here and not (turn.reading.entities.phones or turn.reading.entities.addresses)
    was_asked = was_asked or (only_count and priced and counts_here)
    was_asked = was_asked or (only_count and asked.unit == "piece" and _takes_back(turn))
    corrected = _corrected(turn) if was_asked else None
    if corrected is not None:
        return bounded(corrected, asked)
    if not was_asked or said_otherwise or len(turn.reading.text.split()) > _LONGEST_ANSWER:
        return None
    if turn.reading.entities.quantities and asked.unit not in ("piece", "room"):
        return bounded(turn.reading.entities.quantities[0].value, asked)
    measures = {q.value for q in turn.reading.entities.quantities if q.unit != asked.unit}
    numbers = [n for n in turn.reading.entities.numbers if n not in measures]
    if numbers or measures:  # twenty square metres are no twenty pieces
        return bounded(Decimal(numbers[0]), asked) if numbers else None
    return bounded(_number_word(turn), asked)


def _takes_back(turn: TurnContext) -> bool:
    """ "Actually three, I forgot the bedroom one": the number told before, while something else is asked."""
    few = turn.pending is not None and 0 < len(turn.reading.entities.numbers) <= _FEW
    return few and load_lists(_WORDS)["takes_back"].found(pieces_of(turn.reading.text)) is not None


def adds(turn: TurnContext) -> bool:
    """ "And one switch": beside what was counted before, not instead of it."""
    return turn.pending is not None and _more().search(turn.reading.text.strip()) is not None


def _number_word(turn: TurnContext) -> Decimal | None:
    lists = load_lexicon(turn.reading.language)
    pieces = pieces_of(turn.reading.text)
    found = [n for n in range(1, 5) if lists[f"number{n}"].found(pieces) is not None]
    return Decimal(found[0]) if len(found) == 1 else None


def _beside_its_noun(turn: TurnContext, asked: EstimateField) -> Decimal | None:
    """ "Two taps": a number right before a word that the owner counts."""
    pieces = pieces_of(turn.reading.text)
    lists = load_lexicon(turn.reading.language)
    for i, piece in enumerate(pieces[:-1]):
        number = int(piece) if piece.isdigit() and len(piece) < 4 else _small_number(lists, piece)
        if number and any(_is_noun(p, asked) for p in pieces[i + 1 : i + 3]):
            return Decimal(number)
    return None


def _small_number(lists: Mapping[str, WordList], piece: str) -> int | None:
    return next((n for n in range(1, 5) if lists[f"number{n}"].match([piece], 0)), None)


def _counts(quantity: Quantity, asked: EstimateField) -> bool:
    if asked.unit not in ("piece", "room", "person"):
        return True
    what = plain_text(quantity.what)
    return bool(what) and _is_noun(what, asked)


def _is_noun(word: str, asked: EstimateField) -> bool:
    """Whether it begins like a noun that the owner counts; "changed" is no chandelier."""
    nouns = [plain_text(alias) for alias in asked.aliases]
    return any(word[: max(4, len(n) - 3)] == n[: max(4, len(n) - 3)] for n in nouns)


def bounded(value: Decimal | None, asked: EstimateField) -> Decimal | None:
    """A number that can be meant; one beyond the owner's limits is none, and is asked about again."""
    if value is None or value < asked.at_least or (asked.at_most is not None and value > asked.at_most):
        return None
    return value
