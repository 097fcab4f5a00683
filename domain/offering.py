"""Which few of the free slots to offer: they fit the wish and differ usefully (R14, R63)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from domain.appointment import TimeSlot

_LOOK_AT = 400
"""Enough for a fortnight of one service; keeps the choice bounded whatever the window."""

_SHOWN_DAYS = 2


def choose_slots(
    free: Iterable[TimeSlot], *, count: int, zone: ZoneInfo, nearest_to: datetime | None = None
) -> list[TimeSlot]:
    """At most `count` slots in order of time, with different start times.

    With `nearest_to`: the ones closest to it. Otherwise, on one day: early, middle and late; over several days:
    two days are shown, so that the customer can say "the other day" and "later"; more where the first ones are nearly full.
    """
    slots = _looked_at(islice(free, _LOOK_AT), count, zone, nearest_to)
    if len(slots) <= count:
        return slots
    if nearest_to is not None:
        closest = sorted(slots, key=lambda s: (abs(s.starts_at - nearest_to), s.starts_at))[:count]
        return sorted(closest, key=lambda s: s.starts_at)
    if count == 1:
        return slots[:1]
    days: dict[date, list[TimeSlot]] = {}
    for slot in slots:
        days.setdefault(slot.starts_at.astimezone(zone).date(), []).append(slot)
    if len(days) == 1:
        return _spread(slots, count)
    first, second, *_ = days.values()
    chosen = _spread(first, count - 1)
    earlier = {s.starts_at.astimezone(zone).time() for s in chosen}
    other = [s for s in second if s.starts_at.astimezone(zone).time() not in earlier] or second
    if len(chosen) + 1 == count:
        return [*chosen, _roundest(other[len(other) // 2 :] or other)]
    left = [s for slots in [other, *list(days.values())[2:]] for s in slots]
    return [*chosen, *_spread(other if len(other) >= count - len(chosen) else left, count - len(chosen))]


def _looked_at(
    free: Iterable[TimeSlot], count: int, zone: ZoneInfo, nearest_to: datetime | None
) -> list[TimeSlot]:
    """The slots of different start times that can be chosen: whatever comes later changes nothing any more. Each
    costs a look into the working hours, so most of a wide window is never made.
    """
    distinct: dict[datetime, TimeSlot] = {}
    days: list[date] = []
    after = 0
    for slot in free:
        if slot.starts_at in distinct:
            continue
        distinct[slot.starts_at] = slot
        if nearest_to is not None:
            after += slot.starts_at >= nearest_to
            if after == count:  # those that follow are further away than all of these
                break
            continue
        day = slot.starts_at.astimezone(zone).date()
        if not days or days[-1] != day:
            days.append(day)
        if count == 1 or (len(distinct) > count and len(days) > _SHOWN_DAYS):
            break
    return list(distinct.values())


def _spread(slots: list[TimeSlot], count: int) -> list[TimeSlot]:
    """`count` slots spread over the list, on round hours where there is a choice."""
    if len(slots) <= count:
        return slots
    size = len(slots) / count
    parts = [slots[int(i * size) : int((i + 1) * size)] for i in range(count)]
    return [slots[0] if i == 0 else _roundest(part) for i, part in enumerate(parts)]


def _roundest(slots: list[TimeSlot]) -> TimeSlot:
    def roundness(slot: TimeSlot) -> tuple[int, datetime]:
        minute = slot.starts_at.minute
        return (0 if minute == 0 else 1 if minute == 30 else 2, slot.starts_at)

    return min(slots, key=roundness)
