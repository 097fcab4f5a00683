"""`datetime.jsonl`: times found in a message, against the source's, both cut to the source's grain."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from domain.errors import BadRequest
from domain.moments import parse_zone
from evals.public.grains import GRAINS, Expected, agrees
from evals.public.port import Bench, Progress
from evals.public.results import AdapterResult, Failure
from evals.public.rows import Row, read_rows
from evals.public.scores import mean_share, share_by

FILE = "datetime.jsonl"
KINDS = ("instant", "interval", "open_after", "open_before", "none", "impossible_date")
NOTES = [
    "Right: the first time found in the message agrees; 'anywhere' takes any of the times found.",
    "Seconds are cut to minutes: no wish is finer.",
    "An interval needs start and end. Ends are half-open here: a source's end that is inclusive, or whose half-open "
    "end is one grain late (16:00 for half an hour given as 16:31), is met by either.",
    "'None' is right when no time is found; an impossible date when it is named as one.",
]


def run(bench: Bench, progress: Progress) -> AdapterResult:
    """Share of messages whose first time is right; also the start alone, and any of the times."""
    read = read_rows(bench.folder / FILE, limit=bench.limit)
    result = AdapterResult(name="datetime", file=FILE, problems=list(read.problems), notes=list(NOTES))
    usable = read.checked(_expected, result.problems)
    expectations = {row.line: expected for row, expected in usable}
    judged: list[tuple[Row, float, float, float]] = []
    for row, reading in bench.read_all([row for row, _ in usable], _line, progress):
        expected = expectations[row.line]
        first, start, anywhere = judge(expected, reading)
        judged.append((row, float(first), float(start), float(anywhere)))
        if not first:
            result.failures.append(
                Failure(
                    where=row.where, id=row.id, language=row.language, source=row.source,
                    expected={"kind": expected.kind, "grain": expected.grain, "any_of": expected.accepted},
                    got=[{k: d[k] for k in ("start", "end", "grain", "text")} for d in reading["dates"]],
                    text=str(row.data["text"]),
                    why="start right" if start else "another of the times right" if anywhere
                    else "nothing found" if not reading["dates"] else "another time",
                )
            )  # fmt: skip
    result.rows = len(judged)
    result.headline = {
        "right": mean_share([first for _, first, _, _ in judged]),
        "start right": mean_share([start for _, _, start, _ in judged]),
        "right anywhere": mean_share([anywhere for *_, anywhere in judged]),
    }
    result.slices = {
        "language": share_by((row.language, first) for row, first, _, _ in judged),
        "source": share_by((row.source, first) for row, first, _, _ in judged),
        "source and language": share_by((f"{row.source} {row.language}", f) for row, f, _, _ in judged),
        "kind": share_by((expectations[row.line].kind, first) for row, first, _, _ in judged),
        "grain": share_by((expectations[row.line].grain or "none", first) for row, first, _, _ in judged),
        "holidays": share_by(
            ("holiday" if row.data.get("holiday") else "no holiday", first) for row, first, _, _ in judged
        ),
    }
    return result


def judge(expected: Expected, reading: dict[str, Any]) -> tuple[bool, bool, bool]:
    """Whether the first time agrees, its start does, and any of the times does."""
    dates: list[dict[str, Any]] = reading["dates"]
    impossible = any(w.get("impossible") for w in reading["entities"]["windows"])
    if expected.kind == "none":
        right = not dates and not impossible
        return right, right, right
    if expected.kind == "impossible_date":
        return impossible, impossible, impossible
    if not dates:
        return False, False, False
    full = [agrees(expected, date) for date in dates]
    return full[0], agrees(expected, dates[0], start_only=True), any(full)


def _expected(row: Row) -> Expected:
    row.text_of("text")
    kind = row.label_of("kind", KINDS)
    _reference(row)
    if kind in ("none", "impossible_date"):
        return Expected(kind=kind)
    grain = row.label_of("grain", GRAINS)
    accepted = row.list_of("any_of") or [row.data]
    expected = Expected(
        kind=kind,
        grain=grain,
        end_exclusive=row.data.get("end_exclusive"),
        accepted=[(a.get("start"), a.get("end")) for a in accepted if isinstance(a, dict)],
    )
    try:
        expected.check()
    except (ValueError, TypeError) as error:
        raise BadRequest(f'{row.where}: "start" or "end" is no time at this grain: {error}') from error
    return expected


def _reference(row: Row) -> datetime:
    try:
        return datetime.fromisoformat(row.text_of("ref"))
    except ValueError as error:
        raise BadRequest(f'{row.where}: "ref" is no moment; write 2026-03-11T14:30:00') from error


def _line(row: Row) -> dict[str, Any]:
    """Wall time of the line's own zone: `tz`, else the offset of `ref`, else any (UTC)."""
    ref = _reference(row)
    zone = parse_zone(str(row.data["tz"])) if row.data.get("tz") else ref.tzinfo or UTC
    moment = ref if ref.tzinfo else ref.replace(tzinfo=zone)
    offset = moment.astimezone(zone).strftime("%z")
    line: dict[str, Any] = {
        "text": row.data["text"],
        "now": moment.isoformat(),
        "tz": str(row.data.get("tz") or f"{offset[:3]}:{offset[3:5]}"),
    }
    if row.data.get("lang") in ("ru", "hy", "en"):
        line["lang"] = row.data["lang"]
    return line
