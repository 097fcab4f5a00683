"""Whether a message speaks of a child: what a business does for children alone is meant then, and only then."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from agents.understanding.alternatives import load_alternatives
from agents.understanding.lexicon import load_lexicon, pieces_of
from agents.understanding.message import Message

GROWN_UP_YEARS = 16
_WORDS = Path(__file__).with_suffix(".toml")


@lru_cache(maxsize=1)
def _ages_told() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """ "Ему шесть лет", "5 и 9 лет": years of somebody's age, which alone may be years of anything. "6 y.o.": said as one."""
    words = load_alternatives(_WORDS)
    before = (
        rf"(?:\b{words['whose']}|{words['whose_ending']}|\b\d{{1,2}} {words['and']})\W+(?:\w+\W+){{0,2}}?"
    )
    of_somebody = rf"{before}(\d{{1,2}})[- ]*{words['years']}"
    by_itself = rf"\b(\d{{1,2}})\s*-?\s*{words['years_old']}\b"
    return re.compile(of_somebody, re.IGNORECASE), re.compile(by_itself, re.IGNORECASE)


@lru_cache(maxsize=1)
def _months_told() -> re.Pattern[str]:
    return re.compile(rf"\b\d{{1,2}}\s*-?\s*{load_alternatives(_WORDS)['months_old']}\b", re.IGNORECASE)


def speaks_of_child(message: Message) -> bool:
    """A child by a word for one, or by an age that is said as one."""
    if load_lexicon(message.language)["child"].found(message.native_pieces) is not None:
        return True
    if message.script == "latin" and load_lexicon("en")["child"].found(pieces_of(message.text)) is not None:
        return True
    if _months_told().search(message.text) is not None:
        return True
    ages = [age for told in _ages_told() for age in told.findall(message.text)]
    return any(int(age) < GROWN_UP_YEARS for age in ages)


def speaks_of_self(message: Message) -> bool:
    """The writer is one of those who come, or may be."""
    return load_lexicon(message.language)["myself"].found(message.native_pieces) is not None
