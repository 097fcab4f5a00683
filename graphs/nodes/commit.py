"""commit: ONE transaction keyed by the turn id. The only writer; a lost slot goes back to the scheduler once."""

from __future__ import annotations

from typing import Any

from langgraph.graph import END
from langgraph.runtime import Runtime
from sqlalchemy import Connection

from agents.need import Need
from domain.errors import SlotTaken
from domain.turn import Committed
from graphs.closing import close_loop, silent_commit
from graphs.dependencies import Dependencies
from graphs.state import ConversationState
from storage.turn_commit import commit_turn


async def commit(state: ConversationState, runtime: Runtime[Dependencies]) -> dict[str, Any]:
    deps, situation = runtime.context, state["situation"]
    bundle = close_loop(state, deps) if "decision" in state else silent_commit(state, deps)

    def work(connection: Connection) -> Committed:
        return commit_turn(connection, bundle, now=situation.now, jobs=deps.jobs)

    try:
        committed = await deps.database.write(work)
    except SlotTaken:
        return {
            "needs": [Need("scheduler", "answer")],
            "done": [pair for pair in state["done"] if pair[0].specialist != "scheduler"],
            "conflict": True,
        }
    return {"committed": committed, **committed.state}


def after_commit(state: ConversationState) -> str:
    """Back to the scheduler when the slot was lost; the new step books nothing, so it cannot lose again."""
    return END if "committed" in state else "scheduler"
