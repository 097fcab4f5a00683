"""`python -m benchmarks [--quick] [--out FILE] [turn webhook …]`: chosen measurements alone."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.run import MEASUREMENTS, SEED, run_bench


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="benchmarks", description="Measure ourselves against bare LangGraph."
    )
    parser.add_argument("only", nargs="*", help=f"of {', '.join(MEASUREMENTS)}; all when left out")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    run_bench(quick=chosen.quick, out=chosen.out, only=chosen.only, seed=chosen.seed)


if __name__ == "__main__":
    main()
