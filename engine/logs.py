"""How the served desk logs: one line an event, for people in a terminal, as JSON for everything else."""

from __future__ import annotations

import sys
from typing import Any, BinaryIO

import orjson
import structlog


def set_up_logs(target: BinaryIO | None = None) -> None:
    """For both processes, which write to the same place: standard output, or `target`. Rendering for people costs ten
    times as much as JSON.
    """
    processors: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.format_exc_info,
    ]
    if target is None and sys.stdout.isatty():
        structlog.configure(
            processors=[
                *processors[:2],
                structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False),
                structlog.dev.ConsoleRenderer(),
            ],
            wrapper_class=structlog.make_filtering_bound_logger("info"),
            cache_logger_on_first_use=True,
        )
        return
    structlog.configure(
        processors=[
            *processors,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(serializer=orjson.dumps),
        ],
        wrapper_class=structlog.make_filtering_bound_logger("info"),
        logger_factory=structlog.BytesLoggerFactory(target or sys.stdout.buffer),
        cache_logger_on_first_use=True,
    )
