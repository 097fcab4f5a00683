"""load: what is known when the turn begins. A turn that was committed before ends here with its stored result.

What the case's last turn left comes from its row, not from the checkpoint: a process that dies between the commit and
the checkpoint leaves the latter one turn behind, and the customer would be asked again what they have answered.
"""

from __future__ import annotations

from typing import Any

from langgraph.graph import END
from langgraph.runtime import Runtime
from sqlalchemy import Connection

from domain.step import PendingQuestion
from domain.turn import Committed, Situation, TurnInput
from graphs.beside_staff import speaks_beside_staff
from graphs.decision import AFTERWARDS
from graphs.dependencies import Dependencies
from graphs.state import ConversationState
from storage.timers import was_set_anew
from storage.turns import find_committed, last_state, load_beginning

_OUTLIVE = frozenset(name for names in AFTERWARDS.values() for name in names)


async def load(state: ConversationState, runtime: Runtime[Dependencies]) -> dict[str, Any]:
    deps, turn = runtime.context, state["turn"]
    now = deps.clock.now()

    def work(connection: Connection) -> tuple[Committed | None, Situation | None, dict[str, Any] | None]:
        beginning = turn.beginning or load_beginning(connection, turn, now)
        if not beginning.holds_events:
            stored = find_committed(connection, turn.turn_id)
            if stored is not None:
                return stored, None, None
        situation = beginning.situation
        if situation.case is not None:
            return None, situation, beginning.state_left
        return None, situation, _kept(connection, situation)

    if any(e.kind == "timer" for e in turn.events):
        turn = await deps.database.read(lambda c: _without_put_off(c, turn))
    known = turn.beginning
    if known is None or _leans_on_last_case(known.situation):
        committed, situation, left = await deps.database.read(work)
    else:
        committed, situation, left = None, known.situation, known.state_left
    if committed is not None:
        return {"committed": committed, **committed.state}
    pending = (left or state).get("pending")
    asked = PendingQuestion.model_validate(pending) if pending else None
    return {"turn": turn, "situation": situation, "asked": asked, **(left or {})}


def _leans_on_last_case(situation: Situation) -> bool:
    """Whether a case begins and another one came before it: what it left is looked up."""
    return situation.case is None and situation.conversation.case_id is not None


def _kept(connection: Connection, situation: Situation) -> dict[str, Any] | None:
    """What was spoken of when the last case ended with a link or a price, so that "and in blue?" or "all right, come" has
    a meaning; or with an answer, which "and on the 30th?" leans on."""
    last = situation.conversation.case_id
    left = last_state(connection, last) if last is not None else None
    frames = {k: v for k, v in (left or {}).get("frames", {}).items() if k in _OUTLIVE}
    return {"frames": frames} if frames else None


def _without_put_off(connection: Connection, turn: TurnInput) -> TurnInput:
    """The turn without alarms that another turn has set anew between their ringing and now."""
    events = [
        e
        for e in turn.events
        if e.kind != "timer"
        or not was_set_anew(connection, str(e.payload.get("timer_id")), int(e.payload.get("revision", 1)))
    ]
    return (
        turn
        if len(events) == len(turn.events)
        else turn.model_copy(update={"events": events, "beginning": None})
    )


def after_load(state: ConversationState) -> str:
    """End for a committed turn; straight to commit while staff own the conversation (the bot is silent)
    unless there is something that was promised, or that staff have just decided."""
    if "committed" in state:
        return END
    promised = any(speaks_beside_staff(e) for e in state["turn"].events)
    silent = state["situation"].conversation.owner == "staff" and not promised
    return "commit" if silent else "understand"
