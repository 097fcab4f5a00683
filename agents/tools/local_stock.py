"""Stock as catalogue.csv says: an edit of the file counts at once, without a restart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import structlog

from domain.business.catalogue import Catalogue
from knowledge.catalogue_files import read_stock

_log = structlog.get_logger()


class LocalStock:
    """See StockPort. The file is looked at for every question, and read when it has changed.

    While it cannot be read (somebody is saving it, a number is no number) the last good stock stands.
    """

    def __init__(self, catalogue: Catalogue, path: Path | None = None) -> None:
        self._levels = {v.sku: v.stock for p in catalogue.products for v in p.variants}
        self._path = path
        self._seen = self._stamp()
        self._changed: dict[str, int] = {}

    async def levels(self, skus: Sequence[str]) -> Mapping[str, int]:
        self._look()
        return {sku: self._changed.get(sku, self._levels.get(sku, 0)) for sku in skus}

    def change(self, sku: str, stock: int) -> None:
        """What another program says of one variant; it stands until the file changes."""
        self._changed[sku] = stock

    def _stamp(self) -> tuple[int, int] | None:
        if self._path is None:
            return None
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size

    def _look(self) -> None:
        stamp = self._stamp()
        if stamp is None or stamp == self._seen or self._path is None:
            return
        self._seen = stamp
        fresh = read_stock(self._path)
        if fresh is None:
            _log.warning("stock_unreadable", file=self._path.name)
            return
        self._levels, self._changed = fresh, {}
        _log.info("stock_read", variants=len(fresh))
