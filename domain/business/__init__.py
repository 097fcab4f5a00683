"""The owner's files as typed values. Reading them from disk is `knowledge/business_files.py`."""

from domain.business.booking import (
    BookingRules,
    Branch,
    OpeningHours,
    Practitioner,
    WorkingHours,
    Zone,
)
from domain.business.business import Business, BusinessProfile
from domain.business.cadences import Cadences
from domain.business.escalation import EscalationRules, EscalationTopic
from domain.business.intake import (
    EstimateRules,
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
    "EstimateRules",
    "IntakeField",
    "OpeningHours",
    "Practitioner",
    "QualificationRules",
    "Service",
    "ServiceFamily",
    "ServiceList",
    "SupportCategory",
    "SupportRules",
    "WorkingHours",
    "Zone",
]
