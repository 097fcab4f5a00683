"""Sites that may embed the chat may not send staff's forms."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from api.origin import check_own_origin
from domain.errors import BadSignature


def request(**headers: str) -> Request:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "POST", "path": "/inbox", "headers": raw})


def is_taken(form: Request) -> bool:
    try:
        check_own_origin(form)
    except BadSignature:
        return False
    return True


@pytest.mark.parametrize(
    ("origin", "taken"),
    [({"origin": "https://desk.example"}, True), ({}, True), ({"origin": "https://shop.example"}, False)],
)
def test_forms_of_our_own_page_are_taken_and_no_others(origin: dict[str, str], taken: bool) -> None:
    assert is_taken(request(host="desk.example", **origin)) is taken
