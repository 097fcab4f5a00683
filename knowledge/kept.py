"""Files that take long to make and can be made again at any time, kept between starts in the user's cache folder."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

Loaded = TypeVar("Loaded")


def kept(
    name: str, make: Callable[[Path], None], load: Callable[[Path], Loaded], *, folder: Path | None = None
) -> Loaded:
    """What `load` makes of the file `name`; `make` writes it where there is none, or one that does not load.

    A name belongs to one content: versions and digests are part of it. Processes may start at once, as a file
    appears whole or not at all. Where nothing can be kept it is made for this once. `folder`: instead of the user's.
    Raises what `make` raises, and what `load` raises for a file just made.
    """
    folder = folder or cache_folder()
    path = folder / name
    if path.is_file():
        try:
            return load(path)
        except Exception as error:  # Whatever reads a broken file may raise; a good one replaces it.
            _logger().warning("kept_file_is_broken", file=name, error=type(error).__name__)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as making:
            make(Path(making) / name)
            (Path(making) / name).replace(path)
    except OSError as error:
        _logger().info("kept_nothing", file=name, error=type(error).__name__)
        with tempfile.TemporaryDirectory(prefix="closeloop-") as once:
            make(Path(once) / name)
            return load(Path(once) / name)
    return load(path)


def cache_folder() -> Path:
    """This user's, as the platform has it: `$XDG_CACHE_HOME`, `~/Library/Caches` or `~/.cache`."""
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    if chosen:
        return Path(chosen) / "closeloop"
    home = Path(os.path.expanduser("~"))
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "closeloop"


def _logger() -> Any:
    """Its import takes as long as loading the model does, and nearly always there is nothing to tell."""
    import structlog

    return structlog.get_logger(__name__)
