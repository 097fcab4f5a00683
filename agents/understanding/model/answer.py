"""The form of a model's answer: choices from fixed lists first, then short quotations of the customer's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from agents.understanding.model.failure import ModelFailed
from agents.understanding.model.json_object import read_object, strict_object
from domain.reading import Flag, Route

Sure = Literal["sure", "likely", "guess"]

NOTHING = "none"
MAX_QUOTE = 80
MAX_OPTIONS = 9
MAX_SERVICES = 60
FORM_NAME = "reading"
_QUOTES = ("time_quote", "service_quote", "name_quote")


@dataclass(frozen=True)
class ModelAnswer:
    """What the model says, well-formed and no more believed than that.

    `option`: the number of the shown option, from 1. Quotes are not yet looked for in the customer's words.
    """

    route: Route
    second_route: Route | None
    sure: Sure
    option: int | None
    flags: tuple[Flag, ...]
    service: str | None
    time_quote: str
    service_quote: str
    name_quote: str


def answer_schema(services: Sequence[str]) -> dict[str, Any]:
    """JSON schema of the answer. No maxLength: strict structured outputs have none."""
    routes = list(get_args(Route))
    quote = {"type": "string", "pattern": f"^[^\\n]{{0,{MAX_QUOTE}}}$"}
    properties: dict[str, Any] = {
        "route": {"type": "string", "enum": routes},
        "second_route": {"type": "string", "enum": [NOTHING, *routes]},
        "sure": {"type": "string", "enum": list(get_args(Sure))},
        "option": {"type": "string", "enum": [NOTHING, *map(str, range(1, MAX_OPTIONS + 1))]},
        "flags": {"type": "array", "items": {"type": "string", "enum": list(get_args(Flag))}, "maxItems": 4},
        "service": {"type": "string", "enum": [NOTHING, *services[:MAX_SERVICES]]},
        **dict.fromkeys(_QUOTES, quote),
    }
    return strict_object(properties)


def parse_answer(text: str, services: Sequence[str]) -> ModelAnswer:
    """The answer in `text`. Raises ModelFailed (`unusable`) for whatever does not fit the form in every key."""
    schema = answer_schema(services)["properties"]
    found = read_object(text, set(schema))
    if not all(_fits(found[key], schema[key]) for key in schema):
        raise ModelFailed("unusable")
    second = found["second_route"]
    return ModelAnswer(
        route=cast("Route", found["route"]),
        second_route=None if second in (NOTHING, found["route"]) else cast("Route", second),
        sure=cast("Sure", found["sure"]),
        option=None if found["option"] == NOTHING else int(found["option"]),
        flags=tuple(dict.fromkeys(cast("list[Flag]", found["flags"]))),
        service=None if found["service"] == NOTHING else found["service"],
        time_quote=found["time_quote"],
        service_quote=found["service_quote"],
        name_quote=found["name_quote"],
    )


def _fits(value: object, schema: dict[str, Any]) -> bool:
    if schema["type"] == "array":
        return (
            isinstance(value, list)
            and len(value) <= 2 * len(schema["items"]["enum"])
            and all(_fits(item, schema["items"]) for item in value)
        )
    if not isinstance(value, str):
        return False
    return value in schema["enum"] if "enum" in schema else len(value) <= MAX_QUOTE and "\n" not in value
