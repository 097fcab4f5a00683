"""The walls of a room that is told by its sides, or by its floor and the height of the ceiling: "3 на 4, потолки 2.7".

Work on walls is priced by their area, and people tell the room's. Doors and windows are left to the measuring.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path

from agents.understanding.alternatives import load_alternatives

_WORDS = Path(__file__).with_suffix(".toml")
_NUMBER = r"(\d{1,2}(?:[.,]\d{1,2})?)"
_TALL = r"(\d{1,4}(?:[.,]\d{1,2})?)(?!\d)"
"""A height, in metres, centimetres or millimetres."""
_USUAL_HEIGHT = Decimal("2.7")
_LOWEST, _HIGHEST = Decimal(2), Decimal(5)


@lru_cache(maxsize=1)
def _grammar() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Two sides of a room; the height of its ceiling."""
    words = load_alternatives(_WORDS)
    by = rf"{words['by']}|x|х|×|\*|-?{words['by_ending']}\s|[- ]?{words['by_ending_romanised']}\s"
    sides = rf"{_NUMBER}\s*{words['metres']}?\s*(?:{by})\s*{_NUMBER}"
    height = rf"{words['height']}\D{{0,16}}?{_TALL}|{_TALL}\s*{words['metres']}?\s*{words['high']}"
    return re.compile(sides, re.IGNORECASE), re.compile(height, re.IGNORECASE)


def walls_of(text: str, floor: Decimal | None) -> Decimal | None:
    """Square metres of the walls, whole ones; None where the words tell of no room. `floor`: its area, where that was
    told; a room of which nothing else is known is taken for a square one."""
    of_sides, of_height = _grammar()
    told = of_height.search(text)
    height = _in_metres(_decimal(next((g for g in told.groups() if g), "0"))) if told is not None else None
    rest = text.replace(told[0], " ") if told is not None and height is not None else text
    sides = of_sides.search(rest)
    if sides is not None:
        around = 2 * (_decimal(sides[1]) + _decimal(sides[2]))
        return _whole(around * (height or _USUAL_HEIGHT))
    if floor is None or height is None:
        return None
    return _whole(4 * floor.sqrt() * height)


def _in_metres(height: Decimal) -> Decimal | None:
    """A ceiling's height told in any unit: "2.7", "270", "2700"; None for what is no ceiling's."""
    return next((m for per in (1, 100, 1000) if _LOWEST <= (m := height / per) <= _HIGHEST), None)


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace(",", "."))


def _whole(area: Decimal) -> Decimal:
    return area.quantize(Decimal(1), rounding=ROUND_HALF_UP)
