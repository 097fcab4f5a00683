"""`support.yaml`: what goes wrong for customers, what helps, and who solves the rest (R31-R42)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from domain.business.intake import IntakeOption
from domain.business.strict import OwnerModel
from domain.language import LocalText

SupportRoute = Literal[
    "support.delivery", "support.payment", "support.technical", "support.returns", "support.account",
    "support.complaint", "cancel", "reschedule",
]  # fmt: skip

Confirmation = Literal["phone_digits", "postcode", "name"]


class SupportFact(OwnerModel):
    """The one fact a category asks for (R31). `order`: an order number or e-mail address; `email`: that of an account;
    `blocks_work`: whether the customer cannot go on at all (R37). These three bring words of their own.
    """

    id: str
    kind: Literal["text", "choice", "order", "email", "blocks_work"] = "text"
    question: LocalText | None = None
    options: list[IntakeOption] = Field(default_factory=list, max_length=4)
    enough_words: int = Field(default=0, ge=0)
    """Of `text`: a first message of so many words has told it already. 0: it is asked always."""
    or_order: bool = False
    """Of `text`: the number of an order is as good an answer, and is not asked behind."""

    @model_validator(mode="after")
    def _question_is_known(self) -> SupportFact:
        if self.kind in ("text", "choice") and self.question is None:
            raise ValueError(f"kind {self.kind} needs a question in every language")
        return self


class SelfService(OwnerModel):
    """What helps at once (R33): the order's status, steps in the owner's words, or a policy; exactly one."""

    order_status: bool = False
    steps: LocalText | None = None
    """At most 45 words, said as they are."""
    policy: str | None = None
    """A topic of policies/."""

    @model_validator(mode="after")
    def _one(self) -> SelfService:
        if sum([self.order_status, self.steps is not None, self.policy is not None]) != 1:
            raise ValueError("needs exactly one of order_status, steps and policy")
        return self


class SupportCategory(OwnerModel):
    """One kind of problem.

    Chosen by `words` (phrases, whole words, any language) and then by `routes`; of several that fit the first one.
    `done` says what ends it (R42): `told` the customer has the answer, `acted` the action was done, `ticket` a person
    solves it. Where that cannot be reached, a person gets it.
    """

    id: str
    name: LocalText
    routes: list[SupportRoute] = Field(default_factory=list)
    words: list[str] = Field(default_factory=list)
    fact: SupportFact | None = None
    identity: bool = False
    """The customer confirms the order before anything about it is said or done (R32)."""
    self_service: SelfService | None = None
    topics: list[str] = Field(default_factory=list)
    """Policies that answer what is asked in passing while this is being solved."""
    action: Literal["return_label", "password_reset"] | None = None
    """Done through the orders' port, after a yes (R34)."""
    timeline: LocalText | None = None
    """What happens when, in one sentence (R35)."""
    done: Literal["told", "acted", "ticket"] = "ticket"
    person: str | None = None
    """A topic of escalation.yaml that takes this at once (R39)."""
    hand_off: Literal["scheduler"] | None = None
    """Who deals with it instead: a visit that is to be moved."""
    photo: bool = False
    """A photo helps: it is asked for with the ticket (R38)."""
    sorry: bool = True
    """A word of sympathy comes first (R65)."""
    team: str
    priority: Literal["normal", "urgent"] = "normal"
    answer_within_minutes: int = Field(ge=1)

    @model_validator(mode="after")
    def _fits_together(self) -> SupportCategory:
        reads_order = self.identity or self.action == "return_label"
        reads_order = reads_order or (self.self_service is not None and self.self_service.order_status)
        if reads_order and (not self.identity or self.fact is None or self.fact.kind != "order"):
            raise ValueError("tells or changes an order; write identity: yes and a fact of kind: order")
        if self.action == "password_reset" and (self.fact is None or self.fact.kind != "email"):
            raise ValueError("resets a password; write a fact of kind: email")
        if self.done == "told" and self.self_service is None:
            raise ValueError("is done when told, but tells nothing; add self_service or write done: ticket")
        if self.done == "acted" and self.action is None:
            raise ValueError("is done when acted, but has no action; add one or write done: ticket")
        return self


class IdentityRules(OwnerModel):
    """R32. `attempts` failed checks in a conversation within `locked_hours`, or `attempts_per_order` about one order
    from anywhere, and a person checks instead. Who has confirmed an order is not asked again for `remember_minutes`.
    """

    confirm_with: Confirmation = "phone_digits"
    phone_digits: int = Field(default=4, ge=3, le=6)
    attempts: int = Field(default=3, ge=1, le=10)
    attempts_per_order: int = Field(default=10, ge=1)
    locked_hours: int = Field(default=24, ge=1)
    remember_minutes: int = Field(default=60, ge=0)
    order_example: str | None = None
    """A number as customers find it in their confirmation; nobody's."""
    topic: str = "person"
    """The topic of escalation.yaml that takes over after the last attempt."""


class FeedbackRules(OwnerModel):
    """R41."""

    rating: bool = True
    """One question after what helped."""
    reasons: list[IntakeOption] = Field(default_factory=list, max_length=4)
    """What could have been better; asked after a rating that is not good."""


class SupportRules(OwnerModel):
    """`support.yaml`: the kinds of problems, and who solves what help does not."""

    categories: list[SupportCategory] = Field(min_length=1, max_length=8)
    identity: IdentityRules = Field(default_factory=IdentityRules)
    feedback: FeedbackRules = Field(default_factory=FeedbackRules)
    return_days: int = Field(default=14, ge=0)
    """Days after the delivery in which an order may be sent back."""
    reopen_days: int = Field(default=14, ge=1)
    """Days in which a problem that comes back continues its old ticket."""
    password_reset_url: str | None = None
    """The page on which customers reset a password themselves, for shops whose program sends no link."""

    def category(self, category_id: str) -> SupportCategory | None:
        return next((c for c in self.categories if c.id == category_id), None)

    @property
    def takes_returns(self) -> bool:
        """Whether an order can be sent back without a person."""
        return any(c.action == "return_label" for c in self.categories)
