"""Secrets that programs show: compared in the same time, whatever they are."""

from __future__ import annotations

import hmac

from pydantic import SecretStr


def is_shown(secret: SecretStr | None, shown: str) -> bool:
    """Whether `shown` is `secret`. What is not configured, or empty, nobody has."""
    known = secret.get_secret_value() if secret is not None else ""
    if not known or not shown:
        return False
    return hmac.compare_digest(known.encode(), shown.encode("utf-8", "replace"))
