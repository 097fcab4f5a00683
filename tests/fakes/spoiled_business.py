"""Mistakes put into a copy of an owner's files, and what is said about them."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.errors import BusinessFileError
from knowledge.business_files import load_business


def replace(path: Path, old: str, new: str) -> int:
    """Put `new` for the first `old`; returns the line it stands on."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} no longer holds {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def problems_of(folder: Path) -> list[str]:
    """What loading says is wrong; a business without mistakes fails the test."""
    with pytest.raises(BusinessFileError) as caught:
        load_business(folder)
    return caught.value.problems
