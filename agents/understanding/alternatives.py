"""Words of a file as alternatives of one regular expression, where a grammar needs them beside figures and marks.

In a spelling, `(a|b)` are alternatives; `*` behind letters stands for any letters or none, and each `*` before them for
one letter at least.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from agents.understanding.word_tables import read_table_at

_SPECIAL = re.compile(r"(\*+)(?=\w|\()|[*()|]|[^*()|]+")


@lru_cache(maxsize=16)
def load_alternatives(path: Path) -> Mapping[str, str]:
    """The lists of the TOML file, of all languages together, each as a regular expression in a group of its own."""
    return {name: any_of(spellings) for name, spellings in read_table_at(path).items()}


def any_of(spellings: Iterable[str]) -> str:
    """A group that matches any of the spellings, in their order."""
    return f"(?:{'|'.join(_pattern_of(spelling) for spelling in spellings)})"


def _pattern_of(spelling: str) -> str:
    out = ""
    for found in _SPECIAL.finditer(spelling):
        part = found[0]
        if found[1] is not None and (found.start() == 0 or not spelling[found.start() - 1].isalnum()):
            out += rf"\w{{{len(part)},}}"
        elif set(part) == {"*"}:
            out += r"\w*"
        else:
            out += {"(": "(?:", ")": ")", "|": "|"}.get(part) or re.escape(part)
    return out
