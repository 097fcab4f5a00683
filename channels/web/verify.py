"""Which pages may open the chat: the server's own, and those the owner lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from channels.bodies import find_header
from domain.errors import BadSignature


def verify_origin(headers: Mapping[str, str], allowed_origins: Iterable[str]) -> None:
    """Browsers always name the page's origin; a request without one is no browser and carries no cookies of ours.

    `allowed_origins` are `https://host[:port]`, or `*` for any. Raises BadSignature.
    """
    origin = find_header(headers, "origin")
    if origin is None:
        return
    allowed = {_normalise(item) for item in allowed_origins}
    if "*" in allowed or _normalise(origin) in allowed:
        return
    host = find_header(headers, "host")
    try:
        same_site = host is not None and urlsplit(origin).netloc.lower() == host.strip().lower()
    except ValueError:
        same_site = False
    if not same_site:
        raise BadSignature("this page's origin is not on the list of allowed origins")


def _normalise(origin: str) -> str:
    return origin.strip().rstrip("/").lower()
