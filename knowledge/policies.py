"""The owner's policies: `policies/<language>/<topic>.md`, one topic a file.

---
id: late_arrival
title: If you are late
valid_from: 2026-01-01        # optional, as is valid_to; both days inclusive
questions:                    # optional: how customers ask
  - what if I am 20 minutes late?
---
The short answer, said to customers as it is: one paragraph, at most 60 words.

## Detail
Optional. For staff: it is neither said nor searched.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, ValidationError, field_validator, model_validator

from domain.business.strict import OwnerModel
from domain.errors import BusinessFileError
from domain.language import LANGUAGES
from domain.text import clean_text
from knowledge.file_problems import Problem, explain
from knowledge.passage import Passage

MAX_ANSWER_WORDS = 60
"""R62: the length of a reply."""

_DETAIL_HEADING = re.compile(r"^##[ \t]+Detail[ \t]*$", re.MULTILINE)
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class PolicyHeader(OwnerModel):
    """The fields between the two lines of dashes."""

    id: str = Field(pattern=r"^[a-z0-9]+(?:[_-][a-z0-9]+)*$")
    title: str = Field(min_length=1)
    valid_from: date | None = None
    valid_to: date | None = None
    questions: list[str] = Field(default_factory=list)

    @field_validator("questions")
    @classmethod
    def _said(cls, value: list[str]) -> list[str]:
        if any(not question.strip() for question in value):
            raise ValueError("holds an empty question; write one or delete the line")
        return value

    @model_validator(mode="after")
    def _order(self) -> PolicyHeader:
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise ValueError("valid_to is before valid_from; exchange them")
        return self


def read_policies(folder: Path, *, today: date) -> list[Passage]:
    """Every policy below `folder` that has not expired on `today`, in order of path.

    Raises BusinessFileError with one line per mistake, from all files. An absent folder holds no policies.
    """
    passages: list[Passage] = []
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        if path.is_dir() or path.name.startswith("."):
            continue
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        language = path.parent.name
        if path.suffix != ".md" or path.parent.parent != folder or language not in LANGUAGES:
            expected = "|".join(LANGUAGES)
            problems.append(Problem(name, 1, (), f"is not read; name it {folder.name}/{expected}/<topic>.md"))
            continue
        passage = _read_policy(path, name, language, problems)
        if passage is not None and not passage.has_expired_on(today):
            passages.append(passage)
    if problems:
        raise BusinessFileError([str(problem) for problem in problems])
    return passages


def _read_policy(path: Path, name: str, language: str, problems: list[Problem]) -> Passage | None:
    before = len(problems)
    try:
        source = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        problems.append(Problem(name, line, (), "is not UTF-8 text; save the file as UTF-8"))
        return None
    lines = source.splitlines()
    end = next((i for i, text in enumerate(lines) if i and text.rstrip() == "---"), None)
    if not lines or lines[0].rstrip() != "---" or end is None:
        problems.append(
            Problem(name, 1, (), "must begin with its fields (id, title) between two lines of three dashes")
        )
        return None
    header = _read_header("\n".join(lines[1:end]), name, problems)
    answer, _, detail = _split_body("\n".join(lines[end + 1 :]))
    answer_line = end + 2 + next((i for i, text in enumerate(lines[end + 1 :]) if text.strip()), 0)
    problems += [Problem(name, answer_line, ("answer",), text) for text in _check_answer(answer)]
    if header is not None and header.id != path.stem:
        line = next((i for i, text in enumerate(lines, 1) if text.startswith("id:")), 1)
        problems.append(
            Problem(name, line, ("id",), f'is "{header.id}"; write {path.stem}, as the file is named')
        )
    if header is None or len(problems) > before:
        return None
    return Passage(
        id=f"{header.id}.{language}",
        topic=header.id,
        language=language,
        title=clean_text(header.title),
        text=answer,
        detail=detail,
        questions=tuple(clean_text(question) for question in header.questions),
        valid_from=header.valid_from,
        valid_to=header.valid_to,
    )


def _split_body(body: str) -> tuple[str, str, str]:
    parts = _DETAIL_HEADING.split(body, maxsplit=1)
    answer = re.sub(r"[ \t]*\n[ \t]*(?=\S)", " ", re.sub(r"\n\s*\n", "\n\n", clean_text(parts[0])))
    return answer, "## Detail", clean_text(parts[1], limit=20_000) if len(parts) > 1 else ""


def _check_answer(answer: str) -> list[str]:
    if not answer:
        return ["is missing; write the short answer below the fields"]
    found: list[str] = []
    if "\n" in answer:
        found.append("must be one paragraph; put the rest below a line ## Detail")
    if re.search(r"^#|(?<=\s)#{1,6}\s", answer):
        found.append("must hold no heading; only ## Detail may stand below it")
    words = len(answer.split())
    if words > MAX_ANSWER_WORDS:
        found.append(f"has {words} words; at most {MAX_ANSWER_WORDS}, the rest goes below ## Detail")
    return found


def _read_header(block: str, name: str, problems: list[Problem]) -> PolicyHeader | None:
    """The header's fields as text with their lines, so that YAML guesses no types and mistakes have a place."""
    try:
        root = yaml.compose(block, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 2
        advice = "cannot be read here; write fields as name: value, in quotes if the value holds a colon"
        problems.append(Problem(name, line, (), advice))
        return None
    if not isinstance(root, yaml.MappingNode):
        problems.append(Problem(name, 2, (), "must hold fields here: id: and title:"))
        return None
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key, value in root.value:
        field = str(key.value)
        if field in values:
            problems.append(
                Problem(name, key.start_mark.line + 2, (field,), "stands twice; keep one of them")
            )
        lines[field] = key.start_mark.line + 2
        values[field] = _plain(value)
    try:
        return PolicyHeader.model_validate(values)
    except ValidationError as error:
        for detail in error.errors():
            place = detail["loc"][:1]
            line = lines.get(str(place[0]), 1) if place else 1
            if detail["type"] == "string_pattern_mismatch":
                advice = f'cannot be "{detail["input"]}"; write small Latin letters, digits and _'
            else:
                advice = explain(detail, PolicyHeader, "")
            problems.append(Problem(name, line, tuple(detail["loc"]), advice))
        return None


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)
