"""A run on disk: JSON Lines. A header, a line a play as it ends, and a last line that says whether it is all.

A run that was stopped has no last line, or half a line: what is whole is read, and `Run.problems` says so.
"""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from pydantic import BaseModel, Field, ValidationError

from domain.errors import BusinessFileError
from evals.run import Play, Run, RunHeader
from knowledge.file_problems import dotted

FORMAT = 1


class RunEnd(BaseModel):
    """The last line."""

    complete: bool
    problems: list[str] = Field(default_factory=list)


class RunWriter:
    """Writes a run while it is played; what was appended survives a kill.

    As a context manager it ends the file as stopped when the block is left without `finish`.
    """

    def __init__(self, path: Path, header: RunHeader) -> None:
        """Begins the file anew. Raises BusinessFileError when it cannot be written."""
        self.path = path
        self._ended = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: IO[str] = path.open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            raise BusinessFileError(
                [f"{path}: cannot be written ({error.strerror}); choose another place"]
            ) from None
        self._write(header.model_dump_json())

    def append(self, play: Play) -> None:
        """One play, on disk when this returns."""
        self._write(play.model_dump_json())

    def finish(self, complete: bool, problems: list[str] | None = None) -> None:
        """The last line; afterwards nothing can be appended. A second call changes nothing."""
        if self._ended:
            return
        self._ended = True
        self._write(RunEnd(complete=complete, problems=problems or []).model_dump_json())
        self._file.close()

    def _write(self, line: str) -> None:
        self._file.write(line + "\n")
        self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.finish(complete=False)


def read_run(path: Path) -> Run:
    """The run in `path`.

    Raises BusinessFileError, one line per mistake with file, line and field, when it is no run of this version.
    """
    lines = _lines(path)
    if not lines:
        raise BusinessFileError([f"{path}:1: is empty; write a run with: ./closeloop eval --out {path}"])
    header = _header(path, lines[0])
    plays: list[Play] = []
    problems: list[str] = []
    end: RunEnd | None = None
    mistakes: list[str] = []
    for number, line in enumerate(lines[1:], start=2):
        last = number == len(lines)
        try:
            data = json.loads(line)
        except ValueError as error:
            if last:
                problems.append(
                    f"{path}:{number}: the last line is cut off; the {len(plays)} plays before it are read"
                )
                break
            mistakes.append(f"{path}:{number}: is not JSON ({_short(error)}); delete the line or play again")
            continue
        if isinstance(data, dict) and "complete" in data:
            if not last:
                mistakes.append(f"{path}:{number}: ends the run, but lines follow; keep one run a file")
                break
            end = RunEnd.model_validate(data)
            continue
        try:
            plays.append(Play.model_validate(data))
        except ValidationError as errors:
            mistakes += _explain(path, number, errors)
    if mistakes:
        raise BusinessFileError(mistakes)
    if end is None and not problems:
        problems.append(f"{path}: the run was stopped; it holds {len(plays)} of {header.plays} plays")
    return Run(
        header=header,
        plays=plays,
        complete=end is not None and end.complete,
        problems=(end.problems if end else []) + problems,
    )


def _lines(path: Path) -> list[str]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise BusinessFileError([f"{path}: there is no such file; list the runs you have"]) from None
    except OSError as error:
        raise BusinessFileError([f"{path}: cannot be read ({error.strerror})"]) from None
    # A kill may cut the last line inside a character; what is before it is still good.
    text = raw.decode("utf-8", errors="replace")
    return [line for line in text.split("\n") if line.strip()]


def _header(path: Path, line: str) -> RunHeader:
    try:
        data: Any = json.loads(line)
    except ValueError as error:
        raise BusinessFileError(
            [f"{path}:1: is not JSON ({_short(error)}); a run begins with its header"]
        ) from None
    if not isinstance(data, dict) or "suite" not in data:
        raise BusinessFileError(
            [f"{path}:1: is not a run's header; give a file written by: ./closeloop eval"]
        )
    if data.get("format") != FORMAT:
        raise BusinessFileError(
            [
                f"{path}:1: format: is {data.get('format')}, this version reads {FORMAT}; "
                "play the suite again, or use the version that wrote it"
            ]
        )
    try:
        return RunHeader.model_validate(data)
    except ValidationError as errors:
        raise BusinessFileError(_explain(path, 1, errors)) from None


def _explain(path: Path, line: int, errors: ValidationError) -> list[str]:
    """The first few are enough: one wrong line is usually wrong all over."""
    found = errors.errors(include_url=False)
    shown = [f"{path}:{line}: {dotted(e['loc']) or 'line'}: {e['msg'].lower()}" for e in found[:3]]
    if len(found) > 3:
        shown.append(f"{path}:{line}: and {len(found) - 3} more; this line is no play of this version")
    return shown


def _short(error: ValueError) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else str(error)
