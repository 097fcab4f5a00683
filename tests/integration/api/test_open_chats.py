"""How many chats may be open at once, over sockets and streams alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from api.limits import TooManyOpen
from api.web import Web
from tests.eventually import equal_to, wait_until
from tests.fakes.web_server import WebServer
from tests.integration.api.chat_client import talking

HERE = "127.0.0.1"
TABS = 12


@contextmanager
def nothing_left_for_this_address(server: WebServer) -> Iterator[None]:
    """As if so many chats were open behind it."""
    web: Web = server.app.state.web
    with ExitStack() as open_now:
        with suppress(TooManyOpen):
            while True:
                open_now.enter_context(web.chats_of_address.one_of(HERE))
        yield


def test_a_visitor_may_have_a_dozen_tabs_and_is_told_why_there_is_no_more(server: WebServer) -> None:
    with ExitStack() as tabs:
        first = tabs.enter_context(talking(server))
        for _ in range(TABS - 1):
            tabs.enter_context(talking(server, cookie=first.cookie))
        with talking(server, cookie=first.cookie) as one_too_many:
            assert one_too_many.welcome["code"] == "rate_limited"
            assert "close one" in one_too_many.welcome["message"]
            with pytest.raises(ConnectionClosed) as closed:
                one_too_many.hear()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1013
        first.write("эта вкладка говорит дальше")
        assert first.hear("ack")


def test_sockets_and_streams_of_one_visitor_count_together(server: WebServer, visitor: httpx.Client) -> None:
    with ExitStack() as tabs:
        first = tabs.enter_context(talking(server))
        for _ in range(TABS - 1):
            tabs.enter_context(talking(server, cookie=first.cookie))
        refused = visitor.get("/chat/events", headers={"Cookie": first.cookie})
        assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
        assert int(refused.headers["retry-after"]) > 0


def test_a_closed_tab_makes_room(server: WebServer, visitor: httpx.Client) -> None:
    with talking(server) as first:

        def open_and_close() -> int:
            with visitor.stream("GET", "/chat/events", headers={"Cookie": first.cookie}) as stream:
                return stream.status_code

        tries = [wait_until(open_and_close, equal_to(200)) for _ in range(TABS * 2)]
        assert tries == [200] * (TABS * 2), "more than may be open at once, one after another"


def test_an_address_with_everything_open_gets_no_more_until_one_is_closed(
    server: WebServer, visitor: httpx.Client
) -> None:
    with nothing_left_for_this_address(server):
        with pytest.raises(InvalidStatus), talking(server):
            pass
        assert visitor.get("/chat/events").status_code == 429
        assert not visitor.cookies, "nobody new is written down for a chat that is not opened"
        assert visitor.get("/chat").status_code == 200
    with talking(server) as talk:
        assert talk.welcome["type"] == "welcome"
