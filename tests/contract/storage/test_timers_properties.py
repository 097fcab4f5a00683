"""However alarms are set, put off, brought forward, stopped and answered: they ring at their time, once, by their jobs."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest

from domain.turn import NewTimer
from storage import alarms, timers
from storage.tables import inbox
from tests.contract.storage.desk import NOW, Desk

STEPS = 40


class Story:
    """What happens to one alarm, and what is to come of it. A job may run again, as after a death before its end."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk = desk
        self.chance = Random(seed)
        self.now = NOW
        self.conversation_id = desk.write().conversation_id
        self.waiting: dict[str, datetime] = {}
        """Jobs by id, and when they run."""
        self.known: set[str] = set()
        self.due_at: datetime | None = None
        self.expected: list[datetime] = []

    def set(self) -> None:
        self.due_at = self.now + timedelta(minutes=self.chance.randint(1, 120))
        alarm = NewTimer(id="a1", kind="nudge", subject="s", due_at=self.due_at, stops_on_reply=True)
        self.desk.database.write_sync(
            lambda c: alarms.set_timers(c, self.conversation_id, [alarm], self.now, self.desk.queue)
        )

    def stop(self) -> None:
        self.due_at = None
        self.desk.database.write_sync(
            lambda c: alarms.stop_kind(c, self.conversation_id, "nudge", self.desk.queue)
        )

    def reply(self) -> None:
        self.due_at = None
        self.desk.write(now=self.now)

    def pass_time(self, minutes: int | None = None) -> None:
        until = self.now + timedelta(minutes=minutes or self.chance.randint(1, 90))
        while (due := [id_ for id_, at in self.waiting.items() if at <= until]) != []:
            job_id = min(due, key=lambda id_: self.waiting[id_])
            self.now = max(self.now, self.waiting.pop(job_id))
            for _ in range(self.chance.choice((1, 1, 2))):
                self.run(job_id)
            self.find_jobs()
        assert self.due_at is None or self.due_at > until, f"{self.due_at} was slept through"
        self.now = until

    def run(self, job_id: str) -> None:
        _, timer_id, number = job_id.split(":")
        rang = self.desk.database.write_sync(
            lambda c: timers.look(c, timer_id, int(number), self.now, self.desk.queue)
        )
        assert rang == (self.due_at == self.now)
        if rang:
            self.expected.append(self.now)
            self.due_at = None

    def find_jobs(self) -> None:
        jobs = {job.id: job for job in self.desk.jobs("alarm")}
        self.waiting = {id_: at for id_, at in self.waiting.items() if id_ in jobs}
        for job in jobs.values():
            if job.id not in self.known:
                self.waiting[job.id] = self.now + timedelta(seconds=job.delay_seconds)
        self.known |= jobs.keys()


@pytest.mark.parametrize("seed", range(12))
def test_alarms_ring_at_their_time_and_never_otherwise(desk: Desk, seed: int) -> None:
    story = Story(desk, seed)
    happenings = (story.set, story.set, story.set, story.stop, story.reply, story.pass_time, story.pass_time)
    for _ in range(STEPS):
        story.chance.choice(happenings)()
        story.find_jobs()
    story.set()
    story.find_jobs()
    story.pass_time(120)
    rang = sorted(row["occurred_at"] for row in desk.rows(inbox, kind="timer"))
    assert rang == story.expected
    assert rang
