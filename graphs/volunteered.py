"""Facts for a lead that are said in any message, whoever deals with it, are kept (R2)."""

from __future__ import annotations

from typing import Any

from agents.sales.frame import LeadFrame
from agents.sales.hearing import note
from domain.business import Business
from domain.business.qualification import GOAL
from domain.reading import Reading
from domain.turn import Situation

_A_DEADLINE_IS_MEANT = ("sales", "quote")


def keep_volunteered(
    reading: Reading | None, situation: Situation, business: Business, frames: dict[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """The sales qualifier's frame with what this message tells, by specialist; empty when it tells nothing new."""
    if reading is None or not business.qualification.score:
        return {}
    before = LeadFrame.of(frames.get("sales", {}))
    today = situation.now.astimezone(business.zone).date()
    after = note(
        business, reading, before, today, deadline="any" if reading.route in _A_DEADLINE_IS_MEANT else "none"
    )
    return {} if after == before else {"sales": after.dump()}


def tells_of_a_lead(kept: dict[str, dict[str, Any]], business: Business) -> bool:
    """Whether what was just kept is a sum or a date that the score looks at: somebody who asks about the rules and says
    what they can spend is a customer, and is asked on."""
    looked_at = {name for name, _ in business.qualification.conditions} - {GOAL}
    silent = {f.id for f in business.qualification.fields if not f.asked}
    return bool((looked_at - silent) & set(LeadFrame.of(kept.get("sales", {})).facts))
