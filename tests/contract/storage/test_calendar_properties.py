"""Whatever customers do, in whatever order, no two visits of a practitioner overlap and every answer was true."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import SlotTaken
from domain.step import CancelAppointment
from storage.tables import appointment
from tests.contract.storage.desk import NOW, Desk, booking, slot

STEP = st.fixed_dictionaries({
    "what": st.sampled_from(["book", "book", "hold", "move", "cancel", "wait"]),
    "who": st.sampled_from(["ani", "gor", "narek"]),
    "practitioner": st.sampled_from(["sargsyan", "petrosyan"]),
    "quarter": st.integers(0, 11),
    "minutes": st.sampled_from([15, 30, 45, 60, 90]),
    "which": st.integers(0, 5),
})  # fmt: skip


@dataclass
class Model:
    """What the calendar should be: (practitioner, start, end) by appointment, with who holds it until when."""

    visits: dict[str, dict[str, Any]] = field(default_factory=dict)

    def collides(self, at: Any, now: Any, *, except_case: str, moves: str | None) -> bool:
        return any(
            v["practitioner"] == at.practitioner_id
            and v["start"] < at.ends_at
            and at.starts_at < v["end"]
            and not (v["expires"] is not None and (v["expires"] <= now or v["case"] == except_case))
            and id_ != moves
            for id_, v in self.visits.items()
        )


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)  # fmt: skip
@given(steps=st.lists(STEP, min_size=5, max_size=25))
def test_random_bookings_moves_and_cancellations_never_overlap(
    desk: Desk, steps: list[dict[str, Any]]
) -> None:
    desk.database.write_sync(lambda c: c.execute(appointment.delete()))
    model, now = Model(), NOW
    for step in steps:
        if step["what"] == "wait":
            now += timedelta(minutes=10)
            continue
        _act(desk, model, step, now)
        rows = [r for r in desk.rows(appointment) if r["status"] in ("held", "booked")]
        for a in rows:
            for b in rows:
                assert (
                    a["id"] == b["id"]
                    or a["practitioner_id"] != b["practitioner_id"]
                    or a["ends_at"] <= b["starts_at"]
                    or b["ends_at"] <= a["starts_at"]
                )
        booked = {r["id"] for r in rows if r["status"] == "booked"}
        assert booked == {id_ for id_, v in model.visits.items() if v["expires"] is None}


def _act(desk: Desk, model: Model, step: dict[str, Any], now: Any) -> None:
    turn = desk.begin(who=step["who"], now=now)
    own = sorted(i for i, v in model.visits.items() if v["who"] == step["who"] and v["expires"] is None)
    chosen = own[step["which"] % len(own)] if own else None
    at = slot(9 + step["quarter"] / 4, minutes=step["minutes"], practitioner=step["practitioner"])
    if step["what"] == "cancel":
        actions: list[Any] = [CancelAppointment(appointment_id=chosen)] if chosen else []
        desk.commit(desk.draft(turn, actions=actions), now)
        if chosen:
            del model.visits[chosen]
        return
    moves = chosen if step["what"] == "move" else None
    held = step["what"] == "hold"
    action = booking(at, moves=moves, status="held" if held else "booked", hold_minutes=15)
    expected = model.collides(at, now, except_case=turn.case_id, moves=moves)
    try:
        committed = desk.commit(desk.draft(turn, actions=[action]), now)
    except SlotTaken:
        assert expected
        desk.commit(desk.draft(turn), now)
        return
    assert not expected
    for id_ in [i for i, v in model.visits.items() if v["expires"] is not None and v["case"] == turn.case_id]:
        del model.visits[id_]
    if moves:
        del model.visits[moves]
    model.visits[committed.results[0].result["appointment_id"]] = {
        "who": step["who"], "practitioner": at.practitioner_id, "start": at.starts_at, "end": at.ends_at,
        "expires": now + timedelta(minutes=15) if held else None, "case": turn.case_id,
    }  # fmt: skip
