"""Lines of JSONL, read so that a bad one stops nothing: where it is and what is wrong is kept for the report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from domain.errors import BadRequest, NotFound

T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """One line. `line` counts from 1."""

    file: str
    line: int
    data: dict[str, Any]

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"

    @property
    def id(self) -> str:
        found = self.data.get("id") or self.data.get("doc_id")
        return str(found) if found is not None else self.where

    def text_of(self, name: str) -> str:
        """The field as text that is not empty. Raises BadRequest naming line and field."""
        value = self.data.get(name)
        if not isinstance(value, str) or not value.strip():
            raise BadRequest(f'{self.where}: "{name}" should be text, it is {_shown(value)}')
        return value

    def label_of(self, name: str, known: tuple[str, ...]) -> str:
        """The field as one of `known`. Raises BadRequest."""
        value = self.text_of(name)
        if value not in known:
            raise BadRequest(f'{self.where}: "{name}" is {value!r}; known are {", ".join(known)}')
        return value

    def list_of(self, name: str) -> list[Any]:
        """The field as a list; what is missing or null is empty. Raises BadRequest."""
        value = self.data.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise BadRequest(f'{self.where}: "{name}" should be a list, it is {_shown(value)}')
        return value

    @property
    def language(self) -> str:
        return str(self.data.get("lang") or "unknown")

    @property
    def source(self) -> str:
        """Owner and dataset without the remark in brackets, so that a report's table stays narrow."""
        return str(self.data.get("source") or "unknown").split(" (")[0]


@dataclass
class Rows:
    """A file's lines, and what could not be read."""

    rows: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def checked(self, check: Callable[[Row], T], problems: list[str]) -> list[tuple[Row, T]]:
        """The rows that `check` takes, each with what it makes of it; why it refused the others goes to `problems`."""
        taken: list[tuple[Row, T]] = []
        for row in self.rows:
            try:
                taken.append((row, check(row)))
            except BadRequest as error:
                problems.append(str(error))
        return taken


def read_rows(path: Path, *, limit: int | None = None) -> Rows:
    """Every line that is a JSON object, at most `limit`. Raises NotFound when there is no such file."""
    if not path.is_file():
        raise NotFound(f"there is no {path.name} in {path.parent}")
    read = Rows()
    for number, raw in enumerate(path.read_bytes().splitlines(), 1):
        if limit is not None and len(read.rows) >= limit:
            break
        if not raw.strip():
            continue
        try:
            data = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
        except UnicodeDecodeError:
            read.problems.append(f"{path.name}:{number}: is not UTF-8; save the file as UTF-8")
        except ValueError as error:
            half = f", the line ends after {len(raw)} bytes" if not raw.rstrip().endswith(b"}") else ""
            read.problems.append(f"{path.name}:{number}: is no JSON ({error}{half}); mend or delete the line")
        else:
            if isinstance(data, dict):
                read.rows.append(Row(path.name, number, data))
            else:
                read.problems.append(f"{path.name}:{number}: is {_shown(data)}; a line is an object {{…}}")
    return read


def _shown(value: Any) -> str:
    if value is None:
        return "missing or null"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}…"
