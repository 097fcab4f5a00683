"""route: which specialists deal with this turn, in which order."""

from __future__ import annotations

from typing import Any, cast

from langgraph.runtime import Runtime

from agents.asked_of_us import spoken_of
from agents.catalogue.wishes import linked_frame
from agents.need import Need
from agents.router import route as choose_needs
from domain.conversation import SpecialistName
from graphs.beside_staff import speaks_beside_staff
from graphs.dependencies import Dependencies
from graphs.state import ConversationState
from graphs.volunteered import keep_volunteered, tells_of_a_lead


async def route(state: ConversationState, runtime: Runtime[Dependencies]) -> dict[str, Any]:
    needs = choose_needs(
        state["turn"].events,
        state["reading"],
        business=runtime.context.business,
        pending=state.get("asked"),
        active=cast(SpecialistName | None, state.get("active")),
        linked=linked_frame(state.get("frames", {}).get("catalogue", {}), state["situation"].now) is not None,
        quoted=_is_quoted(state.get("frames", {}).get("estimator", {})),
        spoken=spoken_of(state.get("frames", {}), state["situation"].now),
    )
    if state["situation"].conversation.owner == "staff":
        needs = [n for n in needs if n.event is not None and speaks_beside_staff(n.event)]
    kept = {}
    if not any(n.specialist == "sales" for n in needs):  # who hears it for itself
        frames = state.get("frames", {})
        kept = keep_volunteered(state["reading"], state["situation"], runtime.context.business, frames)
        only_rules = bool(needs) and all(n.kind == "policy" for n in needs) and state.get("asked") is None
        if only_rules and tells_of_a_lead(kept, runtime.context.business):
            needs = [*needs, Need("sales", "request")]
    return {"needs": needs, "done": [], "hand_frames": kept, "hand_offs": 0, "conflict": False}


def _is_quoted(estimator: dict[str, Any]) -> bool:
    return bool(estimator.get("quote"))


def next_specialist(state: ConversationState) -> str:
    """The specialist of the next need, or `review` when all are dealt with."""
    needs = state["needs"]
    return needs[0].specialist if needs else "review"
