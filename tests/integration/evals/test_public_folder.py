"""`eval public` on a folder of our own in the public form, with everything that can be wrong with a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from domain.errors import BadRequest, NotFound
from evals.public.results import AdapterResult, PublicReport
from evals.public.run import run_public
from evals.public.tables import print_report
from tests.prepared_indexes import IndexOf

SHARED = Path(__file__).parents[4] / "shared" / "data" / "public-dev"


def write(folder: Path, name: str, rows: list[dict[str, Any]], *more: str) -> None:
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / name).write_text("\n".join([*lines, *more]) + "\n", encoding="utf-8")


def intent(text: str, lang: str, label: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "lang": lang, "our_label": label, "source": "ours (invented)", **more}


@pytest.fixture(scope="module", autouse=True)
def own_index(index_of: IndexOf) -> Iterator[None]:
    """One for all tests of the file: what one embeds the next one finds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLOSELOOP_INDEX_DIR", str(index_of("clinic")))
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("material")
    write(
        folder,
        "intents.jsonl",
        [
            intent("Хочу записаться на чистку", "ru", "booking", unknown_field=1),
            intent("I want to cancel my appointment", "en", "cancel"),
            intent("Ինչքա՞ն արժե մաքրումը", "hy", "quote"),
            intent("Good morning!", "en", "cancel"),
            intent("whatever", "en", "teleport"),
        ],
        '{"text": "half a line',
    )
    write(
        folder,
        "hard_negatives.jsonl",
        [
            {
                "text": "Отмените, пожалуйста, мою запись",
                "lang": "ru",
                "must_not": "cancel",
                "reason": "planted",
            }
        ],
    )
    write(
        folder,
        "datetime.jsonl",
        [
            {"text": "завтра в 15:00", "lang": "ru", "ref": "2026-03-11T14:30:00", "kind": "instant",
             "grain": "minute", "start": "2026-03-12T15:00:00", "end": None, "any_of": None, "source": "ours"},
            {"text": "tomorrow", "lang": "en", "ref": "2026-03-11T23:30:00-08:00", "kind": "instant",
             "grain": "day", "start": "2026-03-12", "source": "ours"},
            {"text": "31 февраля", "lang": "ru", "ref": "2026-03-11T14:30:00", "kind": "impossible_date"},
            {"text": "tomorrow", "lang": "en", "ref": "yesterday", "kind": "instant"},
            {"text": "tomorrow", "lang": "en", "ref": "2026-03-11", "kind": "instant", "grain": "day"},
        ],
    )  # fmt: skip
    write(
        folder,
        "policy_qa.jsonl",
        [
            {
                "id": "q1",
                "lang": "en",
                "kind": "faq",
                "question": "Where can I park my car?",
                "gold_docs": ["parking"],
            },
            {
                "id": "q2",
                "lang": "en",
                "kind": "faq",
                "question": "Where do I park?",
                "gold_docs": ["nowhere"],
            },
            {"id": "q3", "lang": "en", "kind": "support_task", "question": None, "gold_docs": ["x"]},
        ],
    )
    write(
        folder,
        "qa_passages.jsonl",
        [
            {
                "doc_id": "parking",
                "lang": "en",
                "title": "Parking",
                "text": "There is free parking for cars in the yard.",
            },
            {"doc_id": "milk", "lang": "en", "title": "Milk", "text": "Our cows give milk every morning."},
        ],
        '{"doc_id": "broken',
    )
    write(
        folder,
        "booking_cases_ru.jsonl",
        [
            {"id": "b1", "lang": "ru", "state": {"today": "2026-05-11"}, "turns": [
                {"speaker": "customer", "text": "запишите завтра в 18:00",
                 "expected": {"intent": "collect", "slots": {"datetime": "2026-05-12T18:00"}}}]},
            {"id": "a1", "lang": "ru", "state": {}, "message": "Отмените мою запись",
             "expected": {"intent": "booking"}},
            {"id": "c1", "lang": "ru", "turns": [{"speaker": "customer", "text": "Запишите меня"}],
             "expected": {"want": "ask for the rest"}},
            {"id": "x1", "lang": "ru"},
        ],
    )  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def report(folder: Path) -> PublicReport:
    return run_public(folder)


def result_of(report: PublicReport, name: str) -> AdapterResult:
    return next(result for result in report.adapters if result.name == name)


def test_everything_that_can_be_measured_is(report: PublicReport) -> None:
    intents = result_of(report, "intents")
    assert intents.rows == 4
    assert intents.headline["accuracy"].value == 0.75
    assert {name: share.n for name, share in intents.slices["language"].items()} == {
        "en": 2,
        "hy": 1,
        "ru": 1,
    }
    assert [p.split(":")[1] for p in intents.problems] == ["6", "5"]
    (failure,) = intents.failures
    assert (failure.where, failure.expected) == ("intents.jsonl:4", "cancel")


def test_a_planted_cancellation_is_counted(report: PublicReport) -> None:
    result = result_of(report, "hard_negatives")
    assert result.counts == {"taken for a cancellation": 1, "looked like a cancellation": 1}


def test_times_are_read_at_the_lines_own_moment_and_zone(report: PublicReport) -> None:
    result = result_of(report, "datetime")
    assert result.headline["right"].value == 1.0
    assert result.rows == 3
    assert [p.split(": ")[0] for p in result.problems] == ["datetime.jsonl:4", "datetime.jsonl:5"]


def test_passages_are_found_in_the_good_lines_of_a_broken_file(report: PublicReport) -> None:
    result = result_of(report, "policy_qa")
    assert (result.rows, result.headline["R@1"].value) == (1, 1.0)
    assert result.counts["without a question"] == 1
    assert any(p.startswith("qa_passages.jsonl:3") for p in result.problems)
    assert any(p.startswith("policy_qa.jsonl:2") for p in result.problems)


def test_cases_are_held_to_what_a_reading_can_show(report: PublicReport) -> None:
    result = result_of(report, "booking_cases")
    assert (result.rows, result.headline["reading as expected"].value) == (2, 0.5)
    assert [(f.id, f.why) for f in result.failures] == [("a1", "another route")]
    assert [p.split(": ")[0] for p in result.problems] == ["booking_cases_ru.jsonl:4"]


def test_the_report_is_printed_and_survives_json(report: PublicReport) -> None:
    console = Console(width=140, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    print_report(report, console)
    shown = console.export_text()
    assert "macro-F1" in shown
    assert "intents.jsonl:5" in shown
    assert PublicReport.model_validate_json(report.model_dump_json()) == report


def test_a_missing_file_is_a_problem_of_that_adapter_alone(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "intents.jsonl").write_bytes((folder / "intents.jsonl").read_bytes())
    report = run_public(tmp_path, only=["hard_negatives", "intents"], limit=1)
    assert [result.name for result in report.adapters] == ["intents"]
    assert report.problems == [f"hard_negatives: there is no hard_negatives.jsonl in {tmp_path}"]


def test_wrong_arguments_are_said_before_anything_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no folder"):
        run_public(tmp_path / "nowhere")
    with pytest.raises(BadRequest, match=r"none of the files intents\.jsonl"):
        run_public(tmp_path)
    with pytest.raises(BadRequest, match="no adapter is called dates; there are intents"):
        run_public(tmp_path, only=["dates"])


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="no public material beside the project")
def test_the_public_material_is_read_without_a_problem() -> None:
    report = run_public(SHARED, only=["intents", "datetime", "hard_negatives"], limit=60)
    assert report.problems == []
    assert [result.problems for result in report.adapters] == [[], [], []]
    assert all(result.rows for result in report.adapters)
