"""One business, whole: every file of its folder, checked against each other."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

from domain.business.booking import BookingRules, Branch, Practitioner, Refusal, Zone
from domain.business.cadences import Cadences
from domain.business.catalogue import Catalogue
from domain.business.escalation import EscalationRules
from domain.business.estimates import EstimateRules
from domain.business.intents import OwnIntent
from domain.business.qualification import QualificationRules
from domain.business.services import Service, ServiceList
from domain.business.strict import OwnerModel
from domain.business.support import SupportRules
from domain.language import Language, LocalText
from domain.order import Order


class BusinessProfile(OwnerModel):
    """`business.yaml`."""

    name: LocalText
    assistant: LocalText
    """How the front desk introduces itself; says that it is software (EU AI Act, article 50)."""
    tone: Literal["warm", "brief"] = "warm"
    """warm: replies begin as a person's do ("Of course, …"); brief: with the matter itself (R65, R76)."""
    examples: list[LocalText] = Field(default_factory=list, max_length=3)
    """Messages that the demo suggests to try."""
    timezone: str
    country: str = Field(pattern=r"^[A-Z]{2}$")
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    languages: list[Language] = Field(min_length=1)
    default_language: Language
    phone_regions: list[str] = Field(min_length=1)
    branches: list[Branch] = Field(min_length=1)
    practitioners: list[Practitioner] = Field(default_factory=list)
    """None where nobody is booked."""
    booking: BookingRules = Field(default_factory=BookingRules)
    zones: list[Zone] = Field(default_factory=list)
    """Where the business comes to; none: customers come to it."""
    refusals: list[Refusal] = Field(default_factory=list)
    """What it does not do, said at once and with an honest alternative (R5, R7)."""
    color: str = Field(default="#1d5c4d", pattern=r"^#[0-9a-fA-F]{6}$")
    """Of the headings on a printed quote."""
    order_id_pattern: str | None = None
    """A regular expression of its order numbers, for example `LM-\\d{5}`; matched whatever the case and script."""
    priced_by: Literal["list", "estimate"] = "list"
    """Who answers "how much is it?": the list of services, said with free times, or the estimator."""
    public_holidays: bool = True
    """Closed on the country's public holidays, besides `closed`."""
    closed: list[date] = Field(default_factory=list)
    open_despite_holiday: list[date] = Field(default_factory=list)

    @field_validator("order_id_pattern")
    @classmethod
    def _compiles(cls, value: str | None) -> str | None:
        try:
            re.compile(value or "")
        except re.error as error:
            raise ValueError(f"is no regular expression ({error}); write one like LM-\\d{{5}}") from error
        return value

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except Exception as error:
            raise ValueError(f"no timezone {value!r}; write one like Asia/Yerevan") from error
        return value


class Business(BaseModel):
    """Loaded once, shared by everyone, never changed."""

    model_config = ConfigDict(frozen=True, ignored_types=(cached_property,))

    id: str
    profile: BusinessProfile
    services: ServiceList
    escalation: EscalationRules
    qualification: QualificationRules
    estimates: EstimateRules
    support: SupportRules
    cadences: Cadences
    orders: tuple[Order, ...] = ()
    """Of `orders.csv`, for a shop without a program of its own and for trying things out."""
    catalogue: Catalogue | None = None
    """What is sold here; None: nothing."""
    own_intents: list[OwnIntent] = Field(default_factory=list)
    words: dict[Language, str]
    """Fluent source per language."""

    @property
    def books(self) -> bool:
        """Whether there is anything to book; where not, no visit is ever offered."""
        return bool(self.services.services)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.profile.timezone)

    @cached_property
    def service_by_id(self) -> dict[str, Service]:
        return {s.id: s for s in self.services.services}

    @cached_property
    def zone_by_id(self) -> dict[str, Zone]:
        return {z.id: z for z in self.profile.zones}

    @cached_property
    def branch_by_id(self) -> dict[str, Branch]:
        return {b.id: b for b in self.profile.branches}

    @cached_property
    def practitioner_by_id(self) -> dict[str, Practitioner]:
        return {p.id: p for p in self.profile.practitioners}

    def family(self, family_id: str) -> list[Service]:
        """The family's services in file order."""
        return [s for s in self.services.services if s.family == family_id]
