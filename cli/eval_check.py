"""`closeloop eval check`: are the scenario files right?"""

from __future__ import annotations

import sys
from collections import Counter

from evals.scenario_files import load_scenarios


def run_eval_check(paths: tuple[str, ...]) -> None:
    """Say what there is, or every mistake. Exits with 2 when there are mistakes."""
    scenarios, problems = load_scenarios(paths)
    for problem in problems:
        print(problem, file=sys.stderr)
    flows = Counter(s.flow for s in scenarios)
    listed = ", ".join(f"{flow} {count}" for flow, count in sorted(flows.items()))
    plays = sum(len(s.voices) for s in scenarios)
    print(f"{len(scenarios)} scenarios are right, {plays} with their voices ({listed or 'none'})")
    if problems:
        print(f"{len(problems)} mistakes", file=sys.stderr)
        raise SystemExit(2)
