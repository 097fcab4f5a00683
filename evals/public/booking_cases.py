"""`booking_cases_ru.jsonl`: what a reading can be held to. Groups a and b by intent, flags and time; group c by eye."""

from __future__ import annotations

from typing import Any

from domain.errors import BadRequest
from evals.public.port import Bench, Progress
from evals.public.results import AdapterResult, Failure
from evals.public.rows import Row, read_rows
from evals.public.scores import mean_share, share_by

FILE = "booking_cases_ru.jsonl"
NOTES = [
    "Judged: the route of the last message (booking, cancellation, a question about facts), the flag or route behind "
    "a hand-off, and the time where one is given.",
    "Not judged by code: expectations in words (group c), a status or an action that needs the source's own services "
    "and bookings, and 'collect' without slots, which depends on what was asked before.",
]
_ROUTES: dict[str, frozenset[str]] = {
    "booking": frozenset({"booking"}),
    "cancellation": frozenset({"cancel"}),
    "reschedule": frozenset({"reschedule"}),
    "fact": frozenset({"faq", "quote"}),
    "handoff:complaint": frozenset({"support.complaint"}),
    "handoff:human": frozenset({"human"}),
}
_FLAGS = {"handoff:medical": "medical", "handoff:legal": "legal", "handoff:complaint": "anger"}


def run(bench: Bench, progress: Progress) -> AdapterResult:
    """Share of the judged expectations that hold."""
    read = read_rows(bench.folder / FILE, limit=bench.limit)
    result = AdapterResult(name="booking_cases", file=FILE, problems=list(read.problems), notes=list(NOTES))
    cases = read.checked(_case, result.problems)
    judged = [row for row, (said, expected) in cases if said and _can_judge(row, expected)]
    values: list[tuple[Row, float]] = []
    for row, reading in bench.read_all(judged, _line, progress):
        _, expected = _case(row)
        wrong = _wrong(expected, reading)
        values.append((row, float(not wrong)))
        if wrong:
            result.failures.append(
                Failure(
                    where=row.where, id=row.id, language=row.language, source=row.source, expected=expected,
                    got={"routes": reading["routes"], "flags": reading["flags"], "dates": reading["dates"]},
                    text=_case(row)[0], why=wrong,
                )
            )  # fmt: skip
    result.rows = len(values)
    result.headline = {"reading as expected": mean_share([value for _, value in values])}
    result.slices = {
        "source": share_by((row.source, value) for row, value in values),
        "intent": share_by((str(_case(row)[1].get("intent")), value) for row, value in values),
    }
    result.counts = {"not judged by code": len(read) - len(judged)}
    return result


def _case(row: Row) -> tuple[str, dict[str, Any]]:
    """The last message of the customer and what is expected of it. Raises BadRequest."""
    turns = [t for t in row.list_of("turns") if isinstance(t, dict) and t.get("speaker") == "customer"]
    last = turns[-1] if turns else {}
    said = row.data.get("message") or last.get("text")
    if not isinstance(said, str) or not said.strip():
        raise BadRequest(f'{row.where}: neither "message" nor a customer\'s turn in "turns"')
    expected = last.get("expected") or row.data.get("expected")
    return said, expected if isinstance(expected, dict) else {}


def _can_judge(row: Row, expected: dict[str, Any]) -> bool:
    intent = str(expected.get("intent") or "")
    in_the_middle = isinstance(row.data.get("state"), dict) and bool(row.data["state"].get("active_intent"))
    return bool(_moment(expected)) or (not in_the_middle and (intent in _ROUTES or intent in _FLAGS))


def _moment(expected: dict[str, Any]) -> str | None:
    slots = expected.get("slots")
    found = slots.get("datetime") if isinstance(slots, dict) else None
    return str(found) if found else None


def _line(row: Row) -> dict[str, Any]:
    line: dict[str, Any] = {"text": _case(row)[0], "tz": "UTC"}
    if row.data.get("lang") in ("ru", "hy", "en"):
        line["lang"] = row.data["lang"]
    state = row.data.get("state")
    today = state.get("today") if isinstance(state, dict) else None
    return line | ({"now": f"{today}T09:00"} if today else {})


def _wrong(expected: dict[str, Any], reading: dict[str, Any]) -> str:
    """What does not hold; empty when all does."""
    intent = str(expected.get("intent") or "")
    moment = _moment(expected)
    if moment is not None and not any((d["start"] or "").startswith(moment[:16]) for d in reading["dates"]):
        return "another time"
    flagged = _FLAGS.get(intent) in reading["flags"]
    routes = _ROUTES.get(intent)
    if routes is not None and reading["route"] not in routes and not flagged:
        return "another route"
    return "no flag" if routes is None and intent in _FLAGS and not flagged else ""
