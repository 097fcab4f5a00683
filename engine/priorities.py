"""Who gives way to whom when there are fewer processors than work: answering to acknowledging, threads to the event loop."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterable

from engine.slices import ANSWERING_NANOSECONDS, work_in_slices

ANSWERING = 15
"""Niceness of the turn process. Acknowledging asks for little: answering gets the rest. The scheduler keeps accounts, and
beside a heavier process whoever has just worked waits up to a tick (4 ms) before it may again."""
THREADS = 5
"""Niceness of the threads that write and read for an event loop."""


def put_process_behind(niceness: int = ANSWERING) -> None:
    """This process, for good. Before it has threads: they take it over."""
    os.nice(niceness)
    _let_finish(0)
    work_in_slices(ANSWERING_NANOSECONDS)


def put_threads_behind(threads: Iterable[threading.Thread], niceness: int = THREADS) -> None:
    """They do not push the thread that wakes them off its processor, nor keep it waiting when it comes back. For good, and
    for the threads that they start. Only Linux knows priorities of threads: elsewhere nothing happens.
    """
    if sys.platform != "linux":
        return
    behind = os.getpriority(os.PRIO_PROCESS, 0) + niceness
    for thread in threads:
        if thread.native_id is not None:
            # One that has ended meanwhile needs none.
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, thread.native_id, behind)
                _let_finish(thread.native_id)


def _let_finish(who: int) -> None:
    """What wakes up there pushes nobody aside in the middle of something."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.sched_setscheduler(who, os.SCHED_BATCH, os.sched_param(0))
