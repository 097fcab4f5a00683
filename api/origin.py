"""Which pages may talk to us: our own, and those the owner lists for the web chat."""

from __future__ import annotations

from starlette.requests import HTTPConnection

from api.web import Web
from channels.web.verify import verify_origin


def check_origin(web: Web, connection: HTTPConnection) -> None:
    """Raises BadSignature for a browser page of a foreign origin. Requests without an Origin carry no cookies."""
    verify_origin(connection.headers, web.allowed_origins)


def check_own_origin(connection: HTTPConnection) -> None:
    """For staff's forms: a site that may embed the chat may not send them. Raises BadSignature."""
    verify_origin(connection.headers, ())
