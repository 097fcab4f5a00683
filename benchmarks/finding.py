"""What a measurement found, and how much of it to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.arithmetic import Interval

Progress = Callable[[str], None]
"""Told in a few words what is being done."""


@dataclass(frozen=True)
class Plan:
    """How much is measured. `folder` is temporary; `index` holds the indexed policies."""

    folder: Path
    index: Path
    seed: int
    quick: bool
    progress: Progress

    def choose(self, full: int, quick: int) -> int:
        return quick if self.quick else full

    def new_folder(self, name: str) -> Path:
        path = self.folder / name
        path.mkdir(parents=True)
        return path


@dataclass(frozen=True)
class Finding:
    """One figure. With a bare counterpart it is a ratio, and `target` is the most it should be."""

    name: str
    title: str
    unit: str
    ours: float
    bare: float | None = None
    ratio: Interval | None = None
    target: float | None = None
    limit: float | None = None
    """The most `ours` itself should be, where nothing bare is beside it."""
    details: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool | None:
        """None where nothing is promised."""
        if self.limit is not None:
            return self.ours <= self.limit
        if self.target is None or self.ratio is None:
            return None
        return self.ratio.value <= self.target
