"""Finding the owner's folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from domain.business import Business
from domain.errors import BusinessFileError
from knowledge.business_files import list_businesses, load_business
from knowledge.file_problems import suggest

BUSINESSES = Path(__file__).resolve().parent.parent / "businesses"


def open_business(name: str) -> Business:
    """The business of that name. Raises BusinessFileError with every mistake in its files."""
    try:
        return load_business(BUSINESSES / name)
    except BusinessFileError as error:
        raise BusinessFileError(in_folder(name, error.problems)) from None


def require_business(name: str) -> None:
    """Raises BusinessFileError, with the names there are, when there is no business of that name."""
    known = list_businesses(BUSINESSES)
    if name not in known:
        raise BusinessFileError([f'there is no business "{name}"; {suggest(name, known)}'])


def in_folder(name: str, problems: Sequence[str]) -> list[str]:
    """The problems with the business's folder before the file; one that names a whole path stays as it is."""
    return [p if p.startswith(str(BUSINESSES)) else f"{name}/{p}" for p in problems]
