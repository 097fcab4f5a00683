"""The customers' words: a business's own `words/<language>.ftl` over the defaults, parsed and compared.

What a business does not say in words of its own it says in those of `defaults/words/<language>/*.ftl`, one file a
specialist. Any message of the defaults may be said differently: the business's own wins.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from domain.language import Language
from knowledge.file_problems import Problem, suggest

EVERYWHERE = frozenset({"business", "assistant", "does"})
"""Variables that every message may use or leave out: the business's name, its assistant, and what it can do here."""


@dataclass
class _Entry:
    """One message or term: what it uses and where it stands."""

    file: str
    line: int
    source: str = ""
    variables: set[str] = field(default_factory=set)
    references: set[str] = field(default_factory=set)


@dataclass
class WordsFile:
    """One language's words. `entries` has messages by id and terms by `-id`."""

    language: Language
    name: str
    found: bool = True
    broken: bool = False
    """A part could not be parsed: messages that seem missing may only be unreadable."""
    entries: dict[str, _Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def source(self) -> str:
        """Every message once, as Fluent."""
        return "\n".join(entry.source for entry in self.entries.values())


class _Uses(Visitor):
    def __init__(self, entry: _Entry) -> None:
        self._entry = entry

    def visit_VariableReference(self, node: Any) -> None:
        self._entry.variables.add(node.id.name)

    def visit_TermReference(self, node: Any) -> None:
        self._entry.references.add(f"-{node.id.name}")

    def visit_MessageReference(self, node: Any) -> None:
        self._entry.references.add(node.id.name)


def read_words(path: Path, language: Language, name: str) -> WordsFile:
    """Read and parse one file. Never raises: mistakes are in `problems`; a file that is not there has no words."""
    file = WordsFile(language, name)
    try:
        source = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        file.found = False
        return file
    except (OSError, UnicodeDecodeError):
        file.found = False
        file.problems.append(Problem(name, 1, (), "cannot be read as text; save the file as UTF-8"))
        return file
    breaks = [i for i, c in enumerate(source) if c == "\n"]
    for entry in FluentParser().parse(source).body:
        line = _line_at(breaks, entry.span.start if entry.span else 0)
        if isinstance(entry, ast.Junk):
            file.broken = True
            where = entry.annotations[0] if entry.annotations else None
            at = _line_at(breaks, where.span.start) if where and where.span else line
            reason = where.message if where else "unreadable"
            text = f"cannot be understood ({reason}); write name = text, with every {{ closed by }}"
            file.problems.append(Problem(name, at, _junk_name(entry), text))
        elif isinstance(entry, ast.Message | ast.Term):
            key = entry.id.name if isinstance(entry, ast.Message) else f"-{entry.id.name}"
            if key in file.entries:
                text = f"stands twice, first on line {file.entries[key].line}; keep one of them"
                file.problems.append(Problem(name, line, (key,), text))
                continue
            span = entry.span
            found = _Entry(name, line, source[span.start : span.end] if span else "")
            _Uses(found).visit(entry)
            file.entries[key] = found
    return file


def read_defaults(folder: Path, language: Language) -> list[WordsFile]:
    """The files of `folder`/words/<language>, by name; none when the language has no defaults."""
    files = sorted((folder / "words" / language).glob("*.ftl"))
    return [
        _read_once(f, language, f"{folder.name}/words/{language}/{f.name}", f.stat().st_mtime_ns)
        for f in files
    ]


@lru_cache(maxsize=64)
def _read_once(path: Path, language: Language, name: str, changed_ns: int) -> WordsFile:
    """A file that every business reads, parsed once until it changes. Nobody changes what is returned."""
    return read_words(path, language, name)


def over_defaults(own: WordsFile, defaults: list[WordsFile]) -> WordsFile:
    """`own` with what it does not say itself; its problems, the defaults', and what neither of them has."""
    whole = WordsFile(own.language, own.name, found=own.found or bool(defaults))
    whole.broken = own.broken or any(d.broken for d in defaults)
    for file in [*defaults, own]:
        whole.entries.update(file.entries)
        whole.problems += file.problems
    for key, found in whole.entries.items():
        for reference in sorted(found.references - set(whole.entries)):
            if not whole.broken:
                text = f"uses {{ {reference} }}, which is nowhere in these words; add it or correct the name"
                whole.problems.append(Problem(found.file, found.line, (key,), text))
    return whole


def compare_words(files: list[WordsFile]) -> list[Problem]:
    """Messages, terms and variables that one language has and another lacks."""
    present = [f for f in files if f.found]
    problems: list[Problem] = []
    for file in present:
        for other in present:
            for key, theirs in other.entries.items():
                mine = file.entries.get(key)
                if mine is None:
                    known = [k for k, e in file.entries.items() if e.file != file.name]
                    near = get_close_matches(key, known, n=1, cutoff=0.9)
                    if near and theirs.file == other.name:
                        text = f'is in no other language; did you mean "{near[0]}"?'
                        problems.append(Problem(theirs.file, theirs.line, (key,), text))
                    elif not file.broken:
                        text = f"is missing here; {theirs.file}:{theirs.line} has it, say it in this language too"
                        problems.append(Problem(file.name, 1, (key,), text))
                    continue
                owned = theirs.file == other.name and mine.file != file.name
                for variable in sorted(theirs.variables - mine.variables - EVERYWHERE):
                    if owned:  # nobody is sent to correct the defaults
                        advice = suggest(f"${variable}", [f"${v}" for v in sorted(mine.variables)])
                        text = f"uses ${variable}, which this message does not have; {advice or 'delete it'}"
                        problems.append(Problem(theirs.file, theirs.line, (key,), text))
                        continue
                    text = f"does not use ${variable}, but {theirs.file}:{theirs.line} does; use the same facts in all"
                    problems.append(Problem(mine.file, mine.line, (key,), text))
    return _first_per_field(problems)


def _first_per_field(problems: list[Problem]) -> list[Problem]:
    """Two languages that both have what a third lacks are one mistake."""
    seen: dict[tuple[object, ...], Problem] = {}
    for p in problems:
        detail = p.text.split(",")[0] if " $" in p.text else "missing"
        seen.setdefault((p.file, p.path, detail), p)
    return list(seen.values())


def _line_at(breaks: list[int], offset: int) -> int:
    return bisect_left(breaks, offset) + 1


def _junk_name(entry: Any) -> tuple[str, ...]:
    head = str(entry.content).split("=")[0].strip()
    return (head,) if head and len(head.split()) == 1 else ()
