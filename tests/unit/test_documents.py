"""What the documents name is there: files, folders, commands, modules and settings."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main

from cli.main import app
from engine.settings import Settings

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    *sorted(p.name for p in ROOT.glob("*.md")),
    *sorted(f"docs/{p.name}" for p in ROOT.glob("docs/*.md")),
]
FOLDERS = (
    "agents", "api", "benchmarks", "businesses", "channels", "cli", "docs", "domain", "engine", "evals", "graphs",
    "knowledge", "storage", "tests",
)  # fmt: skip
OWNERS = re.compile(r"businesses/(?!defaults\b|<)")
"""A business that a document makes up is not in this repository."""


def quoted(document: str) -> list[str]:
    """What stands between backticks, and the lines of code blocks."""
    text = (ROOT / document).read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```\w*\n.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    return spans + [line for block in blocks for line in block.splitlines()]


@cache
def modules() -> frozenset[str]:
    """Names of our Python files, whatever folder they are in."""
    return frozenset(p.name for folder in FOLDERS for p in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_and_folders_are_there(document: str) -> None:
    missing = []
    for span in quoted(document):
        for named in re.findall(rf"(?<![\w/.-])(?:{'|'.join(FOLDERS)})/[\w./<>*-]*", span):
            pattern = re.sub(r"<[^>]*>", "*", named).rstrip("./")
            if not OWNERS.match(named) and not any(ROOT.glob(pattern)):
                missing.append(named)
        missing += [name for name in re.findall(r"(?<![\w/.*>])\w+\.py\b", span) if name not in modules()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_are_there(document: str) -> None:
    script = (ROOT / "closeloop").read_text(encoding="utf-8")
    of_the_script = set(re.findall(r"^    ([a-z]+)\)$", script, re.MULTILINE))
    missing = []
    for span in quoted(document):
        for words in re.findall(r"\./closeloop((?: [a-z][\w-]*)+)", span):
            first, *more = words.split()
            command: Any = typer.main.get_command(app).commands.get(first)  # type: ignore[attr-defined]
            inner = getattr(command, "commands", {})
            if command is None and first not in of_the_script:
                missing.append(first)
            if inner and more and more[0] not in inner and command.no_args_is_help:
                missing.append(f"{first} {more[0]}")
        missing += [m for m in re.findall(r"python -m ([\w.]+)", span) if importlib.util.find_spec(m) is None]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_settings_are_there(document: str) -> None:
    known = {f"CLOSELOOP_{name.upper()}" for name in Settings.model_fields}
    code = "\n".join(
        p.read_text(encoding="utf-8") for p in (*ROOT.glob("cli/*.py"), *ROOT.glob("evals/judges/*.py"))
    )
    named = set(re.findall(r"CLOSELOOP_[A-Z_]+[A-Z]", (ROOT / document).read_text(encoding="utf-8")))
    assert [name for name in sorted(named - known) if name not in code] == []
