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

from knowledge.kept import cache_folder, kept

_HERE = Path(__file__).parent


def read_table(*place: str) -> dict[str, Any]:
    """What stands in the file at `place` below this package, as its own copy. No dates: JSON has none.

    Raises TOMLDecodeError, and OSError where there is no such file.
    """
    return read_table_at(_HERE.joinpath(*place))


def read_table_at(path: Path) -> dict[str, Any]:
    """The same of a file anywhere."""
    content = path.read_bytes()
    name = f"{path.stem}-{hashlib.sha256(content).hexdigest()[:24]}.json"

    def make(at: Path) -> None:
        at.write_text(
            json.dumps(tomllib.loads(content.decode("utf-8")), ensure_ascii=False), encoding="utf-8"
        )

    def load(at: Path) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(at.read_bytes())
        return found

    return kept(name, make, load, folder=cache_folder() / "words")
