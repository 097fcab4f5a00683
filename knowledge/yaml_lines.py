"""YAML as an owner wrote it: text values, and the line of each of them.

Scalars stay text. YAML's own guesses (`12:30` as a count of seconds, `no` as false, 0.1 as a float) would change
what was written before the models see it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from knowledge.file_problems import Problem

MAX_NODES = 50_000
"""An owner's file has a few thousand; more means aliases that multiply."""

FieldPath = tuple[str | int, ...]
_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"


@dataclass
class YamlFile:
    """One file. `tree` is made of dict, list, str and None; None when the file could not be read at all."""

    name: str
    tree: Any = None
    lines: dict[FieldPath, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def readable(self) -> bool:
        return self.tree is not None

    def line_of(self, path: FieldPath) -> int:
        """The line of the field, or of the nearest thing around it that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: FieldPath, text: str) -> Problem:
        return Problem(self.name, self.line_of(path), path, text)


def read_yaml(path: Path, name: str) -> YamlFile:
    """Read `path`, shown to the owner as `name`. Never raises: mistakes are in `problems`."""
    file = YamlFile(name)
    try:
        source = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        file.problems.append(Problem(name, line, (), "is not UTF-8 text; save the file as UTF-8"))
        return file
    except OSError as error:
        file.problems.append(
            Problem(name, 1, (), f"cannot be read ({error.strerror}); check its permissions")
        )
        return file
    try:
        root = yaml.compose(source, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        file.problems.append(Problem(name, line, (), _syntax_advice(error, source, line)))
        return file
    except yaml.YAMLError as error:
        line = source[: getattr(error, "position", 0)].count("\n") + 1
        file.problems.append(
            Problem(name, line, (), "has a character that may not stand in a text file; delete it")
        )
        return file
    if root is None:
        file.problems.append(
            Problem(name, 1, (), "is empty; copy the file of another business and change it")
        )
        return file
    if not isinstance(root, yaml.MappingNode):
        file.problems.append(
            Problem(name, 1, (), "must be fields with names; begin with a line like name: value")
        )
        return file
    _TreeBuilder(file).build_root(root)
    return file


class _TreeBuilder:
    """Turns composed nodes into plain values, noting lines, duplicate fields and endless references."""

    def __init__(self, file: YamlFile) -> None:
        self._file = file
        self._count = 0
        self._open: set[int] = set()

    def build_root(self, root: yaml.MappingNode) -> None:
        self._file.lines[()] = root.start_mark.line + 1
        self._file.tree = self._build(root, ())

    def _build(self, node: yaml.Node, path: FieldPath) -> Any:
        self._count += 1
        if self._count > MAX_NODES or id(node) in self._open:
            if self._count != MAX_NODES + 2:
                self._file.problems.append(
                    self._file.problem(
                        path, "repeats itself without end; write the values out instead of &… and *…"
                    )
                )
            self._count = MAX_NODES + 1
            return None
        if isinstance(node, yaml.ScalarNode):
            return None if node.tag == _NULL else str(node.value)
        self._open.add(id(node))
        built = (
            self._mapping(node, path) if isinstance(node, yaml.MappingNode) else self._sequence(node, path)
        )
        self._open.discard(id(node))
        return built

    def _mapping(self, node: yaml.MappingNode, path: FieldPath) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._file.problems.append(
                    Problem(self._file.name, line, path, "a field's name must be one plain word")
                )
                continue
            key = str(key_node.value)
            here = (*path, key)
            if key in built:
                first = self._file.lines[here]
                self._file.problems.append(
                    Problem(
                        self._file.name, line, here, f"stands twice, first on line {first}; keep one of them"
                    )
                )
                continue
            self._file.lines[here] = line
            built[key] = self._build(value_node, here)
        return built

    def _sequence(self, node: yaml.Node, path: FieldPath) -> list[Any]:
        built: list[Any] = []
        for index, item in enumerate(node.value):
            here = (*path, index)
            self._file.lines[here] = item.start_mark.line + 1
            built.append(self._build(item, here))
        return built


def _syntax_advice(error: yaml.MarkedYAMLError, source: str, line: int) -> str:
    """What the parser stumbled over, in words for somebody who does not know YAML."""
    problem = error.problem or ""
    lines = source.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    if "\t" in text[: len(text) - len(text.lstrip())] or "'\\t'" in problem:
        return "begins with a tab; indent with spaces"
    if "mapping values are not allowed" in problem:
        return 'has a second colon in one line, or is indented too far; put the text in quotes: name: "a: b"'
    if "could not find expected ':'" in problem:
        return "lacks a colon after the field's name, or the line before it does; write name: value"
    if "another document" in problem:
        return "has a line of three dashes (---); delete it and what follows"
    if "undefined alias" in problem:
        return "begins with *; put the text in quotes"
    began = error.context_mark.line + 1 if error.context_mark else line
    unclosed = ("end of stream" in problem, "expected ',' or" in problem and began < line)
    if "while scanning a quoted scalar" in (error.context or "") or any(unclosed):
        return (
            f"a quote or bracket opened on line {began} is never closed, or a text before here needs quotes"
        )
    if "expected ',' or" in problem:
        return (
            'has a text that needs quotes: between { } or [ ], a text with a colon or comma is written in "…"'
        )
    if "expected <block end>" in problem or "did not find expected" in problem:
        return "is indented differently from the lines above; line it up with them"
    if "cannot start any token" in problem:
        return "begins with a character that has a meaning in YAML (@ ` % >); put the text in quotes"
    return f"cannot be read ({problem}); compare it with the lines around it"
