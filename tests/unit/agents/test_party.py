"""Who and what comes together, by the words of a message."""

from __future__ import annotations

import pytest

from agents.scheduler.party import MANY, read_party
from tests.unit.agents.desk import reading


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("запишите нас с мужем на чистку", 2),
        ("меня и моего сына", 2),
        ("сына и меня", 2),
        ("for me and my wife", 2),
        ("there are two of us", 2),
        ("Գրանցեք ինձ ու ամուսնուս", 2),
        ("ամուսնուս հետ ուզում ենք գալ", 2),
        ("երեխայիս հետ ենք ուզում գալ", 2),
        ("երեխայիս հետ եմ գալու", None),
        ("երկու հոգի ենք", 2),
        ("nas dvoe", 2),
        ("нас трое", 3),
        ("вчетвером", MANY),
        ("запишите сына на чистку", None),
        ("book my daughter on friday", None),
        ("можно в другое время?", None),
        ("мне в другой день", None),
    ],
)
def test_people_who_come_are_counted(text, people):
    assert read_party(reading(text)).people == people


@pytest.mark.parametrize(
    ("text", "at_once"),
    [
        ("одновременно", True),
        ("at the same time", True),
        ("друг за другом", False),
        ("հերթով", False),
        ("в пять", None),
    ],
)
def test_at_once_or_in_turn_is_said(text, at_once):
    assert read_party(reading(text)).at_once is at_once
