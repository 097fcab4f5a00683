"""`policy_qa.jsonl` with `qa_passages.jsonl` and `banking_kb.jsonl`: right passages, as `search --docs` finds them."""

from __future__ import annotations

import json
from pathlib import Path

from domain.errors import BadRequest, NotFound
from evals.public.port import Bench, Progress
from evals.public.results import AdapterResult, Failure
from evals.public.rows import Row, Rows, read_rows
from evals.public.scores import mean_share, share_by
from knowledge.documents import DocumentSearch, open_documents

FILE = "policy_qa.jsonl"
PASSAGES = "qa_passages.jsonl"
BANK = "banking_kb.jsonl"
KINDS = ("passage_span", "faq", "support_task")
DEPTH = 10
NOTES = [
    "R@1, R@3: one of the right documents is first, or among the first three; MRR: 1/place of the first right one, "
    f"0 beyond {DEPTH}. The question's language is found from its words, as a customer's is.",
    f"passage_span and faq are searched in {PASSAGES} (all languages together), support_task in {BANK}.",
    "A support task is a first message whose gold documents are all that the whole task needs; one message cannot "
    "point at all of them. Tasks without a fixed first message are not scored, nor are expected_actions.",
]


def run(bench: Bench, progress: Progress) -> AdapterResult:
    """R@1 first; R@3, MRR; recall of all gold documents for support tasks."""
    read = read_rows(bench.folder / FILE, limit=bench.limit)
    result = AdapterResult(name="policy_qa", file=FILE, problems=list(read.problems), notes=list(NOTES))
    asked: dict[str, list[Row]] = {PASSAGES: [], BANK: []}
    without_question = 0
    for row in read:
        try:
            kind = row.label_of("kind", KINDS)
            if kind == "support_task" and row.data.get("question") is None:
                without_question += 1
                continue
            row.text_of("question")
            if not row.list_of("gold_docs"):
                raise BadRequest(f'{row.where}: "gold_docs" names no document, there is nothing to find')
        except BadRequest as error:
            result.problems.append(str(error))
        else:
            asked[BANK if kind == "support_task" else PASSAGES].append(row)
    judged: list[tuple[Row, int, float, bool]] = []
    for name, rows in asked.items():
        if rows:
            try:
                documents, known = _open(bench, name, result, progress)
            except NotFound as error:
                result.problems.append(f"{error}: {len(rows)} questions are not scored")
                continue
            try:
                judged += _search(bench, documents, known, rows, result, progress)
            finally:
                documents.library.close()
    _score(result, judged)
    result.counts["without a question"] = without_question
    return result


def _open(
    bench: Bench, name: str, result: AdapterResult, progress: Progress
) -> tuple[DocumentSearch, frozenset[str]]:
    """The index of the file, or of its good lines when some are bad."""
    source = bench.folder / name
    read = read_rows(source)
    good = Rows(problems=list(read.problems))
    for row in read:
        try:
            row.text_of("text")
            row.text_of("doc_id" if "doc_id" in row.data else "id")
            good.rows.append(row)
        except BadRequest as error:
            good.problems.append(str(error))
    result.problems += good.problems
    if good.problems:
        source = _copy(good, bench.scratch / name)
    documents = open_documents(source, bench.index_dir, bench.embedder, progress=progress)
    return documents, frozenset(row.id for row in good)


def _copy(rows: Rows, path: Path) -> Path:
    path.write_text(
        "".join(json.dumps(row.data, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
    )
    return path


def _search(
    bench: Bench,
    documents: DocumentSearch,
    known: frozenset[str],
    rows: list[Row],
    result: AdapterResult,
    progress: Progress,
) -> list[tuple[Row, int, float, bool]]:
    """Each row with the place of the first right document (0: none), the recall of all, and whether search was sure."""
    judged: list[tuple[Row, int, float, bool]] = []

    def find(row: Row) -> tuple[list[str], bool]:
        found = documents.search(str(row.data["question"]), k=DEPTH)
        return [p.id for p in found], bool(found and found[0].confident)

    for row, (found, sure) in bench.map(rows, find, progress):
        gold = {str(g) for g in row.data["gold_docs"]}
        missing = gold - known
        if missing == gold:
            result.problems.append(
                f'{row.where}: none of "gold_docs" ({min(gold)}, …) is among the documents'
            )
            continue
        places = [place for place, id_ in enumerate(found, 1) if id_ in gold]
        first = places[0] if places else 0
        judged.append((row, first, len(places) / min(len(gold), DEPTH), sure))
        if first != 1:
            result.failures.append(
                Failure(
                    where=row.where, id=row.id, language=row.language, source=row.source,
                    expected=sorted(gold), got={"found": found, "first_right_at": first, "confident": sure},
                    text=str(row.data["question"]), why=str(row.data["kind"]),
                )
            )  # fmt: skip
    return judged


def _score(result: AdapterResult, judged: list[tuple[Row, int, float, bool]]) -> None:
    result.rows = len(judged)
    at_1 = [(row, float(first == 1)) for row, first, _, _ in judged]
    result.headline = {
        "R@1": mean_share([value for _, value in at_1]),
        "R@3": mean_share([float(1 <= first <= 3) for _, first, _, _ in judged]),
        "MRR": mean_share([1 / first if first else 0.0 for _, first, _, _ in judged]),
    }
    result.slices = {
        "language": share_by((row.language, value) for row, value in at_1),
        "source": share_by((row.source, value) for row, value in at_1),
        "kind": share_by((str(row.data["kind"]), value) for row, value in at_1),
    }
    result.slices["kind and language, R@3 and MRR"] = share_by(
        (f"{row.data['kind']} {row.language} {measure}", value)
        for row, first, _, _ in judged
        for measure, value in (("R@3", float(1 <= first <= 3)), ("MRR", 1 / first if first else 0.0))
    )
    tasks = [recall for row, _, recall, _ in judged if row.data["kind"] == "support_task"]
    if tasks:
        result.headline[f"recall@{DEPTH} of support tasks"] = mean_share(tasks)
    sure = [float(first == 1) for _, first, _, confident in judged if confident]
    result.counts = {"confident": len(sure), "confident and right": int(sum(sure))}
