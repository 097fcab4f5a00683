"""The walls of a room that is told by its sides, or by its floor and the height of the ceiling: "3 на 4, потолки 2.7".

Work on walls is priced by their area, and people tell the room's. Doors and windows are left to the measuring.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_NUMBER = r"(\d{1,2}(?:[.,]\d{1,2})?)"
_SIDES = re.compile(
    rf"{_NUMBER}\s*(?:м|m|մ|метра|метров|metres?|meters?)?\s*(?:на|by|x|х|×|\*|-?(?:ը|ն)\s|[- ]?(?:i|y|n)\s)\s*{_NUMBER}",
    re.IGNORECASE,
)
_HEIGHT = re.compile(
    rf"(?:потол\w*|высот\w*|ceilings?|height|high|առաստաղ\w*|բարձրությ\w*|arastax\w*|arastagh\w*|potol\w*|bardzr\w*)"
    rf"\D{{0,16}}?{_NUMBER}|{_NUMBER}\s*(?:м|m|մ)?\s*(?:ceilings?|high|высот\w*|բարձր\w*)",
    re.IGNORECASE,
)
_USUAL_HEIGHT = Decimal("2.7")
_LOWEST, _HIGHEST = Decimal(2), Decimal(5)


def walls_of(text: str, floor: Decimal | None) -> Decimal | None:
    """Square metres of the walls, whole ones; None where the words tell of no room. `floor`: its area, where that was
    told; a room of which nothing else is known is taken for a square one."""
    told = _HEIGHT.search(text)
    height = _decimal(next((g for g in told.groups() if g), "0")) if told is not None else None
    if height is not None and not _LOWEST <= height <= _HIGHEST:
        height = None
    rest = text.replace(told[0], " ") if told is not None and height is not None else text
    sides = _SIDES.search(rest)
    if sides is not None:
        around = 2 * (_decimal(sides[1]) + _decimal(sides[2]))
        return _whole(around * (height or _USUAL_HEIGHT))
    if floor is None or height is None:
        return None
    return _whole(4 * floor.sqrt() * height)


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace(",", "."))


def _whole(area: Decimal) -> Decimal:
    return area.quantize(Decimal(1), rounding=ROUND_HALF_UP)
