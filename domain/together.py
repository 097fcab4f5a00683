"""Visits that belong together: two people at once, or services one after another, at one branch. Pure; UTC in and out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice, permutations
from zoneinfo import ZoneInfo

from domain.appointment import TimeSlot
from domain.availability import Busy, SlotQuery, find_slots
from domain.business import Business
from domain.offering import choose_slots

LONGEST_PAUSE = timedelta(minutes=30)
"""Between one visit and the next of the same coming."""
_LAST_MAY_BEGIN = timedelta(hours=8)
"""After the first: the last of several visits on one day."""
_LOOK_AT = 1500
_ENOUGH = 400

Plan = list[TimeSlot]
"""One slot for each visit, in order of time."""


def find_together(
    business: Business,
    queries: Sequence[SlotQuery],
    busy: Sequence[Busy],
    now: datetime,
    *,
    people: bool,
    at_once: bool | None,
) -> list[Plan]:
    """Plans of one slot a query, soonest first; no two of them need the same practitioner at the same time.

    `people`: different people come, so visits may be at the same time; that is tried first unless `at_once` is False.
    One person's visits follow each other with at most `LONGEST_PAUSE` between, in the order asked for, else in
    another. The wish (day, hours) bounds the first visit; the others follow it.
    """
    first_day = [list(islice(find_slots(business, q, busy, now), _LOOK_AT)) for q in queries]
    if people and at_once is not False:
        found = list(islice(_parallel(first_day), _ENOUGH))
        if found or at_once:
            return found
    following = [list(islice(find_slots(business, _following(q), busy, now), _LOOK_AT)) for q in queries]
    for order in permutations(range(len(queries))):
        rest = [_by_branch(following[i]) for i in order[1:]]
        found = list(islice(_in_turn(first_day[order[0]], rest), _ENOUGH))
        if found:
            return found
    return []


def choose_plans(
    plans: Sequence[Plan], *, count: int, zone: ZoneInfo, nearest_to: datetime | None = None
) -> list[Plan]:
    """At most `count` plans that differ usefully, by when they begin (R14)."""
    by_start: dict[datetime, Plan] = {}
    for plan in plans:
        by_start.setdefault(plan[0].starts_at, plan)
    firsts = choose_slots([p[0] for p in by_start.values()], count=count, zone=zone, nearest_to=nearest_to)
    return [by_start[slot.starts_at] for slot in firsts]


def _following(query: SlotQuery) -> SlotQuery:
    """Visits after the first need only follow it on its day."""
    end = query.end + _LAST_MAY_BEGIN
    return replace(query, end=end, daily_to=None, nearest_to=None, skip=frozenset(), spans=())


def _by_branch(slots: list[TimeSlot]) -> dict[str, list[TimeSlot]]:
    found: dict[str, list[TimeSlot]] = {}
    for slot in slots:
        found.setdefault(slot.branch_id, []).append(slot)
    return found


def _in_turn(firsts: list[TimeSlot], rest: list[dict[str, list[TimeSlot]]]) -> Iterator[Plan]:
    for first in firsts:
        plan = [first]
        for by_branch in rest:
            follows = _next_after(by_branch.get(first.branch_id, []), plan[-1].ends_at)
            if follows is None:
                break
            plan.append(follows)
        else:
            yield plan


def _next_after(slots: list[TimeSlot], moment: datetime) -> TimeSlot | None:
    at = bisect_left(slots, moment, key=lambda s: s.starts_at)
    return slots[at] if at < len(slots) and slots[at].starts_at - moment <= LONGEST_PAUSE else None


def _parallel(found: list[list[TimeSlot]]) -> Iterator[Plan]:
    """Same start, same branch, everybody with a practitioner of their own."""
    others: list[dict[tuple[datetime, str], list[TimeSlot]]] = []
    for slots in found[1:]:
        at: dict[tuple[datetime, str], list[TimeSlot]] = {}
        for slot in slots:
            at.setdefault((slot.starts_at, slot.branch_id), []).append(slot)
        others.append(at)
    for first in found[0]:
        plan = [first]
        for at in others:
            taken = {s.practitioner_id for s in plan}
            free = at.get((first.starts_at, first.branch_id), [])
            beside = next((s for s in free if s.practitioner_id not in taken), None)
            if beside is None:
                break
            plan.append(beside)
        else:
            yield plan
