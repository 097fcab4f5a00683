"""Telegram proves itself with the secret we gave it when the webhook was set."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from channels.bodies import find_header
from domain.errors import BadSignature

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name


def verify_secret(headers: Mapping[str, str], secret: str) -> None:
    """Compare the header with `secret` in constant time. Raises BadSignature."""
    given = find_header(headers, SECRET_HEADER) or ""
    if not hmac.compare_digest(given.encode("utf-8", "surrogatepass"), secret.encode()):
        raise BadSignature("the secret token of the request is missing or wrong")
