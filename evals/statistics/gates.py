"""Floors below which a run is not good enough, from `evals/gates.yaml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from domain.errors import BusinessFileError
from domain.event import ChannelName
from evals.run import Play, Run
from evals.scenario import Voice
from evals.statistics.bootstrap import Estimate
from evals.statistics.metric_table import metric_estimate, metric_names
from evals.statistics.pass_k import pass_k
from evals.statistics.slices import DIMENSIONS, Dimension, select, slice_names
from knowledge.file_problems import Problem, explain, suggest
from knowledge.yaml_lines import YamlFile, read_yaml

GATES_FILE = Path(__file__).parents[1] / "gates.yaml"
BELOW_A_FLOOR = 1
"""The exit code."""
_FIXED: dict[Dimension, tuple[str, ...]] = {
    "voice": get_args(Voice),
    "channel": get_args(ChannelName),
    "risk": ("low", "medium", "high"),
}


class Floor(BaseModel):
    """One floor: `pass` (the k of pass^k) or `metric`, over everything or `where` a part, at least this share."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    passes: int | None = Field(default=None, ge=1, alias="pass")
    metric: str | None = None
    where: dict[Dimension, str] = Field(default_factory=dict)
    at_least: float = Field(ge=0, le=1)
    why: str = ""

    @model_validator(mode="after")
    def _one_figure(self) -> Floor:
        if (self.passes is None) == (self.metric is None):
            raise ValueError("needs either pass: 1 (the k of pass^k) or metric: a metric's name")
        return self

    @property
    def figure(self) -> str:
        """`pass^4`, or the metric's name."""
        return self.metric or f"pass^{self.passes}"

    @property
    def label(self) -> str:
        """`pass^1 where voice is hy`."""
        where = " and ".join(f"{part} is {name}" for part, name in self.where.items())
        return f"{self.figure} where {where}" if where else self.figure


class Gates(BaseModel):
    """All floors, in file order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    floors: list[Floor]


@dataclass(frozen=True)
class GateResult:
    """A floor and what was reached. `estimate` None: nothing was played that it speaks of, which fails too."""

    floor: Floor
    estimate: Estimate | None
    passed: bool
    reason: str


@dataclass(frozen=True)
class Known:
    """Names a floor may use, beside those of the run itself."""

    metrics: list[str] = field(default_factory=list)
    flows: list[str] = field(default_factory=list)
    businesses: list[str] = field(default_factory=list)


def read_gates(path: Path = GATES_FILE) -> tuple[Gates, YamlFile]:
    """The floors, and the file for telling lines.

    Raises BusinessFileError with file, line and field of every mistake.
    """
    if not path.is_file():
        raise BusinessFileError([f"{path}: there is no such file; write one like evals/gates.yaml"])
    file = read_yaml(path, path.name)
    problems = list(file.problems)
    gates: Gates | None = None
    if file.readable:
        try:
            gates = Gates.model_validate(file.tree)
        except ValidationError as errors:
            problems += [
                file.problem(_named(e["loc"]), _advice(e) or explain(e, Gates, ""))
                for e in errors.errors(include_url=False)
            ]
    if problems or gates is None:
        raise BusinessFileError([str(p) for p in sorted(problems, key=lambda p: p.line)])
    return gates, file


def check_names(gates: Gates, file: YamlFile, plays: Sequence[Play], known: Known | None = None) -> None:
    """Raises BusinessFileError for every metric or part that neither the plays nor `known` know.

    A misspelt floor would otherwise guard nothing.
    """
    known = known or Known()
    metrics = _with(known.metrics, metric_names(plays))
    problems: list[Problem] = []
    for index, floor in enumerate(gates.floors):
        if floor.metric is not None and floor.metric not in metrics:
            text = f'there is no metric "{floor.metric}"; {suggest(floor.metric, metrics)}'
            problems.append(file.problem(("floors", index, "metric"), text))
        for part, name in floor.where.items():
            names = _names_of(part, plays, known)
            fits = re.fullmatch(r"R\d+", name) if part == "requirement" else name in names
            if not fits:
                text = f'there is no {part} "{name}"; {suggest(name, names)}'
                problems.append(file.problem(("floors", index, "where", part), text))
    if problems:
        raise BusinessFileError([str(p) for p in problems])


def judge_gates(run: Run, gates: Gates, *, seed: int = 0) -> list[GateResult]:
    """Every floor against the run, in file order. The point estimate is what counts."""
    results = []
    for floor in gates.floors:
        plays = select(run.plays, floor.where)
        if floor.metric is not None:
            found = metric_estimate(plays, floor.metric, seed=seed)
        else:
            found = pass_k(plays, floor.passes or 1, seed=seed)
        results.append(_judged(floor, found, bool(plays)))
    return results


def exit_code(results: list[GateResult]) -> int:
    """1 when any floor was missed, else 0."""
    return 0 if all(result.passed for result in results) else BELOW_A_FLOOR


def _judged(floor: Floor, found: Estimate | None, played: bool) -> GateResult:
    if found is None:
        missing = f"no play has a {floor.figure}" if played else "nothing of it was played"
        if played and (floor.passes or 1) > 1:
            missing = f"no scenario was played {floor.passes} times"
        return GateResult(floor, None, False, missing)
    # 0.9 reached by 9 of 10 must not fail by the last bit of a float.
    passed = found.value >= floor.at_least - 1e-9
    relation = "reaches" if passed else "is below"
    return GateResult(floor, found, passed, f"{found.value:.1%} {relation} {floor.at_least:.1%}")


def _names_of(part: Dimension, plays: Sequence[Play], known: Known) -> list[str]:
    more = {"flow": known.flows, "business": known.businesses}.get(part, list(_FIXED.get(part, ())))
    return _with(more, slice_names(plays, part))


def _with(first: list[str], second: list[str]) -> list[str]:
    return list(dict.fromkeys([*first, *second]))


def _named(place: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Pydantic marks a wrong key of a mapping by a last `[key]`, which is no field."""
    return place[:-1] if place and place[-1] == "[key]" else place


def _advice(error: ErrorDetails) -> str | None:
    """Words for what `explain` does not know about floors."""
    if error["type"] == "value_error":
        return error["msg"].removeprefix("Value error, ")
    if error["loc"][-1:] == ("[key]",):
        return f"is no part of a run; {suggest(str(error['input']), list(DIMENSIONS))}"
    if error["type"].startswith("float"):
        return "must be a share between 0 and 1, like 0.9"
    return None
