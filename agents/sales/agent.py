"""The sales qualifier's entry: hear, ask what is worth asking, score by the owner's table, and follow the score."""

from __future__ import annotations

from agents.sales.asking import ask, ask_together, next_question, today_of
from agents.sales.brief import CHANGE_WHAT, write_brief
from agents.sales.frame import LeadFrame
from agents.sales.hearing import BRIEF_YES, hear
from agents.sales.interest import asks_for_proposal, goals_named
from agents.sales.outcomes import answer_call, answer_touch, follow, offer_again, offer_call
from agents.sales.prices import asks_price, includes_acts, price_acts
from agents.sales.proposal import FIELDS, answer_proposal, note_sent, write_first, write_next
from agents.sales.touches import FIELD, answer_touched, write_touch
from agents.turn_context import TurnContext
from agents.understanding.dropping import puts_off
from agents.understanding.rules import says
from domain.business.qualification import GOAL
from domain.lead import Verdict, judge
from domain.speech import SpeechAct
from domain.step import Step


async def decide(turn: TurnContext) -> Step:
    """The sales step for this turn: at most one question, and a record with every verdict (R2-R10)."""
    frame = LeadFrame.of(turn.frame)
    if frame.touch is not None:
        return write_touch(turn, frame.touch)
    if frame.write_next:
        return write_next(turn, frame.model_copy(update={"write_next": 0}), frame.write_next)
    if turn.event is not None and turn.event.kind == "timer":
        return write_first(turn, str(turn.event.payload.get("subject")))
    if turn.event is not None and turn.event.kind == "business":
        return note_sent(turn)
    if turn.pending is not None and turn.pending.field in FIELDS:
        return answer_proposal(turn, frame)
    if _drops_it(turn):
        return _let_be(turn)
    before, called = frame.facts, not frame.no_calls
    frame = hear(turn, frame)
    rules = turn.business.qualification
    if rules.brief is not None and (frame.mode == "brief" or asks_for_proposal(turn.reading, turn.business)):
        return await write_brief(turn, frame, rules.brief)
    verdict = judge(rules, frame.facts, today_of(turn))
    answered = await _answer(turn, frame, verdict, changed=frame.facts != before)
    if answered is not None:
        return answered
    said = [SpeechAct(say="sales-by-writing")] if called and frame.no_calls else []
    return await _go_on(turn, frame, verdict, said)


def _drops_it(turn: TurnContext) -> bool:
    """ "Never mind, we changed our minds" instead of an answer; a promised word later is refused by its own no."""
    if turn.pending is None or turn.resuming or turn.answers is not None or "drop" not in turn.reading.acts:
        return False
    keeps_lead = turn.pending.field == "close" and _puts_off(
        turn
    )  # a manager goes on with who thinks it over
    return turn.pending.field not in ("touch", FIELD) and not keeps_lead


def _puts_off(turn: TurnContext) -> bool:
    return puts_off(turn.reading.text, turn.reading.language)


def _let_be(turn: TurnContext) -> Step:
    act = SpeechAct(say="proposal-thinking" if _puts_off(turn) else "sales-dropped")
    return Step(acts=[act], frame={}, outcome="closed_by_customer")


async def _answer(turn: TurnContext, frame: LeadFrame, verdict: Verdict, *, changed: bool) -> Step | None:
    """The step that the open question's answer asks for; None: go on with what is known."""
    field = turn.pending.field if turn.pending is not None else None
    if field not in ("close", "touch", FIELD, BRIEF_YES, CHANGE_WHAT):
        return None
    if turn.resuming:
        return await offer_again(turn, frame, verdict) if field in ("close", "touch") else None
    same = verdict.label == frame.label
    covers = includes_acts(turn, frame) if turn.answers is None else []
    if covers and field in ("close", "touch"):
        return await offer_call(turn, frame, verdict, covers)
    if field == "close" and (same or turn.answers is not None):
        if asks_price(turn) and not frame.price_told and (told := price_acts(turn, frame)):
            kept = frame.model_copy(update={"price_told": True})
            return await offer_call(turn, kept, verdict, told)
        return await answer_call(turn, frame, verdict)
    if field == "touch" and (same or not changed):
        return await answer_touch(turn, frame, verdict, changed=changed)
    if field == FIELD:
        return answer_touched(turn, frame)
    return None


def _before_asking_again(
    turn: TurnContext, frame: LeadFrame, field: str, said: list[SpeechAct]
) -> tuple[list[SpeechAct], LeadFrame]:
    """What makes the same question worth an answer: the price that a budget is to be weighed against."""
    if turn.resuming or said:
        return said, frame
    noted = [] if "ask" in turn.reading.acts else [SpeechAct(say="sales-heard", optional=True)]
    money = field != GOAL and turn.business.qualification.field_by_id(field).kind == "money"
    if money and frame.goal_id is not None and not frame.price_told and (told := price_acts(turn, frame)):
        return [*noted, *told], frame.model_copy(update={"price_told": True})
    return noted, frame


def _priced(frame: LeadFrame, told: list[SpeechAct]) -> LeadFrame:
    return frame.model_copy(update={"price_told": True}) if told and frame.goal_id is not None else frame


def _asks_whether_we_do(turn: TurnContext, frame: LeadFrame) -> bool:
    """ "Do you make websites?", as the first word of a lead."""
    first = not frame.asked and not frame.price_told and not turn.resuming
    if not first or frame.goal_id is None or "ask" not in turn.reading.acts:
        return False
    return says(turn.reading, "do_you_do")


def _cannot_choose(turn: TurnContext) -> bool:
    """ "I do not know what is better, a website or ads": which of them is what a call is for."""
    if turn.resuming or turn.answers is not None or len(goals_named(turn.reading.text, turn.business)) < 2:
        return False
    return says(turn.reading, "which_is_better")


async def _go_on(turn: TurnContext, frame: LeadFrame, verdict: Verdict, noted: list[SpeechAct]) -> Step:
    """Prices when they were asked for, then the next question worth asking, else what the score says."""
    said = [*noted]
    if _asks_whether_we_do(turn, frame):
        told = price_acts(turn, frame)
        said, frame = [*noted, SpeechAct(say="sales-yes"), *told], _priced(frame, told)
    elif covers := includes_acts(turn, frame):
        said = [*noted, *covers]
    elif asks_price(turn) and not turn.resuming and (GOAL not in turn.frame or not frame.price_told):
        told = price_acts(turn, frame)
        said, frame = [*noted, *told], _priced(frame, told)
    if _cannot_choose(turn):
        told = said or price_acts(turn, frame)
        kept = frame.model_copy(update={"label": verdict.label, "rule": verdict.rule, "price_told": True})
        return await offer_call(turn, kept, verdict, [*told, SpeechAct(say="sales-which-is-better")])
    open_field = turn.pending.field if turn.pending is not None else ""
    if open_field in frame.asked and open_field not in frame.facts and open_field not in frame.again:
        # Asked, and neither told nor refused, for they had something else to say first: it is still open.
        still = [name for name in frame.asked if name != open_field]
        frame = frame.model_copy(update={"asked": still, "again": [*frame.again, open_field]})
        said, frame = _before_asking_again(turn, frame, open_field, said)
    field = next_question(turn, frame)
    if field is not None and field != GOAL and turn.business.qualification.ask == "bundle":
        together = ask_together(turn, frame, said)
        if together is not None:
            return together
    if field is not None:
        return ask(turn, frame, field, said)
    return await follow(turn, frame, verdict, said)
