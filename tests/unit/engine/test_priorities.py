"""Priorities are for good: what is put behind here is a thread and a process of the test's own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from engine.priorities import ANSWERING, THREADS, put_threads_behind

LAST = 19

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows priorities of threads")

CHILD = """
import os
from engine.priorities import put_process_behind
put_process_behind()
print(os.getpriority(os.PRIO_PROCESS, 0), os.sched_getscheduler(0) == os.SCHED_BATCH)
"""


def test_threads_give_way_and_whoever_asks_for_it_does_not() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    mine = os.getpriority(os.PRIO_PROCESS, 0), os.sched_getscheduler(0)
    try:
        assert thread.native_id is not None
        put_threads_behind([thread])
        theirs = os.getpriority(os.PRIO_PROCESS, thread.native_id), os.sched_getscheduler(thread.native_id)
        assert theirs == (min(LAST, mine[0] + THREADS), os.SCHED_BATCH)
        assert (os.getpriority(os.PRIO_PROCESS, 0), os.sched_getscheduler(0)) == mine
    finally:
        done.set()
        thread.join()


def test_thread_that_has_ended_is_no_error() -> None:
    thread = threading.Thread(target=str)
    thread.start()
    thread.join()
    mine = os.getpriority(os.PRIO_PROCESS, 0), os.sched_getscheduler(0)
    put_threads_behind([thread])
    assert (os.getpriority(os.PRIO_PROCESS, 0), os.sched_getscheduler(0)) == mine


def test_process_that_answers_comes_last() -> None:
    said = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, check=True).stdout
    assert said.split() == [str(min(LAST, os.getpriority(os.PRIO_PROCESS, 0) + ANSWERING)), "True"]
