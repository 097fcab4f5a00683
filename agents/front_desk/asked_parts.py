"""Which parts of a message ask something: sentences, clauses, and what the Armenian mark stands in."""

from __future__ import annotations

import re

from agents.understanding.lexicon import load_lexicon, pieces_of
from agents.understanding.wording import plain_text
from domain.reading import Reading

_MOST_CLAUSES = 2
_SENTENCES = re.compile(r"[^.!?\n]+[.!?]?")
_CLAUSES = re.compile(r"[,;.։—–]\s+|\n+")
_ARMENIAN_MARK = "՞"
_FEWEST_WORDS_BEFORE = 3
"""Of a question that others follow: "what shall I do, my tooth hurts" asks nothing without them."""


def sentences_that_ask(text: str) -> list[str]:
    """The questions of a message that says other things, too: "Why are you better? They charge half of it"."""
    sentences = [part.strip() for part in _SENTENCES.findall(text)]
    return [s for s in sentences if s.endswith("?")] if len(sentences) > 1 else []


def marked_clause(reading: Reading) -> str | None:
    """What is asked behind or before what is told, where the Armenian mark stands in a single clause. What follows the
    mark on a condition ("…, if I have an insurance") belongs to the question, and so may all that follows a short one."""
    written = _CLAUSES.split(reading.quoted.strip())
    marked = [part for part in written if _ARMENIAN_MARK in part]
    if len(written) < 2 or len(marked) != 1:
        return None
    condition = load_lexicon(reading.language)["condition"]
    behind = [pieces_of(part) for part in written[written.index(marked[0]) + 1 :]]
    short = len(marked[0].split()) < _FEWEST_WORDS_BEFORE
    if behind and (short or any(words and condition.match(words, 0) for words in behind)):
        return None
    return plain_text(marked[0])


def clauses_that_ask(text: str, *, marked: bool = False) -> list[str]:
    """What stands behind the last comma of a question: "it is for my sister, will you wrap it nicely?". `marked`: it had a
    question mark, though an Armenian one is not in `text`."""
    asking = sentences_that_ask(text) or ([text] if text.rstrip().endswith("?") else [])
    clauses = [re.split(r"[,;—–]\s+", sentence)[-1].strip() for sentence in asking]
    if not asking:  # no mark at all: what stands first is what is asked, "do you have wifi, I'll be working"
        parts = [part.strip() for part in _CLAUSES.split(text.strip())]
        clauses = [parts[-1], parts[0]] if marked else [parts[0]]
    return [c for c in clauses if len(c.split()) > 1 and c != text.strip()][:_MOST_CLAUSES]
