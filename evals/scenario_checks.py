"""What must be so between the fields of a scenario, and between a scenario and its business."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from channels.registry import CHANNELS
from domain.business import Business
from evals.scenario import ExpectedRecord, Move, Scenario, TakenSlot, Wanted
from knowledge.file_problems import Problem, suggest
from knowledge.yaml_lines import FieldPath, YamlFile

RECORD_FIELDS: dict[str, list[str]] = {
    "appointment": ["service", "practitioner", "branch", "place", "date", "time", "status", "price"],
    "contact": ["name", "phone", "email", "opted_out", "vip"],
}
"""What an expected record of that kind may name; the fields of leads, estimates and tickets are the owner's."""

HANDED_OVER = ("lead", "brief", "estimate", "ticket")
"""Cards that specialists make of what they collected; no topics of escalation.yaml."""

_REQUIREMENT = re.compile(r"R[1-9]\d*")


def check_scenario(scenario: Scenario, file: YamlFile, business: Business | str) -> list[Problem]:
    """Every mistake a single field does not show. `business` as text: why it cannot be used."""
    checks = _Checks(scenario, file)
    checks.customer()
    checks.voices()
    checks.requirements()
    if isinstance(business, str):
        checks.add(("business",), business)
    else:
        checks.ids(business)
    return checks.problems


class _Checks:
    def __init__(self, scenario: Scenario, file: YamlFile) -> None:
        self._scenario = scenario
        self._file = file
        self.problems: list[Problem] = []

    def add(self, path: FieldPath, text: str) -> None:
        self.problems.append(self._file.problem(path, text))

    def customer(self) -> None:
        scenario = self._scenario
        if scenario.script is None and scenario.goal is None:
            self.add(
                (), "has no customer; add script: with fixed lines, or goal: with what the customer wants"
            )
        if scenario.script is not None and scenario.goal is not None:
            self.add(("goal",), "stands beside script; keep one of the two")
        if scenario.script is not None and not scenario.script:
            self.add(("script",), "is empty; add a move such as - say: …")
        for where, moves in (("script", scenario.script or []), ("afterwards", scenario.afterwards)):
            for number, move in enumerate(moves):
                self._move((where, number), move)
        if scenario.channel not in CHANNELS:
            self.add(
                ("channel",),
                f'"{scenario.channel}" cannot be played; {suggest(scenario.channel, list(CHANNELS))}',
            )

    def _move(self, path: FieldPath, move: Move) -> None:
        given = sorted(name for name in Move.model_fields if getattr(move, name) is not None)
        if not given:
            self.add(path, f"does nothing; give one of {', '.join(Move.model_fields)}")
        if len(given) > 1:
            self.add(
                path, f"does {' and '.join(given)} at once; write them as moves of their own, each after '- '"
            )
        if move.staff is not None:
            staff = move.staff
            acts = [staff.decision is not None, staff.reply is not None, staff.take_over, staff.give_back]
            if sum(acts) != 1:
                self.add((*path, "staff"), "needs one of decision, reply, take_over and give_back")
            if staff.decision in ("edit", "respond") and staff.text is None:
                self.add((*path, "staff"), f'decision "{staff.decision}" needs text: the words of staff')
        if move.take is not None and move.take < 1:
            self.add((*path, "take"), "offered times are counted from 1")

    def voices(self) -> None:
        """Every voice that is played has its words."""
        scenario = self._scenario
        for number, voice in enumerate(scenario.voices):
            if voice in scenario.voices[:number]:
                self.add(("voices", number), f'"{voice}" stands twice; keep one')
        later = scenario.goal.manner.switches_to if scenario.goal is not None else None
        needed = [*scenario.voices, *([later] if later is not None else [])]
        tree = self._file.tree
        for path, words in _said(tree):
            lacking = [v for v in dict.fromkeys(needed) if isinstance(words, dict) and v not in words]
            if lacking and not (path[0] == "goal" and path[1:2] == ("shrugs",)):
                self.add(path, f"has no words in voice {', '.join(lacking)}; add a line {lacking[0]}: …")

    def requirements(self) -> None:
        for number, requirement in enumerate(self._scenario.requirements):
            if not _REQUIREMENT.fullmatch(requirement):
                self.add(
                    ("requirements", number),
                    f'"{requirement}" is no requirement; write R and its number: R14',
                )

    def ids(self, business: Business) -> None:
        """Services, practitioners, branches and topics exist."""
        scenario = self._scenario
        known = {
            "service": [s.id for s in business.services.services],
            "practitioner": [p.id for p in business.profile.practitioners],
            "branch": [b.id for b in business.profile.branches],
        }
        skus = list(business.catalogue.product_of_sku) if business.catalogue is not None else []
        for sku in scenario.world.stock:
            if sku not in skus:
                self.add(
                    ("world", "stock", sku), f'"{sku}" is no sku of {business.id}; {suggest(sku, skus[:20])}'
                )
        slots: list[tuple[FieldPath, TakenSlot | Wanted]] = [
            *((("world", "visits", n), v) for n, v in enumerate(scenario.world.visits)),
            *((("world", "taken", n), v) for n, v in enumerate(scenario.world.taken)),
        ]
        if scenario.goal is not None:
            if scenario.goal.wanted is not None:
                slots.append((("goal", "wanted"), scenario.goal.wanted))
            slots += [
                (("goal", "changes", n, "wanted"), c.wanted) for n, c in enumerate(scenario.goal.changes)
            ]
        for path, slot in slots:
            for field, ids in known.items():
                value = getattr(slot, field)
                if value is not None and value not in ids:
                    self.add(
                        (*path, field), f'"{value}" is no {field} of {business.id}; {suggest(value, ids)}'
                    )
        for number, record in enumerate(scenario.expect.records):
            self._record(("expect", "records", number), record, known)
        topics = [*(t.id for t in business.escalation.topics), *HANDED_OVER]
        for number, topic in enumerate(scenario.expect.escalates or []):
            if topic not in topics:
                self.add(
                    ("expect", "escalates", number),
                    f'"{topic}" is no topic staff decide; {suggest(topic, topics)}',
                )
        for path, move in self._staff_moves():
            if move.staff is not None and move.staff.topic is not None and move.staff.topic not in topics:
                text = f'"{move.staff.topic}" is no topic staff decide; {suggest(move.staff.topic, topics)}'
                self.add((*path, "staff", "topic"), text)
        for number, voice in enumerate(scenario.voices):
            if voice.split("-")[0] not in business.profile.languages:
                self.add(("voices", number), f'{business.id} does not speak "{voice}"')

    def _staff_moves(self) -> Iterator[tuple[FieldPath, Move]]:
        scenario = self._scenario
        for where, moves in (("script", scenario.script or []), ("afterwards", scenario.afterwards)):
            for number, move in enumerate(moves):
                yield (where, number), move

    def _record(self, path: FieldPath, record: ExpectedRecord, known: dict[str, list[str]]) -> None:
        fields = RECORD_FIELDS.get(record.kind)
        for field, value in record.fields.items():
            here = (*path, "fields", field)
            if fields is not None and field not in fields:
                self.add(here, f"is not a field of {record.kind} records; {suggest(field, fields)}")
            elif record.kind == "appointment" and field in known and value not in known[field]:
                self.add(here, f'"{value}" is no {field} of the business; {suggest(value, known[field])}')


def _said(tree: Any) -> Iterator[tuple[FieldPath, Any]]:
    """Everything the customer or staff say, with its path in the file."""
    for where in ("script", "afterwards"):
        for number, move in enumerate(tree.get(where) or []):
            for field in ("say", "pick"):
                yield from _each((where, number, field), move.get(field))
            staff = move.get("staff") or {}
            for field in ("text", "reply"):
                yield from _each((where, number, "staff", field), staff.get(field))
    goal = tree.get("goal") or {}
    yield from _each(("goal", "opens"), goal.get("opens"))
    for field, words in (goal.get("facts") or {}).items():
        yield ("goal", "facts", field), words
    for number, change in enumerate(goal.get("changes") or []):
        yield ("goal", "changes", number, "says"), change.get("says")


def _each(path: FieldPath, said: Any) -> Iterator[tuple[FieldPath, Any]]:
    if isinstance(said, list):
        for number, one in enumerate(said):
            yield (*path, number), one
    elif said is not None:
        yield path, said
