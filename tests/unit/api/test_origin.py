"""Sites that may embed the chat may not send staff's forms."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from api.origin import check_own_origin
from domain.errors import BadSignature


def request(**headers: str) -> Request:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "POST", "path": "/inbox", "headers": raw})


def test_a_form_of_our_own_page_is_taken() -> None:
    check_own_origin(request(host="desk.example", origin="https://desk.example"))
    check_own_origin(request(host="desk.example"))


def test_a_form_of_any_other_page_is_refused() -> None:
    with pytest.raises(BadSignature):
        check_own_origin(request(host="desk.example", origin="https://shop.example"))
