"""What the operator can mend is said in one line that names it, and never as a traceback."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from cli.businesses import BUSINESSES, in_folder
from cli.doctor import _settings
from cli.main import main
from domain.errors import Permanent
from storage.migrate import reach


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["closeloop", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("DATABASE_URL", "mysql://x", "CLOSELOOP_DATABASE_URL: write sqlite:///"),
        ("ALLOWED_ORIGINS", "https://shop.example", "CLOSELOOP_ALLOWED_ORIGINS: is no JSON list"),
        ("KEEP_JOBS_DAYS", "0", "CLOSELOOP_KEEP_JOBS_DAYS: Input should be greater than or equal to 1"),
    ],
)
def test_a_wrong_setting_is_named_as_it_is_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"CLOSELOOP_{variable}", value)
    assert run(monkeypatch, "serve") == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told


def test_a_setting_that_nobody_reads_is_named_with_a_near_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("cli.doctor._CHECKS", {"settings": _settings})
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("CLOSELOOP_BUSINES=shop\n", encoding="utf-8")
    monkeypatch.setenv("CLOSELOOP_LAGN", "ru")
    assert run(monkeypatch, "doctor") == 1
    told = capsys.readouterr().out
    assert "CLOSELOOP_BUSINES is not a setting, did you mean CLOSELOOP_BUSINESS?" in told
    assert "CLOSELOOP_LAGN is not a setting, see README.md" in told


def test_one_wrong_setting_is_one_thing_to_mend(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("cli.doctor._CHECKS", {"settings": _settings, "again": _settings})
    monkeypatch.setenv("CLOSELOOP_KEEP_JOBS_DAYS", "0")
    assert run(monkeypatch, "doctor") == 1
    assert capsys.readouterr().out.count("FIX") == 1


def test_a_business_that_is_none_is_named_before_anything_is_opened(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "demo", "--business", "clinc", "--no-open") == 2
    assert 'there is no business "clinc"; did you mean "clinic"?' in capsys.readouterr().err


def test_a_port_that_is_none_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "serve", "--port", "99999") == 2
    assert "--port" in capsys.readouterr().err


def test_a_folder_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    taken = tmp_path / "file"
    taken.touch()
    monkeypatch.setenv("CLOSELOOP_INDEX_DIR", str(taken / "index"))
    assert run(monkeypatch, "ingest") == 1
    assert str(taken / "index") in capsys.readouterr().err


def test_a_database_that_does_not_answer_is_named_without_its_password() -> None:
    engine = sa.create_engine("postgresql+psycopg://front:desk-secret@127.0.0.1:1/closeloop")
    with pytest.raises(Permanent, match="cannot reach the database") as told:
        reach(engine)
    assert "127.0.0.1:1/closeloop" in str(told.value)
    assert "desk-secret" not in str(told.value)


def test_a_problem_is_told_with_its_folder_once() -> None:
    whole = f"{BUSINESSES / 'klinik'}: does not exist"
    assert in_folder("clinic", ["services.yaml:3: x", whole]) == ["clinic/services.yaml:3: x", whole]
