"""review: the turn's steps merged and checked against what is allowed, before any word is found."""

from __future__ import annotations

from typing import Any

import structlog
from langgraph.runtime import Runtime

from domain.event import CUSTOMER_KINDS
from domain.speech import SpeechAct
from graphs.decision import merge_steps
from graphs.dependencies import Dependencies
from graphs.state import ConversationState

log = structlog.get_logger()


async def review(state: ConversationState, runtime: Runtime[Dependencies]) -> dict[str, Any]:
    turn, situation = state["turn"], state["situation"]
    frames = {**state.get("frames", {}), **state["hand_frames"]}
    decision = merge_steps(state["done"], asked=state.get("asked"), reading=state["reading"], frames=frames)
    if decision.refused:
        log.warning("action_refused", turn_id=turn.turn_id, reasons=decision.refused)
        decision.acts = [SpeechAct(say="not-understood-short")]
        decision.outcome = decision.next_step = None
        decision.pending, decision.frames = state.get("asked"), frames
    started_by_customer = any(e.kind in CUSTOMER_KINDS or e.kind == "staff_decision" for e in turn.events)
    if situation.contact.opted_out and not started_by_customer:
        decision.acts = []
    return {"decision": decision}
