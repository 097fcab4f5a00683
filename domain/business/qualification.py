"""How a lead is qualified: its goals, its few fields, the score table, and what follows from each label (R1-R10).

Everything a customer reads here is the owner's words; everything that is decided is a row of the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from pydantic import ConfigDict, Field, model_validator

from domain.business.strict import OwnerModel
from domain.language import LocalText

GOAL = "goal"
"""The wish chosen first; conditions may name it like a field."""

LeadLabel = Literal["high", "nurture", "not_fit"]
LeadKind = Literal["text", "choice", "contact", "time", "order_id", "money", "deadline", "count"]
OPTION_KINDS: tuple[LeadKind, ...] = ("choice", "money", "deadline", "count")
"""Kinds whose question may show options."""


class LeadOption(OwnerModel):
    """One answer on a button. `value` is what the table compares: money, days from today, or a count."""

    id: str
    label: LocalText
    """At most 20 characters: fits a WhatsApp button."""
    value: Decimal | None = Field(default=None, ge=0)
    aliases: list[str] = Field(default_factory=list)
    """Words that mean it, in any language and script."""


class LeadField(OwnerModel):
    """One field. `kind` tells how an answer is read; what is volunteered is never asked."""

    id: str
    question: LocalText
    kind: LeadKind = "text"
    name: LocalText | None = None
    """As a read-back and the manager's card call it: "Budget"."""
    options: list[LeadOption] = Field(default_factory=list, max_length=4)
    aliases: list[str] = Field(default_factory=list)
    """Of a count: words beside the number that make it this one ("leads")."""
    asked: bool = True
    """No: kept when it is told, never asked."""
    always: bool = False
    """Asked before a person takes the lead over, whatever the score."""


class Goal(OwnerModel):
    """A wish of the opening's micro-choice (R8), and what the owner says about it."""

    id: str
    label: LocalText
    """At most 20 characters: fits a WhatsApp button."""
    name: LocalText | None = None
    """As said in a sentence, where the label is too short for one."""
    aliases: list[str] = Field(default_factory=list)
    price_from: Decimal | None = Field(default=None, ge=0)
    price_to: Decimal | None = Field(default=None, ge=0)
    """What it usually costs (R2); both: a range, `price_from` alone: a starting price."""
    factor: LocalText | None = None
    """What the price depends on; continues "depends on …"."""
    includes: LocalText | None = None
    """What the price covers; continues "includes …"."""
    case: LocalText | None = None
    """A short story of work that was done: said to those who are still thinking (R7)."""
    touch: LocalText | None = None
    """What is written at the agreed touch: an idea, a step."""
    service: str | None = None
    """The service booked for it, where it is not the usual call."""
    practitioner: str | None = None
    """Who takes the call: the manager of this kind of work (R3)."""
    team: str | None = None

    @property
    def spoken(self) -> LocalText:
        return self.name or self.label


class Condition(OwnerModel):
    """What one field must be. Everything that is given must hold; of an unknown field nothing does."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    is_any: list[str] = Field(default_factory=list, alias="is")
    """Ids of options, or of goals."""
    is_none: list[str] = Field(default_factory=list, alias="is_not")
    at_least: Decimal | None = None
    below: Decimal | None = None
    within_days: int | None = Field(default=None, ge=0)
    """A deadline at most so many days from today."""
    after_days: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _says_something(self) -> Condition:
        if not self.model_fields_set:
            raise ValueError("is empty; write is, is_not, at_least, below, within_days or after_days")
        return self


class ScoreRule(OwnerModel):
    """One row of the table (R6); the first whose conditions all hold gives the label, and its id is kept."""

    id: str
    when: dict[str, Condition] = Field(default_factory=dict)
    """By field; none: always."""
    label: LeadLabel
    team: str | None = None
    asks: list[str] = Field(default_factory=list)
    """Fields asked once this row has fired and before its step: who decides, for large projects."""
    person: str | None = None
    """A topic of escalation.yaml: a person takes the lead from here (R60: custom contracts, big deals)."""
    alternative: LocalText | None = None
    """Of `not_fit`: what honestly helps them instead (R7)."""

    @model_validator(mode="after")
    def _has_an_alternative(self) -> ScoreRule:
        if self.label == "not_fit" and self.alternative is None:
            raise ValueError("sends people away with nothing; add alternative: and what helps them instead")
        return self


class TeamRule(OwnerModel):
    """Who takes such leads (R3); the first that holds."""

    when: dict[str, Condition] = Field(default_factory=dict)
    team: str


class BriefRules(OwnerModel):
    """The brief of a proposal (R46, R47): its fields are asked, restated, and signed off."""

    words: list[str] = Field(default_factory=list)
    """Phrases that ask for a proposal, any language."""
    fields: list[str] = Field(min_length=1, max_length=4)
    team: str | None = None
    answer_within_minutes: int = Field(default=480, ge=1)


class QualificationRules(OwnerModel):
    """R2-R9: two to four questions, never a form."""

    ask: Literal["one_by_one", "bundle"] = "one_by_one"
    most_questions: int = Field(default=4, ge=1, le=4)
    """Of one lead, the opening's choice among them."""
    goals: list[Goal] = Field(default_factory=list, max_length=3)
    fields: list[LeadField] = Field(min_length=1, max_length=10)
    score: list[ScoreRule] = Field(default_factory=list)
    """None: every lead is a person's, after the first four fields."""
    teams: list[TeamRule] = Field(default_factory=list)
    rates: dict[str, Decimal] = Field(default_factory=dict)
    """Other currencies in the business's own, for the score only: never said."""
    call: str | None = None
    """The service that a lead of high intent is booked into."""
    touch_after_days: int = Field(default=7, ge=1, le=90)
    brief: BriefRules | None = None
    team: str = "sales"
    answer_within_minutes: int = Field(default=60, ge=1)

    @model_validator(mode="after")
    def _fields_exist(self) -> QualificationRules:
        known = {GOAL, *(f.id for f in self.fields)}
        for place, name in self._named():
            if name not in known:
                raise ValueError(f'{place}: "{name}" is no field; known here: {", ".join(sorted(known))}')
        for place, ids, name in self._answers_named():
            allowed = self._answers(name)
            wrong = next((i for i in ids if i not in allowed), None)
            if wrong is not None:
                raise ValueError(f'{place}: "{wrong}" is no answer of {name}; known: {", ".join(allowed)}')
        return self

    def _conditions(self) -> Iterator[tuple[str, str, Condition]]:
        for rule in self.score:
            yield from ((f"score {rule.id}", name, c) for name, c in rule.when.items())
        for sent in self.teams:
            yield from ((f"teams {sent.team}", name, c) for name, c in sent.when.items())

    def _named(self) -> Iterator[tuple[str, str]]:
        yield from ((place, name) for place, name, _ in self._conditions())
        for rule in self.score:
            yield from ((f"score {rule.id}: asks", name) for name in rule.asks)
        if self.brief is not None:
            yield from (("brief", name) for name in self.brief.fields)

    def _answers_named(self) -> Iterator[tuple[str, list[str], str]]:
        for place, name, condition in self._conditions():
            yield place, [*condition.is_any, *condition.is_none], name

    def _answers(self, name: str) -> list[str]:
        if name == GOAL:
            return [g.id for g in self.goals]
        return [o.id for o in self.field_by_id(name).options]

    def field_by_id(self, field_id: str) -> LeadField:
        """Raises KeyError when there is no such field."""
        for field in self.fields:
            if field.id == field_id:
                return field
        raise KeyError(field_id)

    def goal_by_id(self, goal_id: str | None) -> Goal | None:
        return next((g for g in self.goals if g.id == goal_id), None)

    @property
    def conditions(self) -> list[tuple[str, Condition]]:
        """Every condition of the tables, with the field it is about."""
        return [(name, condition) for _, name, condition in self._conditions()]

    @property
    def sells_projects(self) -> bool:
        """Whether the goals are known by words of the owner's: then they are what a conversation begins with (R8)."""
        return any(g.aliases for g in self.goals)

    @property
    def tells_prices(self) -> bool:
        """Whether "how much is it?" is answered by the goals' prices."""
        return any(g.price_from is not None for g in self.goals)
