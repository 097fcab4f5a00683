"""Where the local reading is unsure, and from when a flag is raised: the numbers of `thresholds.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, cast, get_args

from domain.errors import Permanent
from domain.language import LANGUAGES, Language
from domain.reading import Flag

FILE = "thresholds.toml"
_FLAGS: tuple[Flag, ...] = get_args(Flag)
Dear = Literal["missed", "false"]
"""Which mistake costs more: that a flag is missed, or that it is raised for nothing."""


@dataclass(frozen=True)
class FlagRule:
    """What a flag's bar must keep, and the bar that does.

    `ordinary`: the share of ordinary messages that may raise it; `right`: of what raises it, as many look-alikes as
    triggers given, the share that must be meant. `bar`: the score from which it is raised.
    """

    dear: Dear
    ordinary: float
    right: float
    bar: float


@dataclass(frozen=True)
class Thresholds:
    """`ask_model_below`: per language, the confidence under which a model is asked. `calibration`: what these were
    set by, a line each."""

    ask_model_below: Mapping[Language, float]
    flags: Mapping[Flag, FlagRule]
    calibration: str

    def __post_init__(self) -> None:
        for language in LANGUAGES:
            if not 0.0 <= self.ask_model_below.get(language, -1.0) <= 1.0:
                raise Permanent(f"{FILE}: ask_model_below.{language} must be between 0 and 1")
        for flag in _FLAGS:
            rule = self.flags.get(flag)
            if rule is None or not (0 <= rule.ordinary <= 1 and 0 <= rule.right <= 1):
                raise Permanent(f"{FILE}: flags.{flag} needs ordinary and right between 0 and 1, and a bar")

    def with_bars(self, bars: Mapping[Flag, float]) -> Thresholds:
        """The same with other bars of flags."""
        return replace(
            self, flags={f: replace(r, bar=round(bars.get(f, r.bar), 2)) for f, r in self.flags.items()}
        )

    def to_toml(self) -> str:
        """The file's text."""
        return "\n".join(
            [
                "# Written by `python -m agents.understanding.calibrate` and `train`; run them again when examples or",
                "# weights have changed. What a flag may cost (`dear`, `ordinary`, `right`) is set by hand.",
                "",
                "# Below its language's bar a local reading counts as unsure, and a model is asked when one is configured.",
                "[ask_model_below]",
                *(f"{language} = {bar:.2f}" for language, bar in self.ask_model_below.items()),
                "",
                "# What the bars were set by: readings at or above them, of messages the weights were not fitted on.",
                "[calibration]",
                self.calibration.strip(),
                "",
                "# From which score the trained head raises a flag (unmistakable words raise it in any case).",
                '# dear = "missed": a danger overlooked costs more than a person asked in vain; "false": a customer who',
                "# is handed over for nothing loses their answer. ordinary: share of ordinary messages that may raise",
                "# it; right: share of raised ones that are meant, among as many look-alikes; bar: fitted to keep both.",
                "[flags]",
                *(
                    f'{flag} = {{ dear = "{r.dear}", ordinary = {r.ordinary}, right = {r.right}, bar = {r.bar:.2f} }}'
                    for flag, r in self.flags.items()
                ),
                "",
            ]
        )


@cache
def load_thresholds() -> Thresholds:
    """The shipped numbers. Raises Permanent when one is missing or impossible."""
    text = files("agents.understanding").joinpath(FILE).read_text(encoding="utf-8")
    return parse_thresholds(text)


def parse_thresholds(text: str) -> Thresholds:
    """Raises Permanent when a number is missing or impossible."""
    found: dict[str, Any] = tomllib.loads(text)
    try:
        flags = {
            cast("Flag", name): FlagRule(**rule) for name, rule in found["flags"].items() if name in _FLAGS
        }
        bars = {k: v for k, v in found["ask_model_below"].items() if k in LANGUAGES}
    except (KeyError, TypeError) as error:
        raise Permanent(f"{FILE}: {error}") from error
    if any(rule.dear not in get_args(Dear) for rule in flags.values()):
        raise Permanent(f'{FILE}: dear must be "missed" or "false"')
    calibration = text.partition("[calibration]\n")[2].partition("\n\n")[0]
    return Thresholds(bars, flags, calibration)


def write_thresholds(thresholds: Thresholds) -> None:
    """Store them as the shipped numbers."""
    (Path(__file__).parent / FILE).write_text(thresholds.to_toml(), encoding="utf-8")
