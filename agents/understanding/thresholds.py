"""Where the local reading is unsure: the numbers of `thresholds.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from domain.errors import Permanent
from domain.language import LANGUAGES, Language

FILE = "thresholds.toml"


@dataclass(frozen=True)
class Thresholds:
    """`ask_model_below`: per language, the confidence under which a model is asked."""

    ask_model_below: Mapping[Language, float]

    def __post_init__(self) -> None:
        for language in LANGUAGES:
            if not 0.0 <= self.ask_model_below.get(language, -1.0) <= 1.0:
                raise Permanent(f"{FILE}: ask_model_below.{language} must be between 0 and 1")


@cache
def load_thresholds() -> Thresholds:
    """The shipped numbers. Raises Permanent when one is missing or impossible."""
    found = tomllib.loads(files("agents.understanding").joinpath(FILE).read_text(encoding="utf-8"))
    return Thresholds({k: v for k, v in found["ask_model_below"].items() if k in LANGUAGES})
