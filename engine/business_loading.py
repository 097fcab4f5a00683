"""The one business this desk serves."""

from __future__ import annotations

from pathlib import Path

from domain.business.business import Business
from domain.errors import BusinessFileError
from domain.language import Language
from engine.settings import Settings


def load_business_of(settings: Settings) -> Business:
    """The owner's files of the business that `settings` names. Raises BusinessFileError."""
    from knowledge.business_files import load_business

    folder = business_folder(settings)
    if not folder.is_dir():
        raise BusinessFileError([f"{folder}: there is no such business; set CLOSELOOP_BUSINESS"])
    return load_business(folder)


def business_folder(settings: Settings) -> Path:
    """Where the owner's files are."""
    return settings.businesses_dir / settings.business


def speak_first(business: Business, language: Language) -> Business:
    """The same business with another language to begin with."""
    profile = business.profile.model_copy(update={"default_language": language})
    return business.model_copy(update={"profile": profile})
