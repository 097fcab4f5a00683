"""Where a business comes to: the zone that was named, and an honest no where it does not (R5, R76)."""

from __future__ import annotations

from collections.abc import Mapping

from domain.business import Business, Zone
from domain.speech import SpeechAct
from domain.step import Step


def zone_among(business: Business, fields: Mapping[str, str]) -> Zone | None:
    """The zone among the facts an estimate has collected."""
    names = [f.id for f in business.estimates.fields if f.kind == "zone"]
    return next((business.zone_by_id[v] for n in names if (v := fields.get(n)) in business.zone_by_id), None)


def refuse_zone(zone: Zone) -> Step:
    """The business does not come there; what the customer can do instead."""
    act = SpeechAct(say="zone-not-served", values={"zone": zone.name})
    if zone.instead is not None:
        act = SpeechAct(say="zone-not-served-instead", values={"zone": zone.name, "instead": zone.instead})
    return Step(acts=[act], frame={}, outcome="not_fit")
