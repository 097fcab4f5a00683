"""Searching material that is not the business's policies: a folder of files, or JSONL.

The index made from it is kept beside the policies' and brought up to date when the files change, so that the
second question about the same material is answered at once.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from domain.errors import BadRequest, NotFound, Permanent
from domain.language import Language
from domain.step import PolicyPassage
from domain.text import clean_text
from knowledge.chunks import cut
from knowledge.embedding import Embedder
from knowledge.library import PolicyLibrary, Progress
from knowledge.passage import Passage
from knowledge.transliteration import guess_latin

MAX_DOCUMENT_CHARACTERS = 1_000_000


class ReaderMissing(Permanent):
    """Reading this kind of file needs a package that is not installed; the message names it."""


class Document(BaseModel):
    """One line of JSONL, or one file (a row of a CSV file is a document too)."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str = Field(validation_alias=AliasChoices("doc_id", "id"), min_length=1)
    text: str
    title: str = ""
    language: str = Field(default="", validation_alias=AliasChoices("lang", "language"))


@dataclass(frozen=True)
class DocumentSearch:
    """Documents ready to be searched. `skipped` names the files of the folder that were not read."""

    library: PolicyLibrary
    collection: str
    count: int
    skipped: list[str] = field(default_factory=list)

    def search(self, question: str, *, language: Language | None = None, k: int = 5) -> list[PolicyPassage]:
        """The `k` best documents, each as its best chunk; `id` is the document's own id."""
        found = self.library.search(question, business_id=self.collection, language=language, k=k)
        return [passage.model_copy(update={"id": passage.topic}) for passage in found]


def open_documents(
    source: Path, index_dir: Path, embedder: Embedder, *, progress: Progress | None = None
) -> DocumentSearch:
    """Read, cut and index `source`; what an earlier call indexed and has not changed is not embedded again.

    Embedding makes about 6 passages a second and core; `progress` hears of it. Raises NotFound, BadRequest (a line
    of JSONL that is none), ReaderMissing.
    """
    documents, skipped = load_documents(source)
    library = PolicyLibrary.open(index_dir / "documents", embedder)
    collection = f"documents-{hashlib.sha256(str(source.resolve()).encode()).hexdigest()[:16]}"
    library.ingest_passages(
        collection, list(to_passages(documents)), progress=progress, workers=os.cpu_count() or 1
    )
    return DocumentSearch(library, collection, len(documents), skipped)


def load_documents(source: Path) -> tuple[list[Document], list[str]]:
    """The documents of a folder (searched whole) or a file, and the names of the files that are of no known kind."""
    if not source.exists():
        raise NotFound(f"there is no {source}")
    if source.is_file():
        if _reader(source) is None:
            raise BadRequest(f"{source.name} is of no known kind; known are {', '.join(sorted(_READERS))}")
        return _read(source, source.stem), []
    documents: list[Document] = []
    skipped: list[str] = []
    for path in sorted(p for p in source.rglob("*") if p.is_file() and not p.name.startswith(".")):
        name = path.relative_to(source).as_posix()
        if _reader(path) is None:
            skipped.append(name)
        else:
            documents += _read(path, name)
    return documents, skipped


def to_passages(documents: Iterable[Document]) -> Iterable[Passage]:
    """Documents cut into passages `<document id>#<n>`; the document is the topic they share."""
    counts: dict[str, int] = {}
    for document in documents:
        text = clean_text(document.text, limit=MAX_DOCUMENT_CHARACTERS)
        language = document.language or _guess_language(text)
        for chunk in cut(text):
            n = counts[document.id] = counts.get(document.id, 0) + 1
            yield Passage(f"{document.id}#{n}", document.id, language, clean_text(document.title), chunk)


def _guess_language(text: str) -> Language:
    sample = text[:2000]
    if re.search(r"[\u0530-\u058f]", sample):
        return "hy"
    return "ru" if re.search(r"[\u0400-\u052f]", sample) else guess_latin(sample[:300])


def _reader(path: Path) -> Callable[[Path, str], list[Document]] | None:
    return _READERS.get(path.suffix.lower())


def _read(path: Path, name: str) -> list[Document]:
    reader = _reader(path)
    assert reader is not None
    try:
        return reader(path, name)
    except UnicodeDecodeError as error:
        raise BadRequest(f"{name} is not UTF-8 text; save it as UTF-8") from error


def _read_text(path: Path, name: str) -> list[Document]:
    text = path.read_text(encoding="utf-8-sig")
    heading = re.search(r"^#\s+(.+)$", text, re.MULTILINE) if path.suffix.lower() == ".md" else None
    return [Document(id=name, text=text, title=heading[1].strip() if heading else "")]


def _read_html(path: Path, name: str) -> list[Document]:
    parser = _VisibleText()
    parser.feed(path.read_text(encoding="utf-8-sig"))
    parser.close()
    text = "\n\n".join(" ".join(block.split()) for block in parser.blocks)
    return [Document(id=name, text=text, title=" ".join(parser.title.split()))]


def _read_jsonl(path: Path, name: str) -> list[Document]:
    documents: list[Document] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        try:
            documents.append(Document.model_validate(json.loads(line)))
        except (json.JSONDecodeError, ValidationError) as error:
            raise BadRequest(
                f'{name}:{number}: is no document; write {{"id": "…", "text": "…"}}, title and lang if known'
            ) from error
    return documents


def _read_csv(path: Path, name: str) -> list[Document]:
    from langchain_community.document_loaders.csv_loader import CSVLoader

    try:
        rows = CSVLoader(str(path), encoding="utf-8-sig").load()
    except RuntimeError as error:
        raise BadRequest(f"{name} cannot be read as CSV in UTF-8") from error
    return [Document(id=f"{name}:{n}", text=row.page_content) for n, row in enumerate(rows, 1)]


def _read_pdf(path: Path, name: str) -> list[Document]:
    from langchain_community.document_loaders import PyPDFLoader

    try:
        loader = PyPDFLoader(str(path), mode="single")
    except ImportError as error:
        raise ReaderMissing(f"{name}: reading PDF needs the package pypdf") from error
    return [
        Document(id=name, text=page.page_content, title=str(page.metadata.get("title") or ""))
        for page in loader.load()
    ]


_READERS: dict[str, Callable[[Path, str], list[Document]]] = {
    ".md": _read_text, ".txt": _read_text, ".html": _read_html, ".htm": _read_html,
    ".jsonl": _read_jsonl, ".csv": _read_csv, ".pdf": _read_pdf,
}  # fmt: skip


class _VisibleText(HTMLParser):
    """The words a reader of the page sees, one entry a block."""

    _HIDDEN = frozenset({"script", "style", "template", "noscript", "svg", "head"})
    _BLOCKS = frozenset(
        {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section", "article",
         "header", "footer", "nav", "br", "td", "th", "dt", "dd"}
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.blocks: list[str] = [""]
        self._hidden: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":
            self._in_title = True
        elif tag in self._HIDDEN:
            self._hidden.append(tag)
        elif tag in self._BLOCKS:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]
        elif tag in self._BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        elif not self._hidden:
            self.blocks[-1] += data
