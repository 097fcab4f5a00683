"""What stands beside a turn's bubbles: the reading, who decided, what was said, refused and written, as label and text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from evals.transcript import Turn

Tone = Literal["plain", "bad", "good", "quiet"]
_SHOWN_APART = ("routes", "text", "why")
_LONG = 160


@dataclass(frozen=True)
class Fact:
    """One line: a label and its values, each shown as a chip or as text."""

    label: str
    values: list[str]
    tone: Tone = "plain"


def facts_of(turn: Turn) -> list[Fact]:
    """In the order in which a turn happens; nothing that is empty."""
    facts = [
        *reading_facts(turn.reading or {}),
        Fact("Specialist", _some(turn.specialist)),
        Fact("Needs", turn.needs),
        Fact("Passages said", [f"{p.topic} ({p.id})" for p in turn.passages if p.said]),
        Fact("Found, not said", [f"{p.topic} ({p.id})" for p in turn.passages if not p.said], "quiet"),
        Fact("Said", turn.said),
        Fact("Refused", turn.refused, "bad"),
        Fact("Written", [f"{c.tool}({plain(c.args)}) \u2192 {plain(c.result)}" for c in turn.calls], "good"),
        Fact("Asked", [f"{turn.asked.field} ({turn.asked.kind})"] if turn.asked else []),
        Fact("Before staff", [f"{a.topic}, {a.status}: {a.reason}" for a in turn.asked_of_staff]),
        Fact("Draft", [a.draft for a in turn.asked_of_staff if a.draft]),
        Fact("Outcome", _some(turn.case.outcome if turn.case else None), "good"),
        Fact("Next step", _some(_next_step(turn)), "quiet"),
    ]
    return [fact for fact in facts if fact.values]


def reading_facts(reading: dict[str, Any]) -> list[Fact]:
    """A reading, best routes first; whatever else it carries, by its own names."""
    routes = [
        f"{route.get('route', '?')} {route['confidence']:.2f}" if _has_number(route) else plain(route)
        for route in reading.get("routes") or []
    ]
    facts = [Fact("Reading", routes)]
    rest: list[str] = []
    for name, value in reading.items():
        if name in _SHOWN_APART or name == "entities" or value in (None, "", [], {}):
            continue
        if name == "flags":
            facts.append(Fact("Flags", [str(flag) for flag in value], "bad"))
        else:
            rest.append(f"{name}: {plain(value)}")
    entities = reading.get("entities")
    if isinstance(entities, dict):
        found = [f"{name}: {plain(v)}" for name, v in entities.items() if v not in (None, "", [], {}, False)]
        facts.append(Fact("Entities", found))
    facts.append(Fact("Read as", rest, "quiet"))
    return facts


def glance(turn: Turn) -> str:
    """One line for a turn that went well: who, what was read, said and written."""
    routes = (turn.reading or {}).get("routes") or []
    best = routes[0] if routes and _has_number(routes[0]) else None
    parts = [
        turn.specialist,
        f"read {best['route']} {best['confidence']:.2f}" if best else None,
        f"said {', '.join(turn.said)}" if turn.said else None,
        f"wrote {', '.join(call.tool for call in turn.calls)}" if turn.calls else None,
        f"asked staff: {', '.join(a.topic for a in turn.asked_of_staff)}" if turn.asked_of_staff else None,
        turn.case.outcome if turn.case else None,
    ]
    return " \u00b7 ".join(part for part in parts if part)


def plain(value: Any) -> str:
    """A value as short text: no quotes and braces at the outside, nothing that is empty."""
    if isinstance(value, dict):
        shown = ", ".join(f"{k}={_inner(v)}" for k, v in value.items() if v not in (None, "", [], {}))
    elif isinstance(value, list | tuple):
        shown = ", ".join(_inner(item) for item in value)
    else:
        shown = str(value)
    return shown


def _inner(value: Any) -> str:
    shown = f"({plain(value)})" if isinstance(value, dict) else plain(value)
    return shown if len(shown) <= _LONG else shown[: _LONG - 1] + "\u2026"


def _next_step(turn: Turn) -> str | None:
    """`customer_answers, customer, by 2026-11-24 12:00`."""
    step = turn.case.next_step if turn.case else None
    if not step:
        return None
    due = str(step.get("due_at") or "")
    when = f"by {due[:10]} {due[11:16]}{'Z' if due.endswith('Z') else ''}" if due else ""
    return ", ".join(str(part) for part in (step.get("what"), step.get("owner"), when) if part)


def _has_number(route: Any) -> bool:
    return isinstance(route, dict) and "route" in route and isinstance(route.get("confidence"), int | float)


def _some(text: str | None) -> list[str]:
    return [text] if text else []
