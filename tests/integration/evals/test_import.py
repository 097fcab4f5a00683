"""A week of invented chats in three languages, imported: what is asked, what lacks a policy, where people stop."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from cli.imports import print_imported
from domain.errors import BadRequest, NotFound
from evals.imports.run import Imported, import_chats

CHATS = [
    [("customer", "Здравствуйте, меня зовут Анна Петрова, хочу записаться на чистку"), ("agent", "Какой у вас номер телефона?")],
    [("customer", "I want to book a cleaning for tomorrow"), ("agent", "Can I have your phone number?"), ("customer", "+374 91 123456")],
    [("customer", "Ուզում եմ գրանցվել մաքրման"), ("agent", "Ե՞րբ է Ձեզ հարմար"), ("customer", "վաղը ժամը 5-ին")],
    [("customer", "Можно записаться на завтра?"), ("agent", "Какой у вас номер телефона?")],
    [("customer", "Вы продаёте зубные щётки?"), ("agent", "Уточню")],
    [("customer", "Do you sell toothbrushes?"), ("agent", "Let me check")],
    [("customer", "Where can I park my car?"), ("agent", "In the yard.")],
]  # fmt: skip


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory, clinic_index: Path) -> Iterator[tuple[Imported, Path]]:
    folder = tmp_path_factory.mktemp("import")
    lines = []
    for day, chat in enumerate(CHATS, 16):
        for minute, (who, text) in enumerate(chat):
            at = f"2026-11-{day}T10:{minute * 2:02d}:00"
            lines.append(
                json.dumps({"chat": f"c{day}", "role": who, "text": text, "time": at}, ensure_ascii=False)
            )
    lines.append('{"chat": "c30", "role": "customer"')
    file = folder / "week.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLOSELOOP_INDEX_DIR", str(clinic_index))
        yield import_chats(file, out=folder / "out"), folder / "out"


def test_needs_are_counted_by_chat_and_lead_to_two_flows(imported: tuple[Imported, Path]) -> None:
    found = imported[0].insights
    assert found.needs[0].route == "booking"
    assert found.needs[0].chats >= 4
    assert found.begin_with[0] == "booking"
    assert len(found.begin_with) == 2
    assert set(found.languages) == {"ru", "en", "hy"}


def test_a_question_repeated_in_two_languages_without_a_policy_is_one(
    imported: tuple[Imported, Path],
) -> None:
    found = imported[0].insights
    brushes = [q for q in found.questions_without_policy if q.languages == ["en", "ru"]]
    assert [(q.times, q.chats) for q in brushes] == [(2, 2)]
    assert "parking" in found.questions_with_policy


def test_the_question_after_which_people_stop(imported: tuple[Imported, Path]) -> None:
    worst = imported[0].insights.stopping_points[0]
    assert worst.left == 2
    assert worst.question == "Какой у вас номер телефона?"


def test_first_responses_by_hour(imported: tuple[Imported, Path]) -> None:
    found = imported[0].insights
    assert [row.hour for row in found.first_response] == [10]
    assert found.first_response_median_seconds == 120


def test_what_is_written_is_masked(imported: tuple[Imported, Path]) -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in imported[1].iterdir())
    assert "Анна" not in written
    assert "123456" not in written
    assert "[phone]" in written
    first = json.loads((imported[1] / "messages.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert (first["route"], first["language"]) == ("booking", "ru")


def test_the_half_written_line_is_said(imported: tuple[Imported, Path]) -> None:
    (problem,) = imported[0].problems
    assert problem.startswith("week.jsonl:17: is no JSON")
    console = Console(width=140, record=True, quiet=False, file=open("/dev/null", "w"))  # noqa: SIM115
    print_imported(imported[0], console)
    shown = console.export_text()
    assert "Begin with" in shown
    assert "week.jsonl:17" in shown


def test_files_that_cannot_be_chats(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no file"):
        import_chats(tmp_path / "nothing.csv")
    empty = tmp_path / "empty.jsonl"
    empty.write_text("{}\n")
    with pytest.raises(BadRequest, match=r"holds no messages as jsonl; empty\.jsonl:1"):
        import_chats(empty)
    with pytest.raises(BadRequest, match="--format must be one of csv, jsonl, whatsapp"):
        import_chats(empty, format="pdf")
