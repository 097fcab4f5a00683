"""The owner's words in each language: what is missing, misspelt or contradicts the defaults is named where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.business_files import load_business
from tests.fakes.spoiled_business import problems_of, replace


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


@pytest.mark.parametrize(
    ("written", "explained"),
    [
        (
            "book-time-taken = Gone: { $wen }, not { $when }.",
            'uses $wen, which this message does not have; did you mean "$when"?',
        ),
        (
            "book-time-takn = That time is gone: { $when }.",
            'book-time-takn: is in no other language; did you mean "book-time-taken"?',
        ),
    ],
)
def test_slip_of_the_pen_is_named_where_the_owner_wrote_it(
    folder: Path, written: str, explained: str
) -> None:
    with (folder / "words" / "en.ftl").open("a", encoding="utf-8") as file:
        file.write(f"\n{written}\n")
    found = problems_of(folder)
    assert len(found) == 1, found
    assert found[0].startswith("words/en.ftl:")
    assert explained in found[0]
