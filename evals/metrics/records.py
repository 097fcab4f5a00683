"""The rows that stand at the end, field by field."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from domain.business.business import Business
from evals.metrics.port import Score
from evals.metrics.verdict import Fault, verdict
from evals.scenario import ExpectedRecord, OwnVisit, Scenario
from evals.transcript import StoredRecord, Transcript

_WRITES = {"appointment": "calendar.", "contact": "crm.contact", "lead": "crm.lead", "brief": "crm.brief",
           "estimate": "crm.estimate",
           "ticket": "crm.ticket", "waitlist": "crm.waitlist"}  # fmt: skip
_COUNTED = ("appointment", "lead", "brief", "estimate", "ticket", "waitlist")
_NOT_STANDING = ("cancelled", "moved", "held")
"""A cancelled or moved visit is history, and a hold ends by itself: neither is a visit somebody keeps."""


class Metric:
    name = "records"
    about = (
        "The rows the scenario names exist with these fields, and no other visit, lead, estimate or ticket."
    )
    decides = True

    def score(self, scenario: Scenario, transcript: Transcript, business: Business) -> Score:
        faults: list[Fault] = []
        right = total = 0
        free = list(transcript.records)
        for wanted in scenario.expect.records:
            for _ in range(wanted.count):
                best = _take_closest(wanted, free)
                total += 1 + len(wanted.fields)
                if best is None:
                    faults.append(
                        _fault(wanted.kind, transcript, f"no {wanted.kind}", _shown(wanted.fields), "none")
                    )
                    continue
                wrong = _differing(wanted.fields, best)
                right += 1 + len(wanted.fields) - len(wrong)
                if wrong:
                    faults.append(
                        _fault(
                            wanted.kind,
                            transcript,
                            f"{wanted.kind}: {', '.join(wrong)} differ{'s' if len(wrong) == 1 else ''}",
                            _shown({name: wanted.fields[name] for name in wrong}),
                            _shown({name: best.fields.get(name, "nothing") for name in wrong}),
                        )
                    )
        if scenario.expect.exact_records:
            for extra in _beyond(free, scenario):
                total += 1
                faults.append(
                    _fault(
                        extra.kind,
                        transcript,
                        f"one {extra.kind} too many",
                        f"no other {extra.kind}",
                        _shown(extra.fields),
                    )
                )
        checked = max(total, 1)
        return verdict(
            self.name,
            faults,
            checked=checked,
            value=(right / checked if faults else 1.0),
            well=f"{len(transcript.records)} rows, as expected",
        )


def _take_closest(wanted: ExpectedRecord, free: list[StoredRecord]) -> StoredRecord | None:
    """The row of this kind with the most equal fields, taken out of `free`."""
    same = [row for row in free if row.kind == wanted.kind]
    if not same:
        return None
    best = min(same, key=lambda row: len(_differing(wanted.fields, row)))
    free.remove(best)
    return best


def _differing(fields: dict[str, str], row: StoredRecord) -> list[str]:
    return [name for name, value in fields.items() if _normal(value) != _normal(row.fields.get(name, ""))]


def _normal(value: str) -> str:
    """9:00 is 09:00, 10000.00 is 10000, and a phone is its digits."""
    text = " ".join(str(value).split())
    if re.fullmatch(r"\d{1,2}:\d{2}(?::\d{2})?", text):
        hour, minute, *_ = text.split(":")
        return f"{int(hour):02d}:{minute}"
    if re.fullmatch(r"\+[\d ()-]{7,}", text):
        return "+" + re.sub(r"\D", "", text)
    try:
        return str(Decimal(text).normalize()) if re.fullmatch(r"\d+(?:\.\d+)?", text) else text.casefold()
    except InvalidOperation:
        return text.casefold()


def _beyond(free: list[StoredRecord], scenario: Scenario) -> list[StoredRecord]:
    """Rows nobody expected. A visit booked before the story may stay when the scenario names no visit at all."""
    extra = [row for row in free if row.kind in _COUNTED and row.fields.get("status") not in _NOT_STANDING]
    if any(wanted.kind == "appointment" for wanted in scenario.expect.records):
        return extra
    before = list(scenario.world.visits)
    beyond = []
    for row in extra:
        same = next((visit for visit in before if row.kind == "appointment" and _is(row, visit)), None)
        if same is None:
            beyond.append(row)
        else:
            before.remove(same)
    return beyond


def _is(row: StoredRecord, visit: OwnVisit) -> bool:
    return (row.fields.get("date"), row.fields.get("time"), row.fields.get("practitioner")) == (
        visit.start.strftime("%Y-%m-%d"),
        visit.start.strftime("%H:%M"),
        visit.practitioner,
    )


def _shown(fields: dict[str, str]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in fields.items()) or "one row"


def _fault(kind: str, transcript: Transcript, reason: str, expected: str, got: str) -> Fault:
    """At the turn that last wrote rows of this kind, else at the last one."""
    wrote = [
        turn.number for turn in transcript.turns for call in turn.calls if call.tool.startswith(_WRITES[kind])
    ]
    last = transcript.turns[-1].number if transcript.turns else None
    return Fault(wrote[-1] if wrote else last, reason, expected, got)
