"""Which messages the front desk may say. `./closeloop check` compares an owner's words with it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from domain.business import Business


@lru_cache(maxsize=1)
def required() -> frozenset[str]:
    """The messages of required.toml, which lists them by specialist."""
    source = files("agents.writing").joinpath("required.toml").read_text(encoding="utf-8")
    return frozenset(message for listed in tomllib.loads(source).values() for message in listed)


_OF_VISITS = ("book-", "move-", "cancel-", "visit-", "service-line", "slot-line")
"""How messages begin that are said only where something is booked."""


def missing_words(business: Business) -> Iterator[str]:
    """A line for every required message that a language lacks."""
    needed = {m for m in required() if business.books or not m.startswith(_OF_VISITS)}
    for language, source in business.words.items():
        have = {
            line.partition("=")[0].strip()
            for line in source.splitlines()
            if line[:1].isalpha() and "=" in line
        }
        for message in sorted(needed - have):
            yield f"words/{language}.ftl: there is no message `{message}`; add it (the other languages show its variables)"
