"""The conversation graph's state: a few durable channels, and turn-scoped ones that are never checkpointed.

Only `commit` (and `load`, for a turn that was committed before) writes the durable ones: with durability "exit" a
run that fails saves what earlier nodes wrote to durable channels.
"""

from __future__ import annotations

from typing import Annotated, Any, TypedDict

from langgraph.channels import UntrackedValue

from agents.need import Need
from domain.reading import Reading
from domain.speech import Outgoing
from domain.step import PendingQuestion, Step
from domain.turn import Committed, Situation, TurnInput
from graphs.decision import TurnDecision

Frames = dict[str, dict[str, Any]]


class ConversationState(TypedDict, total=False):
    """Durable: `frames`, `active`, `pending`, `failures`, `interrupted`, `opened`; all plain JSON, no message history (design: lean state)."""

    frames: Frames
    active: str | None
    pending: dict[str, Any] | None
    failures: int
    interrupted: dict[str, Any] | None
    """A flow that another one came between; see `graphs/interrupted.py`."""
    opened: list[str]
    """Ids of the beginnings that replies had in this case (`agents/writing/openings.py`)."""

    turn: Annotated[TurnInput, UntrackedValue]
    situation: Annotated[Situation, UntrackedValue]
    asked: Annotated[PendingQuestion | None, UntrackedValue]
    """The question that was open when the turn began."""
    reading: Annotated[Reading | None, UntrackedValue]
    needs: Annotated[list[Need], UntrackedValue]
    done: Annotated[list[tuple[Need, Step]], UntrackedValue]
    hand_frames: Annotated[Frames, UntrackedValue]
    hand_offs: Annotated[int, UntrackedValue]
    conflict: Annotated[bool, UntrackedValue]
    decision: Annotated[TurnDecision, UntrackedValue]
    replies: Annotated[list[Outgoing], UntrackedValue]
    committed: Annotated[Committed, UntrackedValue]


class TurnOutput(TypedDict, total=False):
    """What a run hands out."""

    committed: Annotated[Committed, UntrackedValue]
