"""A mistake in an owner's file is named with its file, line and field, and with what to write instead. Words: `test_words_files.py`;
topics that staff decide: `test_own_topics.py`."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.business_files import list_businesses, load_business
from tests.fakes.spoiled_business import problems_of, replace

PLANTED = [
    ("services.yaml", "price: 10000", "price: 10 000", "services[0].price", "write 10000 (AMD, no spaces)"),
    ("services.yaml", "price: 10000", "price: 10.000,00 AMD", "services[0].price", "must be a number"),
    ("services.yaml", "price: 10000", "price: free", "services[0].price", "must be a number, write 12000"),
    ("services.yaml", "price: 10000", "prise: 10000", "services[0].prise", 'did you mean "price"?'),
    ("services.yaml", "price: 10000", "price: -1", "services[0].price", "at least 0"),
    ("services.yaml", "price_to: 35000", "price_to: 900", "services[4].price_to", "must be more than price"),
    ("services.yaml", "duration_minutes: 40", "duration_minutes: 40.5", "services[0].duration_minutes", "whole number"),
    ("services.yaml", "duration_minutes: 40", "duration_minutes: 2", "services[0].duration_minutes", "at least 5"),
    ("services.yaml", "visit: first", "visit: frist", "services[0].visit", 'did you mean "first"?'),
    ("services.yaml", "family: consultation\n", "family: consultaton\n", "services[0].family", 'did you mean "consultation"?'),
    ("services.yaml", "[ani, davit]", "[ani, david]", "services[0].practitioners[1]", 'did you mean "davit"?'),
    ("services.yaml", "id: consultation-repeat", "id: consultation-first", "services[1].id", "already taken on line"),
    ("services.yaml", "id: consultation-repeat", "id: Repeat visit", "services[1].id", "small Latin letters"),
    ("services.yaml", "ru: Первый визит", "ru: Самый первый визит к нам", "services[0].short_name.ru", "a button holds 20"),
    ("services.yaml", "online: yes", "online: perhaps", "services[1].online", "write yes or no"),
    ("services.yaml", "    visit: repeat", "    visit: repeat\n    visit: first", "services[1].visit", "stands twice"),
    ("business.yaml", "opens: 11:00", "opens: 11.00", "branches[0].hours[2].opens", "like 09:30"),
    ("business.yaml", "closes: 16:00", "closes: 10:00", "branches[0].hours[2]", "write opens: 10:00, closes: 11:00"),
    ("services.yaml", "duration_minutes: 40", "duration_minutes: 1.5 hours", "services[0].duration_minutes", "write 90"),
    ("services.yaml", "duration_minutes: 40", "duration_minutes: 1 час", "services[0].duration_minutes", "write 60"),
    ("services.yaml", "duration_minutes: 40", "duration_minutes: long", "services[0].duration_minutes", "write 30"),
    ("services.yaml", "en: Teeth cleaning }", "en: Teeth, all clean }", "families[1].name.all clean", 'in quotes: "…, all clean"'),
    ("services.yaml", "family: hygiene\n", "family: driving\n", "services[3].family", "write it under families:"),
    ("business.yaml", "closed:\n", "holidays:\n", "holidays", "write closed: [2027-01-31]"),
    ("business.yaml", "branch: komitas", "branch: comitas", "practitioners[0].hours[1].branch", 'did you mean "komitas"?'),
    ("business.yaml", "opens: 12:00, closes: 19:00", "opens: 12:00, closes: 19:30", "practitioners[0].hours[1]", "outside"),
    ("business.yaml", "days: [sat]", "days: [saturday]", "branches[0].hours[1].days[0]", "known here"),
    ("business.yaml", "days: [sat], opens: 10:00, closes: 18:00", "days: [fri, sat], opens: 10:00, closes: 18:00",
     "branches[0].hours[1]", "fri overlaps an entry above it"),
    ("business.yaml", "timezone: Asia/Yerevan", "timezone: Yerevan", "timezone", "write one like Asia/Yerevan"),
    ("business.yaml", "country: AM", "country: Armenia", "country", "two capital letters like AM"),
    ("business.yaml", "country: AM", "country: ZZ", "country", "is no country"),
    ("business.yaml", "currency: AMD", "currency: AMB", "currency", "three letters like AMD"),
    ("business.yaml", "phone_regions: [AM, RU]", "phone_regions: [AM, russia]", "phone_regions[1]", "letters like AM"),
    ("business.yaml", "phone: +374 10 000 041", "phone: 041", "branches[0].phone", "with the country"),
    ("business.yaml", "default_language: hy", "default_language: fr", "default_language", "known here"),
    ("business.yaml", "hy: Կենտրոն, ", "", "branches[0].name.hy", "say it in this language too"),
    ("business.yaml", "closed:\n  - 2026-12-31", "closed:\n  - 31.12.2026", "closed[0]", "like 2027-01-31"),
    ("escalation.yaml", "say: escalated-legal", "say: escalated-leagl", "topics[2].say", 'did you mean "escalated-legal"?'),
    ("escalation.yaml", "flags: [legal]", "flags: [law]", "topics[2].flags[0]", "known here"),
    ("escalation.yaml", "- мой адвокат", "- кровотечение", "topics[2].words[3]", "already raises the topic medical"),
    ("qualification.yaml", "kind: choice\n    options:", "kind: text\n    options:", "fields[0].options", "write kind: choice"),
    ("qualification.yaml", "Just checking prices", "I am only checking prices", "fields[0].options[2].label.en", "button"),
    ("pricing.yaml", "starting_from: 18000", "starting_from: from 18 000", "starting_from", "write 18000"),
    ("support.yaml", "priority: urgent", "priority: high", "categories[5].priority", "known here"),
    ("support.yaml", "      id: visit\n", "      id: visit\n      kindd: text\n", "categories[3].fact.kindd", 'mean "kind"?'),
    ("cadences.yaml", "quiet_from: 21:00", "quiet_from: 24:00", "quiet_from", "at most 23:59"),
    ("cadences.yaml", "reminder_hours: [24, 2]", "reminder_hours: 24", "reminder_hours", "must be a list"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "field", "advice"), PLANTED)
def test_mistake_names_file_line_field_and_advice(
    folder: Path, file: str, old: str, new: str, field: str, advice: str
) -> None:
    line = replace(folder / file, old, new)
    last = line + new.count("\n")
    named = [p for p in problems_of(folder) if f" {field}: " in p and advice in p]
    assert named, problems_of(folder)
    place = named[0].split(": ")[0]
    assert place in {f"{file}:{n}" for n in range(line, last + 1)}


def test_missing_field_points_at_its_parents_line(folder: Path) -> None:
    replace(folder / "services.yaml", "    price: 10000\n", "")
    line = (folder / "services.yaml").read_text(encoding="utf-8").split("- id: consultation-first")[0].count(
        "\n"
    ) + 1
    assert problems_of(folder) == [
        f"services.yaml:{line}: services[0].price: is missing; add a line price: 12000"
    ]


def test_all_mistakes_of_all_files_come_at_once_in_file_order(folder: Path) -> None:
    replace(folder / "cadences.yaml", "quiet_from: 21:00", "quiet_from: late")
    replace(folder / "services.yaml", "price: 10000", "price: ten")
    replace(folder / "services.yaml", "[ani, davit]", "[ani, david]")
    replace(folder / "business.yaml", "currency: AMD", "currency: dram")
    assert [p.split(": ")[1] for p in problems_of(folder)] == [
        "currency", "services[0].price", "services[0].practitioners[1]", "quiet_from",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("broken", "line", "advice"),
    [
        ("families:\n\t- id: a\n", 2, "indent with spaces"),
        ("families: [a\n", 1, "line 1 is never closed"),
        ("families:\n  - id: a: b\n", 2, "put the text in quotes"),
        ('families:\n  - id: "a\n', 2, "line 2 is never closed"),
        ("families: &a [*a]\n", 1, "repeats itself without end"),
        ("- id: a\n", 1, "must be fields with names"),
        ("", 1, "is empty"),
        ("families: 1\n---\nfamilies: 2\n", 2, "three dashes"),
        ("families: a\x07b\n", 1, "character"),
        ("families: {name: { ru: a: b, en: c }}\n", 1, "quotes"),
        ("families: { when: { panes: > 5 } }\n", 1, "(@ ` % >); put the text in quotes"),
    ],
)
def test_unreadable_yaml_is_explained_in_plain_words(
    folder: Path, broken: str, line: int, advice: str
) -> None:
    (folder / "services.yaml").write_text(broken, encoding="utf-8")
    found = [p for p in problems_of(folder) if p.startswith("services.yaml:") and advice in p]
    assert found, problems_of(folder)
    assert int(found[0].split(":")[1]) in (line, line + 1)


def test_file_that_is_not_utf8_is_named_with_its_line(folder: Path) -> None:
    (folder / "cadences.yaml").write_bytes(b"quiet_from: 21:00\nquiet_to: \xff\n")
    assert problems_of(folder) == ["cadences.yaml:2: is not UTF-8 text; save the file as UTF-8"]


def test_missing_file_is_named_with_a_near_one(folder: Path) -> None:
    (folder / "services.yaml").rename(folder / "service.yaml")
    assert problems_of(folder) == ['services.yaml:1: is missing; did you mean "service.yaml"? rename it']


def test_unknown_business_lists_the_ones_that_exist(folder: Path) -> None:
    assert list_businesses(folder.parent) == ["clinic"]
    assert problems_of(folder.parent / "klinik") == [
        f"{folder.parent / 'klinik'}: does not exist; the businesses there are: clinic"
    ]


def test_no_folder_of_businesses_is_no_crash(tmp_path: Path) -> None:
    assert list_businesses(tmp_path / "nowhere") == []
    assert "there is no business in this folder yet" in problems_of(tmp_path / "nowhere" / "clinic")[0]


def test_business_runs_with_what_it_is_and_what_it_offers_alone(folder: Path) -> None:
    for name in ("escalation", "qualification", "pricing", "support", "cadences"):
        (folder / f"{name}.yaml").unlink()
    shutil.rmtree(folder / "words")
    replace(
        folder / "business.yaml",
        "assistant:\n  ru: виртуальный помощник клиники «Арарат Смайл» (программа, не человек)\n  hy: «Արարատ Սմայլ» կլինիկայի վիրտուալ օգնականը (ծրագիր է, ոչ թե մարդ)\n  en: the automated assistant of Ararat Smile (software, not a person)\n",
        "",
    )
    business = load_business(folder)
    assert business.profile.assistant.en == "the automated assistant of Ararat Smile (software, not a person)"
    assert {"safety", "legal", "refund", "person"} <= {t.id for t in business.escalation.topics}
    assert business.cadences.silence_hours == [2, 24]
    assert business.support.category("delivery") is not None


def test_one_misnamed_file_is_named_once(folder: Path) -> None:
    (folder / "services.yaml").rename(folder / "services.yml")
    (folder / "cadences.yaml").unlink()
    assert problems_of(folder) == ['services.yaml:1: is missing; did you mean "services.yml"? rename it']


def test_misnamed_file_is_not_taken_for_a_missing_one(folder: Path) -> None:
    (folder / "support.yaml").rename(folder / "suport.yaml")
    assert problems_of(folder) == ['support.yaml:1: is missing; did you mean "suport.yaml"? rename it']


def test_yaml_guesses_nothing_about_what_owners_write(folder: Path) -> None:
    replace(folder / "business.yaml", "- центр\n", "- 2026\n      - no\n      - 12:30\n      - центр\n")
    business = load_business(folder)
    assert business.profile.branches[0].aliases[:3] == ["2026", "no", "12:30"]
    assert business.service_by_id["consultation-first"].price == Decimal("10000")
