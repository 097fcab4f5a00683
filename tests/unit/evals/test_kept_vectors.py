"""Vectors are computed once, and a broken file is begun anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evals.public.vectors import KeptEmbedder

if TYPE_CHECKING:
    from knowledge.embedding import Vectors


class Counting:
    """Embeds a text as its length; remembers what it was asked."""

    model_id = "counting/1"
    dimension = 2

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        self.asked += [f"q:{t}" for t in texts]
        return np.array([[len(t), 0] for t in texts], dtype=np.float32)

    def embed_in_context(self, text: str, parts: Sequence[str]) -> Vectors:
        self.asked += [f"i:{t}" for t in (text, *parts)]
        return np.array([[len(t), 2] for t in (text, *parts)], dtype=np.float32)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.asked += [f"p:{t}" for t in texts]
        return np.array([[len(t), 1] for t in texts], dtype=np.float32)


def test_a_text_is_embedded_once_even_in_the_next_run(tmp_path: Path) -> None:
    first = Counting()
    kept = KeptEmbedder(first, tmp_path)
    kept.embed_queries(["a", "bb", "a"])
    kept.embed_passages(["a"])
    kept.keep()
    second = Counting()
    again = KeptEmbedder(second, tmp_path)
    assert again.embed_queries(["bb", "ccc", "a"]).tolist() == [[2, 0], [3, 0], [1, 0]]
    assert again.embed_passages(["a"]).tolist() == [[1, 1]]
    assert second.asked == ["q:ccc"]


def test_a_part_is_known_by_the_text_it_stands_in(tmp_path: Path) -> None:
    asked = Counting()
    kept = KeptEmbedder(asked, tmp_path)
    assert kept.embed_in_context("a. bb", ["a", "bb"]).tolist() == [[5, 2], [1, 2], [2, 2]]
    kept.keep()
    again = KeptEmbedder(Counting(), tmp_path)
    assert again.embed_in_context("a. bb", ["a", "bb"]).tolist() == [[5, 2], [1, 2], [2, 2]]
    assert again.embed_queries(["bb"]).tolist() == [[2, 0]]


def test_no_text_stands_in_the_file(tmp_path: Path) -> None:
    kept = KeptEmbedder(Counting(), tmp_path)
    kept.embed_queries(["secret words"])
    kept.keep()
    assert all(b"secret" not in path.read_bytes() for path in tmp_path.iterdir())


def test_a_broken_file_is_begun_anew(tmp_path: Path) -> None:
    kept = KeptEmbedder(Counting(), tmp_path)
    kept.embed_queries(["a"])
    kept.keep()
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:40])
    again = KeptEmbedder(Counting(), tmp_path)
    assert again.embed_queries(["a"]).tolist() == [[1, 0]]
    again.keep()
    assert KeptEmbedder(Counting(), tmp_path).embed_queries([]).shape == (0, 2)


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    KeptEmbedder(Counting(), tmp_path / "new").keep()
    assert not (tmp_path / "new").exists()
