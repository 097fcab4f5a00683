"""The walls of a room: by its sides, or by its floor and its height (R26)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from agents.estimator.walls import walls_of

ROOMS = [
    ("комната 3 на 4, потолки 2.7", 12, 38),
    ("3х4, высота 2,5", 12, 35),
    ("зал 5*4 м", 20, 49),
    ("комната 12 метров, потолки 2.7", 12, 37),
    ("սենյակը 3-ը 4-ի վրա է, առաստաղը 2.7", None, 38),
    ("սենյակը 16 քառակուսի, բարձրությունը 3", 16, 48),
    ("the room is 3 by 4, ceiling 2.7", 12, 38),
    ("16 sq m room with 3 m ceilings", 16, 48),
    ("комната 4 на 5, высота 270", 20, 49),
    ("12 metres, 2700 high", 12, 37),
    ("սենյակը 4-ը 5, առաստաղը 300 սմ", None, 54),
]


@pytest.mark.parametrize(("text", "floor", "walls"), ROOMS)
def test_a_room_becomes_its_walls(text: str, floor: int | None, walls: int) -> None:
    assert walls_of(text, Decimal(floor) if floor is not None else None) == walls


@pytest.mark.parametrize("text", ["стены, 40 метров", "45 кв. м", "about 40 square metres", "потолок белый"])
def test_what_tells_of_no_room_stays_what_it_is(text: str) -> None:
    assert walls_of(text, Decimal(40)) is None
