"""Plots as SVG text. Colours are the page's CSS variables, so that light and dark both read; no script, no request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from evals.plots.curves import Bin, Judged, Point, confusion, coverage_precision, reliability

WIDTH, HEIGHT = 360, 280
_LEFT, _RIGHT, _TOP, _BOTTOM = 42, 12, 26, 40
_FEW = 5
"""A line through fewer readings than this would draw chance."""
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_SHADES = ("--line-1", "--line-2", "--line-3", "--line-4")


def reliability_svg(rows: Sequence[Judged]) -> str:
    """Share of right readings against their confidence; the diagonal is an honest reader."""
    bins = reliability(rows)
    most = max((b.count for b in bins), default=1)
    marks = [
        f'<line class="ideal" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>',
        *(_bar(b, most) for b in bins),
        f'<polyline class="curve" points="{_points((b.confidence, b.right) for b in bins if b.count >= _FEW)}"/>',
        *(_dot(b) for b in bins),
    ]
    return _plot("Reliability", "confidence", "share right", marks)


def _bar(one: Bin, most: int) -> str:
    """How many readings stand behind a dot, as a faint bar along the axis."""
    height = 0.22 * one.count / most * (HEIGHT - _TOP - _BOTTOM)
    x = _x(one.confidence)
    return f'<rect class="many" x="{x - 7:.1f}" y="{_y(0) - height:.1f}" width="14" height="{height:.1f}"/>'


def _dot(one: Bin) -> str:
    x = _x(one.confidence)
    said = f"{one.count} readings of about {one.confidence:.2f}: {one.right:.1%} right ({one.low:.0%} to {one.high:.0%})"
    return (
        f'<g><title>{said}</title><line class="span" x1="{x}" y1="{_y(one.low)}" x2="{x}" y2="{_y(one.high)}"/>'
        f'<circle class="{"dot" if one.count >= _FEW else "faint"}" cx="{x}" cy="{_y(one.right)}" r="4"/></g>'
    )


def coverage_svg(groups: Mapping[str, Sequence[Judged]], precision: float) -> str:
    """Precision against the share of messages answered, a line a group; the dashed line is what is wanted."""
    low = 0.5
    curves = {name: coverage_precision(rows) for name, rows in groups.items() if rows}
    marks = [
        f'<line class="ideal" x1="{_x(0)}" y1="{_y(_zoom(precision, low))}" x2="{_x(1)}" y2="{_y(_zoom(precision, low))}"/>'
    ]
    for n, (name, curve) in enumerate(curves.items()):
        marks.append(_curve(name, curve, _SHADES[n % len(_SHADES)], low))
    # Names in the lower left, where a good curve never goes.
    for n, name in enumerate(curves):
        y = _y(0.06) - 17 * (len(curves) - 1 - n)
        marks.append(
            f'<line class="key" style="stroke:var({_SHADES[n % len(_SHADES)]})" x1="{_x(0) + 8}" y1="{y - 4}" x2="{_x(0) + 28}" y2="{y - 4}"/>'
        )
        marks.append(f'<text class="name" x="{_x(0) + 34}" y="{y}">{escape(name)}</text>')
    return _plot("Coverage and precision", "share answered", "precision", marks, low=low)


def _curve(name: str, curve: Sequence[Point], shade: str, low: float) -> str:
    points = _points((p.coverage, _zoom(p.precision, low)) for p in curve)
    return f'<polyline class="curve" style="stroke:var({shade})" points="{points}"><title>{escape(name)}</title></polyline>'


def confusion_svg(rows: Sequence[Judged]) -> str:
    """What was expected against what was answered. Columns are numbered as the rows are."""
    labels, counts = confusion(rows)
    cell, left, top = 15, 118, 20
    width, height = left + cell * len(labels) + 4, top + cell * len(labels) + 4
    parts = []
    for r, label in enumerate(labels):
        y = top + cell * r
        total = max(1, sum(counts[r]))
        parts.append(
            f'<text class="label" x="{left - 6}" y="{y + 11}" text-anchor="end">{escape(label)} {r + 1}</text>'
        )
        parts.append(
            f'<text class="label" x="{left + cell * r + cell / 2}" y="{top - 7}" text-anchor="middle">{r + 1}</text>'
        )
        for c, count in enumerate(counts[r]):
            share = count / total
            kind = "hit" if r == c else "miss"
            said = (
                f"{label} taken for {labels[c]}: {count} of {total}"
                if r != c
                else f"{label}: {count} of {total}"
            )
            opacity = 0 if not count else max(0.12, share) if r == c else min(1.0, 0.15 + 3 * share)
            parts.append(
                f'<g><title>{escape(said)}</title><rect class="cell" x="{left + cell * c}" y="{y}" width="{cell}" height="{cell}"/>'
                f'<rect class="{kind}" x="{left + cell * c}" y="{y}" width="{cell}" height="{cell}" fill-opacity="{opacity:.2f}"/>'
                + (_count(left + cell * c + cell / 2, y + 10.5, count, opacity) if count else "")
                + "</g>"
            )
    return _svg("Confusion matrix", width, height, parts)


def _count(x: float, y: float, count: int, opacity: float) -> str:
    strong = (" on" if opacity > 0.6 else "") + (" long" if count > 99 else "")
    return f'<text class="count{strong}" x="{x}" y="{y}" text-anchor="middle">{count}</text>'


def _zoom(share: float, low: float) -> float:
    return max(0.0, (share - low) / (1 - low))


def _plot(title: str, across: str, up: str, marks: Sequence[str], *, low: float = 0.0) -> str:
    grid = []
    for tick in _TICKS:
        grid.append(f'<line class="grid" x1="{_x(0)}" y1="{_y(tick)}" x2="{_x(1)}" y2="{_y(tick)}"/>')
        grid.append(
            f'<text class="tick" x="{_x(0) - 6}" y="{_y(tick) + 4}" text-anchor="end">{_percent(low + tick * (1 - low))}</text>'
        )
        anchor = "start" if tick == 0 else "end" if tick == 1 else "middle"
        grid.append(
            f'<text class="tick" x="{_x(tick)}" y="{HEIGHT - _BOTTOM + 16}" text-anchor="{anchor}">{_percent(tick)}</text>'
        )
    names = [
        f'<text class="axis" x="{(_x(0) + _x(1)) / 2}" y="{HEIGHT - 6}" text-anchor="middle">{across}</text>',
        f'<text class="axis" x="{_x(0)}" y="{_TOP - 10}">{up}</text>',
    ]
    return _svg(title, WIDTH, HEIGHT, [*grid, *names, *marks])


def _svg(title: str, width: float, height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">{"".join(parts)}</svg>'
    )


def _percent(share: float) -> str:
    return f"{share:.0%}" if round(share * 100, 6) % 1 == 0 else f"{share * 100:.1f}%"


def _x(share: float) -> float:
    return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)


def _y(share: float) -> float:
    return round(HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM), 1)


def _points(pairs: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{_x(x)},{_y(y)}" for x, y in pairs)
