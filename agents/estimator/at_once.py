""" "Two sockets tomorrow at two": a visit is wished for, and what it costs depends on a count that was told with it."""

from __future__ import annotations

from agents.estimator.facts import merge_facts
from agents.estimator.frame import EstimatorFrame
from agents.turn_context import TurnContext


def prices_at_once(turn: TurnContext, service_id: str) -> bool:
    """Whether this message counts the work of `service_id` and tells all that its price needs: it is worked out before the
    visit, as the list's price is for one piece. False where it has a price already."""
    rules = turn.business.estimates
    job = rules.job_of(service_id)
    if job is None or turn.answers is not None or not turn.reading.entities.quantities:
        return False
    before = EstimatorFrame.of(turn.frames.get("estimator", {}))
    if before.quote_of(service_id) is not None:
        return False
    after = merge_facts(turn, before)
    fields = [f for name in job.asks if (f := rules.field(name)) is not None]
    counted = any(f.kind == "number" and f.id in after.fields for f in fields)
    return (
        counted
        and service_id in (after.service_id, *after.later)
        and all(f.id in after.fields for f in fields)
    )
