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
from domain.business.intake import (
    IntakeField,
    QualificationRules,
    SupportCategory,
    SupportRules,
)
from domain.business.services import Service, ServiceFamily, ServiceList

__all__ = [
    "BookingRules",
    "Branch",
    "Business",
    "BusinessProfile",
    "Cadences",
    "EscalationRules",
    "EscalationTopic",
    "EstimateField",
    "EstimateOption",
    "EstimateRules",
    "IntakeField",
    "OpeningHours",
    "Practitioner",
    "PriceException",
    "PriceRow",
    "PriceTable",
    "PricedJob",
    "QualificationRules",
    "Refusal",
    "Service",
    "ServiceFamily",
    "ServiceList",
    "SupportCategory",
    "SupportRules",
    "WorkingHours",
    "Zone",
]
