"""A run on disk: read whole, read in part, refused in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.errors import BusinessFileError
from evals.run_files import RunWriter, read_run
from tests.fakes.eval_runs import make_play, make_run


def write(path: Path, *, finish: bool = True) -> Path:
    run = make_run([make_play("a"), make_play("b", passed=False)])
    with RunWriter(path, run.header) as writer:
        for play in run.plays:
            writer.append(play)
        if finish:
            writer.finish(complete=True, problems=["x.yaml:3: voices: is missing"])
    return path


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    run = read_run(write(tmp_path / "runs" / "run.jsonl"))
    assert run == make_run(
        [make_play("a"), make_play("b", passed=False)], problems=["x.yaml:3: voices: is missing"]
    )


def test_a_run_left_early_is_read_and_called_stopped(tmp_path: Path) -> None:
    run = read_run(write(tmp_path / "run.jsonl", finish=False))
    assert (len(run.plays), run.complete) == (2, False)


def test_a_run_without_last_line_is_read_and_called_stopped(tmp_path: Path) -> None:
    path = write(tmp_path / "run.jsonl")
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:2]), "utf-8")
    run = read_run(path)
    assert (len(run.plays), run.complete) == (1, False)
    assert run.problems == [f"{path}: the run was stopped; it holds 1 of 2 plays"]


def test_plays_are_on_disk_before_the_run_ends(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    writer = RunWriter(path, make_run([]).header)
    writer.append(make_play("a"))
    assert len(read_run(path).plays) == 1
    writer.finish(complete=True)
    assert read_run(path).complete


@pytest.mark.parametrize("bytes_lost", [1, 2, 30, 500, 1501])
def test_every_cut_in_the_last_play_leaves_the_plays_before_it(tmp_path: Path, bytes_lost: int) -> None:
    path = tmp_path / "run.jsonl"
    writer = RunWriter(path, make_run([]).header)
    writer.append(make_play("a"))
    writer.append(make_play("b", voice="hy"))
    path.write_bytes(path.read_bytes()[: -1 - bytes_lost])
    run = read_run(path)
    assert ([p.scenario_id for p in run.plays], run.complete) == (["a"], False)
    assert run.problems == [f"{path}:3: the last line is cut off; the 1 plays before it are read"]


def test_half_a_line_in_the_middle_is_refused_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "run.jsonl")
    lines = path.read_text("utf-8").splitlines()
    lines[1] = lines[1][:200]
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(BusinessFileError, match=r"run\.jsonl:2: is not JSON .* delete the line"):
        read_run(path)


def test_a_play_with_a_wrong_field_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "run.jsonl")
    path.write_text(path.read_text("utf-8").replace('"repeat":0', '"repeat":"often"', 1), "utf-8")
    with pytest.raises(BusinessFileError, match=r"run\.jsonl:2: repeat: input should be a valid integer"):
        read_run(path)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "is empty"),
        ("id,text\n1,hi\n", "1: is not JSON"),
        ('{"text": "hi"}\n', "1: is not a run's header"),
        ('{"suite": [], "format": 9}\n', "1: format: is 9, this version reads 1"),
        ('{"suite": ["a"], "format": 1}\n', "1: seed: field required"),
    ],
)
def test_another_file_is_refused_in_plain_words(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(BusinessFileError) as refused:
        read_run(path)
    assert told in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BusinessFileError, match="there is no such file"):
        read_run(tmp_path / "none.jsonl")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(BusinessFileError, match="cannot be written"):
        RunWriter(tmp_path / "file" / "run.jsonl", make_run([]).header)
