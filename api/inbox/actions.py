"""What staff do with a conversation, besides deciding its cards. Each action is one form."""

from __future__ import annotations

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.inbox.addresses import Csrf, Id, Key, LongText
from api.inbox.answering import TOO_LATE, UNREADABLE, read_form
from api.web import Web
from domain.text import clean_text

log = structlog.get_logger()


def build_router(web: Web) -> APIRouter:
    router = APIRouter(include_in_schema=False, prefix="/inbox/c/{conversation_id}")
    _add_owning(router, web)
    _add_sending(router, web)
    return router


def _add_owning(router: APIRouter, web: Web) -> None:
    """Who speaks, and whether anything is still open."""
    desk = web.desk

    @router.post("/take-over")
    async def take_over(request: Request, conversation_id: Id, csrf: Csrf = "") -> Response:
        form = await read_form(web, request, csrf)
        await desk.take_over(conversation_id, form.sender)
        return await form.done(conversation_id)

    @router.post("/give-back")
    async def give_back(request: Request, conversation_id: Id, csrf: Csrf = "") -> Response:
        form = await read_form(web, request, csrf)
        await desk.give_back(conversation_id, form.sender)
        return await form.done(conversation_id)

    @router.post("/close")
    async def close(request: Request, conversation_id: Id, csrf: Csrf = "") -> Response:
        """The open case is done, and the bot speaks again."""
        form = await read_form(web, request, csrf)
        if not await desk.close_case(conversation_id, form.sender):
            return await form.refused(conversation_id, form.words("close-not-now"), TOO_LATE)
        log.info("staff.closed_case", conversation_id=conversation_id, staff_id=form.session.staff.id)
        return await form.done(conversation_id, form.words("close-ok"))


def _add_sending(router: APIRouter, web: Web) -> None:
    """Staff's own words, and messages that did not go out."""
    desk = web.desk

    @router.post("/reply")
    async def reply(
        request: Request, conversation_id: Id, text: LongText = "", csrf: Csrf = "", key: Key = ""
    ) -> Response:
        """`key` is what the page gave the form: pressing twice sends once."""
        form = await read_form(web, request, csrf)
        answer = clean_text(text)
        if not answer:
            return await form.refused(conversation_id, form.words("needs-text"), UNREADABLE)
        await desk.staff_reply(conversation_id, answer, form.sender, key=key or None)
        return await form.done(conversation_id)

    @router.post("/send-again")
    async def send_again(request: Request, conversation_id: Id, outbox_id: Key, csrf: Csrf = "") -> Response:
        """Try a message that did not go out once more."""
        form = await read_form(web, request, csrf)
        if not await desk.send_again(conversation_id, outbox_id, form.sender):
            return await form.refused(conversation_id, form.words("again-gone"), TOO_LATE)
        log.info("staff.sent_again", outbox_id=outbox_id, staff_id=form.session.staff.id)
        return await form.done(conversation_id, form.words("again-ok"))

    @router.post("/dismiss")
    async def dismiss(request: Request, conversation_id: Id, outbox_id: Key, csrf: Csrf = "") -> Response:
        """A message that did not go out is seen to; it is trouble no more."""
        form = await read_form(web, request, csrf)
        if not await desk.dismiss(conversation_id, outbox_id, form.sender):
            return await form.refused(conversation_id, form.words("again-gone"), TOO_LATE)
        return await form.done(conversation_id, form.words("dismiss-ok"))
