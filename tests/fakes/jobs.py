"""A job queue that keeps what was asked for, and forgets what was rolled back: jobs live in a table."""

from __future__ import annotations

import sqlalchemy as sa

from storage.jobs import Job

_METADATA = sa.MetaData()
_JOBS = sa.Table(
    "recorded_job",
    _METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String, unique=True, nullable=False),
    sa.Column("job", sa.String, nullable=False),
    sa.Column("cancelled", sa.Boolean, nullable=False),
)


class RecordedJobs:
    """Implements `storage.jobs.JobQueue`."""

    @staticmethod
    def create_table(connection: sa.Connection) -> None:
        _METADATA.create_all(connection)

    def enqueue(self, connection: sa.Connection, job: Job) -> None:
        connection.execute(
            sa.text(
                "INSERT INTO recorded_job (id, job, cancelled) VALUES (:id, :job, false) ON CONFLICT DO NOTHING"
            ),
            {"id": job.id, "job": job.model_dump_json()},
        )

    def cancel(self, connection: sa.Connection, job_id: str) -> None:
        connection.execute(sa.update(_JOBS).where(_JOBS.c.id == job_id).values(cancelled=True))

    def list_jobs(self, connection: sa.Connection, name: str | None = None) -> list[Job]:
        """Committed and not cancelled, in order."""
        rows = connection.execute(
            sa.select(_JOBS.c.job).where(_JOBS.c.cancelled.is_(False)).order_by(_JOBS.c.number)
        ).scalars()
        jobs = [Job.model_validate_json(row) for row in rows]
        return [job for job in jobs if name is None or job.name == name]
