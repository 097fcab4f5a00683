"""What support has collected about one problem."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

from agents.turn_context import TurnContext
from domain.speech import Option, SpeechAct
from domain.step import Expected, PendingQuestion, ProposedAction, Step

FIELD_CONFIRM = "confirm"
FIELD_HELPED = "helped"
FIELD_RATING = "rating"
FIELD_REASON = "reason"
FIELD_RETURN = "return_yes"
FIELD_WHICH = "which_order"
FIELD_ARRIVED = "arrived"
FIELD_PROBLEM = "problem"
FIELD_RESET = "reset_yes"

YES_NO = [Option(id="yes", say="option-yes"), Option(id="no", say="option-no")]


class SupportFrame(BaseModel):
    """`claim`: the order number or e-mail address the customer gave. `order`: the number once it is confirmed. `told`:
    what helps at once has been said. `question`: what was asked last, to be asked again after a side question."""

    category: str = ""
    problem: str = ""
    fact: str = ""
    claim: str = ""
    order: str = ""
    blocked: bool | None = None
    told: bool = False
    ticket: str = ""
    score: Literal["", "good", "fair", "poor"] = ""
    checks: int = 0
    question: SpeechAct | None = None

    def dump(self) -> dict[str, Any]:
        """Plain JSON without what is empty."""
        return self.model_dump(mode="json", exclude_defaults=True)


def frame_of(turn: TurnContext) -> SupportFrame:
    """The frame as the last turn left it."""
    return SupportFrame.model_validate(turn.frame)


def ask(
    frame: SupportFrame,
    question: SpeechAct,
    field: str,
    *,
    before: list[SpeechAct] | None = None,
    kind: Literal["choice", "yes_no", "text"] = "text",
    subject: str | None = None,
    actions: list[ProposedAction] | None = None,
    expects: Expected | None = None,
) -> Step:
    """One question, after what is to be said before it."""
    options: list[Option] = question.options
    pending = PendingQuestion(
        field=field, kind=kind, specialist="support", options=options, subject=subject, expects=expects
    )
    asked = frame.model_copy(update={"question": question})
    return Step(acts=[*(before or []), question], frame=asked.dump(), pending=pending, actions=actions or [])


def ask_again(turn: TurnContext, frame: SupportFrame) -> Step:
    """The open question once more, after a side question was answered."""
    if turn.pending is None or frame.question is None:
        return Step(keep_pending=True)
    if turn.pending.field == FIELD_RETURN:  # not all that was read back
        short = SpeechAct(say="return-again", options=frame.question.options)
        return Step(acts=[short], frame=frame.dump(), pending=turn.pending)
    return Step(acts=[frame.question], frame=frame.dump(), pending=turn.pending)


def yes_no(turn: TurnContext) -> bool | None:
    """What the customer answered to a question with yes and no, whatever the words were."""
    chosen = turn.answers
    if chosen is not None:
        return {"yes": True, "no": False}.get(chosen)
    reading = turn.reading
    if reading.route == "confirm" and reading.confidence >= 0.6:
        return True
    if reading.route == "decline" and reading.confidence >= 0.6:
        return False
    return None
