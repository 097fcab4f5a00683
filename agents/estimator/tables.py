"""The owner's tables in the form of the rules engine, and which of their rows fire.

The engine only chooses rows; amounts stay Decimal and never pass through it, because it counts in binary fractions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain.business import Business, PriceRow, PriceTable
from domain.business.estimates import COMPARED, SPAN, TOTAL

FactValue = str | Decimal
"""The id of an option, a zone or a service; or a number."""


@dataclass(frozen=True)
class Fired:
    """A row that fits the facts. `rule` names it as the owner finds it: `pricing.yaml work[3]`."""

    table: PriceTable
    row: PriceRow
    rule: str
    because: str
    """The facts it looked at: `service=faucet, count=2`."""


def _unary(condition: Sequence[str], *, number: bool) -> str:
    """One cell of the engine's table."""
    if not number:
        return ", ".join(json.dumps(c, ensure_ascii=False) for c in condition)
    cells = []
    for text in condition:
        compared, span = COMPARED.fullmatch(text.strip()), SPAN.fullmatch(text.strip())
        if compared:
            cells.append(f"{compared[1]} {compared[2]}")
        elif span:
            cells.append(f"[{span[1]}..{span[2]}]")
        else:
            cells.append(text.strip())
    return ", ".join(cells)


def rows_of(table: PriceTable, business: Business) -> list[PriceRow]:
    """The table's rows; for the way there, one a zone."""
    if not table.by_zone:
        return table.rows
    zone = next((f.id for f in business.estimates.fields if f.kind == "zone"), "zone")
    return [PriceRow(when={zone: [z.id]}, price=z.travel_price) for z in business.profile.zones if z.served]


class PriceTables:
    """The tables of one business, compiled once. Thread-safe to read."""

    def __init__(self, business: Business) -> None:
        import zen

        rules = business.estimates
        self._tables = {t.id: (t, rows_of(t, business)) for t in rules.tables}
        numbers = {f.id for f in rules.fields if f.kind == "number"} | {TOTAL}
        nodes = [(t.id, [row.when for row in rows]) for t, rows in self._tables.values()]
        engine = zen.ZenEngine()
        self._prices = engine.create_decision(_decision(nodes, numbers)) if nodes else None
        self._exceptions = [
            (e, engine.create_decision(_decision([("exceptions", [e.when])], numbers)))
            for e in rules.exceptions
            if e.when
        ]

    def fire(self, facts: Mapping[str, FactValue]) -> list[Fired]:
        """The row of every table that fits `facts`, in the owner's order of tables."""
        if self._prices is None:
            return []
        answer = self._prices.evaluate(_plain(facts))["result"]
        fired = []
        for table_id, (table, rows) in self._tables.items():
            index = answer.get(table_id)
            if index is None:
                continue
            row = rows[int(index)]
            place = (
                f"business.yaml zones {', '.join(*row.when.values())}"
                if table.by_zone
                else (f"pricing.yaml {table_id}[{int(index)}]")
            )
            looked = ", ".join(f"{k}={facts[k]}" for k in row.when if k in facts)
            fired.append(Fired(table, row, place, looked))
        return fired

    def exceptions(self, facts: Mapping[str, FactValue], total: Decimal) -> list[str]:
        """Ids of the exceptions that the facts and the sum raise."""
        known = _plain({**facts, TOTAL: total})
        return [e.id for e, decision in self._exceptions if decision.evaluate(known)["result"]]


def _plain(facts: Mapping[str, FactValue]) -> dict[str, Any]:
    """The engine compares numbers as doubles: exact enough to choose a row, and no amount comes back."""
    return {k: float(v) if isinstance(v, Decimal) else v for k, v in facts.items()}


def _decision(tables: Sequence[tuple[str, Sequence[Mapping[str, list[str]]]]], numbers: set[str]) -> str:
    """A decision model: every table reads the same facts and answers with the index of the row that fits first."""
    nodes: list[dict[str, Any]] = [_node("facts", "inputNode"), _node("answer", "outputNode")]
    edges = []
    for table_id, conditions in tables:
        columns = sorted({name for when in conditions for name in when})
        rules = [
            {
                "_id": f"{table_id}[{index}]",
                **{f"of {c}": _unary(when[c], number=c in numbers) if c in when else "" for c in columns},
                "answer": json.dumps(str(index)),
            }
            for index, when in enumerate(conditions)
        ]
        content = {
            "hitPolicy": "first",
            "inputs": [{"id": f"of {c}", "name": c, "field": c} for c in columns],
            "outputs": [{"id": "answer", "name": "answer", "field": table_id}],
            "rules": rules,
            "passThrough": False,
            "executionMode": "single",
        }
        nodes.append({**_node(f"table {table_id}", "decisionTableNode"), "content": content})
        edges.append(_edge("facts", f"table {table_id}"))
        edges.append(_edge(f"table {table_id}", "answer"))
    return json.dumps({"nodes": nodes, "edges": edges}, ensure_ascii=False)


def _node(name: str, kind: str) -> dict[str, Any]:
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}}


def _edge(source: str, target: str) -> dict[str, Any]:
    return {"id": f"{source}>{target}", "sourceId": source, "targetId": target, "type": "edge"}
