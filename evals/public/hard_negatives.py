"""`hard_negatives.jsonl`: messages that look like a cancellation, a look-up or an FAQ and are none."""

from __future__ import annotations

from evals.public.intents import line_of
from evals.public.port import Bench, Progress
from evals.public.results import AdapterResult, Failure
from evals.public.rows import Row, read_rows
from evals.public.scores import mean_share, share_by

FILE = "hard_negatives.jsonl"
# A look-up asks about the customer's own visit and is no route of ours; acting on the visit would be the mistake.
_READ_AS: dict[str, frozenset[str]] = {"booking_lookup": frozenset({"reschedule", "cancel"})}
_ACTED_ON = 0.5
"""A second route this sure is dealt with as a need of its own."""


def _check(row: Row) -> None:
    row.text_of("text")
    row.text_of("must_not")


def run(bench: Bench, progress: Progress) -> AdapterResult:
    """Right: no route that would be acted on is the forbidden one."""
    read = read_rows(bench.folder / FILE, limit=bench.limit)
    result = AdapterResult(name="hard_negatives", file=FILE, problems=list(read.problems))
    usable = [row for row, _ in read.checked(_check, result.problems)]
    values: list[tuple[Row, float]] = []
    taken_for_cancellation = 0
    for row, reading in bench.read_all(usable, line_of, progress):
        forbidden = str(row.data["must_not"])
        refused = _READ_AS.get(forbidden, frozenset({forbidden}))
        acted = {reading["route"]} | {r["route"] for r in reading["routes"] if r["confidence"] >= _ACTED_ON}
        wrong = bool(acted & refused)
        taken_for_cancellation += forbidden == "cancel" and wrong
        values.append((row, float(not wrong)))
        if wrong:
            result.failures.append(
                Failure(
                    where=row.where, id=row.id, language=row.language, source=row.source,
                    expected=f"not {forbidden}", got=sorted(acted), text=str(row.data["text"]),
                    why=str(row.data.get("reason") or ""),
                )
            )  # fmt: skip
    result.rows = len(values)
    result.slices = {
        "language": share_by((row.language, value) for row, value in values),
        "source": share_by((row.source, value) for row, value in values),
        "must not be": share_by((str(row.data["must_not"]), value) for row, value in values),
    }
    result.headline = {"not taken for it": mean_share([value for _, value in values])}
    result.counts = {
        "taken for a cancellation": taken_for_cancellation,
        "looked like a cancellation": sum(row.data["must_not"] == "cancel" for row, _ in values),
    }
    result.notes.append(
        "A look-up is no route of ours: it counts as mistaken when the message is read as moving or cancelling a visit."
    )
    return result
