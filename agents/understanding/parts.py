"""The parts of a message: what it says without greeting and thanks, and the clauses that may each be a need."""

from __future__ import annotations

import re
from functools import lru_cache

from agents.understanding.lexicon import WordList, load_lexicon, pieces_of
from agents.understanding.word_tables import read_table
from agents.understanding.wording import condensed
from domain.language import Language

SENTENCE = re.compile(r"[!?;\n։]+|[.:]+(?!\d)")
JOINT = re.compile(r",?\s+(?:и|а ещё|а еще|а также|and also|and|plus|also|և|ու|նաև)\s+", re.IGNORECASE)
MAX_CORE_CHARACTERS = 240
_MAX_CLAUSES = 3


def weighed_text(text: str, language: Language) -> str:
    """What the models that were trained are given of a message, all of them the same, as each text costs some 10 ms.
    `text` is in its own script."""
    return condensed(spelled_out(_core_of(text, language), language))[:MAX_CORE_CHARACTERS]


@lru_cache(maxsize=3)
def _short_forms(language: Language) -> tuple[re.Pattern[str], dict[str, str]] | None:
    full: dict[str, str] = read_table("chat_words.toml").get(language, {})
    if not full:
        return None
    longest_first = sorted(full, key=len, reverse=True)
    return re.compile(rf"(?<![\w'’])(?:{'|'.join(longest_first)})(?![\w'’/])", re.IGNORECASE), full


def spelled_out(text: str, language: Language) -> str:
    """ "can u do it" as "can you do it": of single letters the models know little."""
    forms = _short_forms(language)
    return forms[0].sub(lambda m: forms[1][m.group().lower()], text) if forms is not None else text


def _core_of(text: str, language: Language) -> str:
    """The text without greeting and thanks around it; the whole text when nothing else is left."""
    lists = load_lexicon(language)
    words = text.split()
    folded = [pieces_of(w) for w in words]
    start = 0
    while start < len(words):
        flat = [
            p[0] if len(p) == 1 else next((x for x in p if x[0].isalnum()), p[0]) if p else ""
            for p in folded[start:]
        ]
        size = _polite(lists, [w or "." for w in flat])
        if not size:
            break
        start += size
    rest = " ".join(words[start:]).strip(" ,.!-")
    return rest if len(rest) > 2 else text


def _polite(lists: dict[str, WordList], words: list[str]) -> int:
    return max(lists["greet"].match(words, 0), lists["thanks"].match(words, 0))


def sentences_of(text: str) -> list[str]:
    """Its sentences, each with the mark that ends it."""
    ends = [m.end() for m in SENTENCE.finditer(text)]
    cut = [text[start:end].strip(" ,") for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
    return [sentence for sentence in cut if any(c.isalnum() for c in sentence)]


def clauses_of(text: str) -> list[str]:
    """Parts that may hold needs of their own: sentences, and halves joined by "and"."""
    parts = []
    for sentence in SENTENCE.split(text):
        halves = [h.strip(" ,") for h in JOINT.split(sentence)]
        whole_words = all(len(h.split()) >= 2 for h in halves)
        parts += halves if len(halves) > 1 and whole_words else [sentence.strip(" ,")]
    return [p for p in parts if len(p) > 5][:_MAX_CLAUSES]
