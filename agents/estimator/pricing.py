"""From facts to an itemised price: exact, or a range with the facts that widen it (R27). Pure, in Decimal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from agents.estimator.tables import FactValue, Fired, PriceTables
from domain.business import Business, EstimateField, PriceTable
from domain.business.estimates import SERVICE, TOTAL, bounds_of
from domain.language import LocalText
from domain.quote import QuoteLine

MOST_CASES = 400
"""Combinations of unknown facts that are looked at; the owner's file is checked to need fewer."""
_HUNDRED = Decimal(100)
_STEP = Decimal("0.01")
"""Between two numbers that lie on different sides of a bound."""


@dataclass(frozen=True)
class Price:
    """What it costs. Without lines it could not be priced: a table that must fit has no row for the facts."""

    lines: list[QuoteLine] = field(default_factory=list)
    factors: list[LocalText] = field(default_factory=list)
    """What widens the range, the widest first."""
    trace: list[str] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)

    @property
    def low(self) -> Decimal:
        return sum((line.low for line in self.lines), Decimal(0))

    @property
    def high(self) -> Decimal:
        return sum((line.high for line in self.lines), Decimal(0))


@dataclass(frozen=True)
class _Line:
    fired: Fired
    low: Decimal
    high: Decimal
    quantity: Decimal | None


def work_out(
    business: Business, tables: PriceTables, service_id: str, known: Mapping[str, FactValue]
) -> Price:
    """The price of the service for what is `known`; a fact that is not known counts with everything it may be."""
    rules = business.estimates
    cases = [{SERVICE: service_id, **dict(values)} for values in _cases(business, service_id, known)]
    priced = [_lines_of(business, tables, facts) for facts in cases[:MOST_CASES]]
    if any(lines is None for lines in priced):
        return Price()
    merged = _merge(business, [lines for lines in priced if lines is not None])
    total = sum((line.high for line in merged), Decimal(0))
    raised = dict.fromkeys(e for facts in cases[:MOST_CASES] for e in tables.exceptions(facts, total))
    first = next(lines for lines in priced if lines is not None) if priced else []
    return Price(
        lines=merged,
        factors=_factors(business, tables, service_id, known, first),
        trace=_trace(cases[:MOST_CASES], [p for p in priced if p is not None]),
        exceptions=[e.id for e in rules.exceptions if e.id in raised],
    )


def _cases(
    business: Business, service_id: str, known: Mapping[str, FactValue]
) -> Iterator[tuple[tuple[str, FactValue], ...]]:
    """Every combination of values the facts may have."""
    choices = [
        [(f.id, known[f.id])] if f.id in known else [(f.id, v) for v in possible(business, f)]
        for f in _counting(business, service_id, known)
    ]
    yield from product(*[c for c in choices if c])


def fields_of(business: Business, service_id: str) -> list[EstimateField]:
    """The facts that may move the price of the service, asked ones first."""
    rules = business.estimates
    job = rules.job_of(service_id)
    names = [*job.asks, *job.uses] if job is not None else []
    found = [rules.field(name) for name in names]
    return [f for f in found if f is not None and f.kind in ("choice", "number", "zone")]


def _counting(business: Business, service_id: str, known: Mapping[str, FactValue]) -> list[EstimateField]:
    """The facts of this price: one that is never asked counts when it was told or is assumed."""
    job = business.estimates.job_of(service_id)
    asked = job.asks if job is not None else []
    return [
        f for f in fields_of(business, service_id) if f.id in asked or f.id in known or f.assumed is not None
    ]


def possible(business: Business, asked: EstimateField) -> list[FactValue]:
    """What a fact may be when nobody has said: what is assumed, else what the owner says, else anything."""
    if asked.assumed is not None:
        return [_typed(asked, asked.assumed)]
    if asked.kind == "zone":
        ids = asked.unsure or [z.id for z in business.profile.zones if z.served]
        return list(ids)
    if asked.kind == "choice":
        return list(asked.unsure or [o.id for o in asked.options])
    ends = sorted(Decimal(v) for v in asked.unsure) or [asked.at_least, asked.at_most or asked.at_least]
    low, high = ends[0], ends[-1]
    jumps = [
        b
        for t in business.estimates.tables
        for row in t.rows
        for c in row.when.get(asked.id, ())
        for b in bounds_of(c)
    ]
    inside = {v for b in jumps for v in (b - _STEP, b, b + _STEP) if low < v < high}
    if asked.unit in ("piece", "person", "room", "page"):
        inside = {v for v in (set(jumps) | {b + 1 for b in jumps} | {b - 1 for b in jumps}) if low < v < high}
    return [low, *sorted(inside), high] if low != high else [low]


def _typed(asked: EstimateField, value: str) -> FactValue:
    return Decimal(value) if asked.kind == "number" else value


def _lines_of(business: Business, tables: PriceTables, facts: Mapping[str, FactValue]) -> list[_Line] | None:
    """One case's lines, or None when a table that must fit does not."""
    fired = {f.table.id: f for f in tables.fire(facts)}
    lines: list[_Line] = []
    for table in business.estimates.tables:
        found = fired.get(table.id)
        if found is None:
            if table.must_fit:
                return None
            continue
        lines.append(_line(found, facts, lines, business.estimates.round_to))
    return lines


def _line(fired: Fired, facts: Mapping[str, FactValue], before: list[_Line], step: Decimal) -> _Line:
    row = fired.row
    if row.percent is not None:
        low, high = sum((x.low for x in before), Decimal(0)), sum((x.high for x in before), Decimal(0))
        ends = sorted((low * row.percent / _HUNDRED, high * row.percent / _HUNDRED))
        return _Line(fired, _rounded(ends[0], step), _rounded(ends[1], step), None)
    price = row.price or Decimal(0)
    counted = facts.get(row.per) if row.per is not None else None
    quantity = counted if isinstance(counted, Decimal) else None
    times = quantity if quantity is not None else Decimal(1)
    low, high = price * times, (row.price_to if row.price_to is not None else price) * times
    return _Line(fired, _rounded(low, step), _rounded(high, step), quantity)


def _rounded(amount: Decimal, step: Decimal) -> Decimal:
    return (amount / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def _merge(business: Business, cases: list[list[_Line]]) -> list[QuoteLine]:
    """Lines of all cases, a table each: from the least to the most that any case costs."""
    merged = []
    for table in business.estimates.tables:
        here = [next((x for x in lines if x.fired.table.id == table.id), None) for lines in cases]
        found = [x for x in here if x is not None]
        if not found:
            continue
        low = (
            min(x.low for x in found) if len(found) == len(here) else min(Decimal(0), *(x.low for x in found))
        )
        high = (
            max(x.high for x in found)
            if len(found) == len(here)
            else max(Decimal(0), *(x.high for x in found))
        )
        if low == high == 0:
            continue
        merged.append(_quote_line(business, table, found, low, high))
    return merged


def _quote_line(
    business: Business, table: PriceTable, found: list[_Line], low: Decimal, high: Decimal
) -> QuoteLine:
    rows = {x.fired.rule: x for x in found}
    one = next(iter(rows.values())) if len(rows) == 1 else None
    row = one.fired.row if one is not None else None
    numbers = {x.quantity for x in found}
    counted = one is not None and row is not None and row.per is not None and len(numbers) == 1
    per = business.estimates.field(row.per) if row is not None and row.per else None
    return QuoteLine(
        name=(row.name if row is not None else None) or table.name,
        low=low,
        high=high,
        quantity=f"{one.quantity.normalize():f}" if counted and one is not None and one.quantity else None,
        unit=per.unit_name if counted and per is not None else None,
        unit_low=row.price if counted and row is not None else None,
        unit_high=(row.price_to or row.price) if counted and row is not None else None,
        rules=list(rows),
    )


def _factors(
    business: Business,
    tables: PriceTables,
    service_id: str,
    known: Mapping[str, FactValue],
    first: list[_Line],
) -> list[LocalText]:
    """What would make the price exact: unknown facts by how far they move it, then what a row itself leaves open."""
    base: dict[str, FactValue] = {SERVICE: service_id}
    unknown: list[tuple[EstimateField, list[FactValue]]] = []
    for asked in _counting(business, service_id, known):
        if asked.id in known:
            base[asked.id] = known[asked.id]
            continue
        values = possible(business, asked)
        base[asked.id] = values[0]
        if len(values) > 1:
            unknown.append((asked, values))
    widths: list[tuple[Decimal, LocalText]] = []
    for asked, values in unknown:
        lows, highs = [], []
        for value in values:
            lines = _lines_of(business, tables, {**base, asked.id: value}) or []
            lows.append(sum((x.low for x in lines), Decimal(0)))
            highs.append(sum((x.high for x in lines), Decimal(0)))
        width = max(highs) - min(lows)
        if (len(set(lows)) > 1 or len(set(highs)) > 1) and asked.name is not None:
            widths.append((width, asked.name))
    for line in first:
        if line.high != line.low and line.fired.row.because is not None:
            widths.append((line.high - line.low, line.fired.row.because))
    widths.sort(key=lambda pair: -pair[0])
    return list(dict.fromkeys(name for _, name in widths))


def _trace(cases: list[dict[str, FactValue]], priced: list[list[_Line]]) -> list[str]:
    """Each rule that fired once, with what it looked at and what it came to."""
    lines: dict[str, None] = {}
    for lines_of_case in priced:
        for x in lines_of_case:
            amount = f"{x.low:f}" if x.low == x.high else f"{x.low:f}..{x.high:f}"
            times = f" x {x.quantity:f}" if x.quantity is not None else ""
            price = x.fired.row.price if x.fired.row.percent is None else f"{x.fired.row.percent}%"
            text = f"{x.fired.rule} ({x.fired.because}): {price}{times} = {amount}"
            lines[text] = None
    return list(lines)[:40]


__all__ = ["MOST_CASES", "TOTAL", "Price", "fields_of", "possible", "work_out"]
