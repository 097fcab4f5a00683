"""Mistakes of pricing.yaml that no single field can tell: names that point nowhere, rows that say nothing or too much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain.business import EstimateRules, PricedJob, PriceRow
from domain.business.estimates import SERVICE, TOTAL, is_number_condition
from knowledge.file_problems import Problem, suggest
from knowledge.yaml_lines import FieldPath, YamlFile


def check_pricing(files: dict[str, YamlFile], rules: EstimateRules) -> Iterator[Problem]:
    """Every mistake between the fields of pricing.yaml, and between it and the other files."""
    file = files["pricing.yaml"]
    if not rules.jobs:
        return
    checks = _PricingChecks(
        file, rules, _ids(files["services.yaml"], "services"), _ids(files["business.yaml"], "zones")
    )
    yield from checks.fields()
    for index, job in enumerate(rules.jobs):
        yield from checks.job(("jobs", index), job)
    yield from checks.tables()
    yield from checks.exceptions()


def _ids(file: YamlFile, key: str) -> list[str]:
    listed = file.tree.get(key) if file.readable else None
    return [str(e.get("id")) for e in listed if isinstance(e, dict)] if isinstance(listed, list) else []


@dataclass(frozen=True)
class _PricingChecks:
    file: YamlFile
    rules: EstimateRules
    services: list[str]
    zones: list[str]

    def fields(self) -> Iterator[Problem]:
        for index, field in enumerate(self.rules.fields):
            if field.kind == "zone" and not self.zones:
                yield self.file.problem(
                    ("fields", index), "asks for a zone, but business.yaml has no zones; add them there"
                )
            for key, values in (
                ("unsure", field.unsure),
                ("assumed", [field.assumed] if field.assumed else []),
            ):
                for value in values:
                    yield from self._value(("fields", index, key), field.id, value, comparing=False)
        measuring = self.rules.measuring
        if measuring is not None and measuring not in self.services:
            advice = suggest(measuring, self.services)
            yield self.file.problem(("measuring",), f'"{measuring}" is no service of services.yaml; {advice}')

    def job(self, path: FieldPath, job: PricedJob) -> Iterator[Problem]:
        for n, service in enumerate(job.services):
            if service not in self.services:
                advice = suggest(service, self.services)
                yield self.file.problem(
                    (*path, "services", n), f'"{service}" is no service of services.yaml; {advice}'
                )
        names = [f.id for f in self.rules.fields]
        for key, listed in (("asks", job.asks), ("uses", job.uses)):
            for n, name in enumerate(listed):
                if name not in names:
                    yield self.file.problem(
                        (*path, key, n), f'"{name}" is no field of this file; {suggest(name, names)}'
                    )

    def tables(self) -> Iterator[Problem]:
        if not self.rules.tables:
            yield self.file.problem(("jobs",), "have prices nowhere; add tables: with rows")
        for index, table in enumerate(self.rules.tables):
            if table.by_zone == bool(table.rows):
                text = "has rows and by_zone; keep one of them" if table.rows else "has no rows; add them"
                yield self.file.problem(("tables", index), text)
            for n, row in enumerate(table.rows):
                path: FieldPath = ("tables", index, "rows", n)
                yield from self._row(path, row)
                if any(_covers(earlier, row) for earlier in table.rows[:n]):
                    yield self.file.problem(
                        path,
                        "is never reached: a row above it fits whenever this one does; put it above that one",
                    )

    def _row(self, path: FieldPath, row: PriceRow) -> Iterator[Problem]:
        yield from self._when((*path, "when"), row.when, total=False)
        if (row.price is None) == (row.percent is None):
            yield self.file.problem(path, "needs a price or a percent, and not both; write one of them")
        if row.price_to is not None and (row.price is None or row.price_to <= row.price):
            yield self.file.problem((*path, "price_to"), f"must be more than price, which is {row.price}")
        if row.price_to is not None and row.because is None:
            yield self.file.problem(
                path, "is a range; add what it depends on: because: with ru:, hy: and en:"
            )
        numbers = [f.id for f in self.rules.fields if f.kind == "number"]
        if row.per is not None and row.per not in numbers:
            yield self.file.problem(
                (*path, "per"), f'"{row.per}" is no field of kind: number; {suggest(row.per, numbers)}'
            )

    def exceptions(self) -> Iterator[Problem]:
        for index, exception in enumerate(self.rules.exceptions):
            if not exception.when and not exception.words:
                yield self.file.problem(("exceptions", index), "is never raised; add when: or words:")
            yield from self._when(("exceptions", index, "when"), exception.when, total=True)

    def _when(self, path: FieldPath, when: dict[str, list[str]], *, total: bool) -> Iterator[Problem]:
        known = [SERVICE, *(f.id for f in self.rules.fields), *([TOTAL] if total else [])]
        for name, values in when.items():
            if name not in known:
                yield self.file.problem(
                    (*path, name), f'"{name}" is no field of this file; {suggest(name, known)}'
                )
                continue
            for value in values:
                yield from self._value((*path, name), name, value, comparing=True)

    def _value(self, path: FieldPath, name: str, value: str, *, comparing: bool) -> Iterator[Problem]:
        field = self.rules.field(name)
        if name == TOTAL or (field is not None and field.kind == "number"):
            right = is_number_condition(value) if comparing else value.replace(".", "", 1).isdigit()
            if not right:
                help_ = 'write 4, "> 60", "<= 3" or "20..60"' if comparing else "write digits only"
                yield self.file.problem(path, f'"{value}" compares no number; {help_}')
            return
        known = self.services if name == SERVICE else self.zones
        if field is not None and field.kind == "choice":
            known = [o.id for o in field.options]
        if value not in known:
            yield self.file.problem(path, f'"{value}" is no value of {name}; {suggest(value, known)}')


def _covers(earlier: PriceRow, row: PriceRow) -> bool:
    """Whether `earlier` fits whenever `row` does: each of its conditions is one of the row's, or wider."""
    return all(
        name in row.when and set(row.when[name]) <= set(wanted) for name, wanted in earlier.when.items()
    )
