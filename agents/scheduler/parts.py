"""The parts of a coming: which of the services named are wanted at once, and what each of them is."""

from __future__ import annotations

from itertools import pairwise

from agents.scheduler.frame import OPEN_FAMILY, SchedulerFrame
from agents.scheduler.party import Party, says_and, says_either
from agents.turn_context import TurnContext
from domain.business import Business
from domain.reading import Reading


def wanted_together(
    turn: TurnContext, frame: SchedulerFrame, party: Party, named: list[str]
) -> list[str] | None:
    """The visits of one coming when the message names several services as wanted together, else None."""
    business, reading = turn.business, turn.reading
    field = turn.pending.field if turn.pending is not None and not turn.resuming else None
    together = party.both or (party.at_once and frame.asked_together)  # "could we go at the same time?"
    if together and frame.named and field == "service":
        return frame.named
    kinds = _kinds(business, named, _by_own_name(reading))
    only = party.only and not (len(kinds) > 1 and of_parent_and_child(business, kinds))
    if party.apart or only or (party.either and _are_to_choose_from(reading)):
        return None  # "just a check-up for her, and a cleaning for me" leaves nothing out
    if party.rather and field is not None and not wants_it_too(frame, party, reading):
        return None
    known = frame.parts or ([frame.service_id] if frame.service_id else [])
    if party.also and known and len(kinds) == 1 and not _covers(business, known, kinds[0]):
        return [*known, kinds[0]]
    books = reading.has("booking", at_least=0.4) and reading.route != "quote"
    names_one_more = field == "slot" and frame.service_id in kinds and "ask" not in reading.acts
    if len(kinds) > 1 and (books or field == "service" or names_one_more) and set(kinds) != set(frame.parts):
        return kinds
    return None


def wants_it_too(frame: SchedulerFrame, party: Party, reading: Reading) -> bool:
    """ "Better a cleaning and whitening": what was chosen is not given up for the other, it is named beside it."""
    joined = _joined(reading)
    return party.both or (frame.service_id in joined if frame.service_id else bool(joined))


def _joined(reading: Reading) -> set[str]:
    """The services that "and" stands between; of those before a comma that lead up to it, too: "a, b and c"."""
    named = sorted((s.start, s.end, s.value) for s in reading.entities.spans if s.fact == "services")
    joined: set[str] = set()
    run: list[str] = []
    for (_, end, one), (start, _, another) in pairwise(named):
        between = reading.text[end:start]
        run = [*run, one]
        if says_and(between):
            joined |= {*run, another}
        elif between.strip() != ",":
            run = []
    return joined


def _are_to_choose_from(reading: Reading) -> bool:
    """Whether "or" stands between services: "a cleaning and a facial, on Tuesday or on Sunday" is both of them."""
    named = sorted((s.start, s.end) for s in reading.entities.spans if s.fact == "services")
    if len(named) < 2:
        return True
    between = [reading.text[first[1] : then[0]] for first, then in pairwise(named)]
    return any(says_either(text) for text in between)


def of_parent_and_child(business: Business, parts: list[str]) -> bool:
    """A visit for children alone, beside one that is not."""
    whose = {p in business.service_by_id and business.service_by_id[p].for_children for p in parts}
    return len(whose) > 1


def _kinds(business: Business, named: list[str], by_own_name: set[str]) -> list[str]:
    """One entry a wish: a service, or `family:…` when a word means several of a family. Those of a family that are each
    called by their own name, and are no first or repeated visit, are several wishes."""
    by_family: dict[str, list[str]] = {}
    for service_id in named:
        by_family.setdefault(business.service_by_id[service_id].family, []).append(service_id)
    kinds: list[str] = []
    for family, ids in by_family.items():
        apart = all(i in by_own_name and business.service_by_id[i].visit is None for i in ids)
        kinds += ids if len(ids) == 1 or apart else [OPEN_FAMILY + family]
    return kinds


def _by_own_name(reading: Reading) -> set[str]:
    """Services that words of the message mean alone."""
    return {span.value for span in reading.entities.spans if span.fact == "services"}


def _covers(business: Business, known: list[str], kind: str) -> bool:
    families = {business.service_by_id[k].family for k in known if k in business.service_by_id}
    return kind in known or kind.removeprefix(OPEN_FAMILY) in families


def settled(business: Business, parts: list[str], first: bool | None) -> list[str]:
    """The parts with the kind of visit filled in where the message says it, or where there is no choice."""
    settled = []
    for part in parts:
        family = part.removeprefix(OPEN_FAMILY)
        services = [s for s in business.family(family) if not s.needs_person]
        if part == family or not services:
            settled.append(part)
            continue
        visit = None if first is None else "first" if first else "repeat"
        fitting = [s for s in services if s.visit == visit] if visit else services
        settled.append(fitting[0].id if len(fitting) == 1 else part)
    return settled
