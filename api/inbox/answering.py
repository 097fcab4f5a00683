"""What a form of the inbox is answered with: with htmx the refreshed conversation, without it a page."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from api.inbox.pages import show_inbox, show_pane
from api.inbox.staff_session import StaffSession, require_form
from api.web import Web
from api.words import Words, words_in

UNREADABLE = 422
TOO_LATE = 409


@dataclass(frozen=True)
class SentForm:
    """A form that a signed-in member of staff sent, and the words of the page it came from."""

    web: Web
    request: Request
    session: StaffSession
    words: Words

    @property
    def sender(self) -> str:
        """Who sent it, as customers and colleagues know them."""
        return self.session.staff.name

    async def done(self, conversation_id: str, text: str | None = None) -> Response:
        """It happened; `text` says what."""
        notice = {"kind": "done", "text": text} if text is not None else None
        return await self._show(conversation_id, notice, 200)

    async def refused(self, conversation_id: str, text: str, status: int) -> Response:
        """Nothing happened; `text` says why."""
        return await self._show(conversation_id, {"kind": "problem", "text": text}, status)

    async def _show(self, conversation_id: str, notice: dict[str, str] | None, status: int) -> Response:
        web, request, session = self.web, self.request, self.session
        if request.headers.get("hx-request") == "true":
            return await show_pane(web, request, session, conversation_id, status=status, notice=notice)
        if status != 200:
            return await show_inbox(web, request, session, conversation_id, status=status, notice=notice)
        return RedirectResponse(f"/inbox/c/{conversation_id}", 303)


async def read_form(web: Web, request: Request, csrf: str) -> SentForm:
    """Raises SignInFirst, WrongForm, BadSignature."""
    session = await require_form(web, request, csrf)
    return SentForm(web, request, session, words_in(web.pages.language_of(request)))
