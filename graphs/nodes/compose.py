"""compose: the decision in words, in the customer's language."""

from __future__ import annotations

from typing import Any

from langgraph.runtime import Runtime

from agents.writing.voice import voice_of
from graphs.closing import language_of
from graphs.dependencies import Dependencies
from graphs.state import ConversationState


async def compose(state: ConversationState, runtime: Runtime[Dependencies]) -> dict[str, Any]:
    deps, situation = runtime.context, state["situation"]
    language = language_of(state["reading"], situation, deps.business)
    voice = voice_of(
        channel=situation.conversation.channel,
        reading=state["reading"],
        turn_id=state["turn"].turn_id,
        used=state.get("opened") or (),
        recent=[line.text for line in situation.recent if line.author == "bot"],
    )
    acts = state["decision"].acts
    if deps.writer is not None and state["reading"] is not None:
        drafts = deps.composer.draft(acts, language, situation.now, voice)
        return {"replies": await deps.writer.reword(drafts, language, voice)}
    return {"replies": deps.composer.compose(acts, language, situation.now, voice)}
