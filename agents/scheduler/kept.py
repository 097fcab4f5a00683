"""Which of several visits is to be cancelled where another is to stay: "cancel the botox, leave the cleaning"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.scheduler.party import read_party
from domain.appointment import Appointment
from domain.reading import Reading

_STRONG = re.compile(r"[,;.\n։:]|\b(?:а|но|but|իսկ|բայց|isk|bayc|no)\b", re.IGNORECASE)
_WEAK = re.compile(r"\b(?:и|and|և|ու|ev|i)\b", re.IGNORECASE)


def to_cancel(reading: Reading, own: list[Appointment]) -> list[Appointment] | None:
    """The visits that are not to stay; None where the words keep none, or do not tell which."""
    party = read_party(reading)
    if not party.keep or party.only or len(own) < 2:
        return None
    for cut in (_STRONG, _WEAK):
        clauses = list(_clauses(reading, cut))
        kept = {s for text, services in clauses if _keeps(reading, text) for s in services}
        others = {s for _, services in clauses for s in services} - kept
        if not kept:
            continue
        left = [a for a in own if a.service_id not in kept]
        named = [a for a in left if a.service_id in others]
        if left and len(left) < len(own):
            return named or left
    return None


def _keeps(reading: Reading, clause: str) -> bool:
    return read_party(reading.model_copy(update={"text": clause, "native": None})).keep


def _clauses(reading: Reading, cut: re.Pattern[str]) -> Iterator[tuple[str, set[str]]]:
    """Each clause with the services that its words name."""
    text, start = reading.text, 0
    ends = [*((m.start(), m.end()) for m in cut.finditer(text)), (len(text), len(text))]
    for end, following in ends:
        services = {
            service
            for span in reading.entities.spans
            if span.fact == "services" and start <= span.start < end
            for service in span.value.split(", ")
        }
        yield text[start:end], services
        start = following
