"""Numbers are computed once for what they follow from, and again where that, or the file, is another one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from knowledge.kept import cache_folder
from knowledge.kept_numbers import kept_numbers


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return iter(range(10))


def made(counted: Iterator[int], of: bytes) -> float:
    def compute() -> np.ndarray:
        return np.full((2,), next(counted), dtype=np.float32)

    return float(kept_numbers("margins", of, compute, (2,))[0])


def test_numbers_are_computed_once_for_the_same_inputs(counted: Iterator[int]) -> None:
    assert [made(counted, of) for of in (b"a", b"a", b"b", b"a")] == [0, 0, 1, 0]


def test_broken_file_is_made_again(counted: Iterator[int]) -> None:
    made(counted, b"a")
    (file,) = cache_folder().glob("margins-*.npy")
    file.write_bytes(b"torn")
    assert made(counted, b"a") == 1


def test_numbers_of_another_shape_are_refused(counted: Iterator[int]) -> None:
    with pytest.raises(ValueError, match="margins of shape"):
        kept_numbers("margins", b"a", lambda: np.zeros(3, dtype=np.float32), (2,))
