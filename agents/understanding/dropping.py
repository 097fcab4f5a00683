"""Whether what is being talked about is dropped: "never mind", "leave it as it is", "I changed my mind", "no, thanks".

The words are data (`drops` in `patterns/`, `drop_filler` in `words/`). A clause counts as a whole, so that "don't call
me" or "no need for an X-ray" drops nothing.
"""

from __future__ import annotations

from agents.understanding.lexicon import WordList, load_lexicon, pieces_of
from agents.understanding.message import Message
from agents.understanding.rules import load_rules, padded_words
from domain.language import Language

_EDGE = "/"
_MOST_WORDS = 25
"""Longer messages tell a story."""


def drops(message: Message) -> bool:
    """Whether the words drop it. What else they bring (another day, another service) is for others to weigh."""
    pieces = message.native_pieces
    if message.asks or not 0 < sum(p[0].isalpha() for p in pieces) <= _MOST_WORDS:
        return False
    lists = load_lexicon(message.language)
    said, polite = list[list[str]](), list[str]()
    for clause in _clauses(pieces):
        core = _without(lists["drop_filler"], clause, but=lists["drop_core"])
        says_no = not core or lists["no"].match(core, 0) == len(core)
        polite = [*polite, *clause] if says_no else []
        if lists["no"].found(polite) is not None and lists["thanks"].found(polite) is not None:
            return True  # "no, thank you"
        said += [core] if core else []
    whole = f" {_EDGE} " + "".join(f"{' '.join(clause)} {_EDGE} " for clause in said)
    return load_rules(message.language)["drops"].matches(whole)


def puts_off(text: str, language: Language) -> bool:
    """Whether words that drop something only put it off: "I'll think about it", "later"."""
    return load_rules(language)["puts_off"].matches(padded_words(pieces_of(text)))


def _clauses(pieces: list[str]) -> list[list[str]]:
    """The words between marks; a hyphen or an apostrophe stands inside a word."""
    found: list[list[str]] = [[]]
    for piece in pieces:
        if piece[0].isalnum():
            found[-1].append(piece)
        elif piece not in "-'":
            found.append([])
    return found


def _without(filler: WordList, words: list[str], *, but: WordList) -> list[str]:
    kept, i = list[str](), 0
    while i < len(words):
        if size := but.match(words, i):
            kept += words[i : i + size]
            i += size
        elif size := filler.match(words, i):
            i += size
        else:
            kept.append(words[i])
            i += 1
    return kept
