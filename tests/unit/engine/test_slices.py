"""A thread's slice is asked for without changing anything else of it, and nobody minds where there is none."""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
import threading
from collections.abc import Callable

import pytest

from engine import slices

GET = {"x86_64": 315, "aarch64": 275}
ATTRIBUTES = struct.Struct("=IIQiIQQQII")
NANOSECONDS = 5_000_000

linux_only = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in GET, reason="no such call on this system"
)


def in_a_thread(work: Callable[[], None]) -> None:
    """What a thread does to itself ends with it."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]


def kept() -> tuple[int, int, int]:
    """Policy, niceness and slice in nanoseconds of the calling thread, as the kernel tells them."""
    told = ctypes.create_string_buffer(ATTRIBUTES.size)
    assert ctypes.CDLL(None).syscall(GET[platform.machine()], 0, told, ATTRIBUTES.size, 0) == 0
    _, policy, _, niceness, _, runtime, *_ = ATTRIBUTES.unpack(told.raw)
    return policy, niceness, runtime


@linux_only
def test_policy_and_niceness_stay_and_older_kernels_take_no_offence() -> None:
    def work() -> None:
        wanted = min(19, os.getpriority(os.PRIO_PROCESS, 0) + 7)
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), wanted)
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
        assert slices.work_in_slices(NANOSECONDS)
        policy, niceness, slice_nanoseconds = kept()
        assert (policy, niceness) == (os.SCHED_BATCH, wanted)
        assert slice_nanoseconds in (NANOSECONDS, 0), "0: before 6.12"

    in_a_thread(work)


@linux_only
def test_threads_started_later_take_it_over() -> None:
    def work() -> None:
        assert slices.work_in_slices(NANOSECONDS)
        mine = kept()
        assert mine[2] in (NANOSECONDS, 0), "0: before 6.12"
        in_a_thread(lambda: _is(mine))

    def _is(expected: tuple[int, int, int]) -> None:
        assert kept() == expected

    in_a_thread(work)


def test_other_machines_know_no_such_thing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "sparc64")
    assert not slices.work_in_slices(NANOSECONDS)


@linux_only
def test_a_system_without_these_calls_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_thread: int) -> int:
        raise OSError(38, "not implemented")

    monkeypatch.setattr(os, "sched_getscheduler", refuse)
    assert not slices.work_in_slices(NANOSECONDS)
