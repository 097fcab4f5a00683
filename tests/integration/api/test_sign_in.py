"""Signing in: the first password, wrong ones, and what a cookie can do."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from api.inbox.first_staff import ensure_first_staff
from tests.fakes.web_server import WebServer
from tests.integration.api.conftest import field, sign_in


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    running = WebServer(tmp_path_factory.mktemp("desk")).start()
    yield running
    running.stop()


def browser_at(address: str, server: WebServer) -> httpx.Client:
    """A browser of another machine."""
    transport = httpx.HTTPTransport(local_address=address)
    return httpx.Client(base_url=server.url, transport=transport, timeout=20)


def test_first_password_is_told_once(server: WebServer, password: str) -> None:
    assert len(password) >= 15
    assert server.call(ensure_first_staff(server.desk)) is None


def test_sign_in_leads_to_the_inbox_and_out_again(visitor: httpx.Client, password: str) -> None:
    welcomed = sign_in(visitor, password)
    assert (welcomed.status_code, welcomed.headers["location"]) == (303, "/inbox")
    cookie = next(value for value in welcomed.headers.get_list("set-cookie") if "staff" in value).lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    page = visitor.get("/inbox")
    assert page.status_code == 200
    visitor.post("/inbox/logout", data={"csrf": field(page, "csrf")})
    assert visitor.get("/inbox").status_code == 303


def test_sign_in_form_of_another_browser_is_refused(visitor: httpx.Client, password: str) -> None:
    form = {"login": "owner", "password": password, "csrf": "stolen"}
    assert visitor.post("/inbox/login", data=form).status_code == 403


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/inbox\\@evil", "/inbox//evil", "/chat"]
)
def test_sign_in_never_leads_away(visitor: httpx.Client, password: str, target: str) -> None:
    csrf = field(visitor.get("/inbox/login"), "csrf")
    form = {"login": "owner", "password": password, "csrf": csrf, "next": target}
    assert visitor.post("/inbox/login", data=form).headers["location"] == "/inbox"


def test_demo_does_not_exist_on_a_real_desk(visitor: httpx.Client) -> None:
    assert visitor.get("/demo").status_code == 404


def test_guessing_elsewhere_locks_nobody_out(server: WebServer, password: str) -> None:
    """The account's owner, at another address, still gets in; only the guesser waits."""
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    object.__setattr__(server.app.state.web, "pause", pause)
    for n in range(5):
        with browser_at(f"127.0.1.{n}", server) as guesser:
            for _ in range(5):
                assert sign_in(guesser, "wrong-password").status_code == 401
            assert sign_in(guesser, password).status_code == 429
    assert pauses, "guessing from everywhere at once is slow"
    with browser_at("127.0.2.1", server) as owner:
        assert sign_in(owner, password).status_code == 303


def test_guesses_that_come_all_at_once_are_counted_like_guesses_in_a_row(
    server: WebServer, password: str
) -> None:
    with ThreadPoolExecutor(20) as many, browser_at("127.0.3.1", server) as page:
        csrf = field(page.get("/inbox/login"), "csrf")
        form = {"login": "owner", "password": "wrong-password", "csrf": csrf}
        tried = list(many.map(lambda _: page.post("/inbox/login", data=form).status_code, range(20)))
    assert sorted(tried) == [401] * 5 + [429] * 15


def test_one_account_has_one_count_of_guesses_however_its_name_is_written(
    server: WebServer, password: str
) -> None:
    spellings = ["owner", "OWNER", " owner ", "own\x00er", "owner\x01", "\x7fowner"]
    with browser_at("127.0.3.2", server) as guesser:
        tried = [sign_in(guesser, "wrong-password", login).status_code for login in spellings]
    assert tried == [401] * 5 + [429]


def test_guessing_is_stopped_even_for_the_right_password(server: WebServer, password: str) -> None:
    with httpx.Client(base_url=server.url, timeout=20) as guesser:
        for _ in range(5):
            assert sign_in(guesser, "wrong-password").status_code == 401
        locked = sign_in(guesser, password)
        assert locked.status_code == 429
        assert guesser.get("/inbox").status_code == 303
