"""What staff read on a card is what the customer has said so far (R61)."""

from __future__ import annotations

import pytest

from agents.escalations import hand_to_staff
from tests.unit.agents.conftest import NOW
from tests.unit.agents.desk import Dialogue, MemoryCalendar, reading
from tests.unit.agents.support_customer import SHOP


def card_of(frames: dict[str, dict[str, str]]) -> dict[str, str]:
    desk = Dialogue(business=SHOP, now=NOW, calendar=MemoryCalendar(SHOP, NOW), frames=frames)
    step = hand_to_staff(desk.turn(reading("позовите человека", "human")), "person")
    assert step.escalation is not None
    return step.escalation.fields


@pytest.mark.parametrize(
    ("known", "shown"),
    [
        ({"order": "TS-10388", "claim": "TS-10388"}, {"order_id": "TS-10388"}),
        ({"claim": "TS-10388"}, {"claim": "TS-10388"}),
    ],
)
def test_an_order_is_called_ours_only_once_the_customer_has_confirmed_it(known, shown):
    fields = card_of({"support": {"problem": "платье не подошло", **known}})
    assert {name: fields[name] for name in ("order_id", "claim") if name in fields} == shown
    assert fields["problem"] == "платье не подошло"


def test_a_card_without_a_problem_says_nothing_of_orders():
    assert {"order_id", "claim", "problem"}.isdisjoint(card_of({}))
