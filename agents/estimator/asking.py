"""Questions for the facts a price depends on: how each is put, when it is given up, and what an answer told (R25, R26)."""

from __future__ import annotations

from typing import Literal

from agents.estimator.facts import UNSURE, joined, shown, wants_price_now
from agents.estimator.frame import EstimatorFrame
from agents.estimator.quoting import NEXT, awaiting
from agents.turn_context import TurnContext
from domain.business import EstimateField
from domain.language import LANGUAGES, LocalText
from domain.speech import Option, SpeechAct
from domain.step import Expected, PendingQuestion, Step

MENU_SIZE = 4
"""R63."""
_ASKED_IN_VAIN = 2
"""After so many answers that say nothing a fact counts as unknown, and the price is a range."""
AnswerKind = Literal["choice", "contact", "time", "text"]


def ask_field(
    turn: TurnContext, frame: EstimatorFrame, field: EstimateField, *, photos: LocalText | None
) -> Step:
    """One question; a photo is asked for once, before it (R25)."""
    options = [Option(id=o.id, label=o.label) for o in field.options]
    if field.unsure and options and len(options) < MENU_SIZE:
        options.append(Option(id=UNSURE, say="option-unsure"))
    acts = []
    if photos is not None and not frame.photo:
        acts.append(SpeechAct(say="estimate-photo", values={"photos": photos}))
        frame = frame.model_copy(update={"photo": "asked"})
    again = turn.pending is not None and turn.pending.field == field.id
    if again and turn.answers is None and wants_price_now(turn):
        acts.append(SpeechAct(say="estimate-price-after"))
    elif field.kind == "zone" and frame.again and again:
        acts.append(SpeechAct(say="zone-not-known"))
    acts.append(SpeechAct(say="ask-field", values={"question": field.question}, options=options))
    kind: AnswerKind = field.kind if field.kind in ("choice", "contact", "time") else "text"
    expects: Expected | None = {"number": field.unit, "zone": "place"}.get(field.kind)
    pending = PendingQuestion(
        field=field.id, kind=kind, specialist="estimator", options=options, expects=expects
    )
    return Step(acts=acts, frame=frame.dump(), pending=pending, next_step=awaiting(turn))


def counted(turn: TurnContext, before: EstimatorFrame, after: EstimatorFrame) -> EstimatorFrame:
    """How often the open question was asked in vain; in the end the fact counts as unknown."""
    asked = turn.pending.field if turn.pending is not None else None
    field = turn.business.estimates.field(asked) if asked is not None else None
    if field is None or field.id in after.fields or field.id in after.unsure:
        return after.model_copy(update={"again": 0})
    if after.fields != before.fields or after.service_id != before.service_id:
        return after
    if wants_price_now(turn):
        return without_the_rest(turn, after)
    again = before.again + 1
    told_otherwise = field.kind == "choice" and describes(turn)
    if (again >= _ASKED_IN_VAIN or told_otherwise) and field.unsure:
        return after.model_copy(update={"again": 0, "unsure": [*after.unsure, field.id]})
    return after.model_copy(update={"again": again})


def without_the_rest(turn: TurnContext, frame: EstimatorFrame) -> EstimatorFrame:
    """Who asks the price instead of answering hears it now: what is untold makes it a range."""
    job = turn.business.estimates.job_of(str(frame.service_id))
    open_ones = [f for f in turn.business.estimates.fields if job is not None and f.id in job.asks]
    untold = [f.id for f in open_ones if f.unsure and f.id not in frame.fields]
    return frame.model_copy(update={"again": 0, "unsure": list(dict.fromkeys([*frame.unsure, *untold]))})


def describes(turn: TurnContext) -> bool:
    """Words about the work that name nothing on the list, where it was asked what the work is; a place, a phone or a
    question alone is none."""
    found = turn.reading.entities
    tells = found.zones or found.addresses or found.phones or found.name or found.wishes
    return not tells and "ask" not in turn.reading.acts and len(turn.reading.text.split()) > 1


def learned(turn: TurnContext, before: EstimatorFrame, after: EstimatorFrame) -> list[LocalText]:
    """What this message told, to be confirmed in passing; free words are not repeated."""
    rules = turn.business.estimates
    found = []
    for field_id, value in after.fields.items():
        field = rules.field(field_id)
        if (
            before.fields.get(field_id) != value
            and field is not None
            and field.kind in ("choice", "number", "zone")
        ):
            found.append(shown(turn.business, field, value))
    return found


def noting(turn: TurnContext, told: list[LocalText], step: Step, *, photo: bool = False) -> Step:
    """The step with what was understood said before its question; a price says it by itself."""
    if photo:
        return step.model_copy(update={"acts": [SpeechAct(say="estimate-photo-noted"), *step.acts]})
    asks = step.pending is not None and step.pending.field != NEXT
    if not told or not asks:
        return step
    facts = joined(told)
    facts = LocalText(
        **{la: facts.in_language(la).rstrip(".") for la in LANGUAGES}
    )  # "2 шт." ends the sentence
    note = SpeechAct(say="estimate-noted", values={"facts": facts}, optional=True)
    return step.model_copy(update={"acts": [note, *step.acts]})
