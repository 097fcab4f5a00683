"""The files of `tests/data/dates`: messages with the times in them, every second line held out while the grammar is made.

A line is `text | windows`. A window is its bounds, both days included: `11-25..11-27`; one day, `11-25`; an hour,
`11-25T15:00`; open, `11-26..` or `..11-27`; hours of any day, `@18:00..`; ruled out, `!11-25`, `!fri`; weekdays in
general, `mon` or `workdays`; `impossible`; `-` where there is none. The year is said where it is another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path

from domain.language import LANGUAGES, Language
from domain.reading import TimeWindow

FOLDER = Path(__file__).parents[2] / "data" / "dates"
YEREVAN = timezone(timedelta(hours=4))
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=YEREVAN).astimezone(UTC)
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HORIZON_DAYS = 60


@dataclass(frozen=True)
class DatedExample:
    language: Language
    number: int
    text: str
    expected: str
    held_out: bool


def read_dated() -> Iterator[DatedExample]:
    """Every line of the three languages; of each two neighbours the second is held out, above the mark `# tuned`."""
    for language in LANGUAGES:
        lines = (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines()
        rows = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
        tuned = next((n for n, line in enumerate(lines, 1) if line.startswith("# tuned")), len(lines) + 1)
        for count, (number, line) in enumerate(rows):
            text, bar, expected = line.rpartition(" | ")
            assert bar, f"{language}.txt:{number}: no ' | '"
            yield DatedExample(language, number, text, expected, count % 2 == 1 and number < tuned)


def read_innocent() -> Iterator[tuple[Language, str]]:
    """Messages without any time."""
    for line in (FOLDER / "innocent.txt").read_text(encoding="utf-8").splitlines():
        language, bar, text = line.partition(" | ")
        found = next((one for one in LANGUAGES if one == language), None)
        if bar and found is not None:
            yield found, text


def say(windows: list[TimeWindow]) -> str:
    """Windows as the files write them."""
    return "; ".join(_say(window) for window in windows) or "-"


def _say(window: TimeWindow) -> str:
    if window.impossible:
        return "impossible"
    said: list[str] = []
    if window.start is not None or window.end is not None:
        said.append(_bounds(window.start, window.end))
    ruled_out = set(window.exclude)
    general = _weekdays(ruled_out) if window.start is None and window.end is None else ""
    if general:
        said.append(general)
        ruled_out = set()
    if window.daily_from is not None or window.daily_to is not None:
        said.append("@" + _hours(window.daily_from, window.daily_to))
    return " ".join([*said, *(f"!{_day(day)}" for day in sorted(ruled_out))])


def _bounds(start: datetime | None, end: datetime | None) -> str:
    if start is not None and end is not None and end - start == timedelta(minutes=1):
        return _moment(start)
    if start is None or end is None:
        return f"{_moment(start) if start else ''}..{_last(end) if end else ''}"
    if _is_midnight(start) and _is_midnight(end):
        return _moment(start) if end - start == timedelta(days=1) else f"{_moment(start)}..{_last(end)}"
    return f"{_moment(start)}..{_moment(end)}"


def _moment(moment: datetime) -> str:
    local = moment.astimezone(YEREVAN)
    return _day(local.date()) + ("" if _is_midnight(local) else f"T{local:%H:%M}")


def _last(end: datetime) -> str:
    return _day((end.astimezone(YEREVAN) - timedelta(days=1)).date()) if _is_midnight(end) else _moment(end)


def _is_midnight(moment: datetime) -> bool:
    return moment.astimezone(YEREVAN).time() == time(0)


def _day(day: date) -> str:
    return f"{day:%m-%d}" if day.year == NOW.year else day.isoformat()


def _hours(start: time | None, end: time | None) -> str:
    if (
        start is not None
        and end is not None
        and (end.hour * 60 + end.minute) - (start.hour * 60 + start.minute) == 1
    ):
        return f"{start:%H:%M}"
    return "..".join("" if bound is None else f"{bound:%H:%M}" for bound in (start, end))


def _weekdays(ruled_out: set[date]) -> str:
    """What ruling out every such weekday says: the days left, or the one that is not."""
    horizon = [NOW.astimezone(YEREVAN).date() + timedelta(days=n) for n in range(_HORIZON_DAYS)]
    out = {n for n in range(7) if all(day in ruled_out for day in horizon if day.weekday() == n)}
    if {day for day in horizon if day.weekday() in out} != ruled_out or not out:
        return ""
    kept = [_NAMES[n] for n in range(7) if n not in out]
    if kept == list(_NAMES[:5]):
        return "workdays"
    if kept == list(_NAMES[5:]):
        return "weekends"
    return kept[0] if len(kept) == 1 else " ".join(f"!{_NAMES[n]}" for n in sorted(out))
