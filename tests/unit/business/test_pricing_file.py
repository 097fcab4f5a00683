"""Mistakes of pricing.yaml, each with its line and what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from domain.errors import BusinessFileError
from knowledge.business_files import load_business

MISTAKES = [
    ("measuring: measuring", "measuring: survey", "measuring", "is no service of services.yaml"),
    ("asks: [pipes, zone]", "asks: [pipe, zone]", "jobs[2].asks[0]", 'did you mean "pipes"?'),
    ("services: [faucet]", "services: [fawcet]", "jobs[0].services[0]", 'did you mean "faucet"?'),
    ("{ service: drain, pipes: sink }", "{ service: drain, pipes: bath }", "when.pipes", "is no value of pipes"),
    ('{ service: faucet, taps: ">= 3" }', '{ service: faucet, taps: "many" }', "when.taps", "compares no number"),
    ("price: 8000, per: taps", "price: 8000, per: zone", "per", "is no field of kind: number"),
    ("price: 9000 }", "price: 9000, percent: 5 }", "tables[0].rows", "not both"),
    ("{ when: { service: drain, pipes: toilet }", "{ when: { service: drain, pipes: sink }", "rows[4]", "is never reached"),
    ('when: { total: "> 2000000" }', "when: { sum: 1 }", "exceptions[1].when.sum", "is no field of this file"),
    ("unsure: [kentron, nubarashen]", "unsure: [kentron, moscow]", "fields[0].unsure", "is no value of zone"),
    ("price: 18000 }", "price: 18 000 }", "price", "must be a number"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "field", "advice"), MISTAKES)
def test_mistake_is_named_with_line_field_and_advice(
    tmp_path: Path, right: str, wrong: str, field: str, advice: str
) -> None:
    folder = tmp_path / "home_repair"
    shutil.copytree("businesses/home_repair", folder)
    file = folder / "pricing.yaml"
    source = file.read_text(encoding="utf-8")
    assert right in source
    file.write_text(source.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(BusinessFileError) as caught:
        load_business(folder)
    line = source[: source.index(right)].count("\n") + 1
    told = [p for p in caught.value.problems if field in p and advice in p]
    assert told, caught.value.problems
    assert told[0].startswith("pricing.yaml:")
    assert abs(int(told[0].split(":")[1]) - line) <= 1
