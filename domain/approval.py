"""A decision asked of staff."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

ApprovalStatus = Literal["pending", "approved", "edited", "rejected", "responded", "void"]
Decision = Literal["approve", "edit", "reject", "respond"]

STATUS_AFTER: dict[Decision, ApprovalStatus] = {
    "approve": "approved",
    "edit": "edited",
    "reject": "rejected",
    "respond": "responded",
}
"""approve: send the draft, do the proposed action. edit: the same with staff's words. reject: do not; the customer
gets a polite refusal or staff's words. respond: answer with staff's words and do nothing else."""


class Evidence(BaseModel):
    """What the decision rests on: the customer's words, a rule, a policy passage, a record."""

    kind: Literal["customer_words", "rule", "policy", "record"]
    text: str
    source: str | None = None


class Approval(BaseModel):
    """One card in the inbox. The row is the truth: whoever turns `pending` into something else has won.

    `after_seq`: the conversation's last message when the question was asked; later ones are shown on the card and
    make `verify` look again. `guards` are facts the draft rests on (`{"slot": …, "price": …}`); when one no longer
    holds at decision time the approval is void and a new card shows the difference.
    """

    id: str
    conversation_id: str
    case_id: str
    topic: str
    """A topic of `escalation.yaml`: medical, legal, discount, refund, vip, …"""
    reason: str
    evidence: list[Evidence] = Field(default_factory=list)
    fields: dict[str, str] = Field(default_factory=dict)
    draft: str
    guards: dict[str, Any] = Field(default_factory=dict)
    status: ApprovalStatus = "pending"
    decision_text: str | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    created_at: datetime
    answer_due_at: datetime
    """When the customer was told to expect an answer (R65)."""
    after_seq: int = 0
    seen_seq: int | None = None
    """The last message on the decider's screen when they decided; a newer one makes `verify` ask again."""
    version: int = 1
    difference: str | None = None
    """Why an earlier card for the same question became void."""
