"""`write_page`: what was measured, as one HTML file with plots. No request leaves it; it runs no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import BusinessFileError
from evals.plots.curves import (
    PRECISION_WANTED,
    Judged,
    Point,
    coverage_at,
    expected_calibration_error,
    mix_ups,
)
from evals.plots.svg import confusion_svg, coverage_svg, reliability_svg

if TYPE_CHECKING:
    from evals.public.results import AdapterResult, PublicReport

HERE = Path(__file__).parent
_FEWEST_OF_A_LANGUAGE = 20


@dataclass(frozen=True)
class Plots:
    """The drawings of one set of readings, and the figures that belong to them."""

    confusion: str
    reliability: str
    coverage: str
    calibration_error: float
    answered: Point | None
    mix_ups: list[tuple[str, str, int]]
    count: int


def plots_of(rows: Sequence[Judged]) -> Plots | None:
    """None for readings that were never judged by their confidence."""
    if not rows:
        return None
    languages = sorted({row.language for row in rows})
    groups: dict[str, list[Judged]] = {"all": list(rows)}
    if len(languages) > 1:
        by = {name: [row for row in rows if row.language == name] for name in languages}
        groups |= {name: part for name, part in by.items() if len(part) >= _FEWEST_OF_A_LANGUAGE}
    return Plots(
        confusion=confusion_svg(rows),
        reliability=reliability_svg(rows),
        coverage=coverage_svg(groups, PRECISION_WANTED),
        calibration_error=expected_calibration_error(rows),
        answered=coverage_at(rows),
        mix_ups=mix_ups(rows),
        count=len(rows),
    )


def render_page(report: PublicReport, title: str) -> str:
    """The page's text; the same report gives the same text."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    parts: list[tuple[AdapterResult, Plots | None]] = [(a, plots_of(a.judged)) for a in report.adapters]
    css = (HERE.parent / "report" / "static" / "report.css").read_text(encoding="utf-8")
    return environment.get_template("readings.html").render(
        title=title, report=report, parts=parts, css=css, wanted=PRECISION_WANTED
    )


def write_page(report: PublicReport, path: Path, title: str) -> None:
    """Raises BusinessFileError when the file cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render_page(report, title), encoding="utf-8")
    except OSError as error:
        raise BusinessFileError(
            [f"{path}: cannot be written ({error.strerror}); choose another place"]
        ) from None
