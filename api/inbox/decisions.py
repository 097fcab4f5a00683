"""Staff decide a card."""

from __future__ import annotations

from typing import Annotated

import structlog
from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from api.inbox.addresses import Csrf, Id, LongText
from api.inbox.answering import TOO_LATE, UNREADABLE, read_form
from api.web import Web
from api.words import Words
from domain.approval import Decision
from domain.conversation import LARGEST_SEQ
from domain.errors import StaleVersion
from domain.text import clean_text
from storage import approvals

log = structlog.get_logger()

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
        text: LongText = "",
    ) -> Response:
        """`version` and `seen_seq` say what was on the screen; whoever comes second is told who won (409)."""
        form = await read_form(web, request, csrf)
        card = await desk.database.read(lambda c: approvals.get(c, approval_id))
        chosen, answer = _settle(decision, clean_text(text), clean_text(card.draft))
        if chosen in ("edit", "respond") and not answer:
            return await form.refused(card.conversation_id, form.words("needs-text"), UNREADABLE)
        try:
            decided = await desk.decide(
                approval_id, version=version, decision=chosen, text=answer, staff=form.sender, seen_seq=seen_seq
            )  # fmt: skip
        except StaleVersion as lost:
            web.metrics.decisions.labels(chosen, "lost").inc()
            return await form.refused(card.conversation_id, _who_won(form.words, lost), TOO_LATE)
        web.metrics.decisions.labels(chosen, "won").inc()
        log.info("staff.decided", approval_id=approval_id, decision=chosen, staff_id=form.session.staff.id)
        status = form.words(f"status-{decided.status}")
        return await form.done(card.conversation_id, form.words("decided-ok", status=status))

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
