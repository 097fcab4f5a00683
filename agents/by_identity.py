"""What is made once of a part of the owner's files, and kept with that part.

Lists of the owner's words are looked at in every message. Compared by value they would be read from end to end each time;
they never change while they are loaded, and files that are loaded anew are other objects.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Part = TypeVar("Part")
Made = TypeVar("Made")

MOST = 1024
"""Parts that are remembered; the files of a business have some hundreds."""


class Kept(Generic[Part, Made]):
    """`make(part)`, made on first use. A part is kept as long as what was made of it, so no other one takes its place."""

    def __init__(self, make: Callable[[Part], Made], most: int = MOST) -> None:
        self._make = make
        self._most = most
        self._kept: dict[int, tuple[Part, Made]] = {}

    def __call__(self, part: Part) -> Made:
        found = self._kept.get(id(part))
        if found is not None:
            return found[1]
        made = self._make(part)
        if len(self._kept) >= self._most:
            self._kept.clear()
        self._kept[id(part)] = (part, made)
        return made
