"""Accounts of the inbox, as the operator keeps them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.staff import run_add, run_disable, run_list, run_password
from domain.errors import BadRequest
from engine.settings import Settings
from storage import staff
from storage.database import Database


@pytest.fixture(autouse=True)
def data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CLOSELOOP_DATA_DIR", str(tmp_path))


def may_sign_in(login: str, password: str) -> bool:
    database = Database.open(Settings().database)
    try:
        return database.read_sync(lambda c: staff.check_password(c, login, password)) is not None
    finally:
        database.close()


def printed_password(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.partition("password: ")[2].partition("\n")[0]


def test_a_forgotten_password_is_made_anew(capsys: pytest.CaptureFixture[str]) -> None:
    run_add("anna", "Anna")
    first = printed_password(capsys)
    assert may_sign_in("anna", first)
    run_password("Anna")
    second = printed_password(capsys)
    assert may_sign_in("anna", second)
    assert not may_sign_in("anna", first)


def test_who_left_signs_in_no_more_and_the_last_account_stays(capsys: pytest.CaptureFixture[str]) -> None:
    run_add("anna", "Anna")
    run_add("bela", "Béla")
    password = printed_password(capsys)
    run_disable("bela")
    with pytest.raises(BadRequest, match="only account"):
        run_disable("Anna")
    capsys.readouterr()
    run_list()
    assert capsys.readouterr().out == "anna  Anna\n"
    assert not may_sign_in("bela", password)


def test_an_unknown_login_is_said_to_be_one() -> None:
    run_add("anna", "Anna")
    with pytest.raises(BadRequest, match="nobody signs in as ana"):
        run_password("ana")
    with pytest.raises(BadRequest, match="nobody signs in as ana"):
        run_disable("ana")
