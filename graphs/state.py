"""The conversation graph's state: a few durable channels, and turn-scoped ones that are never checkpointed.

Only `commit` (and `load`, for a turn that was committed before) writes the durable ones: with durability "exit" a
run that fails saves what earlier nodes wrote to durable channels.
"""

from __future__ import annotations

from typing import Annotated, Any, TypedDict, cast

from langgraph.channels import UntrackedValue

from agents.need import Need
from domain.reading import Reading
from domain.speech import Outgoing
from domain.step import PendingQuestion, Step
from domain.turn import Committed, Situation, TurnInput
from graphs.decision import TurnDecision

Frames = dict[str, dict[str, Any]]


class DurableState(TypedDict, total=False):
    """What a case's thread keeps between turns; all plain JSON, no message history (design: lean state)."""

    frames: Frames
    active: str | None
    pending: dict[str, Any] | None
    failures: int
    interrupted: dict[str, Any] | None
    """A flow that another one came between; see `graphs/interrupted.py`."""
    opened: list[str]
    """Ids of the beginnings that replies had in this case (`agents/writing/openings.py`)."""


NOTHING_KEPT: DurableState = {
    "frames": {}, "active": None, "pending": None, "failures": 0, "interrupted": None, "opened": [],
}  # fmt: skip
"""Of a case that begins."""


class ConversationState(DurableState, total=False):
    """What the nodes see."""

    turn: TurnInput
    situation: Situation
    asked: PendingQuestion | None
    """The question that was open when the turn began."""
    reading: Reading | None
    needs: list[Need]
    done: list[tuple[Need, Step]]
    hand_frames: Frames
    hand_offs: int
    conflict: bool
    decision: TurnDecision
    replies: list[Outgoing]
    committed: Committed


class CarriedState(DurableState, total=False):
    """The same as LangGraph carries it: every channel is looked at several times a step, whether it changes or not, so
    what ends with the turn shares one."""

    turn: Annotated[TurnInput, UntrackedValue]
    passing: Annotated[dict[str, Any], UntrackedValue]
    committed: Annotated[Committed, UntrackedValue]


CARRIED = frozenset(CarriedState.__annotations__)
"""Names with a channel of their own."""


def seen_by_nodes(carried: CarriedState) -> ConversationState:
    """The nodes' view."""
    seen: Any = {**carried, **carried.get("passing", {})}
    seen.pop("passing", None)
    return cast(ConversationState, seen)


def carried_on(carried: CarriedState, seen: ConversationState, left: ConversationState) -> dict[str, Any]:
    """What a node changed between what it saw and what it left, as the channels take it. What stays as it was is not
    written: LangGraph carries every write through four places.
    """
    before: Any = seen
    changed = {k: v for k, v in left.items() if k not in before or (before[k] is not v and before[k] != v)}
    own = {name: changed.pop(name) for name in CARRIED & changed.keys()}
    if changed:
        own["passing"] = {**carried.get("passing", {}), **changed}
    return own


class TurnOutput(TypedDict, total=False):
    """What a run hands out."""

    committed: Annotated[Committed, UntrackedValue]
