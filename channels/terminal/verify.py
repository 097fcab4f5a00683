"""Whoever types here already owns the machine: there is nothing to verify."""

from __future__ import annotations

from collections.abc import Mapping


def verify_local(headers: Mapping[str, str], body: bytes) -> None:
    """Always true."""
