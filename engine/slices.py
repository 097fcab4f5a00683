"""How long a thread works on before Linux looks whose turn it is (`sched_setattr(2)`, `sched_runtime`, since Linux 6.12).

Who works in short slices and has waited goes before whoever is in the middle of a long one: the door has an
acknowledgement done in a third of a millisecond, and would otherwise wait up to a tick (4 ms) for the turn beside it.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys

ACKNOWLEDGING_NANOSECONDS = 100_000
"""The shortest there is."""
ANSWERING_NANOSECONDS = 10_000_000
_CALLS = {"x86_64": 314, "aarch64": 274}
"""The number of the call, by machine: Python has no name for it."""
_ATTRIBUTES = struct.Struct("=IIQiIQQQII")
"""Of the kernel's `sched_attr`: size, policy, flags, niceness, priority, runtime, deadline, period, least and most use."""


def work_in_slices(nanoseconds: int) -> bool:
    """The calling thread, and those it starts from now on; its niceness and policy stay. False, with nothing changed,
    where the system knows no such thing; older kernels say yes and change nothing.
    """
    number = _CALLS.get(platform.machine()) if sys.platform == "linux" else None
    if number is None:
        return False
    try:
        policy, niceness = os.sched_getscheduler(0), os.getpriority(os.PRIO_PROCESS, 0)
        wanted = _ATTRIBUTES.pack(_ATTRIBUTES.size, policy, 0, niceness, 0, nanoseconds, 0, 0, 0, 0)
        failed: int = ctypes.CDLL(None).syscall(number, 0, wanted, 0)
    except OSError:  # a C library or a sandbox without these calls
        return False
    return not failed
