"""A silent customer is followed up twice, whatever other alarms ring meanwhile (R11, R65)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.conversation import Case, Contact, Conversation, NextStep
from domain.speech import SpeechAct
from domain.step import PendingQuestion
from domain.turn import Situation
from graphs.closing import settle_case
from graphs.decision import TurnDecision
from knowledge.business_files import load_business

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.mark.parametrize(("silent", "what"), [(True, "follow_up:2"), (False, "customer_answers")])
def test_a_late_promise_does_not_count_the_silence_anew(silent: bool, what: str) -> None:
    step = NextStep(what="follow_up:2", owner="customer", due_at=NOW + timedelta(hours=5))
    situation = Situation(
        now=NOW,
        contact=Contact(id="c"),
        conversation=Conversation(id="v", contact_id="c", channel="web", business="clinic"),
        case=Case(id="k", conversation_id="v", opened_at=NOW, next_step=step),
        appointments=[],
        pending_approvals=[],
        recent=[],
        last_seq=1,
    )
    decision = TurnDecision(
        acts=[SpeechAct(say="promise-late")],
        pending=PendingQuestion(field="slot", kind="choice", specialist="scheduler"),
    )
    business = load_business(Path(__file__).parents[3] / "businesses" / "clinic")
    settle_case(decision, situation, [], business, silent=silent)
    assert decision.next_step is not None
    assert decision.next_step.what == what
