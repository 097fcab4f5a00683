"""Whom a limit counts as one."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from api.limits import network_of


def network(address: str | None) -> str:
    return network_of(Request({"type": "http", "client": None if address is None else (address, 40_000)}))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.7", True),
        ("203.0.113.7", "203.0.113.8", False),
        ("2001:db8:1:2::7", "2001:db8:1:2:ffff:1:2:3", True),
        ("2001:db8:1:2::7", "2001:db8:1:3::7", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("fe80::1%eth0", "fe80::2%eth0", True),
    ],
)
def test_whoever_has_one_ipv6_address_has_all_that_begin_alike(one: str, other: str, same: bool) -> None:
    assert (network(one) == network(other)) is same


@pytest.mark.parametrize("address", [None, "", "testclient"])
def test_callers_without_an_address_are_counted_together(address: str | None) -> None:
    assert network(address) == "unknown"
