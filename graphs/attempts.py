"""The same question again: how often it was asked in vain, and when a person takes over (R60)."""

from __future__ import annotations

from typing import Any

from agents.escalations import hand_to_staff
from agents.need import Need
from agents.turn_context import TurnContext
from domain.step import PendingQuestion, Step

_CONTACT = ("contact", "name", "phone")
_NO_HELP = frozenset({"not-understood-short", "out-of-scope-short", "policy-unknown-short"})
_PERSON_COMES = ("confusion", "person", "safety")


def count_attempts(turn: TurnContext, need: Need, step: Step, done: list[tuple[Need, Step]]) -> Step:
    """`step`, its question counted; a person instead, when it was asked in vain as often as the business allows.

    A question asked again after a real answer to something else (a rule, a price) is not asked in vain. While a
    person comes to help with the talk itself, nothing is asked again.
    """
    comes = any(s.escalation is not None and s.escalation.topic in _PERSON_COMES for _, s in done)
    waits = any(act.say == "escalated-waiting" for _, s in done for act in s.acts)
    if need.kind == "resume" and (comes or waits):
        return Step(keep_pending=True, why=["a person comes"])
    if need.kind == "resume" and not any(s.acts for _, s in done):
        return Step(keep_pending=True, why=["nothing was said that the question is to be asked again after"])
    asked, asks = turn.pending, step.pending
    if asked is None or asks is None or not _is_same(asked, asks):
        return step
    if need.kind == "resume":
        in_vain = any(act.say in _NO_HELP for _, earlier in done for act in earlier.acts)
    else:
        told = any(act.say == "policy" for one in (step, *(s for _, s in done)) for act in one.acts)
        in_vain = need.kind == "answer" and not told and _facts(step.frame) == _facts(turn.frame)
    attempts = asked.attempts + in_vain
    if in_vain and attempts >= turn.business.escalation.failed_repairs_before_person and not comes:
        handed = hand_to_staff(turn, "person" if asks.kind in _CONTACT else "confusion")
        return handed.model_copy(update={"frame": step.frame})
    return step.model_copy(update={"pending": asks.model_copy(update={"attempts": attempts})})


def _facts(frame: dict[str, Any] | None) -> dict[str, Any] | None:
    """What was told; not the words of the question, which is put in other words the second time, nor all that was
    said around it."""
    return frame if frame is None else {k: v for k, v in frame.items() if k not in ("question", "problem")}


def _is_same(asked: PendingQuestion, asks: PendingQuestion) -> bool:
    if (asked.field, asked.specialist, asked.kind) != (asks.field, asks.specialist, asks.kind):
        return False
    return asks.kind in _CONTACT or [o.id for o in asked.options] == [o.id for o in asks.options]
