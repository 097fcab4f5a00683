"""Which services are meant, and for how many people: one, a family to choose from, or several at one coming."""

from __future__ import annotations

from typing import Any

from agents.asked_of_us import spoken_of
from agents.estimator.facts import CERTAIN
from agents.scheduler.booking import MENU_SIZE
from agents.scheduler.frame import OPEN_FAMILY, SchedulerFrame
from agents.scheduler.parts import of_parent_and_child, settled, wanted_together, wants_it_too
from agents.scheduler.party import Party, put_off, read_party
from agents.scheduler.questions import HEALTH
from agents.turn_context import TurnContext
from agents.understanding.children import tells_a_childs_age
from agents.understanding.rules import says
from domain.business import Business
from domain.reading import Reading


def service_facts(turn: TurnContext, frame: SchedulerFrame) -> dict[str, Any]:
    """What this message says about services and people, as changes of the frame."""
    if turn.answers is not None or frame.mode in ("move", "cancel") or frame.later:
        return {}
    party = read_party(turn.reading)
    named = without_called_so(turn.business, _wanted_now(turn.reading))
    named = _on_the_menu(turn, _without_general(turn, named))
    if _tells_of_trouble(turn, frame, named):
        named = []
    changed = _party_facts(turn, frame, party)
    gives_up = party.rather and not wants_it_too(frame, party, turn.reading)
    if gives_up and frame.service_id in named and not frame.parts:
        named = [service for service in named if service != frame.service_id] or named
    together = wanted_together(turn, frame, party, named)
    if together is not None:
        of_two = party.at_once or party.another or of_parent_and_child(turn.business, together)
        people = max(party.people or frame.people, 2 if of_two else 1)
        changed |= _afresh() | {"parts": together, "service_id": None, "family": None, "people": people}
    elif (named and not set(named) <= set(frame.parts)) or (named and party.only):
        changed |= _one_service(turn.business, named, frame)
    elif not named:
        changed |= _of_a_child(turn, frame) or _likely_services(turn, frame) or _spoken_of(turn, frame)
    chosen = turn.business.service_by_id.get(str(changed.get("service_id")))
    if party.with_kin and chosen is not None and chosen.for_children:
        changed["people"] = 1  # "I'm coming with my daughter": whose visit it is
    first = turn.reading.entities.first_visit
    if first is not None and changed.get("service_id", frame.service_id) is None and not frame.parts:
        family = str(changed.get("family") or frame.family or "")
        changed |= _visit_facts(turn.business, family, first)
        if first and not family and not frame.named and not changed.get("named"):
            changed |= _first_of_all(turn, frame)
    family = str(changed.get("family") or frame.family or "")
    if turn.reading.entities.online and family and not (changed.get("service_id") or frame.service_id):
        changed |= _online_facts(turn.business, family)
    if changed.get("parts"):
        changed["parts"] = settled(turn.business, changed["parts"], first)
    return changed


def _wanted_now(reading: Reading) -> list[str]:
    """The services named, without those that are put off to another day beside one that is not."""
    named, later = reading.entities.services, put_off(reading)
    return [s for s in named if s not in later] or named


def each_on_its_day(turn: TurnContext, changed: dict[str, Any]) -> dict[str, Any]:
    """ "Botox on Wednesday at one and a cleaning on Sunday at twelve": no one coming, but one visit after another, each at
    its own time. Empty where the days are not told one for each."""
    parts: list[str] = changed.get("parts") or []
    wishes = turn.reading.entities.wishes
    days = {w.start.date() for w in wishes if w.start is not None}
    if len(parts) < 2 or not len(parts) == len(wishes) == len(days) or changed.get("people", 1) > 1:
        return {}
    if any(part.startswith(OPEN_FAMILY) for part in parts) or read_party(turn.reading).either:
        return {}
    first, *later = parts
    return {"parts": [], "service_id": first, "later": later, "window": wishes[0], "later_wishes": wishes[1:]}


def chosen_service(turn: TurnContext, frame: SchedulerFrame, service_id: str) -> dict[str, Any]:
    """A service was picked: the one visit's, or that of the visit whose kind was still open."""
    service = turn.business.service_by_id.get(service_id)
    if service is None:
        return {}
    open_part = OPEN_FAMILY + service.family
    if open_part in frame.parts:
        parts = [service_id if part == open_part else part for part in frame.parts]
        return {"parts": parts, "family": None}
    return {"service_id": service_id, "named": [], "guessed": False}


def _tells_of_trouble(turn: TurnContext, frame: SchedulerFrame, named: list[str]) -> bool:
    """ "It hurts a lot, what may I take?", told after a service was chosen: no other visit is wished for."""
    if not (frame.service_id or frame.parts) or not _is_one_whole_family(turn.business, named):
        return False
    return bool(HEALTH.intersection(turn.reading.flags)) or says(turn.reading, "own_condition")


def _is_one_whole_family(business: Business, named: list[str]) -> bool:
    families = {business.service_by_id[s].family for s in named}
    return len(families) == 1 and _is_whole_family(business, families.pop(), named)


def _afresh() -> dict[str, Any]:
    return {
        "slot": None,
        "offered": [],
        "plans": [],
        "prices_told": False,
        "named": [],
        "guessed": False,
        "refused": [],
        "parts": [],
        "later": [],
    }


def _party_facts(turn: TurnContext, frame: SchedulerFrame, party: Party) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    if party.people is not None and party.people != frame.people:
        changed |= {"people": party.people, "slot": None, "plans": [], "offered": [], "prices_told": False}
    if party.at_once is not None:
        changed |= {"at_once": party.at_once, "slot": None, "plans": []}
    found = turn.reading.entities
    of_a_visit = found.services or found.wishes or found.branches or found.practitioners or found.not_branches
    if party.only and party.people is None and frame.people > 1 and not of_a_visit:
        changed |= {"people": 1, "slot": None, "plans": [], "offered": []}
    return changed


def _one_service(business: Business, services: list[str], frame: SchedulerFrame) -> dict[str, Any]:
    """One service named: that one. Several of one family: the family, and the visit is asked (R12)."""
    if frame.service_id in services and not frame.parts:
        return {}
    families = {business.service_by_id[s].family for s in services}
    family = business.service_by_id[services[0]].family
    if len(families) == 1 and len(services) > 1 and _is_called_so(business, frame.service_id, family):
        return {}  # "just the consultation, then": the orthodontist's, which is talked about
    changed = _afresh()
    if len(families) > 1:
        return changed | {"service_id": None, "family": None, "named": services[:MENU_SIZE]}
    if len(services) == 1 or len(services) < len(business.family(family)):
        return changed | {"service_id": services[0], "family": family}
    return changed | {"service_id": None, "family": family}


def _is_called_so(business: Business, service_id: str | None, family: str) -> bool:
    """Whether the service, of another family, has that family's word in its name."""
    chosen = business.service_by_id.get(service_id or "")
    named = next((f.name.en.casefold() for f in business.services.families if f.id == family), None)
    return chosen is not None and named is not None and named in chosen.name.en.casefold()


def _likely_services(turn: TurnContext, frame: SchedulerFrame) -> dict[str, Any]:
    """What it may be about, while nothing is chosen: asked as a menu. Of one family alone, that family is asked about.
    What only people arrange is no option; where it is likely, the usual question is put."""
    likely = [turn.business.service_by_id[s] for s in turn.reading.entities.likely_services]
    who = next(iter(turn.reading.entities.practitioners), frame.practitioner_id)
    likely = [s for s in likely if who is None or who in s.practitioners]
    if frame.guessed and frame.named:
        return _narrowed(turn.business, frame.named, [s.id for s in likely])
    if (
        frame.service_id
        or frame.family
        or frame.parts
        or len(likely) < 2
        or any(s.needs_person for s in likely)
    ):
        return {}
    if turn.reading.entities.likely_share >= CERTAIN and likely[0].at_customer:
        return {"service_id": likely[0].id, "family": likely[0].family}  # who comes sees what it is
    return {"named": [s.id for s in likely], "guessed": True}


def _of_a_child(turn: TurnContext, frame: SchedulerFrame) -> dict[str, Any]:
    """ "She is five", told after a visit to any doctor was chosen: the children's visit is meant."""
    business = turn.business
    services = business.services.services
    theirs = [s for s in services if s.for_children and not s.needs_person]
    chosen = business.service_by_id.get(frame.service_id or "")
    family = chosen.family if chosen is not None else frame.family
    kinds = {s.visit for s in services if s.family == family}
    if len(theirs) != 1 or frame.parts or not kinds >= {"first", "repeat"}:
        return {}
    if not tells_a_childs_age(turn.reading.text):
        return {}
    return _afresh() | {"service_id": theirs[0].id, "family": theirs[0].family}


def _spoken_of(turn: TurnContext, frame: SchedulerFrame) -> dict[str, Any]:
    """What a question was about that came before the wish for a visit: "do you do braces?", and then "Saturday, please"."""
    begins = not (frame.service_id or frame.family or frame.parts or frame.named) and turn.pending is None
    services = [s for s in spoken_of(turn.frames, turn.now).services if s in turn.business.service_by_id]
    return _one_service(turn.business, services, frame) if begins and services else {}


def _without_general(turn: TurnContext, named: list[str]) -> list[str]:
    """ "To the orthodontist": of the visits such a word may mean, the one that only this person does. "A consultation with the
    cosmetologist": no whole family of visits that this person has none of."""
    people = turn.reading.entities.practitioners
    by_id = turn.business.service_by_id
    if len(people) != 1 or len({by_id[s].family for s in named}) < 2:
        return named
    own = [s for s in named if by_id[s].practitioners == people]
    if len(own) == 1:
        return own
    theirs = {by_id[s].family for s in named if people[0] in by_id[s].practitioners}
    general = {by_id[s].family for s in named if _is_whole_family(turn.business, by_id[s].family, named)}
    return (
        [s for s in named if by_id[s].family in theirs or by_id[s].family not in general] if theirs else named
    )


def without_called_so(business: Business, named: list[str]) -> list[str]:
    """ "A consultation about braces": the visit that is called a consultation, and not all of the family of that name."""
    families = {business.service_by_id[s].family for s in named}
    meant = {
        family
        for family in families
        if _is_whole_family(business, family, named)
        and any(
            _is_called_so(business, s, family) for s in named if business.service_by_id[s].family != family
        )
    }
    return [s for s in named if business.service_by_id[s].family not in meant]


def _is_whole_family(business: Business, family: str, named: list[str]) -> bool:
    """Whether a word named all that the family has, and so none of it in particular."""
    visits = [s.id for s in business.family(family)]
    return len(visits) > 1 and set(visits) <= set(named)


def _on_the_menu(turn: TurnContext, named: list[str]) -> list[str]:
    """ "The consultation", below a menu of the cosmetologist's visits: the one that is called so, and no other family's."""
    asked = turn.pending if turn.pending is not None and turn.pending.field == "service" else None
    families = {turn.business.service_by_id[s].family for s in named}
    if asked is None or turn.resuming or len(named) < 2 or len(families) != 1:
        return named
    if turn.reading.entities.first_visit is not None:  # "a consultation, for the first time": a kind of visit
        return named
    shown = [o.id.removeprefix("service:") for o in asked.options]
    if set(shown) & set(named):
        return named
    called = [s for s in shown if _is_called_so(turn.business, s, *families)]
    return called if len(called) == 1 else named


def _narrowed(business: Business, before: list[str], now: list[str]) -> dict[str, Any]:
    """What was asked about and is likely once more: a second guess alone, of words about something else, is not put."""
    both = [s for s in before if s in now]
    if len(both) == 1:
        return {
            "service_id": both[0],
            "family": business.service_by_id[both[0]].family,
            "named": [],
            "guessed": False,
        }
    return {"named": both} if both else {}


def _visit_facts(business: Business, family: str, first_visit: bool) -> dict[str, Any]:
    visit = "first" if first_visit else "repeat"
    fitting = [s for s in business.family(family) if s.visit == visit] if family else []
    return {"service_id": fitting[0].id} if len(fitting) == 1 else {}


def _first_of_all(turn: TurnContext, frame: SchedulerFrame) -> dict[str, Any]:
    """ "To Ani tomorrow at three, I have never been": the only first visit there is, with whoever is asked for."""
    who = next(iter(turn.reading.entities.practitioners), frame.practitioner_id)
    fitting = [
        s
        for s in turn.business.services.services
        if s.visit == "first" and not s.needs_person and (who is None or who in s.practitioners)
    ]
    return {"service_id": fitting[0].id, "family": fitting[0].family} if len(fitting) == 1 else {}


def _online_facts(business: Business, family: str) -> dict[str, Any]:
    """The only service of the family that is had by video."""
    fitting = [s for s in business.family(family) if s.online]
    return {"service_id": fitting[0].id} if len(fitting) == 1 else {}
