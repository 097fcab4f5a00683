"""The specialists as nodes: each takes the first need, decides a step, and may hand the turn on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from langgraph.runtime import Runtime

from agents.catalogue.agent import decide as show
from agents.estimator.agent import decide as estimate
from agents.front_desk.agent import decide as front_desk
from agents.need import Need
from agents.sales.agent import decide as sell
from agents.scheduler.agent import decide as schedule
from agents.support.agent import decide as support
from agents.turn_context import TurnContext
from domain.conversation import SpecialistName
from domain.reading import Reading
from domain.speech import SpeechAct
from domain.step import Step
from graphs.attempts import count_attempts
from graphs.dependencies import Dependencies
from graphs.interrupted import to_offer_again
from graphs.state import ConversationState

MOST_HAND_OFFS = 2

Decide = Callable[[TurnContext, Need], Awaitable[Step]]


class Node(Protocol):
    """A node as LangGraph calls it."""

    def __call__(
        self, state: ConversationState, runtime: Runtime[Dependencies]
    ) -> Awaitable[dict[str, Any]]: ...


def _plain(decide: Callable[[TurnContext], Awaitable[Step]]) -> Decide:
    async def ignoring_need(turn: TurnContext, need: Need) -> Step:
        return await decide(turn)

    return ignoring_need


DECIDE: dict[SpecialistName, Decide] = {
    "front_desk": front_desk,
    "sales": _plain(sell),
    "catalogue": _plain(show),
    "scheduler": _plain(schedule),
    "estimator": _plain(estimate),
    "support": support,
}


def specialist_node(name: SpecialistName) -> Node:
    """The node that runs specialist `name` for the first open need."""
    decide = DECIDE[name]

    async def run(state: ConversationState, runtime: Runtime[Dependencies]) -> dict[str, Any]:
        need, *rest = state["needs"]
        turn = _context(state, runtime.context, name, need)
        step = count_attempts(turn, need, await decide(turn, need), state["done"])
        if need.interrupted is not None and step.pending is not None:
            step = step.model_copy(update={"acts": [SpeechAct(say="flow-resumed"), *step.acts]})
        hand_offs = state["hand_offs"]
        hand_frames = state["hand_frames"]
        if step.hand_off is not None and hand_offs < MOST_HAND_OFFS and not _has_spoken(state, name, step):
            same = Need(step.hand_off, "request")
            rest = [same, *(n for n in rest if (n.specialist, n.kind) != (same.specialist, same.kind))]
            hand_offs += 1
            if step.hand_frame is not None:
                hand_frames = {**hand_frames, step.hand_off: step.hand_frame}
        back = None if rest else to_offer_again(state, name, step)
        if back is not None:
            rest = [Need(back.specialist, "resume", interrupted=back)]
        return {
            "needs": rest,
            "done": [*state["done"], (need, step)],
            "hand_offs": hand_offs,
            "hand_frames": hand_frames,
            "conflict": False,
        }

    return run


def _has_spoken(state: ConversationState, name: SpecialistName, step: Step) -> bool:
    """Whether somebody else to whom the turn is handed on has dealt with this message already: nothing is said twice."""
    return step.hand_off != name and any(
        need.specialist == step.hand_off and bool(earlier.acts) for need, earlier in state["done"]
    )


def _context(state: ConversationState, deps: Dependencies, name: SpecialistName, need: Need) -> TurnContext:
    situation, asked = state["situation"], need.interrupted or state.get("asked")
    frames = {**state.get("frames", {}), **state["hand_frames"]}
    for earlier, step in state["done"]:
        if step.frame is not None and earlier.specialist not in state["hand_frames"]:
            frames[earlier.specialist] = step.frame
    conversation = situation.conversation
    reading = state["reading"] or Reading(
        text="",
        language=conversation.language or deps.business.profile.default_language,
        script=conversation.script or "other",
    )
    return TurnContext(
        business=deps.business,
        situation=situation,
        case_id=state["turn"].case_id,
        reading=reading,
        calendar=deps.calendar,
        policies=deps.policies,
        quotes=deps.quotes,
        stock=deps.stock,
        pending=asked if asked is not None and asked.specialist == name else None,
        other_pending=asked if asked is not None and asked.specialist != name else None,
        frame=frames.get(name, {}),
        frames=frames,
        failures=state.get("failures", 0),
        conflict=state["conflict"],
        resuming=need.kind == "resume",
        event=need.event,
        orders=deps.orders,
        support=deps.support,
        waiting=deps.waiting,
    )
