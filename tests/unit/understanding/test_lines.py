"""Lines as `closeloop read` takes them."""

from __future__ import annotations

import pytest

from agents.understanding.lines import LineReader
from agents.understanding.understander import Understander
from domain.errors import BadRequest
from domain.moments import parse_zone


@pytest.fixture
def reader(understander: Understander) -> LineReader:
    return LineReader(understander, parse_zone("Asia/Yerevan"), now="2026-06-10T14:00")


def test_a_line_is_read_in_wall_time_of_its_own_zone(reader: LineReader) -> None:
    """Five in the afternoon is five wherever the customer is; not our five shown on their clock."""
    line = {"id": 7, "text": "tomorrow at 5 pm", "now": "2013-02-12T04:30:00-02:00", "tz": "-02:00"}
    out = reader.read(line)
    assert out["id"] == 7
    assert out["dates"][0]["start"] == "2013-02-13T17:00"


def test_what_a_line_does_not_say_comes_from_the_reader(reader: LineReader) -> None:
    assert reader.read({"text": "завтра в 17:00"})["dates"][0]["start"] == "2026-06-11T17:00"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({}, '"text"'),
        ({"text": 5}, '"text"'),
        ({"text": "a", "lang": "de"}, "lang must be"),
        ({"text": "a", "tz": "Mars"}, "no timezone"),
        ({"text": "a", "now": "soon"}, "no moment"),
        ({"text": "a", "pending": {"field": "x"}}, "pending"),
    ],
)
def test_what_cannot_be_read_is_said(reader: LineReader, line: dict[str, object], said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        reader.read(line)
