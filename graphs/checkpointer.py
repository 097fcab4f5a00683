"""Where paused approvals and cases' frames are kept between turns."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver


@asynccontextmanager
async def open_checkpointer(url: str) -> AsyncIterator[BaseCheckpointSaver[Any]]:
    """A ready saver for `sqlite:///path` or a `postgresql…` URL; closed on leaving.

    SQLite uses WAL with synchronous=NORMAL in a file of its own: a process that dies loses nothing, and after a power
    cut the app's own file (synchronous=FULL) is the truth and the engine re-runs the turn.
    """
    if url.startswith("sqlite:///"):
        import aiosqlite
        from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

        async with aiosqlite.connect(url.removeprefix("sqlite:///")) as connection:
            await connection.execute("PRAGMA journal_mode=WAL")
            await connection.execute("PRAGMA synchronous=NORMAL")
            await connection.execute("PRAGMA busy_timeout=30000")
            sqlite_saver = AsyncSqliteSaver(connection)
            await sqlite_saver.setup()
            yield sqlite_saver
        return
    from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver
    from psycopg.rows import dict_row
    from psycopg_pool import AsyncConnectionPool

    address = url.replace("postgresql+psycopg://", "postgresql://", 1)
    options = {"autocommit": True, "prepare_threshold": 0, "row_factory": dict_row}
    async with AsyncConnectionPool(address, min_size=1, max_size=8, open=False, kwargs=options) as pool:
        postgres_saver = AsyncPostgresSaver(pool)  # type: ignore[arg-type]  # the pool's rows are dicts: `row_factory` above
        await postgres_saver.setup()
        yield postgres_saver
