"""`catalogue.csv`: one row a variant, as a spreadsheet or a shop's export writes it.

The first row of a product says everything about it; further rows of the same `id` repeat the id and say what differs:
sku, colour, size, stock. Several values in one cell are set apart by `|`. Every mistake is told with line and column.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

from pydantic import ValidationError

from domain.business.catalogue import Catalogue, CatalogueRules, Product
from domain.goods import Occasion, Recipient
from domain.language import LANGUAGES
from knowledge.file_problems import Problem, suggest

CSV_FILE = "catalogue.csv"
RULES_FILE = "catalogue.yaml"
_OF_PRODUCT = (
    *(f"name_{language}" for language in LANGUAGES),
    "aliases", "category", "styles", "for_whom", "occasions", "price", "link", "size_table",
)  # fmt: skip
_OF_VARIANT = ("sku", "colour", "size", "stock")
COLUMNS = ("id", *_OF_PRODUCT, *_OF_VARIANT)
_NEEDED = ("id", *(f"name_{language}" for language in LANGUAGES), "category", "price", "link", "sku", "stock")
_MAX_ROWS = 50_000
_LONGEST_ID = 40


@dataclass
class _Row:
    line: int
    cells: dict[str, str]


@dataclass
class CatalogueFile:
    """What was read. `catalogue` is None when there is a mistake, or no file."""

    catalogue: Catalogue | None = None
    problems: list[Problem] = field(default_factory=list)


def read_catalogue(path: Path, rules: CatalogueRules | None, currency: str = "") -> CatalogueFile:
    """The products of `path` under `rules`. Never raises: mistakes are in `problems`.

    Without `rules` (they are broken or missing) the rows are checked as far as they go.
    """
    file = CatalogueFile()
    rows = _rows(path, file.problems)
    groups: dict[str, list[_Row]] = {}
    for row in rows:
        if not row.cells["id"]:
            file.problems.append(_problem(row, "id", "is empty; write the product's id in every row of it"))
            continue
        groups.setdefault(row.cells["id"], []).append(row)
    checks = _Checks(rules, currency, file.problems)
    products = [p for found in groups.values() if (p := checks.product(found)) is not None]
    if not file.problems and not products:
        file.problems.append(Problem(CSV_FILE, 1, (), "holds no product; add a row below the names"))
    if not file.problems and rules is not None:
        file.catalogue = Catalogue(rules=rules, products=products)
    return file


def read_stock(path: Path) -> dict[str, int] | None:
    """What the file says is in stock now, by sku; None when the file cannot be read or a number in it is no number."""
    problems: list[Problem] = []
    stock: dict[str, int] = {}
    for row in _rows(path, problems):
        if not row.cells["stock"].isdecimal():
            return None
        stock[row.cells["sku"]] = int(row.cells["stock"])
    return None if problems else stock


def _problem(row: _Row, column: str, text: str) -> Problem:
    return Problem(CSV_FILE, row.line, (column,), text)


def _rows(path: Path, problems: list[Problem]) -> list[_Row]:
    try:
        source = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        problems.append(Problem(CSV_FILE, line, (), "is not UTF-8 text; save the table as CSV UTF-8"))
        return []
    except OSError as error:
        problems.append(Problem(CSV_FILE, 1, (), f"cannot be read ({error.strerror}); check its permissions"))
        return []
    head = source.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(source), delimiter=delimiter, strict=True)
    rows: list[_Row] = []
    names: list[str] = []
    try:
        for cells in reader:
            if not any(c.strip() for c in cells):
                continue
            if not names:
                names = [c.strip() for c in cells]
                problems += _check_names(names)
                if problems:
                    return []
                continue
            if len(rows) >= _MAX_ROWS:
                problems.append(
                    Problem(CSV_FILE, reader.line_num, (), f"has more than {_MAX_ROWS} rows; split it")
                )
                return []
            if len(cells) > len(names):
                text = f"has {len(cells)} cells, the first line names {len(names)}; put a text with commas in quotes"
                problems.append(Problem(CSV_FILE, reader.line_num, (), text))
                continue
            found = dict(zip(names, (c.strip() for c in cells), strict=False))
            rows.append(_Row(reader.line_num, {name: found.get(name, "") for name in COLUMNS}))
    except csv.Error as error:
        problems.append(
            Problem(CSV_FILE, reader.line_num, (), f"cannot be read as a table ({error}); close its quotes")
        )
    if not names and not problems:
        problems.append(
            Problem(CSV_FILE, 1, (), f"is empty; its first line names the columns: {','.join(COLUMNS)}")
        )
    return rows


def _check_names(names: list[str]) -> list[Problem]:
    problems = []
    for name in names:
        if name not in COLUMNS:
            near = suggest(name, list(COLUMNS))
            problems.append(Problem(CSV_FILE, 1, (name or "?",), f"is not a column here; {near}"))
    for name in _NEEDED:
        if name not in names:
            problems.append(Problem(CSV_FILE, 1, (name,), "is missing; add this column to the first line"))
    for name in sorted({n for n in names if names.count(n) > 1}):
        problems.append(Problem(CSV_FILE, 1, (name,), "stands twice; keep one of the columns"))
    return problems


class _Checks:
    """Builds products, and notes what is wrong with their rows."""

    def __init__(self, rules: CatalogueRules | None, currency: str, problems: list[Problem]) -> None:
        self._rules = rules
        self._currency = currency
        self._problems = problems
        self._skus: dict[str, int] = {}

    def product(self, rows: list[_Row]) -> Product | None:
        first = rows[0]
        before = len(self._problems)
        self._check_first(first)
        for row in rows[1:]:
            for column in _OF_PRODUCT:
                if row.cells[column] and row.cells[column] != first.cells[column]:
                    text = f"differs from line {first.line}; leave it empty, or write the same"
                    self._problems.append(_problem(row, column, text))
        variants = [self._variant(row, first) for row in rows]
        seen: dict[tuple[str, str], int] = {}
        for row in rows:
            key = (row.cells["colour"], row.cells["size"])
            if key in seen:
                text = f"this colour and size stand on line {seen[key]} already; put both stocks into one row"
                self._problems.append(_problem(row, "size", text))
            seen.setdefault(key, row.line)
        if len(self._problems) > before:
            return None
        cells = first.cells
        values: dict[str, Any] = {
            "id": cells["id"], "name": {la: cells[f"name_{la}"] for la in LANGUAGES},
            "aliases": _several(cells["aliases"]), "category": cells["category"], "styles": _several(cells["styles"]),
            "for_whom": _several(cells["for_whom"]), "occasions": _several(cells["occasions"]),
            "price": Decimal(cells["price"]), "link": cells["link"], "size_table": cells["size_table"] or None,
            "variants": variants,
        }  # fmt: skip
        try:
            return Product.model_validate(values)
        except ValidationError as error:
            for one in error.errors(include_url=False):
                self._problems.append(
                    _problem(first, str(one["loc"][0]), one["msg"].removeprefix("Value error, "))
                )
            return None

    def _check_first(self, row: _Row) -> None:
        cells = row.cells
        if (
            len(cells["id"]) > _LONGEST_ID
            or not cells["id"].replace("-", "").replace("_", "").isalnum()
            or not cells["id"].isascii()
        ):
            self._say(
                row, "id", f'cannot be "{cells["id"]}"; write Latin letters, digits and - like dress-liana'
            )
        for column in _NEEDED:
            if column not in ("id", "sku", "stock") and not cells[column]:
                self._say(row, column, "is empty; the first row of a product says it")
        if cells["price"]:
            self._check_price(row)
        if cells["link"]:
            parts = urlsplit(cells["link"])
            if (
                parts.scheme not in ("http", "https")
                or not parts.netloc
                or any(c.isspace() for c in cells["link"])
            ):
                self._say(
                    row,
                    "link",
                    f'cannot be "{cells["link"]}"; write a whole address that begins with https://',
                )
        for column, allowed in (("for_whom", get_args(Recipient)), ("occasions", get_args(Occasion))):
            for value in _several(cells[column]):
                if value not in allowed:
                    self._say(row, column, f'cannot hold "{value}"; {suggest(value, list(allowed))}')
        if self._rules is not None:
            self._refers(row, "category", [c.id for c in self._rules.categories], "category")
            self._refers(row, "size_table", [t.id for t in self._rules.size_tables], "size table")

    def _check_price(self, row: _Row) -> None:
        written = row.cells["price"]
        try:
            price = Decimal(written)
        except InvalidOperation:
            price = None
        if price is None or not price.is_finite() or price <= 0:
            digits = "".join(c for c in written if c.isdigit()) or "12000"
            money = f" ({self._currency}, no spaces)" if self._currency else ""
            self._say(row, "price", f'cannot be "{written}"; write {digits}{money}')

    def _variant(self, row: _Row, first: _Row) -> dict[str, Any]:
        cells = row.cells
        if not cells["sku"]:
            self._say(
                row, "sku", "is empty; write the number under which your shop sells this colour and size"
            )
        elif cells["sku"] in self._skus:
            self._say(
                row,
                "sku",
                f'"{cells["sku"]}" is taken on line {self._skus[cells["sku"]]}; every row has its own',
            )
        self._skus.setdefault(cells["sku"], row.line)
        if not cells["stock"].isdecimal():
            self._say(row, "stock", f'cannot be "{cells["stock"]}"; write how many there are, 0 for none')
        if self._rules is not None:
            self._refers(row, "colour", [c.id for c in self._rules.colours], "colour")
            table = next((t for t in self._rules.size_tables if t.id == first.cells["size_table"]), None)
            sizes = [line.size for line in table.lines] if table is not None else []
            if table is not None and cells["size"] not in sizes:
                near = suggest(cells["size"], sizes)
                self._say(row, "size", f'"{cells["size"]}" is not in the size table {table.id}; {near}')
        stock = int(cells["stock"]) if cells["stock"].isdecimal() else 0
        return {
            "sku": cells["sku"],
            "colour": cells["colour"] or None,
            "size": cells["size"] or None,
            "stock": stock,
        }

    def _refers(self, row: _Row, column: str, known: list[str], noun: str) -> None:
        value = row.cells[column]
        if value and value not in known:
            self._say(row, column, f'"{value}" is no {noun} in {RULES_FILE}; {suggest(value, known)}')

    def _say(self, row: _Row, column: str, text: str) -> None:
        self._problems.append(_problem(row, column, text))


def _several(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]
