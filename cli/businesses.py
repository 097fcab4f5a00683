"""Finding the owner's folders."""

from __future__ import annotations

from pathlib import Path

from domain.business import Business
from knowledge.business_files import load_business

BUSINESSES = Path(__file__).resolve().parent.parent / "businesses"


def open_business(name: str) -> Business:
    """The business of that name. Raises BusinessFileError with every mistake in its files."""
    return load_business(BUSINESSES / name)
