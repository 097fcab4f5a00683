"""`orders.csv`: the orders of a shop without a program of its own, and samples for trying things out."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from domain.order import Order
from knowledge.file_problems import Problem, explain

ORDERS_FILE = "orders.csv"
COLUMNS = (
    "id", "status", "email", "phone", "postcode", "name", "total", "placed_on", "expected_on", "delivered_on",
    "carrier", "tracking_number", "tracking_url", "scanned_at", "place_ru", "place_hy", "place_en",
)  # fmt: skip
_PLACES = ("place_ru", "place_hy", "place_en")
_NOT_OF_ORDER = ("total", "scanned_at", *_PLACES)


def read_orders(path: Path, *, currency: str, zone: ZoneInfo) -> tuple[list[Order], list[Problem]]:
    """The orders and every mistake with its line. Moments are the business's wall time, `2026-11-23T14:20`."""
    if not path.is_file():
        return [], []
    orders: list[Order] = []
    problems: list[Problem] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = [c for c in COLUMNS if c not in (rows.fieldnames or ())]
        if missing:
            return [], [Problem(ORDERS_FILE, 1, (), f"lacks the columns {', '.join(missing)}; add them")]
        for row in rows:
            line = rows.line_num
            try:
                orders.append(_order(row, currency, zone))
            except ValidationError as error:
                problems += [
                    Problem(ORDERS_FILE, line, _field(e["loc"]), explain(e, Order, currency))
                    for e in error.errors(include_url=False)
                ]
            except ValueError:
                text = "is no time; write it like 2026-11-23T14:20"
                problems.append(Problem(ORDERS_FILE, line, ("scanned_at",), text))
    seen: dict[str, int] = {}
    for number, order in enumerate(orders, 2):
        if order.id.casefold() in seen:
            text = f'"{order.id}" stands on an earlier line already; an order has one line'
            problems.append(Problem(ORDERS_FILE, number, ("id",), text))
        seen.setdefault(order.id.casefold(), number)
    return orders, problems


def _order(row: dict[str, str], currency: str, zone: ZoneInfo) -> Order:
    given = {key: value.strip() for key, value in row.items() if key in COLUMNS and (value or "").strip()}
    fields: dict[str, object] = {k: v for k, v in given.items() if k not in _NOT_OF_ORDER}
    if "total" in given:
        fields["total"] = {"amount": given["total"], "currency": currency}
    if "scanned_at" in given:
        at = datetime.fromisoformat(given["scanned_at"])
        place = {name.removeprefix("place_"): given[name] for name in _PLACES if name in given}
        fields["last_scan"] = {"at": at if at.tzinfo else at.replace(tzinfo=zone), "place": place}
    return Order.model_validate(fields)


def _field(loc: tuple[int | str, ...]) -> tuple[str | int, ...]:
    if loc[:2] == ("last_scan", "place"):
        return (f"place_{loc[-1]}",)
    return loc[:1]
