"""orders.csv: what is read, and mistakes by line."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from knowledge.order_file import COLUMNS, read_orders

ZONE = ZoneInfo("Asia/Yerevan")
GOOD = {"id": "TS-1", "status": "on_way", "total": "100", "placed_on": "2026-11-20", "scanned_at": "2026-11-23T18:40",
        "place_ru": "Ереван", "place_hy": "Երևան", "place_en": "Yerevan"}  # fmt: skip


def written(folder: Path, *rows: dict[str, str]) -> Path:
    lines = [",".join(COLUMNS), *(",".join(row.get(c, "") for c in COLUMNS) for row in rows)]
    path = folder / "orders.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_an_order_is_read_in_the_shops_time_and_currency(tmp_path: Path) -> None:
    orders, problems = read_orders(written(tmp_path, GOOD), currency="AMD", zone=ZONE)
    assert problems == []
    assert (orders[0].total.currency, orders[0].last_scan.at.utcoffset()) == (
        "AMD",
        orders[0].last_scan.at.replace(tzinfo=ZONE).utcoffset(),
    )  # type: ignore[union-attr]


def test_mistakes_name_their_line_and_column(tmp_path: Path) -> None:
    bad = {**GOOD, "id": "TS-2", "status": "lost"}
    timeless = {**GOOD, "id": "TS-3", "scanned_at": "yesterday"}
    orders, problems = read_orders(written(tmp_path, GOOD, bad, timeless), currency="AMD", zone=ZONE)
    assert [o.id for o in orders] == ["TS-1"]
    assert [(p.line, p.path) for p in problems] == [(3, ("status",)), (4, ("scanned_at",))]
    assert problems[0].text.startswith('cannot be "lost"; known here: preparing')


def test_an_order_stands_once_and_no_file_is_no_orders(tmp_path: Path) -> None:
    _, problems = read_orders(written(tmp_path, GOOD, GOOD), currency="AMD", zone=ZONE)
    assert "earlier line" in problems[0].text
    assert read_orders(tmp_path / "nothing.csv", currency="AMD", zone=ZONE) == ([], [])


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("id,status\nTS-1,on_way\n", encoding="utf-8")
    _, problems = read_orders(path, currency="AMD", zone=ZONE)
    assert "total" in problems[0].text
