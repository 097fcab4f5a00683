"""One answer on a button."""

from __future__ import annotations

from domain.business.strict import OwnerModel
from domain.language import LocalText


class IntakeOption(OwnerModel):
    """One answer to choose."""

    id: str
    label: LocalText
    """At most 20 characters: fits a WhatsApp button."""
