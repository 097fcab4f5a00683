"""Facts for a lead that are said in any message, whoever deals with it, are kept (R2)."""

from __future__ import annotations

from typing import Any

from agents.sales.frame import LeadFrame
from agents.sales.hearing import note
from domain.business import Business
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
    after = note(business, reading, before, today, deadline=reading.route in _A_DEADLINE_IS_MEANT)
    return {} if after == before else {"sales": after.dump()}
