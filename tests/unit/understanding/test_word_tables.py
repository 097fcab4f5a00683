"""What is kept of a word list is what its file says, also after a change."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from agents.understanding import word_tables
from agents.understanding.word_tables import read_table, read_table_at
from domain.errors import Permanent

UNDERSTANDING = Path(word_tables.__file__).parent


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.parametrize("place", [("words", "hy.toml"), ("patterns", "ru.toml"), ("goods", "words.toml")])
def test_made_now_or_kept_it_is_what_the_file_says(place: tuple[str, ...]) -> None:
    told = tomllib.loads(UNDERSTANDING.joinpath(*place).read_text(encoding="utf-8"))
    assert read_table(*place) == told
    assert read_table(*place) == told


def test_no_list_holds_what_json_does_not() -> None:
    for path in UNDERSTANDING.rglob("*.toml"):
        assert read_table_at(path) == tomllib.loads(path.read_text(encoding="utf-8")), path


def test_changed_file_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "xx.toml"
    path.write_text('yes = ["да"]', encoding="utf-8")
    assert read_table_at(path) == {"yes": ["да"]}
    path.write_text('yes = ["ага"]', encoding="utf-8")
    assert read_table_at(path) == {"yes": ["ага"]}


def test_each_reader_may_change_what_it_got() -> None:
    read_table("words", "ru.toml").clear()
    assert read_table("words", "ru.toml")


@pytest.mark.parametrize(("content", "told"), [(b"a = 1\nyes = da", "line 2"), (b"a = '\xff'", "utf-8")])
def test_mistake_in_a_file_is_told_with_its_place(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "xx.toml"
    path.write_bytes(content)
    with pytest.raises(Permanent) as caught:
        read_table_at(path)
    assert str(path) in str(caught.value)
    assert told in str(caught.value)


def test_every_meaning_of_the_date_words_is_one_that_a_grammar_asks_for() -> None:
    """A meaning that is misspelt in a word file would never be read, and nobody would be told."""
    grammars = "".join(path.read_text(encoding="utf-8") for path in UNDERSTANDING.rglob("*.py"))
    asked = set(re.findall(r'"([a-z_]+):?"', grammars))
    for path in (UNDERSTANDING / "dates" / "words").rglob("*.toml"):
        for meaning in read_table_at(path):
            kinds = {part.partition(":")[0] for part in meaning.split("+")}
            assert kinds <= asked, f"{path.name}: {meaning}"
