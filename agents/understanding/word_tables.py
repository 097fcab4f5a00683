"""Word lists, patterns and grammars as they are written in TOML, parsed once for all starts.

Parsing some fifty files took as long as loading the embedding model; what was parsed is kept in the user's cache folder
under a name that changes with every letter of the file.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

from domain.errors import Permanent
from knowledge.kept import cache_folder, kept

_HERE = Path(__file__).parent


def read_table(*place: str) -> dict[str, Any]:
    """What stands in the file at `place` below this package, as its own copy. No dates: JSON has none.

    Raises Permanent, which names the file and the line, and OSError where there is no such file.
    """
    return read_table_at(_HERE.joinpath(*place))


def read_table_at(path: Path) -> dict[str, Any]:
    """The same of a file anywhere."""
    content = path.read_bytes()
    name = f"{path.stem}-{hashlib.sha256(content).hexdigest()[:24]}.json"

    def make(at: Path) -> None:
        try:
            told = tomllib.loads(content.decode("utf-8"))
        except ValueError as error:  # no TOML, or no UTF-8
            raise Permanent(f"{path}: cannot be read: {error}") from error
        at.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")

    def load(at: Path) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(at.read_bytes())
        return found

    return kept(name, make, load, folder=cache_folder() / "words")
