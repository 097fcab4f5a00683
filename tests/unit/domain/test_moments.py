"""Moments and zones as people type them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import BadRequest
from domain.moments import parse_moment, parse_zone


def test_a_zone_is_a_name_or_an_offset() -> None:
    moment = datetime(2026, 5, 11, 12, tzinfo=UTC)
    assert moment.astimezone(parse_zone("Asia/Yerevan")).hour == 16
    assert parse_zone("-02:30").utcoffset(moment) == timedelta(hours=-2, minutes=-30)


@pytest.mark.parametrize("name", ["Mars", "+99:00", "../etc/passwd", ""])
def test_another_zone_is_refused_in_plain_words(name: str) -> None:
    with pytest.raises(BadRequest, match="no timezone"):
        parse_zone(name)


def test_wall_time_is_of_the_zone_and_an_offset_wins() -> None:
    zone = parse_zone("-02:00")
    assert parse_moment("2013-02-12T04:30", zone) == datetime(2013, 2, 12, 6, 30, tzinfo=UTC)
    assert parse_moment("2013-02-12T04:30+04:00", zone) == datetime(2013, 2, 12, 0, 30, tzinfo=UTC)
