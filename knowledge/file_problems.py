"""Mistakes in an owner's file, in plain words: where, what, and what to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from domain.language import LocalText

_WRONG_MODELS = ("model_type", "model_attributes_type", "dict_type")
_EVERY_LANGUAGE = "must be said in every language, on three lines below it: ru: …, hy: …, en: …"
_WRONG_SHAPES = dict.fromkeys(
    _WRONG_MODELS, "must be fields with names, each on its own line below it: name: value"
) | {
    "list_type": "must be a list; write each entry on its own line after '- ', or all in brackets: [a, b]",
    "string_type": "must be one piece of text, not a list or fields; put it in quotes if it holds a colon",
}
_BOUNDS = {
    "greater_than_equal": ("at least", "ge"),
    "less_than_equal": ("at most", "le"),
    "greater_than": ("more than", "gt"),
    "less_than": ("less than", "lt"),
}


@dataclass(frozen=True)
class Problem:
    """One mistake. `line` counts from 1; `path` is the field inside the file."""

    file: str
    line: int
    path: tuple[str | int, ...]
    text: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}"
        return f"{place}: {dotted(self.path)}: {self.text}" if self.path else f"{place}: {self.text}"


def dotted(path: tuple[str | int, ...]) -> str:
    """`services[3].price`."""
    shown = ""
    for part in path:
        shown += f"[{part}]" if isinstance(part, int) else f".{part}" if shown else part
    return shown


def suggest(word: str, known: list[str]) -> str:
    """` (did you mean "hygiene"?)` or the known names, or nothing when there are none."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    return f"known here: {', '.join(known)}" if known else ""


def explain(error: ErrorDetails, model: type[BaseModel], currency: str) -> str:
    """A pydantic finding as advice. `currency` is named where an amount of money is expected."""
    kind, given = error["type"], error["input"]
    if kind == "missing":
        return _missing(error, model)
    if kind == "extra_forbidden":
        return _unknown_field(error, model)
    if given is None:
        return "is empty; write a value or delete the line"
    if kind.startswith(("decimal", "int", "finite")):
        return _wrong_number(error, currency)
    if kind in _WRONG_SHAPES:
        localised = _model_at(model, error["loc"]) is LocalText
        return _EVERY_LANGUAGE if localised and kind in _WRONG_MODELS else _WRONG_SHAPES[kind]
    if kind in _BOUNDS:
        words, key = _BOUNDS[kind]
        return f"cannot be {given}; write a number that is {words} {error.get('ctx', {}).get(key)}"
    return _wrong_text(error) or error["msg"].removeprefix("Value error, ")


def _missing(error: ErrorDetails, model: type[BaseModel]) -> str:
    field = str(error["loc"][-1])
    if _model_at(model, error["loc"][:-1]) is LocalText:
        return f"is missing; say it in this language too, on a line {field}: …"
    if field == "short_name":
        return "is missing, and the name is longer than the 20 characters of a button; add a line short_name:"
    return f"is missing; add a line {field}: {_example(model, error['loc'])}"


def _unknown_field(error: ErrorDetails, model: type[BaseModel]) -> str:
    place = error["loc"]
    if error["input"] is None and _model_at(model, place[:-1]) is LocalText:
        return f'is the rest of a text that its comma cuts in two; put all of it in quotes: "…, {place[-1]}"'
    if place == ("holidays",) and "closed" in _fields_at(model, ()):
        return "is not a field; write closed: [2027-01-31] for days of your own, public_holidays: yes for the country's"
    return f"is not a field of this place; {suggest(str(place[-1]), _fields_at(model, place[:-1]))}"


def _wrong_number(error: ErrorDetails, currency: str) -> str:
    given, whole = error["input"], not error["type"].startswith("decimal")
    if error["type"].startswith("int") and str(error["loc"][-1]).endswith("_minutes"):
        return f"must be a whole number of minutes, write {_minutes(given)} (digits only)"
    written = f"({currency}, no spaces)" if not whole and currency else "(digits only)"
    return f"must be {'a whole number' if whole else 'a number'}, write {_number(given)} {written}"


def _wrong_text(error: ErrorDetails) -> str | None:
    """One of the words, yes and no, times, dates, codes and lengths; None for what explains itself."""
    kind, given, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "literal_error":
        if "days" in error["loc"] and re.fullmatch(r"\w+ ?[-–—] ?\w+", str(given)):
            return f'cannot be "{given}"; write the days one by one: [mon, tue, wed, thu, fri]'
        choices = [c.strip("' ") for c in re.split(r", | or ", str(context.get("expected", "")))]
        return f'cannot be "{given}"; {suggest(str(given), choices)}'
    if kind.startswith("bool"):
        return f'cannot be "{given}"; write yes or no'
    if kind.startswith("time"):
        return f'"{given}" is not a time; write hours and minutes like 09:30, at most 23:59'
    if kind.startswith("date"):
        return f'"{given}" is not a date; write year-month-day like 2027-01-31'
    if kind == "string_pattern_mismatch":
        wanted = {"country": "two capital letters like AM", "currency": "three capital letters like AMD"}
        return f'cannot be "{given}"; write {wanted.get(str(error["loc"][-1]), context.get("pattern"))}'
    if kind == "too_short":
        return f"needs at least {_plural(int(context.get('min_length', 1)))}; add one after '- '"
    if kind == "too_long":
        return f"may hold at most {_plural(int(context.get('max_length', 0)))}; delete the rest"
    return None


def _plural(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _number(given: Any) -> str:
    """The number the owner probably meant, or an example."""
    text = str(given)
    whole = re.split(r"[.,](?=\d{1,2}\D*$)", text)[0]
    return re.sub(r"\D", "", whole) or "12000"


def _minutes(given: Any) -> str:
    """The minutes the owner probably meant: 90 for `1.5 hours`."""
    hours = re.match(r"(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:h|ч|ժ)", str(given).strip().casefold())
    if hours:
        return str(round(float(hours[1].replace(",", ".")) * 60))
    return _number(given) if re.search(r"\d", str(given)) else "30"


def _strip(annotation: Any) -> Any:
    """The type inside Annotated and Optional."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, UnionType):
            annotation = next(a for a in get_args(annotation) if a is not type(None))
        else:
            return annotation


def _type_at(model: type[BaseModel], path: tuple[int | str, ...]) -> Any:
    here: Any = model
    for part in path:
        here = _strip(here)
        if isinstance(part, int):
            here = next(iter(get_args(here)), None)
        elif isinstance(here, type) and issubclass(here, BaseModel) and part in here.model_fields:
            here = here.model_fields[part].annotation
        else:
            return None
    return _strip(here)


def _model_at(model: type[BaseModel], path: tuple[int | str, ...]) -> type[BaseModel] | None:
    found = _type_at(model, path)
    return found if isinstance(found, type) and issubclass(found, BaseModel) else None


def _fields_at(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    found = _model_at(model, path)
    return list(found.model_fields) if found else []


def _example(model: type[BaseModel], path: tuple[int | str, ...]) -> str:
    """What a value of the field looks like."""
    found = _type_at(model, path)
    name = getattr(found, "__name__", "")
    if get_origin(found) is list:
        return "and its entries below, each after '- '"
    if found is LocalText:
        return "with ru:, hy: and en: below it"
    return {"int": "30", "Decimal": "12000", "time": "09:30", "date": "2027-01-31"}.get(name, "…")
