"""An approval's job: prepare the question for staff, or act on their answer."""

from __future__ import annotations

from typing import Protocol

from storage.jobs import Job


class ApprovalRunner(Protocol):
    """The approval graph (`graphs/approval.py`)."""

    async def start(self, approval_id: str) -> None: ...

    async def resume(self, approval_id: str) -> None: ...


class ApprovalHandler:
    """Handler of `approval` jobs. Id: `approval:{id}:brief` starts the graph, `approval:{id}:resume:{version}`
    resumes it. Both run in the conversation's partition, so never beside a turn of the same conversation.
    """

    def __init__(self, runner: ApprovalRunner) -> None:
        self._runner = runner

    async def __call__(self, job: Job) -> None:
        stage = job.id.removeprefix(f"approval:{job.subject}:")
        if stage == "brief":
            await self._runner.start(job.subject)
        else:
            await self._runner.resume(job.subject)
