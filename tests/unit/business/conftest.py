"""A copy of the clinic that a test may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

CLINIC = Path(__file__).parents[3] / "businesses" / "clinic"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The clinic's files without its policies, which take most of the copying."""
    copy = tmp_path / "clinic"
    shutil.copytree(CLINIC, copy, ignore=shutil.ignore_patterns("policies"))
    return copy
