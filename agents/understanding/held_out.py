"""Labelled messages that nothing is made from: what confidence is measured and bars are set by.

`held_out/<voice>.txt`: `label | text`, or `label+label | text` where several are meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from agents.understanding.flag_sets import VOICES
from agents.understanding.training_set import BAR, content_lines
from domain.errors import BadRequest
from domain.language import Language
from domain.reading import Route

HELD_OUT = Path(__file__).parent / "held_out"
_ROUTES = frozenset(get_args(Route))


@dataclass(frozen=True, slots=True)
class HeldOut:
    """One line; `line` counts from 1. `labels`: the main need first."""

    text: str
    voice: str
    labels: tuple[Route, ...]
    path: Path
    line: int

    @property
    def language(self) -> Language:
        return VOICES[self.voice]


def load_held_out(root: Path = HELD_OUT) -> list[HeldOut]:
    """Every line of every voice's file. Raises BadRequest that names file and line."""
    rows = []
    for voice in VOICES:
        path = root / f"{voice}.txt"
        for number, line in content_lines(path) if path.is_file() else ():
            written, _, text = line.partition(BAR)
            labels = tuple(r for x in written.split("+") for r in get_args(Route) if r == x.strip())
            if not text.strip() or len(labels) != len(written.split("+")):
                raise BadRequest(
                    f"{path}:{number}: write `label | text`; labels are {', '.join(sorted(_ROUTES))}"
                )
            rows.append(HeldOut(text.strip(), voice, labels, path, number))
    return rows
