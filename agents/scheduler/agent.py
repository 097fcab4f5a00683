"""The scheduler's entry: merge what was said into the frame, then take the next step of the chosen mode."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from agents.closest import takes_the_closest
from agents.escalations import hand_to_staff
from agents.estimator.at_once import prices_at_once
from agents.estimator.facts import asks_price
from agents.scheduler import phrases, waitlist
from agents.scheduler.as_before import like_last_time
from agents.scheduler.booking import book, slot_lost
from agents.scheduler.by_default import by_default
from agents.scheduler.cancelling import cancel
from agents.scheduler.dropping import abandon, drop, gives_up_absent, keep, kept_visits
from agents.scheduler.frame import SchedulerFrame
from agents.scheduler.hearing import merge_facts
from agents.scheduler.holds import hold_over
from agents.scheduler.modes import has_visit, with_mode
from agents.scheduler.moving import move, move_back, take_back
from agents.scheduler.other_prices import other_prices
from agents.scheduler.own_time import visits_then
from agents.scheduler.party import read_party
from agents.scheduler.phrases_together import price_told
from agents.scheduler.questions import SAID_BESIDE, change_what, choose_again, name_noted, still_to_choose
from agents.scheduler.services import chosen_service
from agents.scheduler.visiting import with_place
from agents.scheduler.wishes import closest_to_wish, days_that_are_none
from agents.turn_context import TurnContext
from domain.reading import Reading, TimeWindow
from domain.speech import SpeechAct
from domain.step import Step

MOST_REFUSED = 24
"""How many times that were shown and not taken are remembered."""
SURE_OF_PRICE = 0.6
"""A question of price below a choice: the menu says the prices, so it is told again."""


async def decide(turn: TurnContext) -> Step:
    """The scheduler's step for this turn. Proposes; writes nothing."""
    frame = SchedulerFrame.of(turn.frame)
    if turn.event is not None and turn.event.kind == "business":
        return await waitlist.offer(turn)
    if turn.event is not None:
        return await hold_over(turn, frame)
    if turn.resuming:
        return await still_to_choose(turn, frame) or await _take_step(turn, frame)
    if gives_up_absent(turn, frame):
        return await cancel(turn, frame.model_copy(update={"mode": "cancel", "offered": [], "window": None}))
    if not turn.conflict:
        instead = await _instead_of_wishing(turn, frame)
        if instead is not None:
            return instead
    frame, unknown = await like_last_time(turn, with_place(turn, _merge(turn, frame)))
    if turn.conflict:
        return await slot_lost(turn, frame)
    wanted = frame.visits() or [s for s in [frame.service_id] if s]
    if turn.pending is None and any(prices_at_once(turn, service) for service in wanted):
        return Step(hand_off="estimator")
    answered = await _answer_asked(turn, frame)
    if answered is not None:
        return answered
    prefix = [*unknown, *days_that_are_none(turn.reading), *_noted(turn, frame)]
    if frame.later_wishes and not SchedulerFrame.of(turn.frame).later_wishes:
        prefix.append(SpeechAct(say="book-each-in-turn"))
    frame, presumed = await by_default(turn, frame)
    prefix += presumed
    field = turn.pending.field if turn.pending is not None else None
    if (
        field in ("slot", "move_slot", "service")
        and turn.answers is None
        and _said_nothing_new(turn, frame, prefix)
        and not (field == "service" and turn.reading.has("quote", at_least=SURE_OF_PRICE))
    ):
        return choose_again(turn, frame, prefix)
    step = await _take_step(turn, frame)
    return step.model_copy(update={"acts": [*prefix, *step.acts]}) if prefix else step


async def _instead_of_wishing(turn: TurnContext, frame: SchedulerFrame) -> Step | None:
    """What is said of a visit and is no wish for one: it is dropped, taken back, kept as it is, or asked what others cost."""
    dropped = drop(turn, frame)
    if dropped is not None:
        return dropped
    if turn.reading.intent == "take_back" and turn.pending is None:
        visits = kept_visits(turn, frame)
        kept = (
            keep(turn, visits) if visits else Step(acts=[SpeechAct(say="acknowledged")], outcome="resolved")
        )
        return await take_back(turn) or kept
    if turn.reading.intent == "move_back":
        return await move_back(turn, frame)
    own_time = visits_then(turn, frame)
    if own_time:
        return keep(turn, own_time)
    prices = other_prices(turn, frame)
    if prices:
        beside = replace(turn, resuming=True)
        step = await still_to_choose(beside, frame) or await _take_step(beside, frame)
        return step.model_copy(update={"acts": [*prices, *step.acts]})
    return None


async def _answer_asked(turn: TurnContext, frame: SchedulerFrame) -> Step | None:
    """A tap, a yes or a no to what was asked, where that alone decides; None where the visit goes on."""
    answer = turn.answers
    field = turn.pending.field if turn.pending is not None else None
    if answer == phrases.PERSON.id:
        return hand_to_staff(turn, "person")
    if answer == phrases.WAITLIST.id:
        return waitlist.ask_consent(turn, frame)
    if field == waitlist.FIELD and answer == "yes":
        return waitlist.put_on_list(turn, frame)
    if answer == "stop" and frame.mode == "move":
        return keep(turn, kept_visits(turn, frame))
    never_been = turn.reading.entities.first_visit is not None  # "never been" sounds like a no
    declines = answer is None and "deny" in turn.reading.acts and not never_been
    if answer == "stop" or _gives_up(turn, frame) or (declines and field in ("service", "day")):
        return abandon()
    refuses = answer in ("change", "no") or (declines and not _brings_facts(turn.reading))
    if field == waitlist.FIELD and refuses:
        return await _take_step(turn, frame)
    if field == "book_yes" and refuses and frame.waited and not _brings_facts(turn.reading):
        return waitlist.declined()
    if field in ("book_yes", "move_yes") and refuses:
        return change_what(moving=frame.mode == "move").model_copy(update={"frame": frame.dump()})
    return None


def _gives_up(turn: TurnContext, frame: SchedulerFrame) -> bool:
    """ "Cancel", while a visit is being arranged and none is booked, or in that word alone."""
    reading = turn.reading
    return bool(
        turn.frame
        and frame.mode == "book"
        and turn.answers is None
        and reading.route == "cancel"
        and not reading.entities.wishes
        and (not has_visit(turn) or len(reading.text.split()) == 1)
        and not _names_another(turn)
    )


def _noted(turn: TurnContext, frame: SchedulerFrame) -> list[SpeechAct]:
    """What was said in passing and is confirmed in a word: a name, another phone; and a price that was asked for."""
    field = turn.pending.field if turn.pending is not None else None
    said = turn.reading.entities
    noted: list[SpeechAct] = []
    if said.names and field in ("service", "slot", "day", "move_slot"):
        noted.append(name_noted(turn, said.names[0]))
    if said.phones and field == "book_yes" and said.phones[0] != SchedulerFrame.of(turn.frame).phone:
        noted.append(SpeechAct(say="phone-noted", values={"phone": said.phones[0]}))
    if _asks_price(turn, frame):
        services = [turn.business.service_by_id[s] for s in frame.visits() or [str(frame.service_id)]]
        noted.append(price_told(turn.business, services))
    return noted


def _names_another(turn: TurnContext) -> bool:
    """ "Not whitening: a cleaning", "no wait, is a cleaning needed first?": another service than the chosen one, and nothing
    is given up."""
    before, by_id = SchedulerFrame.of(turn.frame), turn.business.service_by_id
    named = set(turn.reading.entities.services)
    party = read_party(turn.reading)
    chosen = {by_id[s].family for s in [before.service_id, *before.parts, *before.named] if s in by_id}
    another = chosen and not {by_id[s].family for s in named} <= {before.family, *chosen}
    rather = party.rather and before.service_id is not None and named - {before.service_id}
    return bool(named and party.only) or bool(rather) or bool(another)


def _said_nothing_new(turn: TurnContext, frame: SchedulerFrame, said: list[SpeechAct]) -> bool:
    """Times or services are shown, and the message says nothing about them: a name, a number, "yes"."""
    mine = {"name", "phone", "email", "address", "for_whom", "of_kin"}
    if (zone := turn.business.zone_by_id.get(frame.zone_id or "")) is None or zone.served:
        mine |= {"zone_id"}
    same = {k: v for k, v in frame.dump().items() if k not in mine} == {
        k: v for k, v in turn.frame.items() if k not in mine
    }
    shown = frame.offered if turn.pending is None or turn.pending.field != "service" else turn.pending.options
    return same and bool(shown) and all(act.say in SAID_BESIDE for act in said)


def _brings_facts(reading: Reading) -> bool:
    facts = reading.entities
    visit = facts.wishes or facts.services or facts.practitioners or facts.branches or facts.shift
    return bool(visit or facts.names or facts.phones or facts.emails)


def _asks_price(turn: TurnContext, frame: SchedulerFrame) -> bool:
    """ "How much is it?" about the service that is being booked already."""
    ours = turn.pending is not None and turn.pending.specialist == "scheduler"
    of_price = turn.reading.intent in ("what_included", "why_dear")
    asks = ours and turn.answers is None and (of_price or (turn.reading.has("quote") and asks_price(turn)))
    if frame.visits():
        return asks and frame.open_family is None and frame.parts == turn.frame.get("parts", [])
    return asks and frame.service_id is not None and frame.service_id == turn.frame.get("service_id")


async def _take_step(turn: TurnContext, frame: SchedulerFrame) -> Step:
    if frame.mode == "move":
        return await move(turn, frame)
    if frame.mode == "cancel":
        return await cancel(turn, frame)
    return await book(turn, frame)


def _merge(turn: TurnContext, frame: SchedulerFrame) -> SchedulerFrame:
    frame = with_mode(turn, frame)
    frame = _merge_answer(turn, frame)
    return merge_facts(turn, frame)


def _merge_answer(turn: TurnContext, frame: SchedulerFrame) -> SchedulerFrame:
    answer = turn.answers
    if answer is None and _refuses_times(turn):
        answer = "more"
    if answer is None and _takes_the_only_one(turn, frame):
        return frame.model_copy(update={"slot": frame.offered[0]})
    if answer is None and frame.offered and _asked_for_time(turn) and takes_the_closest(turn.reading):
        return frame.model_copy(update={"slot": closest_to_wish(frame, turn.business)})
    if answer is None:
        return frame
    kind, _, rest = answer.partition(":")
    if answer == "more":
        return _after_offered(frame)
    if kind == "family":
        return frame.model_copy(update={"family": rest})
    if kind == "service":
        return frame.model_copy(update=chosen_service(turn, frame, rest))
    if answer == "both":
        return frame.model_copy(update={"parts": frame.named, "named": []})
    if kind == "slot":
        slot = next((s for s in frame.offered if s.id == answer), None)
        return frame.model_copy(update={"slot": slot}) if slot else frame
    if answer == "time":
        chosen = [frame.slot] if frame.slot is not None else []
        seen = {s.starts_at for s in [*frame.offered, *chosen]} | set(frame.refused)
        return frame.model_copy(update={"slot": None, "offered": [], "refused": sorted(seen)[-MOST_REFUSED:]})
    if turn.answered("change") == "service":
        return SchedulerFrame(mode="book", name=frame.name, phone=frame.phone, email=frame.email)
    if turn.answered("cancel_yes") == "move":
        return SchedulerFrame(mode="move", appointment_id=frame.appointment_id)
    if turn.answered("appointment") is not None:
        return frame.model_copy(update={"appointment_id": answer})
    return frame


def _refuses_times(turn: TurnContext) -> bool:
    """ "No" to the times shown: other ones."""
    field = turn.pending.field if turn.pending is not None and not turn.resuming else None
    found = turn.reading.entities
    return (
        field in ("slot", "move_slot")
        and "deny" in turn.reading.acts
        and not found.wishes
        and not found.shift
    )


def _takes_the_only_one(turn: TurnContext, frame: SchedulerFrame) -> bool:
    """ "Yes" to the one time that is shown."""
    one = len(frame.offered) == 1 and not turn.conflict
    return one and _asked_for_time(turn) and "confirm" in turn.reading.acts


def _asked_for_time(turn: TurnContext) -> bool:
    return turn.pending is not None and turn.pending.field in ("slot", "move_slot") and not turn.resuming


def _after_offered(frame: SchedulerFrame) -> SchedulerFrame:
    """ "Other time": look beyond what was shown."""
    if not frame.offered:
        return frame.model_copy(update={"window": None, "slot": None})
    last = max(s.starts_at for s in frame.offered)
    wish = frame.window
    end = (
        wish.end
        if wish is not None and wish.end is not None and wish.end > last and wish.grain == "day"
        else None
    )
    later = TimeWindow(text="", start=last + timedelta(minutes=1), end=end, grain="day")
    return frame.model_copy(update={"window": later, "offered": [], "slot": None})
