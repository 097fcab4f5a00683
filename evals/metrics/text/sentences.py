"""Words, sentences and questions of a reply, in three languages."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"(?<=[.!?…։])[\"»”)]*\s+|\n+")
_ABBREVIATED = re.compile(
    r"\b(?:ул|пр|просп|д|г|им|мин|руб|тел|чел|фил|каб|Dr|Mr|Mrs|Ms|St|a\.m|p\.m|e\.g)\.$"
)
_QUESTION_MARKS = ("?", "՞", "？")


def count_words(text: str) -> int:
    """Words as people count them: "10 000 ֏" is one, a dash or a bullet is none."""
    return sum(1 for word in re.split(r"[ \t\r\n]+", text) if any(c.isalnum() for c in word))


def sentences(text: str) -> list[str]:
    """The sentences of `text`, each with its mark; a line break ends one too.

    Armenian ends a sentence with ։ and asks with ՞ inside a word; some type a colon for ։.
    """
    parts: list[str] = []
    for piece in _SENTENCE_END.split(text):
        piece = piece.strip()
        if not piece:
            continue
        if parts and _ABBREVIATED.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {piece}"
        else:
            parts.append(piece)
    return parts


def questions(text: str) -> list[str]:
    """Sentences that ask. One sentence with two question words is one question."""
    return [s for s in sentences(text) if any(mark in s for mark in _QUESTION_MARKS)]


def folded(text: str) -> str:
    """For comparing words: lower case, plain spaces, ё as е, Armenian question and stress marks left out."""
    lowered = re.sub(r"[՞՛՜]", "", text.lower().replace("ё", "е").replace("եւ", "և"))
    return re.sub(r"\s+", " ", lowered).strip()
