"""load: what is known when the turn begins. A turn that was committed before ends here with its stored result."""

from __future__ import annotations

from typing import Any

from langgraph.runtime import Runtime
from sqlalchemy import Connection

from domain.step import PendingQuestion
from domain.turn import Committed, Situation
from graphs.dependencies import Dependencies
from graphs.state import ConversationState
from storage.turns import find_committed, load_situation


async def load(state: ConversationState, runtime: Runtime[Dependencies]) -> dict[str, Any]:
    deps, turn = runtime.context, state["turn"]
    now = deps.clock.now()

    def work(connection: Connection) -> tuple[Committed | None, Situation | None]:
        stored = find_committed(connection, turn.turn_id)
        return (stored, None) if stored is not None else (None, load_situation(connection, turn, now))

    committed, situation = await deps.database.read(work)
    if committed is not None:
        return {"committed": committed, **committed.state}
    pending = state.get("pending")
    asked = PendingQuestion.model_validate(pending) if pending else None
    return {"situation": situation, "asked": asked}


def after_load(state: ConversationState) -> str:
    """End for a committed turn; straight to commit while staff own the conversation (the bot is silent)
    unless staff have just decided something that is to be said."""
    if "committed" in state:
        return "end"
    decided = any(e.kind == "staff_decision" for e in state["turn"].events)
    silent = state["situation"].conversation.owner == "staff" and not decided
    return "commit" if silent else "understand"
