"""`closeloop eval readings`: our own labelled messages, of which nothing was trained, read as in a turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from agents.understanding.flag_sets import FLAGS, GROUPS, FlagLine, load_flag_lines
from agents.understanding.held_out import HeldOut, load_held_out
from domain.clock import SystemClock
from evals.plots.curves import Judged, expected_calibration_error
from evals.public.results import AdapterResult, Failure, PublicReport
from evals.public.scores import label_scores, mean_share, share_by

if TYPE_CHECKING:
    from agents.understanding.understander import Understander
    from domain.reading import Reading

Read = Callable[[str, str], "Reading"]
"""(text, language) -> its reading with nothing asked before."""
_NOON = datetime(2026, 6, 10, 8, 0, tzinfo=UTC)


def measure_readings(understander: Understander) -> PublicReport:
    """Routes and flags of the shipped sets."""
    from agents.understanding.reading_context import ReadingContext

    def read(text: str, language: str) -> Reading:
        spoken = next(x for x in ("ru", "hy", "en") if x == language)
        return understander.read([text], ReadingContext(_NOON, spoken))

    began = perf_counter()
    report = PublicReport(folder="own labelled messages", started_at=SystemClock().now())
    report.adapters = [measure_routes(load_held_out(), read), measure_flags(load_flag_lines(), read)]
    report.seconds = round(perf_counter() - began, 2)
    return report


def measure_routes(lines: Iterable[HeldOut], read: Read) -> AdapterResult:
    """The best route of a message against the labelled ones; any label of several is right."""
    result = AdapterResult(name="routes", file="held_out")
    pairs: list[tuple[HeldOut, Reading, str]] = []
    for line in lines:
        reading = read(line.text, line.language)
        expected = reading.route if reading.route in line.labels else line.labels[0]
        pairs.append((line, reading, expected))
        result.judged.append(
            Judged(
                confidence=reading.confidence, expected=expected, got=reading.route, language=line.language
            )
        )
        if expected != reading.route:
            result.failures.append(
                Failure(
                    where=_where(line.path, line.line), id=line.voice, language=line.language, source="own",
                    expected=expected, got=reading.route, text=line.text, why="; ".join(reading.why),
                )
            )  # fmt: skip
    result.rows = len(pairs)
    result.labels = label_scores([(expected, reading.route) for _, reading, expected in pairs])
    result.headline = {"accuracy": result.labels.accuracy, "macro-F1": result.labels.macro_f1}
    result.slices = {"voice": share_by((line.voice, float(e == r.route)) for line, r, e in pairs)}
    result.notes.append(f"Calibration error (ECE) {expected_calibration_error(result.judged):.3f}.")
    return result


def measure_flags(lines: Iterable[FlagLine], read: Read) -> AdapterResult:
    """Recall on messages that must raise a flag, and precision among them and their look-alikes: the held-out third."""
    result = AdapterResult(name="flags", file="flags")
    found: list[tuple[FlagLine, bool]] = []
    ordinary: list[bool] = []
    for line in lines:
        if not line.held_out:
            continue
        flags = read(line.text, line.language).flags
        if line.flag is None:
            ordinary.append(bool(flags))
            raised = bool(flags)
        else:
            raised = line.flag in flags
            found.append((line, raised))
        if raised != line.raises:
            result.failures.append(
                Failure(
                    where=_where(line.path, line.line), id=line.voice, language=line.language, source="own",
                    expected=line.path.stem if line.raises else f"no {line.flag or 'flag'}",
                    got=line.flag or flags[0] if raised else f"no {line.flag}", text=line.text,
                )
            )  # fmt: skip
    result.rows = len(found)
    result.headline = {
        "recall": mean_share([float(raised) for line, raised in found if line.raises]),
        "precision among look-alikes": mean_share([float(line.raises) for line, raised in found if raised]),
    }
    result.slices = {
        "flag, recall": share_by((x.path.stem, float(raised)) for x, raised in found if x.raises),
        "flag, precision": share_by((x.path.stem, float(x.raises)) for x, raised in found if raised),
        "group, recall": share_by((_group(x), float(raised)) for x, raised in found if x.raises),
        "group, precision": share_by((_group(x), float(x.raises)) for x, raised in found if raised),
        "voice, recall": share_by((x.voice, float(raised)) for x, raised in found if x.raises),
        "voice, precision": share_by((x.voice, float(x.raises)) for x, raised in found if raised),
    }
    result.notes.append(f"Of {len(ordinary)} ordinary messages {sum(ordinary)} raise a flag.")
    missing = [flag for flag in FLAGS if not any(line.flag == flag for line, _ in found)]
    result.problems += [f"no held-out line for {flag}" for flag in missing]
    return result


def _group(line: FlagLine) -> str:
    return next(name for name, flags in GROUPS.items() if line.flag in flags)


def _where(path: Path, line: int) -> str:
    return f"{path.parent.name}/{path.name}:{line}"
