"""Identifiers made of what they name are the same for ever: rows stored years ago are found by them."""

from __future__ import annotations

import uuid

import pytest

from domain.identifiers import derived_id


@pytest.mark.parametrize("parts", [("a",), ("turn-1", "0"), ("клиника", "web", "", "visitor 7"), ()])
def test_derived_identifier_is_the_uuid_of_its_parts(parts: tuple[str, ...]) -> None:
    number = uuid.uuid5(uuid.NAMESPACE_OID, "\x1f".join(parts))
    assert derived_id("conv", *parts) == f"conv-{number.hex}"
    assert (number.version, number.variant) == (5, uuid.RFC_4122)


def test_different_parts_have_different_identifiers() -> None:
    assert len({derived_id("x", "a", "b"), derived_id("x", "ab"), derived_id("x", "b", "a")}) == 3
