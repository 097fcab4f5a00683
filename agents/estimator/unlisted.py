"""Work that stands on no list and is done all the same: it is called by its name, and a person prices it (R5, R30).

Never a menu of services that it is none of. What is asked meanwhile is answered with when the price comes.
"""

from __future__ import annotations

from agents.estimator.by_person import ask_person
from agents.estimator.facts import SERVICE_FIELD, joined
from agents.estimator.frame import EstimatorFrame
from agents.estimator.wording import pricing_of
from agents.turn_context import TurnContext
from domain.language import LocalText
from domain.speech import SpeechAct
from domain.step import Step

_TOPIC = "estimate"


def price_unlisted(turn: TurnContext, frame: EstimatorFrame) -> Step | None:
    """The person's, where such work is all that is wanted; None while a listed job is talked about."""
    found = _unlisted(turn)
    asked_else = turn.pending is not None and turn.pending.field != SERVICE_FIELD
    if not found or frame.service_id is not None or turn.reading.entities.services or asked_else:
        return None
    names = _names(turn, found)
    known = " ".join(a.reason for a in turn.situation.pending_approvals if a.topic == _TOPIC)
    if all(name.in_language(turn.reading.language) in known for name in names):
        return waiting_for_price(turn)
    kept = frame.model_copy(update={"unlisted": found, "named": []})
    return ask_person(turn, kept, say="estimate-unlisted-named", reasons=names, said={"work": joined(names)})


def beside_unlisted(turn: TurnContext, before: EstimatorFrame, step: Step) -> Step:
    """The step about a listed job, with what else the same message wants handed to a person, once."""
    found = [one for one in _unlisted(turn) if one not in before.unlisted]
    first = before.service_id is None and turn.answers is None and turn.reading.entities.services
    if not found or not first or step.escalation is not None or step.frame is None:
        return step
    names = _names(turn, found)
    kept = EstimatorFrame.of(step.frame).model_copy(update={"unlisted": found})
    person = ask_person(
        turn, kept, say="estimate-unlisted-beside", reasons=names, said={"work": joined(names)}
    )
    return step.model_copy(
        update={
            "acts": [*person.acts, *step.acts],
            "actions": [*person.actions, *step.actions],
            "frame": kept.dump(),
            "escalation": person.escalation,
            "promises": [*person.promises, *step.promises],
        }
    )


def waiting_for_price(turn: TurnContext, *, time: bool = False) -> Step | None:
    """While a person prices what we have no price for: "how much is it?" and "can you come on Saturday?" have one answer,
    when the price comes. None when nobody does."""
    waiting = [a for a in turn.situation.pending_approvals if a.topic == _TOPIC]
    if not waiting:
        return None
    by = max(min(a.answer_due_at for a in waiting), turn.now)
    say = "estimate-waiting-time" if time else "estimate-waiting"
    return Step(acts=[SpeechAct(say=say, values={"by": by})], keep_pending=True)


def _unlisted(turn: TurnContext) -> list[str]:
    rules = turn.business.estimates
    return pricing_of(turn.business).words.unlisted(turn.reading.text) if rules.jobs else []


def _names(turn: TurnContext, ids: list[str]) -> list[LocalText]:
    by_id = {e.id: e.name for e in turn.business.estimates.exceptions}
    return [by_id[one] for one in ids]
