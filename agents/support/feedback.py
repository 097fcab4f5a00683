"""Whether it helped, how our help was, and what could be better (R41)."""

from __future__ import annotations

from typing import Literal

from agents.support.frame import FIELD_RATING, FIELD_REASON, SupportFrame, ask
from agents.turn_context import TurnContext
from domain.speech import Option, SpeechAct
from domain.step import Step, StoreRating

Score = Literal["good", "fair", "poor"]
_SCORES: dict[str, Score] = {"rate:good": "good", "rate:fair": "fair", "rate:poor": "poor"}
_OPTIONS = [Option(id=option_id, say=f"option-rating-{score}") for option_id, score in _SCORES.items()]


def thank(turn: TurnContext, frame: SupportFrame) -> Step:
    """It helped: one question about our help, where the business wants it, else the end."""
    if not turn.business.support.feedback.rating:
        return Step(acts=[SpeechAct(say="helped-glad")], frame={}, outcome="resolved")
    return ask(frame, SpeechAct(say="rating-ask", options=_OPTIONS), FIELD_RATING, kind="choice")


def take_rating(turn: TurnContext, frame: SupportFrame) -> Step | None:
    """Stored at once; a rating that is not good is asked for its reason. None when it is no rating."""
    score = _SCORES.get(turn.answers or "")
    if score is None:
        return None
    rating = StoreRating(category=frame.category, score=score)
    reasons = turn.business.support.feedback.reasons
    if score == "good" or not reasons:
        say = "rating-thanks" if score == "good" else "rating-thanks-sorry"
        return Step(acts=[SpeechAct(say=say)], actions=[rating], frame={}, outcome="resolved")
    options = [Option(id=f"reason:{r.id}", label=r.label) for r in reasons]
    frame = frame.model_copy(update={"score": score})
    question = SpeechAct(say="rating-reason", options=options)
    return ask(frame, question, FIELD_REASON, kind="choice", actions=[rating])


def take_reason(turn: TurnContext, frame: SupportFrame) -> Step:
    """The tag, or the customer's own words."""
    chosen = (turn.answers or "").removeprefix("reason:")
    reason = chosen or turn.reading.text[:200]
    rating = StoreRating(category=frame.category, score=frame.score or "fair", reason=reason)
    return Step(acts=[SpeechAct(say="rating-thanks-sorry")], actions=[rating], frame={}, outcome="resolved")
