"""Where we reach below DBOS's public surface, all in one place (its tables: `engine/dbos_jobs.py`). DBOS is pinned
to 3.4 for this file's sake, and tests/contract/engine runs every function here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dbos import DBOS


def launch(note_end: Callable[[str, str, str], None]) -> None:
    """Launch DBOS on the running loop, without its pollers, telling `note_end` (id, owner, status) of ended jobs.

    Its pollers ask each queue every interval through statements built anew each time: a tenth of a core at our
    latency; another looks for schedules, of which we have none. Its end of a job is a transaction of its own;
    `Dispatcher` writes many together.
    """
    from dbos import DBOS, _dbos
    from dbos._context import current_owner_xid

    def note(
        workflow_id: str,
        status: str,
        *,
        output: str | None = None,
        error: str | None = None,
        owner_xid: str | None = None,
    ) -> bool:
        note_end(workflow_id, owner_xid or current_owner_xid(workflow_id) or "", status)
        return True

    module: Any = _dbos
    pollers = {name: getattr(module, name) for name in _POLLERS}
    for name in _POLLERS:
        setattr(module, name, _poll_nothing)
    try:
        DBOS.launch()
    finally:
        for name, poller in pollers.items():
            setattr(module, name, poller)
    system: Any = _instance()._sys_db
    system.update_workflow_outcome = note


def run_claimed(row: Any, queue: str, owner: str) -> None:
    """Have DBOS run a job that `JobRows.claim` has taken under `owner`. Not on the event loop's thread: it waits for
    the loop to take the job over. Raises when the loop has ended or nothing runs such jobs.
    """
    from dbos._core import execute_dequeued_workflow

    status: Any = {
        "workflow_uuid": row.id, "status": "PENDING", "name": row.name, "queue_name": queue,
        "queue_partition_key": row.partition, "recovery_attempts": row.tries,
        "serialization": row.serialization, "inputs": row.inputs, "class_name": None, "config_name": None,
        "authenticated_user": None, "authenticated_roles": None, "assumed_role": None, "attributes": None,
        "workflow_deadline_epoch_ms": None, "workflow_timeout_ms": None, "shard_key": None,
    }  # fmt: skip
    execute_dequeued_workflow(_instance(), status, owner)


def count_running(queue: str) -> int:
    """How many jobs of `queue` run in this process."""
    return _instance()._active_workflows_set.count_for_queue(queue)


def recover(executor_ids: list[str]) -> int:
    """Put the started jobs of these executors back into their queues. Safe to repeat: a job that a living executor
    has taken since is not touched. DBOS offers it publicly only through its hosted control plane."""
    from dbos import DBOS

    return len(DBOS._recover_pending_workflows(executor_ids))


def _instance() -> DBOS:
    from dbos._dbos import _get_dbos_instance

    return _get_dbos_instance()


_POLLERS = ("queue_thread", "background_jobs_thread", "dynamic_scheduler_loop")


def _poll_nothing(stop: threading.Event, asked: Any) -> None:
    """In the place of a DBOS poller."""
