"""More than a yes or a no, where one was asked for: what is asked meanwhile, and what else is wanted of the same order."""

from __future__ import annotations

from agents.front_desk.policies import answer_from_policies
from agents.support.frame import SupportFrame, ask_again
from agents.support.returns import exchange_instead
from agents.support.tickets import open_ticket
from agents.support.unsolved import wants_exchange
from agents.turn_context import TurnContext
from domain.business import SupportCategory
from domain.step import Step

_A_STORY = 4
"""From so many words on a statement is more than an aside."""
_LONGEST = 400
_SURELY = 0.6


async def after_told(turn: TurnContext, frame: SupportFrame, category: SupportCategory) -> Step:
    """ "Can he come after seven?", "to another address then", where it was asked whether it helped: a rule answers, else a
    person who knows the order gets it; a word or two is asked again."""
    reading = turn.reading
    if (
        reading.has("cancel", at_least=0.5)
        or reading.has("reschedule", at_least=0.5)
        or reading.entities.addresses
    ):
        changes = next((c for c in turn.business.support.categories if "reschedule" in c.routes), None)
        if changes is not None:
            return open_ticket(turn, _of_same_order(frame, changes, reading.text), changes)
    if "ask" in reading.acts:
        found = await answer_from_policies(turn, only_confident=True, about=category.topics)
        if found.acts:
            again = ask_again(turn, frame)
            return again.model_copy(update={"acts": [*found.acts, *again.acts]})
    little = reading.route in ("smalltalk", "confirm", "decline") and reading.confidence >= _SURELY
    says_much = len(reading.text.split()) >= _A_STORY and not little
    if says_much and frame.order:
        problem = f"{frame.problem}\n{reading.text}"[:_LONGEST]
        more = frame.model_copy(update={"problem": problem})
        return open_ticket(turn, more, category, say="ticket-after-all")
    return ask_again(turn, frame)


async def before_return(turn: TurnContext, frame: SupportFrame, category: SupportCategory) -> Step:
    """Neither yes nor no to the return that was read back: another one is wanted for it, or something is asked."""
    reading = turn.reading
    wish = reading.entities.goods
    if wish.sizes or wish.colours or wants_exchange(reading.text, reading.language):
        return exchange_instead(turn, frame, category)
    if "ask" in reading.acts:
        found = await answer_from_policies(turn, only_confident=True, about=category.topics)
        again = ask_again(turn, frame)
        return again.model_copy(update={"acts": [*found.acts, *again.acts]})
    return ask_again(turn, frame)


def _of_same_order(frame: SupportFrame, category: SupportCategory, text: str) -> SupportFrame:
    order = frame.order or frame.claim
    return SupportFrame(
        category=category.id, problem=text[:_LONGEST], fact=order, claim=order, order=frame.order
    )
