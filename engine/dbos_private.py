"""Where we reach below DBOS's public surface, all in one place (its tables: `engine/dbos_jobs.py`). DBOS is pinned
to 3.4 for this file's sake, and tests/contract/engine runs every function here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    from dbos import DBOS

T = TypeVar("T")


def launch(note_end: Callable[[str, str, str], None], dialect: str) -> None:
    """Launch DBOS on the running loop, without the pollers it has for that `dialect`, telling `note_end` (id, owner, status)
    of ended jobs.

    Its pollers ask each queue every interval through statements built anew each time: a tenth of a core at our
    latency; others look for schedules and for messages between jobs, of which we have none, and keep a stop waiting for
    their next look. Its end of a job is a transaction of its own; `Dispatcher` writes many together.
    """
    from dbos import DBOS
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

    with ExitStack() as launched:
        for holder, name in _pollers(dialect):
            launched.callback(setattr, holder, name, getattr(holder, name))
            setattr(holder, name, _poll_nothing)
        DBOS.launch()
    system: Any = _instance()._sys_db
    system.update_workflow_outcome = note
    _end_jobs_on_the_loop()


def _end_jobs_on_the_loop() -> None:
    """`note` only remembers an end. DBOS would change threads twice for it: it expects a transaction there."""
    from dbos import _core
    from dbos._outcome import DeferredResult, Pending

    class EndingHere(Pending[T]):
        def then(self, next: Callable[[Callable[[], T]], Any], *, dbos: Any = None) -> Pending[Any]:
            return Pending(partial(_then, self._func, next))

    async def _then(
        func: Callable[[], Coroutine[Any, Any, T]], note: Callable[[Callable[[], T]], Any]
    ) -> Any:
        try:
            value = await func()
        except Exception as error:
            result = note(partial(_raise, error))
        else:
            result = note(lambda: value)
        return await result.resolve_async() if isinstance(result, DeferredResult) else result

    module: Any = _core
    module.Pending = EndingHere


def _raise(error: Exception) -> NoReturn:
    raise error


def run_claimed(row: Any, queue: str, owner: str) -> None:
    """Have DBOS run, on the running loop, a job that `JobRows.claim` has taken under `owner`. Raises when nothing runs such
    jobs, or their arguments cannot be read: such a job ends as an error.

    DBOS would start it from another thread that waits for the loop, under whatever a row can carry besides (roles, classes,
    time limits, shards), of which ours have nothing: three times as much work as running it.
    """
    from dbos._context import DBOSContext
    from dbos._core import _execute_workflow_async
    from dbos._event_loop import retrieve_future_exception
    from dbos._serialization import deserialize_args

    instance = _instance()
    workflow: Any = instance._registry.workflow_info_map[row.name]
    try:
        inputs = deserialize_args(row.inputs, row.serialization, instance._serializer)
    except Exception:
        instance._sys_db.update_workflow_outcome(row.id, "ERROR", owner_xid=owner)
        raise
    status: Any = {
        "workflow_uuid": row.id, "status": "PENDING", "name": row.name, "queue_name": queue,
        "queue_partition_key": row.partition, "recovery_attempts": row.tries,
        "serialization": row.serialization, "inputs": row.inputs, "class_name": None, "config_name": None,
        "authenticated_user": None, "authenticated_roles": None, "assumed_role": None, "attributes": None,
        "workflow_deadline_epoch_ms": None, "workflow_timeout_ms": None, "shard_key": None,
    }  # fmt: skip
    context = DBOSContext()
    context.id_assigned_for_next_workflow = row.id
    context.owner_xid = owner
    task = asyncio.create_task(
        _execute_workflow_async(
            instance, status, workflow.__orig_func, context, inputs["args"], inputs["kwargs"]
        )
    )
    # The loop itself keeps only weak references to tasks.
    instance._workflow_tasks.add(task)
    task.add_done_callback(instance._workflow_tasks.discard)
    task.add_done_callback(retrieve_future_exception)


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


def _pollers(dialect: str) -> list[tuple[Any, str]]:
    from dbos import _dbos
    from dbos._sys_db import SystemDatabase

    pollers: list[tuple[Any, str]] = [
        (_dbos, "queue_thread"),
        (_dbos, "background_jobs_thread"),
        (_dbos, "dynamic_scheduler_loop"),
        (SystemDatabase, "run_notification_listener"),
    ]
    if dialect == "postgresql":
        from dbos._sys_db_postgres import PostgresSystemDatabase

        pollers.append((PostgresSystemDatabase, "run_notifier"))
    return pollers


def _poll_nothing(*asked: object) -> None:
    """In the place of a DBOS poller."""
