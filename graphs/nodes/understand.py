"""understand: the customer's events of this turn into one Reading. The expensive part leaves the event loop."""

from __future__ import annotations

import asyncio
from typing import Any

from langgraph.runtime import Runtime

from agents.understanding.reading_context import ReadingContext
from domain.conversation import Conversation
from domain.reading import Reading, RouteScore
from domain.step import PendingQuestion
from graphs.dependencies import Dependencies
from graphs.state import ConversationState

_LONGEST_PLACE = 3
_KEYWORDS = frozenset({"CONFIRM", "RESCHEDULE", "CANCEL", "STOP", "APPROVE", "MODIFY"})


async def understand(state: ConversationState, runtime: Runtime[Dependencies]) -> dict[str, Any]:
    deps, turn, situation = runtime.context, state["turn"], state["situation"]
    spoken = [e for e in turn.events if e.kind in ("message", "choice")]
    if not spoken:
        return {"reading": None}
    if all(e.payload.get("command") == "start" for e in spoken):
        return {"reading": _greeting(situation.conversation, deps)}
    choices = [str(e.payload.get("id", "")) for e in spoken if e.kind == "choice"]
    texts = [e.text for e in spoken if e.kind == "message"]
    asked = state.get("asked")
    context = ReadingContext(
        now=situation.now,
        language=situation.conversation.language,
        pending=deps.composer.labelled(asked, situation.now) if asked is not None else None,
        choice_id=choices[-1] if choices else None,
    )
    reading: Reading | None = deps.understander.read_exact(texts, context)
    if reading is None:
        reading = await asyncio.to_thread(deps.understander.read, texts, context)
        if deps.second_reader is not None:
            reading = await deps.second_reader.improve(reading, context)
    if texts and (written := "\n".join(texts)) != reading.text:
        reading = reading.model_copy(update={"written": written})
    language = situation.conversation.language
    of_no_language = _is_keyword(texts) or _only_names_an_order(reading)
    if language is not None and (of_no_language or _is_bare_place(texts, reading, state.get("asked"))):
        script = situation.conversation.script or reading.script
        reading = reading.model_copy(update={"language": language, "script": script})
    if reading.language not in deps.business.profile.languages:
        # Understood, but nobody here speaks it: specialists look up and answer in the business's own.
        reading = reading.model_copy(update={"language": deps.business.profile.default_language})
    return {"reading": reading}


def _is_bare_place(texts: list[str], reading: Reading, asked: PendingQuestion | None) -> bool:
    """ "Avan", in answer to where: a name is of no language, however it is written."""
    if asked is None or asked.expects != "place" or not reading.entities.zones:
        return False
    return reading.script == "latin" and len(" ".join(texts).split()) <= _LONGEST_PLACE


def _is_keyword(texts: list[str]) -> bool:
    """RESCHEDULE, STOP: words of reminders, of no language of the customer's own (R20)."""
    return len(texts) == 1 and texts[0].strip(" .!").upper() in _KEYWORDS


def _only_names_an_order(reading: Reading) -> bool:
    """The letters of an order's number, or an e-mail address, are no language's words."""
    named = [*reading.entities.order_ids, *reading.entities.emails]
    return bool(named) and len(reading.text.split()) <= len(named) + 1


def _greeting(conversation: Conversation, deps: Dependencies) -> Reading:
    """A bot was opened: nothing is said yet, so it is greeted."""
    return Reading(
        text="",
        language=conversation.language or deps.business.profile.default_language,
        script=conversation.script or "other",
        acts=["greet"],
        routes=[RouteScore(route="smalltalk", confidence=1.0)],
        source="exact",
    )
