"""What every reply keeps to, whoever decided it: sixty words a message, one question a reply (R62)."""

from __future__ import annotations

import re
from collections.abc import Sequence

MAX_WORDS = 60
"""R62."""
_WORD = re.compile(r"[^\W_]\S*")
_SENTENCE = re.compile(r"[^.!?։\n]*(?:[.!?։]+[)\"»”]*|\n+|$)")


def count_words(text: str) -> int:
    """Words as R62 counts them: runs of letters or figures; list marks and symbols are none."""
    return len(_WORD.findall(text))


def sentences(text: str) -> list[str]:
    """The sentences with their ends; joined they are `text`."""
    return [found for found in _SENTENCE.findall(text) if found]


def asks(sentence: str) -> bool:
    """Whether it is a question. The Armenian mark stands inside the word that is asked about."""
    return "?" in sentence or "՞" in sentence


def count_questions(text: str) -> int:
    """Sentences that ask."""
    return sum(asks(sentence) for sentence in sentences(text))


def without_questions(text: str) -> str:
    """`text` without the sentences that ask; empty when it did nothing else."""
    return "".join(s for s in sentences(text) if not asks(s)).strip()


def ask_once(texts: Sequence[str]) -> list[str]:
    """The texts of one reply with the last question only: it is the one that is waited for. Places stay, words go."""
    asking = [place for place, text in enumerate(texts) if count_questions(text)]
    return [without_questions(text) if place in asking[:-1] else text for place, text in enumerate(texts)]
