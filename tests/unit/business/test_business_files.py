"""A mistake in an owner's file is named with its file, line and field, and with what to write instead."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from domain.business import EscalationTopic
from domain.errors import BusinessFileError
from knowledge.business_files import list_businesses, load_business

CLINIC = Path(__file__).parents[3] / "businesses" / "clinic"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the clinic that a test may spoil."""
    copy = tmp_path / "clinic"
    shutil.copytree(CLINIC, copy, ignore=shutil.ignore_patterns("policies"))
    return copy


def replace(path: Path, old: str, new: str) -> int:
    """Put `new` for the first `old`; returns the line it stands on."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} no longer holds {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(BusinessFileError) as caught:
        load_business(folder)
    return caught.value.problems


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
    ("business.yaml", "timezone: Asia/Yerevan", "timezone: Yerevan", "timezone", "write one like Asia/Yerevan"),
    ("business.yaml", "country: AM", "country: Armenia", "country", "two capital letters like AM"),
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


def test_message_missing_in_one_language_is_a_mistake(folder: Path) -> None:
    with (folder / "words" / "ru.ftl").open("a", encoding="utf-8") as file:
        file.write("\ngreeting-only-here = Привет\n")
    found = problems_of(folder)
    assert [p.split(": ")[:2] for p in found] == [
        ["words/en.ftl:1", "greeting-only-here"], ["words/hy.ftl:1", "greeting-only-here"],
    ]  # fmt: skip


def test_variable_used_in_one_language_only_is_a_mistake(folder: Path) -> None:
    line = replace(folder / "words" / "hy.ftl", "{ $by }", "17:30")
    found = problems_of(folder)
    assert len(found) == 1
    assert found[0].startswith(("words/hy.ftl:",))
    assert "escalated-safety: does not use $by" in found[0]
    assert abs(int(found[0].split(":")[1]) - line) <= 2


def test_fluent_syntax_error_names_its_line(folder: Path) -> None:
    line = replace(folder / "words" / "en.ftl", "here by { $by }", "here by { $by")
    found = problems_of(folder)
    assert len(found) == 1
    assert found[0].startswith("words/en.ftl:")
    assert abs(int(found[0].split(":")[1]) - line) <= 2
    assert "cannot be understood" in found[0]


def test_reference_to_an_unknown_term_is_a_mistake(folder: Path) -> None:
    line = replace(folder / "words" / "en.ftl", "of Ararat Smile", "of { -clinic }")
    assert problems_of(folder) == [
        f"words/en.ftl:{line}: greeting: uses {{ -clinic }}, which is nowhere in these words; add it or correct the name"
    ]


def test_own_words_win_over_the_defaults_and_the_rest_is_said_as_they_say_it(folder: Path) -> None:
    with (folder / "words" / "en.ftl").open("a", encoding="utf-8") as file:
        file.write("acknowledged = Very well.\n")
    words = load_business(folder).words["en"]
    assert words.count("acknowledged =") == 1
    assert "acknowledged = Very well." in words
    assert "thanks-reply =" in words


def test_own_words_must_say_the_same_facts_as_the_defaults(folder: Path) -> None:
    with (folder / "words" / "en.ftl").open("a", encoding="utf-8") as file:
        file.write("book-time-taken = That time is gone.\n")
    found = problems_of(folder)
    assert len(found) == 1
    assert found[0].startswith("words/en.ftl:")
    assert "does not use $when, but defaults/words/" in found[0]


def test_language_without_words_of_its_own_speaks_in_those_of_every_business(folder: Path) -> None:
    (folder / "words" / "hy.ftl").unlink()
    words = load_business(folder).words
    assert "escalated-person = Կանչում եմ մեր աշխատակցին" in words["hy"]
    assert "escalated-person = Зову администратора" in words["ru"]


def test_words_that_only_one_language_has_are_still_a_mistake_without_the_other_files(folder: Path) -> None:
    (folder / "words" / "hy.ftl").unlink()
    with (folder / "words" / "ru.ftl").open("a", encoding="utf-8") as file:
        file.write("\ngreeting-only-here = Привет\n")
    assert "words/hy.ftl:1: greeting-only-here: is missing here" in "\n".join(problems_of(folder))


def test_name_of_the_business_may_stand_in_any_message_of_one_language(folder: Path) -> None:
    with (folder / "words" / "en.ftl").open("a", encoding="utf-8") as file:
        file.write("acknowledged = Very well, says { $business }.\n")
    assert "says { $business }" in load_business(folder).words["en"]


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


def test_wrong_variable_is_named_where_the_owner_wrote_it(folder: Path) -> None:
    with (folder / "words" / "en.ftl").open("a", encoding="utf-8") as file:
        file.write("\nbook-time-taken = Gone: { $wen }, not { $when }.\n")
    found = problems_of(folder)
    assert len(found) == 1, found
    assert found[0].startswith("words/en.ftl:")
    assert 'uses $wen, which this message does not have; did you mean "$when"?' in found[0]


def test_misspelt_message_is_named_where_the_owner_wrote_it(folder: Path) -> None:
    with (folder / "words" / "en.ftl").open("a", encoding="utf-8") as file:
        file.write("\nbook-time-takn = That time is gone: { $when }.\n")
    found = problems_of(folder)
    assert len(found) == 1, found
    assert found[0].startswith("words/en.ftl:")
    assert 'book-time-takn: is in no other language; did you mean "book-time-taken"?' in found[0]


def test_misnamed_file_is_not_taken_for_a_missing_one(folder: Path) -> None:
    (folder / "support.yaml").rename(folder / "suport.yaml")
    assert problems_of(folder) == ['support.yaml:1: is missing; did you mean "suport.yaml"? rename it']


def topics(folder: Path, text: str) -> dict[str, EscalationTopic]:
    (folder / "escalation.yaml").write_text(text, encoding="utf-8")
    return {t.id: t for t in load_business(folder).escalation.topics}


def test_own_topic_changes_the_fields_it_names_and_adds_its_phrases(folder: Path) -> None:
    found = topics(
        folder,
        "refund_limit: 500\ntopics:\n  - id: refund\n    team: accounting\n    words: [give it back to me]\n",
    )
    assert found["refund"].team == "accounting"
    assert {"give it back to me", "want a refund"} <= set(found["refund"].words)
    assert found["refund"].say == "escalated-refund"
    assert found["legal"].team == "manager"


def test_new_topic_needs_no_messages_of_its_own_and_comes_after_danger(folder: Path) -> None:
    found = topics(
        folder,
        "topics:\n  - id: tattoo\n    name: { ru: Тату, hy: Դաջվածք, en: Tattoo }\n    words: [tattoo]\n"
        "without: [vip]\n",
    )
    assert list(found)[:2] == ["safety", "tattoo"]
    assert (found["tattoo"].say, found["tattoo"].draft) == ("escalated-other", "draft-other")
    assert "vip" not in found


def test_phrase_moves_to_the_topic_of_the_business_that_names_it(folder: Path) -> None:
    found = topics(
        folder,
        "topics:\n  - id: chief\n    name: { ru: Шеф, hy: Շեֆ, en: Chief }\n    words: [real person]\n",
    )
    assert "real person" in found["chief"].words
    assert "real person" not in found["person"].words


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("topics:\n  - id: tattoo\n", "escalation.yaml:2: topics[0].name: is missing"),
        (
            "topics:\n  - id: chief\n    name: { ru: Ш, hy: Շ, en: C }\n  - id: refund\n    answer_within_minutes: 0\n",
            "escalation.yaml:5: topics[1].answer_within_minutes: cannot be 0",
        ),
        (
            "topics:\n  - id: refund\n    wrds: [a]\n",
            'escalation.yaml:3: topics[0].wrds: is not a field of this place; did you mean "words"?',
        ),
        (
            "without: [vip, refnd]\n",
            'escalation.yaml:1: without[1]: "refnd" is no topic of defaults/escalation.yaml; did you mean "refund"?',
        ),
        ("topics: none\n", "escalation.yaml:1: topics: must be a list"),
    ],
)
def test_mistake_in_an_own_topic_is_named_where_it_was_written(
    folder: Path, written: str, problem: str
) -> None:
    (folder / "escalation.yaml").write_text(written, encoding="utf-8")
    assert any(p.startswith(problem) for p in problems_of(folder)), problems_of(folder)


def test_yaml_guesses_nothing_about_what_owners_write(folder: Path) -> None:
    replace(folder / "business.yaml", "- центр\n", "- 2026\n      - no\n      - 12:30\n      - центр\n")
    business = load_business(folder)
    assert business.profile.branches[0].aliases[:3] == ["2026", "no", "12:30"]
    assert business.service_by_id["consultation-first"].price == Decimal("10000")
