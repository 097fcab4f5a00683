"""Errors that nobody foresaw tell neither the log nor the caller what a customer wrote."""

from __future__ import annotations

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from api.body import MAX_BODY_BYTES, BodyLimit
from api.problems import LastResort

pytestmark = pytest.mark.anyio


async def choke(request: Request) -> Response:
    raise ValueError("091 234567 is my phone")


async def count(request: Request) -> Response:
    return JSONResponse(len(await request.body()))


@pytest.fixture
def client() -> httpx.AsyncClient:
    app = Starlette(routes=[Route("/choke", choke), Route("/count", count, methods=["POST"])])
    app.add_middleware(BodyLimit)
    app.add_middleware(LastResort, answer=lambda request: JSONResponse({"detail": "sorry"}, 500))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk")


async def test_text_of_an_unforeseen_error_stays_here(
    client: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = await client.get("/choke")
    assert (answer.status_code, answer.json()) == (500, {"detail": "sorry"})
    logged = capsys.readouterr()
    assert "ValueError" in logged.out
    assert "test_last_resort.py" in logged.out
    assert "091" not in logged.out + logged.err


async def test_a_page_of_the_error_that_fails_too_is_replaced_by_a_plain_answer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(request: Request) -> Response:
        raise KeyError("077 654321, no template")

    app = Starlette(routes=[Route("/choke", choke)])
    app.add_middleware(LastResort, answer=fail)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk") as client:
        answer = await client.get("/choke")
    assert answer.status_code == 500
    assert "logged" in answer.json()["detail"]
    logged = capsys.readouterr()
    assert "KeyError" in logged.out
    assert "077" not in logged.out + logged.err


async def test_no_route_reads_an_endless_body(client: httpx.AsyncClient) -> None:
    assert (await client.post("/count", content=b"x" * MAX_BODY_BYTES)).json() == MAX_BODY_BYTES
    assert (await client.post("/count", content=b"x" * (MAX_BODY_BYTES + 1))).status_code == 413
    read = 0

    async def endless():
        nonlocal read
        while True:
            read += 100_000
            yield b"x" * 100_000

    answer = await client.post("/count", content=endless())
    assert answer.status_code == 500
    assert read <= 2 * MAX_BODY_BYTES
