"""Scenario files: folders of yaml -> scenarios, and every mistake with its file, line and field.

A broken file never stops the others: what it holds is left out, and said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from domain.business import Business
from domain.errors import BusinessFileError
from evals.scenario import Scenario
from evals.scenario_checks import check_scenario
from knowledge.business_files import list_businesses, load_business
from knowledge.file_problems import Problem, explain, suggest
from knowledge.yaml_lines import YamlFile, read_yaml

SCENARIOS = Path(__file__).parent / "scenarios"
BUSINESSES = Path(__file__).parent.parent / "businesses"
ENDINGS = (".yaml", ".yml")


def load_scenarios(
    paths: Sequence[Path | str] = (), *, businesses: Path | None = None
) -> tuple[list[Scenario], list[Problem]]:
    """The scenarios under `paths` (files, folders, or names of flows; none: all there are) in order of their paths,
    and every mistake. Never raises for what a file holds.

    `businesses`: the folder of the owners' folders that `business:` names; the project's own when left out.
    """
    reader = _Reader(businesses or BUSINESSES)
    for path in paths or [SCENARIOS]:
        reader.read(path)
    return reader.scenarios, reader.problems


def resolve_suite(name: Path | str) -> list[Path]:
    """The files and folders a suite's name stands for: a path that exists, a business ("clinic"), one of its flows
    ("clinic/moving"), or a flow of every business ("moving"). A name nobody has stands for itself."""
    path = Path(name)
    if path.exists():
        return [path]
    if (SCENARIOS / path).exists():
        return [SCENARIOS / path]
    return sorted(SCENARIOS.glob(f"*/{path}")) if str(name) and not path.is_absolute() else [path]


def _business_of(path: Path) -> dict[str, str]:
    """Ours lie in a folder of their business."""
    inside = path.resolve()
    return {"business": inside.relative_to(SCENARIOS).parts[0]} if inside.is_relative_to(SCENARIOS) else {}


class _Reader:
    def __init__(self, businesses: Path) -> None:
        self._businesses = businesses
        self._loaded: dict[str, Business | str] = {}
        self._first: dict[str, str] = {}
        self._seen: set[Path] = set()
        self.scenarios: list[Scenario] = []
        self.problems: list[Problem] = []

    def read(self, name: Path | str) -> None:
        for path in resolve_suite(name) or [Path(name)]:
            self._read_path(path, str(name))

    def _read_path(self, path: Path, name: str) -> None:
        if path.is_dir():
            files = sorted(p for p in path.rglob("*") if p.suffix in ENDINGS and p.is_file())
            if not files:
                self._complain(path, "holds no scenarios; add a .yaml file, or name another folder")
        elif path.is_file():
            files = [path]
        else:
            flows = {p.name for pattern in ("*", "*/*") for p in SCENARIOS.glob(pattern) if p.is_dir()}
            self._complain(path, f"does not exist; {suggest(name, sorted(flows))}")
            return
        for file in files:
            if file.resolve() not in self._seen:
                self._seen.add(file.resolve())
                self._read_file(file)

    def _complain(self, path: Path, text: str) -> None:
        self.problems.append(Problem(_shown(path), 1, (), text))

    def _read_file(self, path: Path) -> None:
        name = _shown(path)
        file = read_yaml(path, name)
        if not file.readable or file.problems:
            self.problems += file.problems
            return
        tree = {"id": path.stem, "flow": path.parent.name, **_business_of(path), **file.tree}
        try:
            scenario = Scenario.model_validate(tree)
        except ValidationError as found:
            self.problems += list(_explained(file, found))
            return
        problems = check_scenario(scenario, file, self._business(scenario.business))
        if scenario.id in self._first:
            problems.append(
                file.problem(
                    ("id",),
                    f'is "{scenario.id}" already in {self._first[scenario.id]}; give one of them another id',
                )
            )
        self.problems += problems
        if not problems:
            self._first[scenario.id] = name
            self.scenarios.append(scenario)

    def _business(self, name: str) -> Business | str:
        """The business, or what to say about one that cannot be used."""
        if name not in self._loaded:
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def _load(self, name: str) -> Business | str:
        known = list_businesses(self._businesses)
        if name not in known:
            return f'there is no business "{name}"; {suggest(name, known)}'
        try:
            return load_business(self._businesses / name)
        except BusinessFileError as error:
            return f'the files of business "{name}" have mistakes; run check first ({error.problems[0]})'


def _explained(file: YamlFile, found: ValidationError) -> Iterator[Problem]:
    seen: set[tuple[Any, ...]] = set()
    for error in found.errors(include_url=False):
        path = error["loc"] if error["type"] in ("missing",) else _written(file.tree, error["loc"])
        problem = file.problem(path, _advice(error))
        if path not in seen:
            seen.add(path)
            yield problem


def _written(tree: Any, path: tuple[Any, ...]) -> tuple[int | str, ...]:
    """The part of a finding's path that stands in the file."""
    kept: list[Any] = []
    for part in path:
        known = isinstance(tree, dict) and part in tree
        if not known and not (isinstance(tree, list) and isinstance(part, int) and part < len(tree)):
            break
        tree = tree[part]
        kept.append(part)
    return tuple(kept)


def _advice(error: ErrorDetails) -> str:
    kind, given = error["type"], error["input"]
    if given is not None and (kind.startswith("datetime") or kind == "timezone_naive"):
        return f'"{given}" is no moment; write the business\'s wall time like 2026-11-24T10:00'
    if kind.startswith("time_delta"):
        return f'"{given}" is no duration; write 30m, 2h, 3d, 1d12h or PT2H'
    return explain(error, Scenario, "")


def _shown(path: Path) -> str:
    """The path as people would type it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
