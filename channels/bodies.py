"""Bytes from outside, made into plain JSON objects without trusting them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import orjson

from domain.errors import BadRequest
from domain.text import clean_text

MAX_BODY_BYTES = 1_000_000


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object in `body`, without lone surrogates: a page that cuts an emoji in half is still understood.

    Raises BadRequest for anything else: too long, not UTF-8, not JSON, nested too deep, not an object.
    """
    if len(body) > MAX_BODY_BYTES:
        raise BadRequest(f"the body is larger than {MAX_BODY_BYTES} bytes")
    try:
        value = _read(body)
    except (ValueError, RecursionError) as error:
        raise BadRequest("the body is not valid JSON in UTF-8") from error
    if not isinstance(value, dict):
        raise BadRequest("the body must be a JSON object")
    return value


def find_header(headers: Mapping[str, str], name: str) -> str | None:
    """The header `name` in any case; None when it is missing."""
    wanted = name.lower()
    if (found := headers.get(wanted)) is not None:
        return found
    for key, value in headers.items():
        if key.lower() == wanted:
            return value
    return None


def take_object(parent: Mapping[str, Any], key: str) -> dict[str, Any] | None:
    """`parent[key]` if it is an object, else None."""
    value = parent.get(key)
    return value if isinstance(value, dict) else None


def take_integer(parent: Mapping[str, Any], key: str) -> int | None:
    """`parent[key]` if it is an integer of at most 64 bits (booleans are not), else None."""
    value = parent.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**63:
        return None
    return value


def take_text(parent: Mapping[str, Any], key: str, *, limit: int = 256) -> str:
    """`parent[key]` cleaned and cut to `limit` characters; empty if it is not text."""
    value = parent.get(key)
    return clean_text(value, limit=limit) if isinstance(value, str) else ""


def _read(body: bytes) -> Any:
    if b"\\ud" not in body and b"\\uD" not in body:
        try:
            return orjson.loads(body)
        except orjson.JSONDecodeError:
            # Stricter in small things, such as how deep a body is nested: the other one decides.
            return json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    return _drop_surrogates(json.loads(body.decode("utf-8"), parse_constant=_refuse_constant))


def _drop_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    if isinstance(value, list):
        return [_drop_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {_drop_surrogates(key): _drop_surrogates(item) for key, item in value.items()}
    return value


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
