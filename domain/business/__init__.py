"""The owner's files as typed values. Reading them from disk is `knowledge/business_files.py`."""

from domain.business.booking import (
    BookingRules,
    Branch,
    OpeningHours,
    Practitioner,
    Refusal,
    WorkingHours,
    Zone,
)
from domain.business.business import Business, BusinessProfile
from domain.business.cadences import Cadences
from domain.business.escalation import EscalationRules, EscalationTopic
from domain.business.estimates import (
    EstimateField,
    EstimateOption,
    EstimateRules,
    PricedJob,
    PriceException,
    PriceRow,
    PriceTable,
)
from domain.business.intents import OwnIntent, OwnIntents
from domain.business.qualification import (
    BriefRules,
    Condition,
    Goal,
    LeadField,
    LeadLabel,
    LeadOption,
    QualificationRules,
    ScoreRule,
)
from domain.business.services import Service, ServiceFamily, ServiceList
from domain.business.support import (
    FeedbackRules,
    IdentityRules,
    SelfService,
    SupportCategory,
    SupportFact,
    SupportRules,
)

__all__ = [
    "BookingRules",
    "Branch",
    "BriefRules",
    "Business",
    "BusinessProfile",
    "Cadences",
    "Condition",
    "EscalationRules",
    "EscalationTopic",
    "EstimateField",
    "EstimateOption",
    "EstimateRules",
    "FeedbackRules",
    "Goal",
    "IdentityRules",
    "LeadField",
    "LeadLabel",
    "LeadOption",
    "OpeningHours",
    "OwnIntent",
    "OwnIntents",
    "Practitioner",
    "PriceException",
    "PriceRow",
    "PriceTable",
    "PricedJob",
    "QualificationRules",
    "Refusal",
    "ScoreRule",
    "SelfService",
    "Service",
    "ServiceFamily",
    "ServiceList",
    "SupportCategory",
    "SupportFact",
    "SupportRules",
    "WorkingHours",
    "Zone",
]
