"""The example files are in order, and the lint says where they are not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from agents.understanding.lint_examples import lint, main
from agents.understanding.training_set import EXAMPLES, load_examples


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A copy of the shipped examples, to make mistakes in."""
    return Path(shutil.copytree(EXAMPLES, tmp_path / "examples"))


def append(path: Path, line: str) -> int:
    """Where the line stands now."""
    text = path.read_text(encoding="utf-8") + line + "\n"
    path.write_text(text, encoding="utf-8")
    return len(text.splitlines())


def test_shipped_examples_have_no_mistakes() -> None:
    assert [str(f) for f in lint()] == []
    assert main() == 0


def test_translations_share_a_meaning_and_own_phrasings_do_not() -> None:
    rows = [r for r in load_examples() if r.label == "booking" and not r.hard]
    first = [next(r for r in rows if r.language == language) for language in ("ru", "hy", "en")]
    last = [[r for r in rows if r.language == language][-1] for language in ("ru", "hy", "en")]
    assert len({r.meaning for r in first}) == 1
    assert len({r.meaning for r in last}) == 3


def test_a_hard_line_names_all_its_needs() -> None:
    two = next(r for r in load_examples() if r.path.name == "two_needs.txt" and r.language == "en")
    assert len(two.labels) == 2
    assert "|" not in two.text


@pytest.mark.parametrize(
    ("file", "line", "what"),
    [
        ("en/quote.txt", "сколько стоит стрижка у мастера", "cyrillic letters in a file of latin ones"),
        ("hy/quote.txt", "ինչ стоит մազ կտրելը", "cyrillic letters in a file of armenian ones"),
        ("ru/quote.txt", "сколько is the haircut today please", "mostly latin letters"),
        ("ru-latn/quote.txt", "сколько стоит", "cyrillic letters in a file of latin ones"),
        ("en/quote.txt", "12 000", "no letters"),
        ("en/quote.txt", "how much " * 40, "longer than 240 characters"),
        ("en/hard/not_cancel.txt", "please leave my cat alone", "write `label | text`"),
        ("en/hard/not_cancel.txt", "canceling | leave the cat alone", "no such label: 'canceling'"),
    ],
)
def test_a_bad_line_is_named_with_its_file_and_line(files: Path, file: str, line: str, what: str) -> None:
    number = append(files / file, line)
    found = [f for f in lint(files) if f.path == files / file and f.line == number]
    assert any(what in f.what for f in found), found


def test_a_message_under_two_labels_is_named_with_both(files: Path) -> None:
    append(files / "en" / "quote.txt", "the purple giraffe wants two blankets")
    number = append(files / "en" / "sales.txt", "The purple giraffe wants two blankets!")
    (found,) = lint(files)
    assert (found.path.name, found.line) == ("sales.txt", number)
    assert found.what.endswith("which is quote")


def test_one_word_more_is_no_new_meaning(files: Path) -> None:
    append(files / "en" / "quote.txt", "the purple giraffe wants two blankets")
    append(files / "en" / "quote.txt", "the purple giraffe really wants two blankets")
    (found,) = lint(files)
    assert found.what.startswith("only 'really' more than en/quote.txt")


def test_a_line_copied_to_another_language_is_named(files: Path) -> None:
    append(files / "ru" / "quote.txt", "хмхм zoom")
    append(files / "hy" / "quote.txt", "хмхм zoom")
    assert any("the same text in another language" in f.what for f in lint(files))


def test_a_thin_file_says_how_many_messages_it_needs(files: Path) -> None:
    path = files / "hy" / "human.txt"
    path.write_text("\n".join(path.read_text(encoding="utf-8").splitlines()[:20]), encoding="utf-8")
    whats = [f.what for f in lint(files) if f.path == path]
    assert "20 messages, 60 are needed" in whats
    assert any("unequal numbers of lines above the native mark" in f.what for f in lint(files))
