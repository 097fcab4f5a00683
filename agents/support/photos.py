"""A photo came (R38): it cannot be looked at here, but it counts as evidence, and staff see it in their channel."""

from __future__ import annotations

from agents.support.frame import SupportFrame, ask_again
from agents.turn_context import TurnContext
from domain.speech import SpeechAct
from domain.step import Step, UpdateTicket
from domain.ticket import SupportHistory


def take_photo(turn: TurnContext, frame: SupportFrame, history: SupportHistory) -> Step:
    """Noted with the problem under way, else with the ticket that waits; otherwise it says nothing to us."""
    noted = SpeechAct(say="photo-noted")
    if turn.pending is not None and frame.question is not None:
        step = ask_again(turn, frame)
        return step.model_copy(update={"acts": [noted, *step.acts]})
    ticket = next((t for t in history.tickets if t.is_open), None)
    if ticket is None:
        return Step(acts=[SpeechAct(say="unsupported-content")], keep_pending=True)
    count = int(ticket.fields.get("photos", "0")) + 1
    update = UpdateTicket(ticket_id=ticket.id, fields={"photo": "yes", "photos": str(count)})
    case = turn.situation.case
    over = case is None or case.outcome is not None
    return Step(acts=[noted], actions=[update], keep_pending=True, outcome="ticket" if over else None)
