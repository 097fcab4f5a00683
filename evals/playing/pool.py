"""Plays in several processes. Each has its own stages; a process that dies costs its play, not the others'."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from evals.playing.seeds import Order
from evals.run import Play
from evals.transcript import Transcript

STOP_SECONDS = 5.0
"""How long a worker may take to end by itself."""


@dataclass(frozen=True)
class Workplace:
    """What every worker needs to know. `index` is up to date before the workers start."""

    businesses: Path
    index: Path
    with_metrics: bool = True
    with_judge: bool = False
    """Ask the model that the environment names (`evals/judges/settings.py`) as well."""


PlayFunction = Callable[[Workplace], Callable[[Order], Play]]
"""Given a workplace, what plays an order there. A function at the top of a module: it travels to the workers by name."""


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    order: Order | None = None


class Pool:
    """`jobs` processes. Use as a context: on leaving, however that happens, all of them have ended."""

    def __init__(self, workplace: Workplace, prepare: PlayFunction, *, jobs: int | None = None) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._workplace = workplace
        self._prepare = prepare
        self._jobs = max(1, jobs or _cores())
        self._workers: list[_Worker] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def play(self, orders: Sequence[Order]) -> Iterator[Play]:
        """Every order's play, as they end."""
        waiting = deque(orders)
        for _ in range(min(self._jobs, len(waiting))):
            self._workers.append(self._start())
        for worker in self._workers:
            self._give(worker, waiting)
        while busy := [w for w in self._workers if w.order is not None]:
            ready = wait([w.pipe for w in busy])
            for worker in [w for w in busy if w.pipe in ready]:
                done = self._receive(worker)
                if worker.process.is_alive() or not waiting:
                    self._give(worker, waiting)
                yield done

    def stop(self) -> None:
        """End every worker; one that is busy is not waited for long."""
        for worker in self._workers:
            if worker.order is not None:
                worker.process.terminate()
            worker.pipe.close()
        for worker in self._workers:
            worker.process.join(STOP_SECONDS)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers = []

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_work, args=(theirs, self._workplace, self._prepare), daemon=True, name="eval-worker"
        )
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _give(self, worker: _Worker, waiting: deque[Order]) -> None:
        worker.order = waiting.popleft() if waiting else None
        if worker.order is not None:
            try:
                worker.pipe.send(worker.order)
            except OSError:
                return  # It is dead: reading from it says so, for this order.

    def _receive(self, worker: _Worker) -> Play:
        order = worker.order
        assert order is not None
        worker.order = None
        try:
            done: Play = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(STOP_SECONDS)
            code = worker.process.exitcode
            fresh = self._start()
            worker.pipe.close()
            worker.process, worker.pipe = fresh.process, fresh.pipe
            return failed_play(order, f"the process that played it ended with code {code}")
        return done


def failed_play(order: Order, error: str) -> Play:
    """A play that could not be played."""
    scenario = order.scenario
    start = scenario.start.astimezone() if scenario.start.tzinfo is None else scenario.start
    transcript = Transcript(
        scenario_id=scenario.id, voice=order.voice, repeat=order.repeat, seed=order.seed,
        started_at=start, ended_at=start, turns=[], error=error,
    )  # fmt: skip
    return Play(
        scenario_id=scenario.id, title=scenario.title, flow=scenario.flow, voice=order.voice,
        business=scenario.business,
        channel=scenario.channel, risk=scenario.risk, requirements=scenario.requirements, repeat=order.repeat,
        seconds=0.0, scores=[], transcript=transcript,
    )  # fmt: skip


def _work(pipe: Connection, workplace: Workplace, prepare: PlayFunction) -> None:
    """A worker: orders in, plays out, until the pipe is closed. Ctrl-C is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    play = prepare(workplace)
    while True:
        try:
            order = pipe.recv()
        except EOFError:
            return
        pipe.send(play(order))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
