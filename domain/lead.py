"""A lead: what is known of it, how the owner's table scores it, and which question is worth asking (R2, R6).

Pure: rules and facts in, a verdict or a field out. The same facts on the same day give the same verdict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice, product
from math import log2

from pydantic import BaseModel

from domain.business.qualification import GOAL, Condition, LeadLabel, QualificationRules, ScoreRule

_MOST_FUTURES = 4096
"""How many completions of a lead are looked at; four fields of five values each are 625."""


class Fact(BaseModel):
    """One field's value as it was said. `text` is for people; the rest is what the table compares.

    `number` is money in the business's currency or a count, `day` a deadline in the business's wall time.
    `declined`: it was asked, and not told; it is never asked again.
    """

    text: str
    option: str | None = None
    number: Decimal | None = None
    day: date | None = None
    declined: bool = False

    @property
    def stored(self) -> str:
        """As a record keeps it: an option's id, a plain number, an ISO date, else the words."""
        if self.day is not None:
            return self.day.isoformat()
        if self.number is not None:
            return f"{self.number.normalize():f}"
        return self.option or self.text


Facts = Mapping[str, Fact]


@dataclass(frozen=True)
class Verdict:
    """What the table says. `rule` is the id of the row that fired; "" when the table has none for it, and then a
    person looks (`label` None)."""

    label: LeadLabel | None
    rule: str
    team: str
    row: ScoreRule | None = None

    @property
    def way(self) -> tuple[str | None, str, str | None]:
        """What follows for the customer: two verdicts with the same way are treated alike."""
        return self.label, self.team, self.row.person if self.row is not None else None


def holds(condition: Condition, fact: Fact | None, today: date) -> bool:
    """Whether the fact is as the condition wants it; an unknown or untold one never is."""
    if fact is None or fact.declined:
        return False
    if condition.is_any and fact.option not in condition.is_any:
        return False
    if condition.is_none and (fact.option is None or fact.option in condition.is_none):
        return False
    if condition.at_least is not None and (fact.number is None or fact.number < condition.at_least):
        return False
    if condition.below is not None and (fact.number is None or fact.number >= condition.below):
        return False
    days = (fact.day - today).days if fact.day is not None else None
    if condition.within_days is not None and (days is None or days > condition.within_days):
        return False
    return condition.after_days is None or (days is not None and days > condition.after_days)


def judge(rules: QualificationRules, facts: Facts, today: date) -> Verdict:
    """The first row whose conditions all hold."""
    team = _team_of(rules, facts, today)
    for row in rules.score:
        if all(holds(condition, facts.get(name), today) for name, condition in row.when.items()):
            return Verdict(row.label, row.id, row.team or team, row)
    return Verdict(None, "", team)


def _team_of(rules: QualificationRules, facts: Facts, today: date) -> str:
    for rule in rules.teams:
        if all(holds(condition, facts.get(name), today) for name, condition in rule.when.items()):
            return rule.team
    told = facts.get(GOAL)
    goal = rules.goal_by_id(told.option) if told is not None else None
    return (goal.team if goal is not None else None) or rules.team


def worth_asking(
    rules: QualificationRules, facts: Facts, today: date, *, but: frozenset[str] = frozenset()
) -> list[str]:
    """Unknown fields by value of information, the one that tells most about score and route first (R2).

    The value is how many bits an answer takes off what is still open, every possible answer being equally likely.
    What cannot change anything any more is left out. `but`: fields that are not to be asked.
    """
    silent = {f.id for f in rules.fields if not f.asked}
    futures = [f for f in _open_fields(rules, facts) if f not in but and f not in silent]
    values = {name: list(_values(rules, name, today)) for name in futures}
    ends: list[tuple[tuple[str, ...], tuple[str | None, str, str | None]]] = []
    for combination in islice(product(*values.values()), _MOST_FUTURES):
        supposed = {**facts, **dict(zip(values, combination, strict=True))}
        told = tuple(f.stored for f in combination)
        ends.append((told, judge(rules, supposed, today).way))
    whole = _bits([way for _, way in ends])
    if whole == 0:
        return []
    gains = {name: whole - _bits_left(ends, n) for n, name in enumerate(futures)}
    telling = [name for name in futures if gains[name] > 1e-9] or futures
    return sorted(telling, key=lambda name: -round(gains[name], 9))


def _open_fields(rules: QualificationRules, facts: Facts) -> list[str]:
    """Fields that a condition looks at and that are not known yet, the goal first, then in file order."""
    looked_at = {name for name, _ in rules.conditions}
    order = [GOAL, *(f.id for f in rules.fields)]
    return [name for name in order if name in looked_at and name not in facts]


def _values(rules: QualificationRules, name: str, today: date) -> Iterator[Fact]:
    """One fact for each answer that the table can tell from the others."""
    if name == GOAL:
        yield from (Fact(text=g.id, option=g.id) for g in rules.goals)
        return
    field = rules.field_by_id(name)
    conditions = [condition for about, condition in rules.conditions if about == name]
    if field.kind == "deadline":
        bounds = {d for c in conditions for d in (c.within_days, c.after_days) if d is not None}
        for days in [*sorted(bounds), max(bounds, default=0) + 1]:
            yield Fact(text=str(days), day=today + timedelta(days=days))
        return
    steps = sorted({n for c in conditions for n in (c.at_least, c.below) if n is not None})
    if steps:
        for number in [steps[0] - 1, *steps]:
            yield Fact(text=str(number), number=number)
        return
    yield from (Fact(text=o.id, option=o.id) for o in field.options)
    if not field.options:
        yield Fact(text="", declined=True)


def _bits(ways: list[tuple[str | None, str, str | None]]) -> float:
    counts = Counter(ways)
    return -sum(n / len(ways) * log2(n / len(ways)) for n in counts.values()) if len(counts) > 1 else 0.0


def _bits_left(
    ends: list[tuple[tuple[str, ...], tuple[str | None, str, str | None]]], position: int
) -> float:
    by_answer: dict[str, list[tuple[str | None, str, str | None]]] = {}
    for told, way in ends:
        by_answer.setdefault(told[position], []).append(way)
    return sum(len(ways) / len(ends) * _bits(ways) for ways in by_answer.values())
