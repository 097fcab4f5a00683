"""One question of the catalogue's, with its options."""

from __future__ import annotations

from agents.catalogue.frame import CatalogueFrame
from domain.speech import SpeechAct
from domain.step import PendingQuestion, Step

MOST_BUTTONS = 4
"""As many as are read at a glance; more sizes than that are told in words (R2, R63)."""


def ask(act: SpeechAct, field: str, frame: CatalogueFrame, *, kind: str = "choice") -> Step:
    """The question `act` about `field`, with the frame kept for its answer."""
    pending = PendingQuestion(
        field=field,
        kind="yes_no" if kind == "yes_no" else "choice",
        specialist="catalogue",
        options=act.options,
    )
    return Step(acts=[act], frame=frame.dump(), pending=pending)


def ask_again(asked: PendingQuestion) -> SpeechAct:
    """The question that is still open, in few words; with buttons where it has few answers."""
    say = "goods-again-size" if asked.field == "size" else "goods-again"
    return SpeechAct(say=say, options=asked.options if len(asked.options) <= MOST_BUTTONS else [])
