"""Rounds of kill and restart. Run as a program: it imports everything once and forks, so that a start costs little.

    python -m tests.integration.crash.rounds --rounds 100 [--server postgresql+psycopg://…]

A round is a fresh database; processes that play (players.py) and are killed one after the other, each at a point
drawn from the seed; a last one that is left alive; and the checker in a process of its own. The first round has no
kills and counts how often each point is passed. Prints one JSON report.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import json
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.integration.crash.checker import check
from tests.integration.crash.databases import Databases
from tests.integration.crash.desk import Clinic, open_desk
from tests.integration.crash.ledger import Ledger, read_ledger
from tests.integration.crash.players import Play
from tests.integration.crash.points import ANYTIME, POINTS, Killer

MOST_KILLS = 3
CHILD_SECONDS = 150.0
KILLED = "killed"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=2)
    parser.add_argument("--only", default="", help="kill at this point alone, once a round")
    parser.add_argument("--server", default="", help="a Postgres server; SQLite without")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="closeloop-crash-") as folder:
        report = run(Path(folder), chosen.server, chosen.rounds, chosen.seed, chosen.at_once, chosen.only)
    json.dump(report, sys.stdout, indent=1)


def run(folder: Path, server: str, rounds: int, seed: int, at_once: int, only: str = "") -> dict[str, Any]:
    """All rounds; never raises for what a round finds."""
    import dbos  # noqa: F401  (before the fork)

    began = time.monotonic()
    clinic = Clinic.load()
    databases = Databases(folder, server)
    template = databases.template_url
    fork_and_wait(lambda: asyncio.run(_make_template(clinic, databases.template_folder, template)), folder)
    clean = Round(0, seed, folder / "round_0", databases.create("round_0"), clinic, []).run()
    if clean["violations"]:
        return summarise([clean], seed, time.monotonic() - began)
    passed: dict[str, int] = clean["passed"]
    results = [clean]
    for name in clean["modules"]:
        # What a desk imports on its way: the children would each do it again.
        importlib.import_module(name)
    threads = [t.name for t in threading.enumerate()]
    if len(threads) > 1:
        raise RuntimeError(f"threads before a fork: {threads}")
    waiting = list(range(1, rounds + 1))
    running: dict[int, tuple[int, Path]] = {}
    while waiting or running:
        while waiting and len(running) < at_once:
            number = waiting.pop(0)
            place = folder / f"round_{number}"

            def play(number: int = number, place: Path = place) -> None:
                url = databases.create(place.name)
                result = Round(number, seed, place, url, clinic, plan(number, seed, passed, only)).run()
                databases.drop(place.name)
                _write(place / "result.json", result)

            running[fork(play, place)] = (number, place)
        pid, _ = os.wait()
        if pid in running:
            number, place = running.pop(pid)
            result = place / "result.json"
            if not result.exists():
                results.append({"round": number, "violations": [_last_words(place)], "kills": []})
                continue
            results.append(json.loads(result.read_text()))
            if not results[-1]["violations"]:
                shutil.rmtree(place)
    return summarise(results, seed, time.monotonic() - began)


async def _make_template(clinic: Clinic, folder: Path, url: str) -> None:
    """Every table of the app, the engine and the graphs, and nobody's lease."""
    desk = await open_desk(clinic, folder, url, Killer())
    await desk.stop()
    engine = sa.create_engine(url, poolclass=sa.pool.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM executor_lease"))
    engine.dispose()


def plan(number: int, seed: int, passed: dict[str, int], only: str = "") -> list[tuple[str, int]]:
    """Which points kill the processes of round `number`: one to three, all points in turn over the rounds."""
    rng = random.Random(f"{seed}-{number}")
    if only:
        return [(only, rng.randint(1, passed.get(only, 1)))]
    kills = []
    for position in range(rng.randint(1, MOST_KILLS)):
        order = list(POINTS)
        random.Random(f"{seed}-{position}").shuffle(order)
        point = order[number % len(order)]
        most = max(1, passed.get(point, 1) // (position + 1))
        kills.append((point, rng.randint(1, most)))
    return kills


class Round:
    """One database's history."""

    def __init__(
        self, number: int, seed: int, folder: Path, url: str, clinic: Clinic, kills: list[tuple[str, int]]
    ) -> None:
        self.number, self.folder, self.url, self.clinic, self.kills = number, folder, url, clinic, kills
        self.rng = random.Random(f"round-{seed}-{number}")
        folder.mkdir(exist_ok=True)

    def run(self) -> dict[str, Any]:
        result: dict[str, Any] = {"round": self.number, "kills": [], "violations": [], "seconds": []}
        for position, (point, nth) in enumerate([*self.kills, ("", 0)]):
            seed = self.rng.random()
            pid = fork(lambda p=point, n=nth, s=seed: self._play(p, n, s), self.folder)  # type: ignore[misc]
            began = time.monotonic()
            end = self._wait(pid, self.rng.uniform(0.3, 5.0) if point == ANYTIME else CHILD_SECONDS)
            result["seconds"].append(round(time.monotonic() - began, 2))
            if end == KILLED and position < len(self.kills):
                result["kills"].append(point)
            elif end != 0:
                result["violations"].append(
                    f"I1 process {position} ({point} {nth}): {_last_words(self.folder)}"
                )
                break
            else:
                break
        fork_and_wait(lambda: _write(self.folder / "check.json", check(self.folder, self.url)), self.folder)
        checked = self.folder / "check.json"
        if checked.exists():
            found = json.loads(checked.read_text())
            result["violations"] += found.pop("violations")
            result |= found
        else:
            result["violations"].append(f"the checker failed: {_last_words(self.folder)}")
        result["plan"] = self.kills
        survivor = self.folder / "survivor.json"
        return result | json.loads(survivor.read_text()) if survivor.exists() else result

    def _play(self, point: str, nth: int, seed: float) -> None:
        asyncio.run(self._perform(Killer(point or None, nth), random.Random(seed)))

    async def _perform(self, killer: Killer, rng: random.Random) -> None:
        killer.watch_databases()
        ledger = self.folder / "ledger.jsonl"
        lines = read_ledger(ledger)
        desk = await open_desk(self.clinic, self.folder, self.url, killer)
        await Play(desk, Ledger(ledger), lines, killer, rng).perform()
        await desk.stop()
        modules = [name for name in sys.modules if name.partition(".")[0] not in ("__main__", "tests")]
        _write(self.folder / "survivor.json", {"passed": killer.passed, "modules": modules})

    @staticmethod
    def _wait(pid: int, seconds: float) -> int | str:
        """How the process ended; it is killed after `seconds`."""
        process = os.pidfd_open(
            pid
        )  # readable at its end: nothing looks in between and takes CPU from the play
        try:
            if not select.select([process], [], [], seconds)[0]:
                os.kill(pid, signal.SIGKILL)
        finally:
            os.close(process)
        _, status = os.waitpid(pid, 0)
        return KILLED if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def fork(work: Callable[[], None], folder: Path) -> int:
    """Run `work` in a child whose output goes to `folder/log`."""
    folder.mkdir(exist_ok=True)
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        log = os.open(folder / "log", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.dup2(log, 1)
        os.dup2(log, 2)
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def fork_and_wait(work: Callable[[], None], folder: Path) -> None:
    os.waitpid(fork(work, folder), 0)


def summarise(results: list[dict[str, Any]], seed: int, seconds: float) -> dict[str, Any]:
    """Counts by point, and what was found."""
    planned = Counter(point for r in results for point, _ in r.get("plan", []))
    kills = Counter(point for r in results for point in r["kills"])
    duplicates: Counter[str] = Counter()
    for r in results:
        if r.get("duplicates"):
            duplicates[" + ".join(r["kills"])] += r["duplicates"]
    recovery = sorted(r["seconds"][-1] for r in results if r["kills"] and r.get("seconds"))
    return {
        "seed": seed,
        "rounds": len(results) - 1,
        "kills": sum(kills.values()),
        "kills_by_point": {point: kills[point] for point in POINTS},
        "not_reached": {point: n - kills[point] for point, n in planned.items() if n > kills[point]},
        "violations": [f"round {r['round']} {r['kills']}: {v}" for r in results for v in r["violations"]],
        "sends": sum(r.get("sends", 0) for r in results),
        "duplicate_sends": sum(duplicates.values()),
        "duplicate_sends_after": dict(duplicates),
        "checkpoints_behind_their_row": sum(r.get("checkpoints_behind", 0) for r in results),
        "seconds_from_restart_to_idle": {
            "median": recovery[len(recovery) // 2] if recovery else None,
            "longest": recovery[-1] if recovery else None,
        },
        "seconds": round(seconds, 1),
    }


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value))


def _last_words(folder: Path) -> str:
    log = folder / "log"
    return log.read_text(errors="replace")[-1500:] if log.exists() else "no log"


if __name__ == "__main__":
    main()
