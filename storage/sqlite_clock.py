"""The time of day in milliseconds for old SQLite libraries.

On Python 3.12 and later the durable engine's tables take `unixepoch('subsec')` as the time of a row. SQLite knows that from
3.42 on; before, it is NULL, and nothing can be stored. Debian 12 has 3.40, whatever Python runs there.
"""

from __future__ import annotations

import sqlite3
import time
from datetime import UTC, datetime

KNOWS_SUBSECONDS = (3, 42, 0)
_WITH_FRACTION = ("subsec", "subsecond")
_NOW = "now"


def teach_subseconds(connection: sqlite3.Connection) -> None:
    """Give the connection SQLite's own `unixepoch(moment)`, with the word for fractions, where its library is older than
    that word. A table made by a newer Python, or on another machine, can be written then, too.
    """
    if sqlite3.sqlite_version_info < KNOWS_SUBSECONDS:
        connection.create_function("unixepoch", 1, unix_seconds)


def unix_seconds(moment: object) -> float | int | None:
    """Seconds since 1970: of now, with their fraction or without, or of a moment in ISO 8601, in UTC unless it says
    otherwise. None for what is no moment, as SQLite answers
    (https://www.sqlite.org/lang_datefunc.html).
    """
    if moment in _WITH_FRACTION:
        return round(time.time(), 3)
    if moment == _NOW:
        return int(time.time())
    try:
        told = datetime.fromisoformat(str(moment))
    except ValueError:
        return None
    return int((told if told.tzinfo else told.replace(tzinfo=UTC)).timestamp())
