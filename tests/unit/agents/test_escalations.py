"""What staff read on a card is what the customer has said so far (R61)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agents.escalations import hand_question, hand_to_staff
from domain.approval import Approval
from domain.step import PolicyPassage
from tests.unit.agents.conftest import NOW
from tests.unit.agents.desk import Dialogue, MemoryCalendar, MemoryPolicies, reading
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


def asked_with(likelihood: float | None, own_draft: str | None = None) -> Dialogue:
    """A customer of the shop whose question the rules have one passage for, or none."""
    text = "Упаковываем бесплатно."
    passage = PolicyPassage(
        id="p1", topic="gifts", language="ru", title="Подарки", text=text, score=1, likelihood=likelihood or 0
    )
    rules = MemoryPolicies([passage] if likelihood is not None else [])
    shop = SHOP
    if own_draft is not None:
        topics = [
            t.model_copy(update={"draft": own_draft}) if t.id == "question" else t
            for t in shop.escalation.topics
        ]
        shop = shop.model_copy(update={"escalation": shop.escalation.model_copy(update={"topics": topics})})
    return Dialogue(business=shop, now=NOW, calendar=MemoryCalendar(shop, NOW), policies=rules)


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("likelihood", "own_draft", "proposed"),
    [
        (0.4, None, ["policy"]),
        (0.1, None, []),
        (None, None, []),
        (0.4, "draft-question", ["policy"]),
        (0.1, "draft-question", ["draft-question"]),
    ],
)
async def test_a_question_is_put_before_staff_with_the_nearest_rule_or_nothing_proposed(
    likelihood, own_draft, proposed
):
    asked = reading("а ленточкой перевяжете коробку?", "faq", acts=["ask"])
    step = await hand_question(asked_with(likelihood, own_draft).turn(asked))
    assert step is not None
    card = step.escalation
    assert card is not None
    assert [act.say for act in card.draft_acts] == proposed
    assert card.evidence[0].text == "а ленточкой перевяжете коробку?"
    rules = [(e.text, e.source) for e in card.evidence if e.kind == "policy"]
    assert rules == ([("Подарки", "policies/ru: gifts")] if proposed == ["policy"] else [])


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("когда врач перезвонит?", "ru"),
        ("when will the doctor call me back?", "en"),
        ("երբ բժիշկը կզանգի", "hy"),
    ],
)
async def test_when_a_person_answers_is_told_of_whoever_was_asked_already(text, language):
    dialogue = asked_with(None, None)
    first = await hand_question(dialogue.turn(reading("а ленточкой перевяжете?", "faq")))
    assert first is not None
    card = first.escalation
    assert card is not None
    waiting = Approval(
        id="approval-1", case_id="case-1", conversation_id="conv-1", topic="complaint",
        reason=card.reason, draft="", created_at=NOW, answer_due_at=NOW + timedelta(minutes=20),
    )  # fmt: skip
    dialogue.approvals = [waiting]
    asked = reading(text, "human", language=language, acts=["ask"])
    for step in (hand_to_staff(dialogue.turn(asked), "person"), await hand_question(dialogue.turn(asked))):
        assert step is not None
        assert [(act.say, act.values) for act in step.acts] == [
            ("escalated-waiting", {"by": waiting.answer_due_at})
        ]
        assert step.escalation is None
    other = hand_to_staff(dialogue.turn(reading("позовите человека", "human")), "person")
    assert other.escalation is not None
