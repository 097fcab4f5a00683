"""What staff do. Each action is one form; with htmx the answer is the refreshed conversation, without it a page."""

from __future__ import annotations

from typing import Annotated

import structlog
from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from api.inbox.addresses import Id, Key
from api.inbox.pages import show_inbox, show_pane
from api.inbox.staff_session import StaffSession, require_form
from api.web import Web
from api.words import Words, words_in
from domain.approval import Decision
from domain.conversation import LARGEST_SEQ
from domain.errors import StaleVersion
from domain.text import clean_text
from storage import approvals

log = structlog.get_logger()

Csrf = Annotated[str, Form(max_length=200)]
Words4000 = Annotated[str, Form(max_length=20_000)]
Counter = Annotated[int, Form(ge=0, le=LARGEST_SEQ)]


def build_router(web: Web) -> APIRouter:
    router = APIRouter(include_in_schema=False)
    desk = web.desk

    @router.post("/inbox/approvals/{approval_id}/decide")
    async def decide(
        request: Request,
        approval_id: Id,
        decision: Annotated[Decision, Form()],
        version: Counter,
        seen_seq: Counter,
        csrf: Csrf = "",
        text: Words4000 = "",
    ) -> Response:
        """`version` and `seen_seq` say what was on the screen; whoever comes second is told who won (409)."""
        session = await require_form(web, request, csrf)
        words = words_in(web.pages.language_of(request))
        card = await desk.database.read(lambda c: approvals.get(c, approval_id))
        chosen, answer = _settle(decision, clean_text(text), clean_text(card.draft))
        conversation_id = card.conversation_id
        if chosen in ("edit", "respond") and not answer:
            notice = {"kind": "problem", "text": words("needs-text")}
            return await _show(web, request, session, conversation_id, notice, 422)
        try:
            decided = await desk.decide(
                approval_id,
                version=version,
                decision=chosen,
                text=answer,
                staff=session.staff.name,
                seen_seq=seen_seq,
            )
        except StaleVersion as lost:
            web.metrics.decisions.labels(chosen, "lost").inc()
            notice = {"kind": "problem", "text": _who_won(words, lost)}
            return await _show(web, request, session, conversation_id, notice, 409)
        web.metrics.decisions.labels(chosen, "won").inc()
        log.info("staff.decided", approval_id=approval_id, decision=chosen, staff_id=session.staff.id)
        status = words(f"status-{decided.status}")
        return await _show(
            web,
            request,
            session,
            conversation_id,
            {"kind": "done", "text": words("decided-ok", status=status)},
        )

    @router.post("/inbox/c/{conversation_id}/take-over")
    async def take_over(request: Request, conversation_id: Id, csrf: Csrf = "") -> Response:
        session = await require_form(web, request, csrf)
        await desk.take_over(conversation_id, session.staff.name)
        return await _show(web, request, session, conversation_id)

    @router.post("/inbox/c/{conversation_id}/give-back")
    async def give_back(request: Request, conversation_id: Id, csrf: Csrf = "") -> Response:
        session = await require_form(web, request, csrf)
        await desk.give_back(conversation_id, session.staff.name)
        return await _show(web, request, session, conversation_id)

    @router.post("/inbox/c/{conversation_id}/reply")
    async def reply(
        request: Request, conversation_id: Id, text: Words4000 = "", csrf: Csrf = "", key: Key = ""
    ) -> Response:
        """`key` is what the page gave the form: pressing twice sends once."""
        session = await require_form(web, request, csrf)
        words = words_in(web.pages.language_of(request))
        answer = clean_text(text)
        if not answer:
            notice = {"kind": "problem", "text": words("needs-text")}
            return await _show(web, request, session, conversation_id, notice, 422)
        await desk.staff_reply(conversation_id, answer, session.staff.name, key=key or None)
        return await _show(web, request, session, conversation_id)

    @router.post("/inbox/c/{conversation_id}/send-again")
    async def send_again(request: Request, conversation_id: Id, outbox_id: Key, csrf: Csrf = "") -> Response:
        """Try a message that did not go out once more."""
        session = await require_form(web, request, csrf)
        words = words_in(web.pages.language_of(request))
        if await desk.send_again(conversation_id, outbox_id, session.staff.name):
            log.info("staff.sent_again", outbox_id=outbox_id, staff_id=session.staff.id)
            return await _show(
                web, request, session, conversation_id, {"kind": "done", "text": words("again-ok")}
            )
        notice = {"kind": "problem", "text": words("again-gone")}
        return await _show(web, request, session, conversation_id, notice, 409)

    @router.post("/inbox/c/{conversation_id}/dismiss")
    async def dismiss(request: Request, conversation_id: Id, outbox_id: Key, csrf: Csrf = "") -> Response:
        """A message that did not go out is seen to; it is trouble no more."""
        session = await require_form(web, request, csrf)
        words = words_in(web.pages.language_of(request))
        if await desk.dismiss(conversation_id, outbox_id, session.staff.name):
            return await _show(
                web, request, session, conversation_id, {"kind": "done", "text": words("dismiss-ok")}
            )
        notice = {"kind": "problem", "text": words("again-gone")}
        return await _show(web, request, session, conversation_id, notice, 409)

    @router.post("/inbox/c/{conversation_id}/close")
    async def close(request: Request, conversation_id: Id, csrf: Csrf = "") -> Response:
        """The open case is done, and the bot speaks again."""
        session = await require_form(web, request, csrf)
        words = words_in(web.pages.language_of(request))
        if await desk.close_case(conversation_id, session.staff.name):
            log.info("staff.closed_case", conversation_id=conversation_id, staff_id=session.staff.id)
            return await _show(
                web, request, session, conversation_id, {"kind": "done", "text": words("close-ok")}
            )
        notice = {"kind": "problem", "text": words("close-not-now")}
        return await _show(web, request, session, conversation_id, notice, 409)

    return router


def _settle(decision: Decision, text: str, draft: str) -> tuple[Decision, str | None]:
    """What the buttons mean together with the text field. Words that staff changed are never thrown away: approving
    a changed draft is an edit, and an edit without a change is an approval. Of an emptied field nothing is sent.
    """
    changed = bool(text) and text != draft
    if decision in ("approve", "edit"):
        if not text:
            return "edit", None
        return ("edit", text) if changed else ("approve", None)
    if decision == "reject":
        return "reject", text if changed else None
    return "respond", text or None


def _who_won(words: Words, lost: StaleVersion) -> str:
    if lost.status == "pending":
        return words("error-expired")
    return words("decided-first", staff=lost.winner, status=words(f"status-{lost.status}"))


async def _show(
    web: Web,
    request: Request,
    session: StaffSession,
    conversation_id: str,
    notice: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    if request.headers.get("hx-request") == "true":
        return await show_pane(web, request, session, conversation_id, status=status, notice=notice)
    if status != 200:
        return await show_inbox(web, request, session, conversation_id, status=status, notice=notice)
    return RedirectResponse(f"/inbox/c/{conversation_id}", 303)
