"""Whatever a desk was doing when it was killed, the next process loses, repeats and contradicts nothing (I1-I8).

`CLOSELOOP_CRASH_ROUNDS=100` for the long run, `CLOSELOOP_CRASH_SEED` for another one, `CLOSELOOP_CRASH_REPORT` names
a folder for the full reports.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.integration.crash.rounds import plan

ROOT = Path(__file__).resolve().parents[3]
ROUNDS = os.environ.get("CLOSELOOP_CRASH_ROUNDS", "8")
SEED = os.environ.get("CLOSELOOP_CRASH_SEED", "1")


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_killed_desk_goes_on_without_losing_or_repeating(
    database: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    server = request.getfixturevalue("postgres_server_url") if database == "postgresql" else ""
    report = run_rounds(server)
    with capsys.disabled():
        print(f"\n{database}: {in_short(report)}")
    if folder := os.environ.get("CLOSELOOP_CRASH_REPORT"):
        (Path(folder) / f"crash-{database}.json").write_text(json.dumps(report, indent=1))
    assert report["violations"] == []
    assert report["kills"] >= report["rounds"] // 2, f"the killer hardly ever struck: {report}"


def test_plan_of_a_round_comes_from_its_seed() -> None:
    passed = {"commit": 18}
    assert plan(7, 3, passed) == plan(7, 3, passed)
    assert len({str(plan(number, 3, passed)) for number in range(50)}) > 30


def run_rounds(server: str) -> dict[str, Any]:
    """The report of `rounds.py`, in a process of its own: this one has threads and must not fork."""
    done = subprocess.run(
        [
            sys.executable, "-m", "tests.integration.crash.rounds",
            "--rounds", ROUNDS, "--seed", SEED, "--at-once", str(os.cpu_count() or 2), "--server", server,
        ],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def in_short(report: dict[str, Any]) -> str:
    points = ", ".join(f"{point} {n}" for point, n in report["kills_by_point"].items() if n)
    return (
        f"{report['rounds']} rounds, {report['kills']} kills, {len(report['violations'])} violations,"
        f" {report['duplicate_sends']} of {report['sends']} sends repeated, seed {report['seed']},"
        f" {report['seconds']} s; killed at {points}"
    )
