"""A row of the router's tables, and the needs that many rows name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agents.need import Need
from agents.router.heard import Heard
from domain.conversation import SpecialistName


@dataclass(frozen=True)
class Rule:
    """Where `when` holds, the message asks for `needs`. `why` is for whoever reads a turn's trace."""

    name: str
    why: str
    when: Callable[[Heard], object]
    needs: Callable[[Heard], list[Need]]
    alone: bool = False
    """Nothing else of the message counts, not even what staff would decide."""


def to(specialist: SpecialistName, topic: str | None = None) -> Callable[[Heard], list[Need]]:
    """A request of that specialist's."""
    return lambda _: [Need(specialist, "request", topic=topic)]


def request_or_answer(specialist: SpecialistName) -> Callable[[Heard], list[Need]]:
    """Theirs either way: an answer where a question is open."""
    return lambda h: [Need(specialist, "request" if h.pending is None else "answer")]


def rules_or(otherwise: SpecialistName | None) -> Callable[[Heard], list[Need]]:
    """The owner's rules answer where they surely can, else `otherwise`."""
    return lambda _: [Need("front_desk", "policy", otherwise=otherwise)]


policy = rules_or(None)


def rule_beside(*, asks: bool) -> list[Need]:
    """A question to the rules next to another need, where there is one."""
    return [Need("front_desk", "policy", beside=True)] if asks else []


def answer(heard: Heard) -> list[Need]:
    """Whoever asked goes on; the front desk where nothing was asked."""
    if heard.pending is None:
        return [Need("front_desk", "request")]
    return [Need(heard.pending.specialist, "answer")]
