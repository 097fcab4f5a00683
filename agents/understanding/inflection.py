"""Armenian words by their stems: cases, articles, plurals and verbal nouns end differently, and mean the same thing.

Russian and English forms are compared by their beginnings (`wording.form_of`); Armenian endings are long and pile up
("այց", "այցելություններից"), so they are taken off from a list instead.
"""

from __future__ import annotations

import re
from functools import lru_cache

_VERBAL_NOUN: tuple[str, ...] = (
    "մանը",
    "մանն",
    "մամբ",
    "ման",
    "ումը",
    "ումն",
    "ումից",
    "ումով",
    "ումի",
    "ումներ",
    "ում",
)
""" "մաքրում", "մաքրման", "մաքրմամբ": one noun, whose stem vowel moves."""
_ABSTRACT: tuple[str, ...] = (
    "ությունները",
    "ություններ",
    "ությունից",
    "ությունը",
    "ությունն",
    "ությամբ",
    "ությանը",
    "ության",
    "ություն",
)
_PLURAL: tuple[str, ...] = ("ներ", "եր")
_CASE: tuple[str, ...] = ("ից", "ով", "ին", "ի", "ու")
_ARTICLE: tuple[str, ...] = ("ը", "ն", "ս", "դ")
_SHORTEST = 3
_VOWEL_LOST = re.compile(r"(?<=..[^աեէըիոօու])(?:ի|ու)(?=[^աեէըիոօու]$)")
""" "ծրագիր" is "ծրագրի" in the genitive: the last vowel goes."""


@lru_cache(maxsize=16384)
def stems_of(word: str) -> frozenset[str]:
    """What a folded Armenian word may be a form of, itself among them; any other word is only itself.

    Several, because an ending may belong to the stem ("դատարան" has no article). At least three letters are left.
    """
    if not word or not "\u0561" <= word[0] <= "\u0587":
        return frozenset({word})
    stems = {word}
    for endings, stands_for in ((_ABSTRACT, "ություն"), (_VERBAL_NOUN, "ում")):
        ending = next((e for e in endings if word.endswith(e) and len(word) - len(e) >= _SHORTEST - 1), None)
        if ending is not None:
            stems.add(word.removesuffix(ending) + stands_for)
            break
    for endings in (_ARTICLE, _CASE, _PLURAL):
        word = _without(word, endings)
        stems.add(word)
    stems |= {_VOWEL_LOST.sub("", stem) for stem in stems}
    return frozenset(stems)


def _without(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending)
    return word


def is_inflected(word: str, base: str) -> bool:
    """Whether two folded words are the same Armenian word, each in any form."""
    return word == base or (word[:2] == base[:2] and not stems_of(word).isdisjoint(stems_of(base)))
