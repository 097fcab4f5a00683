"""A turn in short, kept with its row: for the inbox, `chat --jsonl` and evals. No text of customers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from domain.business import Business
from domain.money import Money, PriceRange
from domain.speech import SpeechAct, Value
from graphs.state import ConversationState

_FIGURES = re.compile(r"\d+(?:[ \u00a0\u202f.,:/-]\d+)*")
_IDENTIFIERS = frozenset({"order", "tracking", "link", "code", "example"})
MOST_FACTS = 60
"""A reply holds few figures; more would only make rows grow."""


def trace_of(state: ConversationState, specialist: str | None, business: Business) -> dict[str, Any]:
    """Who dealt with what, what was said (names of acts, passages, figures), what was refused and why."""
    reading, decision = state["reading"], state["decision"]
    trace: dict[str, Any] = {
        "specialist": specialist,
        "needs": [f"{need.specialist}:{need.kind}" for need, _ in state["done"]],
        "said": [act.say for act in decision.acts],
        "reading": reading.model_dump(mode="json", exclude={"text", "native", "why"}, exclude_defaults=True)
        if reading is not None
        else None,
        "refused": decision.refused,
    }
    more = {
        "passages": [passage for act in decision.acts for passage in _passages(act)],
        "facts": list(dict.fromkeys(fact for act in decision.acts for fact in _facts(act, business)))[
            :MOST_FACTS
        ],
        "outcomes": list(decision.reached),
        "rules": list(dict.fromkeys(need.rule for need, _ in state["done"] if need.rule)),
        "why": [reason for _, step in state["done"] for reason in step.why],
    }
    return trace | {key: value for key, value in more.items() if value}


def _passages(act: SpeechAct) -> Iterator[dict[str, Any]]:
    """Passages that were said, and topics that were offered instead of an answer."""
    if act.passage_id is not None:
        topic = act.values.get("topic")
        yield {"id": act.passage_id, "topic": str(topic) if topic is not None else ""}
    for option in act.options:
        kind, _, topic_id = option.id.partition(":")
        if kind == "topic":
            yield {"id": str(option.values.get("passage", "")), "topic": topic_id, "said": False}


def _facts(act: SpeechAct, business: Business) -> Iterator[str]:
    """What figures in the reply come from. A customer's own name, phone or words are not repeated; an order's number and
    tracking are its own."""
    for name, value in act.values.items():
        if name in _IDENTIFIERS and isinstance(value, str):
            yield value
        yield from _fact(value, business)
    for option in act.options:
        for value in option.values.values():
            yield from _fact(value, business)
    for line in act.lines:
        yield from _facts(line, business)
    if act.passage_id is not None and act.text is not None:
        yield from _FIGURES.findall(act.text)


def _fact(value: Value, business: Business) -> Iterator[str]:
    """Moments as the business's wall time (ISO), money as `22000 AMD`."""
    if isinstance(value, str):
        if value.startswith(("https://", "http://")):
            yield value
    elif isinstance(value, Money):
        yield f"{value.amount} {value.currency}"
    elif isinstance(value, PriceRange):
        yield f"{value.low.amount} {value.low.currency}"
        yield f"{value.high.amount} {value.high.currency}"
    elif isinstance(value, datetime):
        yield value.astimezone(business.zone).replace(tzinfo=None).isoformat(timespec="minutes")
    elif isinstance(value, date):
        yield value.isoformat()
    elif isinstance(value, time):
        yield value.isoformat(timespec="minutes")
    elif isinstance(value, int):
        yield str(value)
