"""The chat over a WebSocket: hello, welcome, everything missed, then both directions until one side leaves."""

from __future__ import annotations

import asyncio

import structlog
from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from api.chat.conversing import answer, welcome
from api.chat.lines import follow
from api.chat.visitors import TooManyVisitors, Visitor, cookie_header, meet_again, open_visitor, shown_token
from api.limits import TooManyOpen, network_of
from api.origin import check_origin
from api.web import Web
from channels.web.client_frames import FrameError, Hello, read_frame
from channels.web.server_frames import Error, ServerFrame, dump, show_error
from domain.errors import BadSignature
from domain.language import Language

HELLO_WITHIN_SECONDS = 20.0
HEARTBEAT = '{"v":1,"type":"ping"}'
TRY_AGAIN_LATER = 1013
POLICY = 1008

log = structlog.get_logger()


class Talk:
    """One open socket. Sends are in order and never interleave with the reading of one frame: an ack always
    precedes the line it acknowledges."""

    def __init__(self, web: Web, socket: WebSocket, embedded: bool) -> None:
        self._web = web
        self._socket = socket
        self._embedded = embedded
        self._turn = asyncio.Lock()

    async def run(self, visitor: Visitor | None) -> None:
        """Until the visitor leaves. Raises WebSocketDisconnect."""
        hello = await self._hear_hello()
        if hello is None:
            return
        if visitor is None:
            visitor = await self._widget_visitor(hello)
            if visitor is None:
                return
        try:
            with self._web.chats_of_visitor.one_of(visitor.external_id):
                await self._converse(visitor, hello)
        except TooManyOpen as error:
            await self._send(Error(code="rate_limited", message=str(error)))
            await self._socket.close(TRY_AGAIN_LATER)

    async def _converse(self, visitor: Visitor, hello: Hello) -> None:
        language = self._web.pages.language_from(self._socket, hello.locale)
        await self._send(await welcome(self._web, visitor, show_token=self._embedded))
        teller = asyncio.create_task(self._tell(visitor, hello.after_seq, language))
        listener = asyncio.create_task(self._listen(visitor))
        try:
            done, _ = await asyncio.wait({teller, listener}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in (teller, listener):
                task.cancel()
            await asyncio.gather(teller, listener, return_exceptions=True)

    async def _hear_hello(self) -> Hello | None:
        """The first frame; anything else is answered with what was expected, and the connection stays."""
        async with asyncio.timeout(HELLO_WITHIN_SECONDS):
            while True:
                raw = await self._receive()
                try:
                    frame = read_frame(raw)
                except FrameError as error:
                    await self._send(show_error(error))
                    continue
                if isinstance(frame, Hello):
                    return frame
                await self._send(Error(code="hello_first", message="say hello before anything else"))

    async def _widget_visitor(self, hello: Hello) -> Visitor | None:
        """The widget shows its token in hello; an unknown one is told so, and starts anew."""
        if hello.session_token:
            known = await meet_again(self._web, hello.session_token)
            if known is None:
                await self._send(Error(code="session_expired", fatal=True))
                await self._socket.close(POLICY)
            return known
        return await open_visitor(self._web, self._socket, None)

    async def _listen(self, visitor: Visitor) -> None:
        while True:
            raw = await self._receive()
            async with self._turn:
                reply = await answer(self._web, visitor, raw)
                if reply is not None:
                    await self._send(reply)

    async def _tell(self, visitor: Visitor, after_seq: int, language: Language) -> None:
        frames = follow(self._web.desk, visitor.conversation_id, after_seq, language, visitor.external_id)
        async for frame in frames:
            async with self._turn:
                if frame is None:
                    await self._socket.send_text(HEARTBEAT)
                else:
                    await self._send(frame)

    async def _receive(self) -> bytes | str:
        message = await self._socket.receive()
        if message["type"] != "websocket.receive":
            raise WebSocketDisconnect(message.get("code") or 1005)
        text: str | None = message.get("text")
        return text if text is not None else (message.get("bytes") or b"")

    async def _send(self, frame: ServerFrame) -> None:
        await self._socket.send_text(dump(frame))


def build_router(web: Web) -> APIRouter:
    router = APIRouter()

    @router.websocket("/chat/ws")
    async def talk(socket: WebSocket) -> None:
        try:
            check_origin(web, socket)
            with web.chats_of_address.one_of(network_of(socket)):
                await _take_in(web, socket)
        except BadSignature:
            await socket.close(POLICY)
        except (TooManyOpen, TooManyVisitors):
            await socket.close(TRY_AGAIN_LATER)

    return router


async def _take_in(web: Web, socket: WebSocket) -> None:
    """Until the visitor leaves. Raises TooManyVisitors before the socket is accepted."""
    embedded = socket.query_params.get("embed") == "1"
    visitor = None if embedded else await open_visitor(web, socket, shown_token(socket))
    cookie = [cookie_header(web, socket, visitor)] if visitor is not None and visitor.needs_cookie else []
    await socket.accept(headers=[(name.encode(), value.encode()) for name, value in cookie])
    web.metrics.chats.labels("socket").inc()
    try:
        await Talk(web, socket, embedded).run(visitor)
    except (WebSocketDisconnect, TimeoutError, TooManyVisitors):
        log.debug("chat.left", transport="socket")
    except RuntimeError as error:  # starlette says so when the other side is gone while we send
        log.debug("chat.gone", reason=type(error).__name__)
    finally:
        web.metrics.chats.labels("socket").dec()
