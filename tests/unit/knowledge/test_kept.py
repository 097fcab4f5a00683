"""Files made once and kept: whole or not at all, made again when broken, and not needed where nothing can be written."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from knowledge.kept import cache_folder, kept


class Maker:
    """Writes a file and counts how often; reads only what it wrote."""

    def __init__(self) -> None:
        self.made = 0

    def make(self, path: Path) -> None:
        self.made += 1
        path.write_text("whole")

    def load(self, path: Path) -> str:
        text = path.read_text()
        if text != "whole":
            raise ValueError("cut off")
        return text


def test_file_is_made_once(tmp_path: Path) -> None:
    maker = Maker()
    for _ in range(3):
        assert kept("vectors-1", maker.make, maker.load, folder=tmp_path / "cache") == "whole"
    assert maker.made == 1
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["vectors-1"]


def test_broken_file_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "vectors-1").write_text("who")
    maker = Maker()
    assert kept("vectors-1", maker.make, maker.load, folder=tmp_path) == "whole"
    assert (tmp_path / "vectors-1").read_text() == "whole"
    assert maker.made == 1


def test_folder_that_cannot_be_made_costs_only_the_keeping(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    maker = Maker()
    for _ in range(2):
        assert kept("vectors-1", maker.make, maker.load, folder=tmp_path / "a file" / "cache") == "whole"
    assert maker.made == 2


def test_two_who_start_at_once_both_get_a_whole_file(tmp_path: Path) -> None:
    maker, both, found = Maker(), threading.Barrier(2), list[str]()

    def make_when_both_do(path: Path) -> None:
        both.wait(timeout=20)
        maker.make(path)

    def start() -> None:
        found.append(kept("vectors-1", make_when_both_do, maker.load, folder=tmp_path))

    threads = [threading.Thread(target=start) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["whole", "whole"]
    assert [path.name for path in tmp_path.iterdir()] == ["vectors-1"]


def test_what_fails_to_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    def fail(path: Path) -> None:
        path.write_text("half")
        raise ValueError("no such weights")

    with pytest.raises(ValueError, match="no such weights"):
        kept("vectors-1", fail, Maker().load, folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_cache_folder_is_where_the_user_wants_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "closeloop"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder().name == "closeloop"
