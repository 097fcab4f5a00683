"""When a person decides (R59-R61)."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from domain.business.strict import OwnerModel
from domain.language import LocalText
from domain.reading import Flag

ANY_DRAFT = "draft-other"
"""Proposed where a topic has no draft of its own: it fits any topic, and answers nothing."""


class EscalationTopic(OwnerModel):
    """`flags`: findings of the reading that raise it. `draft`: the Fluent message proposed to staff as the answer.
    `say`: the Fluent message the customer gets meanwhile; it names `by`, the promised time (R65).
    """

    id: str
    name: LocalText
    flags: list[Flag] = Field(default_factory=list)
    words: list[str] = Field(default_factory=list)
    """Phrases that raise it whatever the classifier thinks, any language, matched on whole words."""
    gives_way_to: list[str] = Field(default_factory=list)
    """Topics that say the same more exactly: raised together with one of them, this one is no card of its own."""
    team: str = "front desk"
    answer_within_minutes: int = Field(default=60, ge=1)
    draft: str = ANY_DRAFT
    say: str = "escalated-other"
    take_over: bool = False
    """Staff own the conversation until they give it back."""


class EscalationRules(OwnerModel):
    """The topics of every business with those of this one; `without` are the ones it does not want."""

    topics: list[EscalationTopic] = Field(min_length=1)
    without: list[str] = Field(default_factory=list)
    refund_limit: Decimal = Decimal(0)
    """Refunds above it, in the business's currency, are always a person's decision."""
    failed_repairs_before_person: int = Field(default=2, ge=1)
    person_answer_minutes: int = Field(default=30, ge=1)
    """Within opening hours; outside them the promise is counted from the next opening."""
