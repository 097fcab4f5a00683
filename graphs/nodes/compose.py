"""compose: the decision in words, in the customer's language."""

from __future__ import annotations

from typing import Any

from langgraph.runtime import Runtime

from graphs.closing import language_of
from graphs.dependencies import Dependencies
from graphs.state import ConversationState


async def compose(state: ConversationState, runtime: Runtime[Dependencies]) -> dict[str, Any]:
    deps, situation = runtime.context, state["situation"]
    language = language_of(state["reading"], situation, deps.business)
    replies = deps.composer.compose(state["decision"].acts, language, situation.now)
    return {"replies": replies}
