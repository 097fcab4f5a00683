"""What is kept of a word list is what its file says, also after a change."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from agents.understanding import word_tables
from agents.understanding.word_tables import read_table, read_table_at

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


def test_mistake_in_a_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "xx.toml"
    path.write_text("yes = [", encoding="utf-8")
    with pytest.raises(tomllib.TOMLDecodeError):
        read_table_at(path)
