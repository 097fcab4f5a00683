"""One running desk per module and database; every test brings customers of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

import httpx
import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from api.inbox.first_staff import ensure_first_staff
from storage import staff as accounts
from tests.conftest import empty_postgres
from tests.fakes.web_server import WebServer, open_receptionist_desk


@pytest.fixture(scope="module", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Dozens of passwords are tried here, and none to see how long that takes (`tests/contract/storage` does)."""
    hasher = PasswordHash([Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "_hasher", lambda: hasher)
        yield


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    with ExitStack() as stack:
        url = ""
        if request.param == "postgresql":
            url = stack.enter_context(empty_postgres(request.getfixturevalue("postgres_server_url")))
        open_desk = partial(open_receptionist_desk, database_url=url)
        running = WebServer(tmp_path_factory.mktemp("desk"), open_desk=open_desk, demo_mode=True).start()
        stack.callback(running.stop)
        yield running


@pytest.fixture(scope="module")
def password(server: WebServer) -> str:
    made: str | None = server.call(ensure_first_staff(server.desk))
    assert made is not None
    return made


@pytest.fixture
def visitor(server: WebServer) -> Iterator[httpx.Client]:
    """A browser that has never been here."""
    with httpx.Client(base_url=server.url, timeout=10) as client:
        yield client


@pytest.fixture(scope="module")
def signed_in(server: WebServer, password: str) -> httpx.Cookies:
    """What a browser keeps of a sign-in. One for the module."""
    with httpx.Client(base_url=server.url, timeout=10, follow_redirects=True) as client:
        sign_in(client, password)
        return client.cookies


@pytest.fixture
def staff(server: WebServer, signed_in: httpx.Cookies) -> Iterator[httpx.Client]:
    """A browser of a signed-in member of staff."""
    cookies = httpx.Cookies(signed_in)
    with httpx.Client(base_url=server.url, timeout=10, follow_redirects=True, cookies=cookies) as client:
        yield client


def sign_in(client: httpx.Client, password: str, login: str = "owner") -> httpx.Response:
    page = client.get("/inbox/login")
    form = {"login": login, "password": password, "csrf": field(page, "csrf"), "next": "/inbox"}
    return client.post("/inbox/login", data=form)


def field(page: httpx.Response, name: str) -> str:
    """The value of the first form field `name`."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found is not None, f"no field {name} on {page.url}"
    return found[1]
