"""`intents.jsonl`: the first route of a message read alone, as `closeloop read` gives it."""

from __future__ import annotations

from typing import Any, get_args

from domain.reading import Route
from evals.plots.curves import Judged, expected_calibration_error
from evals.public.port import Bench, Progress
from evals.public.results import AdapterResult, Failure
from evals.public.rows import Row, read_rows
from evals.public.scores import label_scores, macro_f1_by, mean_share, share_by

FILE = "intents.jsonl"
ROUTES: tuple[str, ...] = get_args(Route)


def line_of(row: Row) -> dict[str, Any]:
    """What `read` is given: the text, and the language where it is one we speak."""
    line: dict[str, Any] = {"text": row.text_of("text")}
    if row.data.get("lang") in ("ru", "hy", "en"):
        line["lang"] = row.data["lang"]
    return line


def _check(row: Row) -> None:
    row.text_of("text")
    row.label_of("our_label", ROUTES)


def run(bench: Bench, progress: Progress) -> AdapterResult:
    """Accuracy and macro-F1 over the routes, a slice a language and a source."""
    read = read_rows(bench.folder / FILE, limit=bench.limit)
    result = AdapterResult(name="intents", file=FILE, problems=list(read.problems))
    usable = [row for row, _ in read.checked(_check, result.problems)]
    pairs: list[tuple[Row, str, bool]] = []
    for row, reading in bench.read_all(usable, line_of, progress):
        expected, got = str(row.data["our_label"]), str(reading["route"])
        among = expected in {r["route"] for r in reading["routes"]}
        pairs.append((row, got, among))
        result.judged.append(
            Judged(confidence=reading["confidence"], expected=expected, got=got, language=row.language)
        )
        if got != expected:
            result.failures.append(
                Failure(
                    where=row.where, id=row.id, language=row.language, source=row.source, expected=expected,
                    got={"route": got, "confidence": reading["confidence"], "among": among},
                    text=str(row.data["text"]), why="; ".join(reading["why"]),
                )
            )  # fmt: skip
    labels = label_scores([(str(row.data["our_label"]), got) for row, got, _ in pairs])
    result.rows = len(pairs)
    result.labels = labels
    right = [(row, float(got == row.data["our_label"])) for row, got, _ in pairs]
    result.headline = {
        "accuracy": labels.accuracy,
        "macro-F1": labels.macro_f1,
        "among the routes found": mean_share([float(among) for *_, among in pairs]),
    }
    result.slices = {
        "language": share_by((row.language, value) for row, value in right),
        "source": share_by((row.source, value) for row, value in right),
    }
    result.notes.append(f"Calibration error (ECE) {expected_calibration_error(result.judged):.3f}.")
    by_language: dict[str, list[tuple[str, str]]] = {}
    for row, got, _ in pairs:
        by_language.setdefault(row.language, []).append((str(row.data["our_label"]), got))
    result.details["macro_f1_by_language"] = {
        name: share.model_dump() for name, share in macro_f1_by(by_language).items()
    }
    return result
