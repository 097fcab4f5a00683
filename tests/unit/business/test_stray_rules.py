"""Rules that would never be said as they should be: in the wrong place, missing, or in the words of another language."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge.advice import advise, find_stray_rules
from knowledge.business_files import load_business
from knowledge.policies import read_policies

BUSINESSES = Path(__file__).parents[3] / "businesses"
CLINIC = BUSINESSES / "clinic"
TODAY = date(2026, 11, 22)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CLINIC, tmp_path / "clinic"))


@pytest.mark.parametrize("name", ["clinic", "shop", "home_repair", "agency"])
def test_a_business_that_comes_with_the_desk_needs_no_advice(name: str) -> None:
    business = BUSINESSES / name
    passages = read_policies(business / "policies", today=TODAY)
    assert [*find_stray_rules(business), *advise(load_business(business), passages)] == []


def test_rule_outside_policies_is_named_with_its_place(folder: Path) -> None:
    (folder / "polices" / "ru").mkdir(parents=True)
    (folder / "car.md").write_text("a rule", encoding="utf-8")
    (folder / "polices" / "ru" / "late.md").write_text("a rule", encoding="utf-8")
    (folder / "README.md").write_text("notes", encoding="utf-8")
    assert list(find_stray_rules(folder)) == [
        "car.md: is not read; a rule stands in policies/<language>/car.md",
        "polices/ru/late.md: is not read; a rule stands in policies/<language>/late.md",
    ]


def test_answer_without_a_letter_of_its_language_is_named(folder: Path) -> None:
    rule = sorted((folder / "policies" / "ru").glob("*.md"))[0].name
    shutil.copyfile(folder / "policies" / "ru" / rule, folder / "policies" / "hy" / rule)
    passages = read_policies(folder / "policies", today=TODAY)
    found = [hint for hint in advise(load_business(folder), passages) if "letters" in hint]
    assert found == [f"policies/hy/{rule}: holds no letters of hy; write the answer in that language"]


def test_rule_that_one_language_lacks_is_named(folder: Path) -> None:
    rule = sorted((folder / "policies" / "hy").glob("*.md"))[0]
    rule.unlink()
    passages = read_policies(folder / "policies", today=TODAY)
    assert list(advise(load_business(folder), passages)) == [
        f"policies/hy/{rule.name}: is missing; other languages have it"
    ]
